import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { type Construct, Node } from 'constructs';
import { medianOf } from './history';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const RESOURCES = {
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
};
/** How constructs join a tree without this library, which remembers where each is made. */
const { addChild } = Node.prototype as any;

/** What is built with plain cdk8s, what with this library, and what is added to the app. */
interface Shape {
  readonly name: string;
  readonly plain: (app: App) => void;
  readonly own: (app: App) => void;
  readonly runs?: number;
}

/** Options of the comparison. */
export interface SynthBench {
  /** Folder of the compiled library. */
  readonly library: string;
  /** Folder for what is written. */
  readonly folder: string;
  readonly runs: number;
  readonly objects: number;
  /** Whether shapes are included that take plain cdk8s a minute each. */
  readonly isLarge: boolean;
  /** Part of the names of the shapes that are measured; default: all are. */
  readonly only?: string;
}

/**
 * Build and synth, judged by `nsa` and sealed, against plain cdk8s: median of the ratios of pairs, by processor time, which other
 * processes change less. Returns the ratios by name.
 */
export function benchSynth(bench: SynthBench): { readonly [name: string]: number } {
  console.log(`build and synth against plain cdk8s, ${bench.runs} pairs, median of the ratios of processor time`);
  const shapes = shapesOf(bench).filter(({ name }) => name.includes(bench.only ?? ''));
  return Object.fromEntries(shapes.map((shape) => [shape.name, ratioOf(shape, bench)]));
}

function shapesOf({ library, objects, isLarge }: SynthBench): Shape[] {
  const { Aspects, Harden, HardeningChecks, IsolatedNamespace, SecureDeployment, Severity } = require(library);
  const check = (app: App) => Aspects.of(app).add(new HardeningChecks({ failOn: Severity.CRITICAL }));
  const fix = (app: App) => Aspects.of(app).add(new Harden());
  const judged = (name: string, build: (app: App) => void, runs?: number): Shape => ({
    ...{ name, plain: build, runs },
    own: (app) => [build, check].forEach((each) => void each(app)),
  });
  const raw = (count: number, charts: number) => inCharts(count / 2, charts, deployment);
  const secure = (chart: Chart, id: string) =>
    new SecureDeployment(chart, id, {
      containers: [{ image: IMAGE, portNumber: 8080, resources: RESOURCES }],
    }).exposeViaService();
  const isolated = (chart: Chart, id: string) => new IsolatedNamespace(chart, id, { name: id });
  const large = [
    judged('raw, 16,000 in 800 charts', raw(16_000, 800), 1),
    judged('chain of 9 charts x 10', chainOf(9, 10), 1),
  ];
  return [
    ...[1, 20, 200].map((charts) => judged(`raw, ${charts} charts`, raw(objects, charts))),
    {
      name: 'raw, 1 charts, fixed',
      plain: raw(objects, 1),
      own: (app) => [raw(objects, 1), fix, check].forEach((each) => void each(app)),
    },
    judged('chain of 7 charts x 10', chainOf(7, 10)),
    {
      name: 'IsolatedNamespace, 1 charts',
      plain: inCharts(objects / 20, 1, namespaceByHand),
      own: (app: App) => [inCharts(objects / 20, 1, isolated), check].forEach((each) => void each(app)),
    },
    ...[1, 60].map((charts) => ({
      name: `Secure*, ${charts} charts`,
      plain: inCharts(objects / 4, charts, byHand),
      own: (app: App) => [inCharts(objects / 4, charts, secure), check].forEach((each) => void each(app)),
    })),
    ...(isLarge ? large : []),
  ];
}

function inCharts(count: number, charts: number, build: (chart: Chart, id: string) => void): (app: App) => void {
  return (app) => {
    for (let c = 0; c < charts; c += 1) {
      const chart = new Chart(app, `chart${c}`, { namespace: `team-${c}` });
      for (let each = 0; each < count / charts; each += 1) build(chart, `web${each}`);
    }
  };
}

/** Each chart depends on the one before. */
function chainOf(charts: number, objects: number): (app: App) => void {
  return (app) => {
    inCharts((charts * objects) / 2, charts, deployment)(app);
    const [first, ...others] = app.node.children as Chart[];
    others.reduce((before, chart) => {
      chart.addDependency(before);
      return chart;
    }, first as Chart);
  };
}

/** Two objects. */
function deployment(chart: Chart, id: string): void {
  const containers = [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }];
  new kplus.Deployment(chart, id, { containers }).exposeViaService();
}

/** The five objects of an IsolatedNamespace. */
function namespaceByHand(chart: Chart, name: string): void {
  const labels = {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'v1.37',
  };
  const namespace = new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  const add = (apiVersion: string, kind: string, rest: object) =>
    new ApiObject(chart, `${name}-${kind}`, {
      apiVersion,
      kind,
      metadata: { name, namespace: name },
      ...rest,
    }).addDependency(namespace);
  add('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } });
  add('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', default: { cpu: '500m', memory: '256Mi' } }] } });
  add('v1', 'ResourceQuota', { spec: { hard: { 'requests.cpu': '4', 'requests.memory': '8Gi', pods: '50' } } });
  add('v1', 'ServiceAccount', { automountServiceAccountToken: false });
}

/** The four objects of a SecureDeployment and its Service, as an author writes them with cdk8s-plus. */
function byHand(chart: Construct, id: string): void {
  const serviceAccount = new kplus.ServiceAccount(chart, `${id}-account`, { automountToken: false });
  const securityContext = {
    ...{ ensureNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false },
  };
  const web = new kplus.Deployment(chart, id, {
    ...{ serviceAccount, automountServiceAccountToken: false },
    containers: [{ image: IMAGE, portNumber: 8080, resources: RESOURCES, securityContext }],
  });
  const writable = kplus.Volume.fromEmptyDir(web, 'tmp', 'writable-tmp', { sizeLimit: Size.mebibytes(64) });
  web.containers[0]?.mount('/tmp', writable);
  ApiObject.of(web).addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] }),
  );
  const denied = { default: kplus.NetworkPolicyTrafficDefault.DENY };
  new kplus.NetworkPolicy(chart, `${id}-policy`, { selector: web, egress: denied, ingress: denied });
  web.exposeViaService();
}

function ratioOf({ name, plain, own, runs: fewer }: Shape, { folder, runs }: SynthBench): number {
  const times = { plain: [] as number[], own: [] as number[] };
  const pairs = fewer ?? runs;
  for (let run = fewer === undefined ? 0 : 1; run <= pairs; run += 1) {
    // In turn, so that neither always runs on the garbage of the other.
    const order = run % 2 === 0 ? (['plain', 'own'] as const) : (['own', 'plain'] as const);
    for (const which of order) {
      const time = timed(which === 'plain' ? plain : own, which === 'plain', folder);
      if (run > 0) times[which].push(time); // the first one warms up
    }
  }
  const ratio = medianOf(times.own.map((time, index) => time / (times.plain[index] as number)));
  console.log(`  ${name.padEnd(26)} plain ${medianOf(times.plain).toFixed(0).padStart(6)} ms   ${ratio.toFixed(3)}×`);
  return ratio;
}

/** Processor time in milliseconds. */
function timed(build: (app: App) => void, isPlain: boolean, folder: string): number {
  const prototype = Node.prototype as any;
  const { addChild: traced } = prototype;
  const outdir = mkdtempSync(join(folder, 'app-'));
  if (isPlain) prototype.addChild = addChild;
  (globalThis as any).gc?.();
  const start = process.cpuUsage();
  const app = new App({ outdir });
  build(app);
  app.synth();
  const { user, system } = process.cpuUsage(start);
  if (isPlain) prototype.addChild = traced;
  rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}
