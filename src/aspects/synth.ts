import { isAbsolute, resolve } from 'node:path';
import { App, Chart, Yaml, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Answers } from '../engine/walking/answers';
import { writeNodeFiles } from '../host/node-files';
import { type UsedWaiver, writeRecord } from '../host/waiver-record';
import { PLAIN } from '../report/paint';
import { recordOrigins } from './construct-metadata';
import { warnOfSecondCopy } from './copies';
import { policyFrom } from './hardening-policy';
import { judge, synthAspectsIn, waiversOf, workloadKindsOf } from './judge';
import { nodeFilesIn } from './node-files';
import { refusalError } from './refusal/refusal';
import { Rendering } from './rendering';
import { withReplaced } from './replaced';
import { ALL, concernsOf } from './scope-of-waivers';
import type { SynthAspect } from './synth-aspect';
import './refusal/kernel-errors';
import { givenOut, Texts, watchWriter } from './texts';
import { setUnderWay, underWay } from './under-way';
import { invokeAspects } from './visits';
import { Order, objectsInOrder } from './writing/order';
import { documentsIn, synthInOrder } from './writing/own-synth';
import { hasOwnWriter } from './writing/switch';

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
    const order = orderOf(rendering);
    withReplaced(Yaml, 'save', collect, order ? () => synthInOrder(app, order) : original);
    rendering.confirmNothingAdded();
    rendering.confirmNothingMissing();
    for (const [file, docs] of files) {
      const text = () => texts.of(docs);
      withReplaced(Yaml, 'stringify', text, () => Yaml.save(file, [])); // A call takes no 130,000 documents.
    }
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
    const confirmed = (docs: readonly any[]) => texts.of(rendering.confirm(docs));
    const order = orderOf(rendering);
    const text = order
      ? confirmed(documentsIn(order))
      : withReplaced(Yaml, 'stringify', (...docs: any[]) => confirmed(docs), original);
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
    const docs =
      orderOf(own)
        ?.objectsOf(chart)
        ?.map((object) => object.toJson()) ?? original();
    if (chart.toJson === Chart.prototype.toJson) {
      own.confirm(docs);
      own.confirmNothingMissing(chart);
    }
    own.confirmNothingAdded();
    return givenOut(docs);
  };
  return runSynth(root, false, write, chart);
}

/** The order in which a synth writes; undefined where cdk8s finds it. */
function orderOf(rendering: Rendering): Order | undefined {
  if (hasOwnWriter()) rendering.order = Order.of(rendering.root);
  return rendering.order;
}

/**
 * Returns the result of cdk8s' own `chart.toJson()`, without resolving and validating the whole app once more for each
 * chart.
 */
function sortDocuments(chart: Chart, rendering: Rendering): any[] {
  const objects = rendering.order?.objectsOf(chart) ?? objectsInOrder(chart);
  return objects.flatMap((object) => rendering.documentsOf(object));
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
    const answers = asksTwice(aspects.keys()) ? new Answers() : undefined;
    for (const [aspect, scopes] of aspects) {
      if (!aspect._mend) continue;
      const some = rendering.manifests(scopes);
      rendering.replace(aspect._mend({ all: () => rendering.manifests(), some, waivers, app, answers }), scopes);
    }
    if (!byObject) rendering.renderCharts(constructs, workloadKinds);
    const concerns = chart ? concernsOf(chart, () => rendering.manifests([chart])) : ALL;
    const { refusal, used } = judge(rendering, aspects, concerns, app, answers);
    if (refusal) throw refusalError(refusal, { env: process.env, isTTY: process.stderr.isTTY }); // node-do-not-add-exception-line
    rendering.seal();
    return write(rendering, used);
  } finally {
    rendering.release();
    setUnderWay(root, undefined);
  }
}

/** Whether rules are asked several times in a synth, so that remembering what they say pays off. */
function asksTwice(aspects: Iterable<SynthAspect>): boolean {
  return [...aspects].filter(({ _judge }) => _judge).length > 1;
}

/** Runs the validations before anything is checked. cdk8s runs them before it renders, and again while it writes. */
function validate(constructs: readonly IConstruct[]): void {
  const errors: string[] = [];
  for (const construct of constructs)
    for (const error of construct.node.validate()) errors.push(`[${construct.node.path}] ${error}`);
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
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
