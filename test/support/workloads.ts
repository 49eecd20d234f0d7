import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  type Connections,
  Defaults,
  type LockedServiceAccount,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
  SecureJob,
  SecurePod,
  SecureStatefulSet,
} from '../../src/index';

export const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;

/** What all secure workloads have in common. */
export type SecureWorkload = kplus.AbstractPod & {
  readonly connections: Connections;
  readonly account: LockedServiceAccount;
};

interface WorkloadClass {
  /** The class of cdk8s-plus-28 that it extends. */
  readonly base: abstract new (
    ...args: any[]
  ) => kplus.AbstractPod;
  /** Makes one of one container with a port, and what else the props say. */
  readonly make: (chart: Chart, id?: string, props?: any) => SecureWorkload;
  /** Makes that one, of the same props. */
  readonly plain: (chart: Chart, id?: string, props?: any) => kplus.AbstractPod;
  /** JSON Pointer of the pod's spec. */
  readonly specPath: string;
}

const WITH_PORT = { containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }] };
const TEMPLATE = '/spec/template/spec';

/** The six classes by the kind that each makes. */
export const CLASSES = {
  Pod: {
    base: kplus.Pod,
    make: (chart, id = 'web', props = {}) => new SecurePod(chart, id, { ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) => new kplus.Pod(chart, id, { ...WITH_PORT, ...props }),
    specPath: '/spec',
  },
  Deployment: {
    base: kplus.Deployment,
    make: (chart, id = 'web', props = {}) => new SecureDeployment(chart, id, { ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) => new kplus.Deployment(chart, id, { ...WITH_PORT, ...props }),
    specPath: TEMPLATE,
  },
  StatefulSet: {
    base: kplus.StatefulSet,
    make: (chart, id = 'web', props = {}) => new SecureStatefulSet(chart, id, { ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) => new kplus.StatefulSet(chart, id, { ...WITH_PORT, ...props }),
    specPath: TEMPLATE,
  },
  DaemonSet: {
    base: kplus.DaemonSet,
    make: (chart, id = 'web', props = {}) => new SecureDaemonSet(chart, id, { ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) => new kplus.DaemonSet(chart, id, { ...WITH_PORT, ...props }),
    specPath: TEMPLATE,
  },
  Job: {
    base: kplus.Job,
    make: (chart, id = 'web', props = {}) => new SecureJob(chart, id, { ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) => new kplus.Job(chart, id, { ...WITH_PORT, ...props }),
    specPath: TEMPLATE,
  },
  CronJob: {
    base: kplus.CronJob,
    make: (chart, id = 'web', props = {}) =>
      new SecureCronJob(chart, id, { schedule: Cron.daily(), ...WITH_PORT, ...props }),
    plain: (chart, id = 'web', props = {}) =>
      new kplus.CronJob(chart, id, { schedule: Cron.daily(), ...WITH_PORT, ...props }),
    specPath: '/spec/jobTemplate/spec/template/spec',
  },
} satisfies { readonly [kind: string]: WorkloadClass };

export type Kind = keyof typeof CLASSES;
export const KINDS = Object.keys(CLASSES) as Kind[];

export function newChart(namespace: string | undefined = 'shop'): Chart {
  return new Chart(newApp(), 'shop', { namespace });
}

/** An app of a cluster whose API server is known, as workloads with grants need it. */
export function newApp(): App {
  const app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') });
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
  return app;
}

export function objectsOf(chart: Chart, kind: string): any[] {
  return Testing.synth(chart).filter((object) => object.kind === kind);
}

/** The one object of a kind. */
export function objectOf(chart: Chart, kind: string): any {
  const [found, ...others] = objectsOf(chart, kind);
  expect(others).toEqual([]);
  return found;
}

/** The spec of the pod that an object makes. */
export function podOf(object: any): any {
  const { specPath } = CLASSES[object.kind as Kind];
  return specPath
    .split('/')
    .slice(1)
    .reduce((at, segment) => at[segment], object);
}

/** The spec of the pod of a workload of a kind with props; `act` does something to it before the synth. */
export function specOf(kind: Kind, props: any = {}, act: (workload: SecureWorkload) => void = () => {}): any {
  const chart = newChart();
  act(CLASSES[kind].make(chart, 'web', props));
  return podOf(objectOf(chart, kind));
}

/** What is refused of a workload of a kind, when it is made or at the synth. */
export function refusalOf(kind: Kind, props: any = {}, act: (workload: SecureWorkload) => void = () => {}): string {
  try {
    specOf(kind, props, act);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
