import { isAbsolute, resolve } from 'node:path';
import { ApiObject, App, Chart, DependencyGraph, Yaml, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { SingleWaiver } from '../engine/waivers/waiver';
import { writeNodeFiles } from '../host/node-files';
import { type UsedWaiver, usedWaivers, writeRecord } from '../host/waiver-record';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { ManifestSet } from '../model/manifest-set';
import { PLAIN } from '../report/paint';
import { recordOrigins } from './construct-metadata';
import { warnOfSecondCopy } from './copies';
import { declareConnections } from './declared-connections';
import { type AppPolicy, policyFrom } from './hardening-policy';
import { reportIdleWaivers } from './idle-waivers';
import { nodeFilesIn } from './node-files';
import { type Refusal, refusalError, refusalOf } from './refusal/refusal';
import { Rendering } from './rendering';
import { withReplaced } from './replaced';
import { ALL, type Concerns, concernsOf } from './scope-of-waivers';
import type { SynthAspect } from './synth-aspect';
import './refusal/kernel-errors';
import { givenOut, Texts, watchWriter } from './texts';
import { setUnderWay, underWay } from './under-way';
import { applicationsIn, invokeAspects } from './visits';
import { warn } from './warnings';

const WATCHED = Symbol.for('cdk8s-hardened.watched');
/** One copy of this library acts for all: two would each render, fix and seal the same tree. */
const HOOKED = Symbol.for('cdk8s-hardened.hooked');

/**
 * Makes the aspects of a tree act in every synth, through every entry point. cdk8s has no hook for that, and jsii calls
 * methods of the prototype, not of the instance: so the entry points on the prototypes are wrapped, and call cdk8s' own
 * code for every tree without aspects (docs/decisions/0003).
 */
export function watch(root: IConstruct): void {
  warnOfSecondCopy();
  if (Object.hasOwn(root, WATCHED)) return;
  Object.defineProperty(root, WATCHED, { value: true });
  recordOrigins();
  watchWriter();
  hook(App.prototype, 'synth', synthFiles);
  hook(App.prototype, 'synthYaml', synthText);
  hook(Chart.prototype, 'toJson', synthChart);
  // A synth through another entry point, such as one of a second copy of cdk8s, is checked here; it is not sealed.
  root.node.addValidation({ validate: () => (underWay(root) ? [] : refusals(root)) });
}

function hook<T extends object>(
  prototype: T,
  name: keyof T & string,
  through: (target: any, original: () => any) => any,
): void {
  const original = prototype[name] as any;
  if (original[HOOKED]) return;
  const opened = function (this: any) {
    const pass = () => original.call(this);
    return Object.hasOwn(this.node.root, WATCHED) ? through(this, pass) : pass();
  };
  Object.defineProperty(opened, HOOKED, { value: true });
  Object.defineProperty(prototype, name, { value: opened, configurable: true, enumerable: false, writable: true });
}

function synthFiles(app: App, original: () => void): void {
  refuseReentry(app, 'app.synth()');
  const byObject = app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  runSynth(app, byObject, (rendering, used) => {
    const texts = new Texts(rendering.written);
    const ofNodes = nodeFilesIn(app);
    const files = new Map<string, any[]>();
    const collect = (file: string, docs: any[]) => {
      const path = isAbsolute(file) ? file : resolve(file);
      if (files.has(path))
        throw new Error(`two objects are written to "${file}"; give one another name, or another output type`);
      files.set(path, rendering.confirm(docs));
    };
    withReplaced(Yaml, 'save', collect, original);
    rendering.confirmNothingAdded();
    rendering.confirmNothingMissing();
    const written = (...docs: any[]) => texts.of(docs);
    withReplaced(Yaml, 'stringify', written, () => {
      for (const [file, docs] of files) Yaml.save(file, docs);
    });
    writeNodeFiles(app.outdir, ofNodes);
    writeRecord(app.outdir, used);
  });
}

/** What is synthesized before everything is judged would be written unjudged. */
function refuseReentry(root: IConstruct, call: string): void {
  if (!underWay(root)) return;
  throw new Error(
    `${call} was called while the same app is being synthesized, by a validation, an aspect or a lazy value; call it once, after the app is built`,
  );
}

function synthText(app: App, original: () => string): string {
  refuseReentry(app, 'app.synthYaml()');
  return runSynth(app, false, (rendering) => {
    const texts = new Texts(rendering.written);
    const confirmed = (...docs: any[]) => texts.of(rendering.confirm(docs));
    const text = withReplaced(Yaml, 'stringify', confirmed, original);
    rendering.confirmNothingAdded();
    rendering.confirmNothingMissing();
    return text;
  });
}

function synthChart(chart: Chart, original: () => any[]): any[] {
  const { root } = chart.node;
  const rendering = underWay(root);
  if (rendering?.isSealed) return sortDocuments(chart, rendering);
  if (rendering?.isAskingCharts) return original();
  refuseReentry(root, 'chart.toJson()');
  const write = (own: Rendering) => {
    const docs = original();
    if (chart.toJson === Chart.prototype.toJson) {
      own.confirm(docs);
      own.confirmNothingMissing(chart);
    }
    own.confirmNothingAdded();
    return givenOut(docs);
  };
  return runSynth(root, false, write, chart);
}

/**
 * Returns the result of cdk8s' own `chart.toJson()`, without resolving and validating the whole app once more for each
 * chart.
 */
function sortDocuments(chart: Chart, rendering: Rendering): any[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((construct) => ApiObject.isApiObject(construct) && Chart.of(construct) === chart)
    .flatMap((construct) => rendering.documentsOf(construct));
}

/** Prepares a synth, runs it, and always cleans up. */
function runSynth<T>(
  root: IConstruct,
  byObject: boolean,
  write: (rendering: Rendering, used: readonly UsedWaiver[]) => T,
  chart?: Chart,
): T {
  const rendering = new Rendering(root);
  setUnderWay(root, rendering);
  try {
    const onPass = () => {
      rendering.state = {};
    };
    validate(invokeAspects(root, onPass));
    const constructs = invokeAspects(root, onPass); // A validation may add constructs.
    const aspects = synthAspectsIn(constructs);
    const app = policyFrom(root, [...aspects.keys()]);
    const workloadKinds = workloadKindsOf(aspects, app);
    rendering.renderObjects(constructs, workloadKinds);
    const waivers = waiversOf(aspects.keys(), app);
    for (const [aspect, scopes] of aspects) {
      if (!aspect._mend) continue;
      const some = rendering.manifests(scopes);
      rendering.replace(aspect._mend({ all: () => rendering.manifests(), some, waivers, app }), scopes);
    }
    if (!byObject) rendering.renderCharts(constructs, workloadKinds);
    const concerns = chart ? concernsOf(chart, () => rendering.manifests([chart])) : ALL;
    const { refusal, used } = judge(rendering, aspects, concerns, app);
    if (refusal) throw refusalError(refusal, { env: process.env, isTTY: process.stderr.isTTY }); // node-do-not-add-exception-line
    rendering.seal();
    return write(rendering, used);
  } finally {
    rendering.release();
    setUnderWay(root, undefined);
  }
}

/** Runs the validations before anything is checked. cdk8s runs them before it renders, and again while it writes. */
function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const construct of constructs)
    for (const error of construct.node.validate()) errors.push(`[${construct.node.path}] ${error}`);
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** Whether an app is refused, and the waivers that accepted findings. */
interface Judged {
  readonly refusal?: Refusal;
  readonly used: readonly UsedWaiver[];
}

function judge(
  rendering: Rendering,
  aspects: ReadonlyMap<SynthAspect, IConstruct[]>,
  concerns: Concerns,
  app: AppPolicy,
): Judged {
  const all = ManifestSet.fromManifests(rendering.manifests());
  declareConnections(rendering.root, all);
  const waivers = waiversOf(aspects.keys(), app);
  const verdicts = [...aspects].flatMap(([aspect, scopes]) => {
    if (!aspect._judge) return [];
    const [some, problems] = [rendering.manifests(scopes), rendering.problems(scopes)];
    return aspect._judge({ all, some, problems, waivers, concerns, app });
  });
  for (const line of new Set(verdicts.flatMap(({ warnings = [] }) => warnings))) warn(line);
  const ofOthers = [...aspects.keys()].flatMap(({ _judge, _waivers }) => (_judge ? [] : (_waivers ?? [])));
  reportIdleWaivers(ofOthers, verdicts, concerns);
  const waived = verdicts.flatMap(({ report }) => report._each.waived);
  return { refusal: refusalOf(verdicts, process), used: usedWaivers(waived, waivers, all) };
}

/**
 * Checks the documents that another entry point would write, without fixes: objects that need a fix are refused there.
 */
function refusals(root: IConstruct): string[] {
  const rendering = new Rendering(root);
  setUnderWay(root, rendering);
  try {
    const constructs = root.node.findAll();
    const aspects = synthAspectsIn(constructs);
    const app = policyFrom(root, [...aspects.keys()]);
    rendering.renderObjects(constructs, workloadKindsOf(aspects, app));
    rendering.renderCharts(constructs, workloadKindsOf(aspects, app));
    return [judge(rendering, aspects, ALL, app).refusal?.shown(PLAIN) ?? []].flat();
  } finally {
    rendering.release();
    setUnderWay(root, undefined);
  }
}

/** Returns the aspects that act on rendered manifests, by priority, each with all scopes that it was added to. */
function synthAspectsIn(constructs: readonly IConstruct[]): Map<SynthAspect, IConstruct[]> {
  const found = new Map<SynthAspect, IConstruct[]>();
  for (const { aspect, scope } of applicationsIn(constructs)) {
    const { _mend, _judge, _waivers } = aspect as SynthAspect;
    if (!_mend && !_judge && !_waivers) continue;
    const scopes = found.get(aspect);
    if (scopes) scopes.push(scope);
    else found.set(aspect, [scope]);
  }
  return found;
}

function workloadKindsOf(aspects: ReadonlyMap<SynthAspect, unknown>, { set }: AppPolicy): WorkloadKind[] {
  return [...(set?.workloadKinds ?? []), ...[...aspects.keys()].flatMap(({ _workloadKinds }) => _workloadKinds ?? [])];
}

function waiversOf(aspects: Iterable<SynthAspect>, { waivers }: AppPolicy): SingleWaiver[] {
  return [...waivers, ...[...aspects].flatMap(({ _waivers }) => _waivers ?? [])];
}
