import { isAbsolute, resolve } from 'node:path';
import { ApiObject, App, Chart, DependencyGraph, Yaml, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { EvaluationError } from '../engine/report';
import type { Waiver } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { recordOrigins } from './construct-metadata';
import { answerFor } from './idle-waivers';
import { refusalOf, type Verdict } from './refusal';
import { Rendering } from './rendering';
import { applicationsIn, type IdleAspect, invokeAspects } from './visits';

/** An aspect that acts on what is rendered. */
export interface SynthAspect extends IdleAspect {
  /** When it comes where nobody says. Default: `AspectPriority.DEFAULT`. */
  readonly _priority?: number;
  readonly _workloadKinds?: WorkloadKind[];
  /** What the aspect lets stand; every other aspect lets it stand too. */
  readonly _waivers?: readonly Waiver[];
  /** Gives what replaces some objects of its scopes; all are there to be asked about. */
  _mend?(
    all: () => readonly Manifest[],
    some: readonly Manifest[],
    waivers: readonly Waiver[],
  ): ReadonlyMap<Manifest, Manifest>;
  /** Judges some objects; what could not be read among them is part of the outcome. */
  _judge?(
    all: ManifestSet,
    some: readonly Manifest[],
    problems: readonly EvaluationError[],
    waivers: readonly Waiver[],
  ): Verdict;
}

const WATCHED = Symbol.for('cdk8s-hardened.watched');
const HOOKED = Symbol('cdk8s-hardened.hooked');
/** The synth that is under way, by root. */
const UNDER_WAY = new WeakMap<IConstruct, Rendering>();

/**
 * Makes the aspects of a tree act whenever it is synthesized, by whichever door. cdk8s offers no place for that, and jsii
 * calls methods of the prototype, not of the instance: so the doors themselves are opened here, and lead to cdk8s' own
 * code for every tree without aspects (docs/decisions/0003).
 */
export function watch(root: IConstruct): void {
  if (Object.hasOwn(root, WATCHED)) return;
  Object.defineProperty(root, WATCHED, { value: true });
  recordOrigins();
  hook(App.prototype, 'synth', synthFiles);
  hook(App.prototype, 'synthYaml', synthText);
  hook(Chart.prototype, 'toJson', synthChart);
  // A synth that comes by another door, such as one of a second copy of cdk8s, is judged here; it is not sealed.
  root.node.addValidation({ validate: () => (UNDER_WAY.has(root) ? [] : refusals(root)) });
}

function hook<T extends object>(
  prototype: T,
  door: keyof T & string,
  through: (target: any, original: () => any) => any,
): void {
  const original = prototype[door] as any;
  if (original[HOOKED]) return;
  const opened = function (this: any) {
    const pass = () => original.call(this);
    return Object.hasOwn(this.node.root, WATCHED) ? through(this, pass) : pass();
  };
  Object.defineProperty(opened, HOOKED, { value: true });
  Object.defineProperty(prototype, door, { value: opened, configurable: true, enumerable: false, writable: true });
}

function synthFiles(app: App, original: () => void): void {
  if (UNDER_WAY.has(app)) {
    original();
    return;
  }
  const byObject = app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  during(app, byObject, (rendering) => {
    const files = new Map<string, any[]>();
    const collect = (file: string, docs: any[]) => {
      const path = isAbsolute(file) ? file : resolve(file);
      if (files.has(path))
        throw new Error(`two objects are written to "${file}"; give one another name, or another output type`);
      rendering.confirm(docs);
      files.set(path, docs);
    };
    swapping(Yaml, 'save', collect, original);
    rendering.confirmNothingAdded();
    for (const [file, docs] of files) Yaml.save(file, docs);
  });
}

function synthText(app: App, original: () => string): string {
  if (UNDER_WAY.has(app)) return original();
  return during(app, false, (rendering) => {
    const { stringify } = Yaml;
    const confirmed = (...docs: any[]) => {
      rendering.confirm(docs);
      return stringify.call(Yaml, ...docs);
    };
    const text = swapping(Yaml, 'stringify', confirmed, original);
    rendering.confirmNothingAdded();
    return text;
  });
}

function synthChart(chart: Chart, original: () => any[]): any[] {
  const { root } = chart.node;
  const rendering = UNDER_WAY.get(root);
  if (rendering?.isSealed) return sortedDocuments(chart, rendering);
  if (rendering) return original();
  return during(root, false, (own) => {
    const docs = original();
    if (chart.toJson === Chart.prototype.toJson) own.confirm(docs);
    own.confirmNothingAdded();
    return structuredClone(docs);
  });
}

/** What cdk8s' own `chart.toJson()` gives, without resolving and validating the whole app once more for each chart. */
function sortedDocuments(chart: Chart, rendering: Rendering): any[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((construct) => ApiObject.isApiObject(construct) && Chart.of(construct) === chart)
    .flatMap((construct) => rendering.documentsOf(construct));
}

/** Prepares a synth, lets it happen, and cleans up whatever happens. */
function during<T>(root: IConstruct, byObject: boolean, write: (rendering: Rendering) => T): T {
  const rendering = new Rendering(root);
  UNDER_WAY.set(root, rendering);
  try {
    validate(invokeAspects(root));
    const constructs = invokeAspects(root); // a validation may add some
    const aspects = synthAspectsIn(constructs);
    const workloadKinds = workloadKindsOf(aspects);
    rendering.renderObjects(constructs, workloadKinds);
    const waivers = waiversOf(aspects.keys());
    for (const [aspect, scopes] of aspects) {
      const mended = aspect._mend?.(() => rendering.manifests(), rendering.manifests(scopes), waivers);
      if (mended) rendering.replace(mended, scopes);
    }
    if (!byObject) rendering.renderCharts(constructs, workloadKinds);
    const refusal = judge(rendering, aspects);
    if (refusal !== undefined) throw new Error(refusal);
    rendering.seal();
    return write(rendering);
  } finally {
    rendering.release();
    UNDER_WAY.delete(root);
  }
}

/** What cdk8s does before it renders, and again while it writes: here it comes before anything is judged. */
function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const construct of constructs)
    for (const error of construct.node.validate()) errors.push(`[${construct.node.path}] ${error}`);
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

function judge(rendering: Rendering, aspects: ReadonlyMap<SynthAspect, IConstruct[]>): string | undefined {
  const all = ManifestSet.fromManifests(rendering.manifests());
  const waivers = waiversOf(aspects.keys());
  const verdicts = [...aspects].flatMap(
    ([aspect, scopes]) => aspect._judge?.(all, rendering.manifests(scopes), rendering.problems(scopes), waivers) ?? [],
  );
  answerFor(waiversOf([...aspects.keys()].filter((aspect) => !aspect._judge)), verdicts);
  return refusalOf(verdicts);
}

/** Judges what another door would write, as it is: what only mending makes right is refused there. */
function refusals(root: IConstruct): string[] {
  const rendering = new Rendering(root);
  UNDER_WAY.set(root, rendering);
  try {
    const constructs = root.node.findAll();
    const aspects = synthAspectsIn(constructs);
    rendering.renderObjects(constructs, workloadKindsOf(aspects));
    rendering.renderCharts(constructs, workloadKindsOf(aspects));
    return [judge(rendering, aspects) ?? []].flat();
  } finally {
    rendering.release();
    UNDER_WAY.delete(root);
  }
}

/** The aspects that act on what is rendered, by priority, each with all scopes that it was added to. */
function synthAspectsIn(constructs: readonly IConstruct[]): Map<SynthAspect, IConstruct[]> {
  const found = new Map<SynthAspect, IConstruct[]>();
  for (const { aspect, scope } of applicationsIn(constructs)) {
    const { _mend, _judge } = aspect as SynthAspect;
    if (!_mend && !_judge) continue;
    const scopes = found.get(aspect);
    if (scopes) scopes.push(scope);
    else found.set(aspect, [scope]);
  }
  return found;
}

function workloadKindsOf(aspects: ReadonlyMap<SynthAspect, unknown>): WorkloadKind[] {
  return [...aspects.keys()].flatMap(({ _workloadKinds }) => _workloadKinds ?? []);
}

function waiversOf(aspects: Iterable<SynthAspect>): Waiver[] {
  return [...aspects].flatMap(({ _waivers }) => _waivers ?? []);
}

function swapping<T extends object, R>(target: T, name: keyof T & string, value: any, act: () => R): R {
  const before = target[name];
  (target as any)[name] = value;
  try {
    return act();
  } finally {
    (target as any)[name] = before;
  }
}
