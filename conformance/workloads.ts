/** Generators of what the secure workloads are told beside what cdk8s-plus-28 takes. */
import { type Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  AppArmorProfileType,
  SecretRef,
  SupplementalGroupsPolicy,
  UnhealthyPodEvictionPolicy,
  UnsatisfiableSpread,
} from '../src/index';
import { IMAGE, type Kind } from '../test/support/workloads';

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const listOf = <T>(arbitrary: fc.Arbitrary<T>) => some(fc.array(arbitrary, { maxLength: 2 }));
const name = (...names: string[]) => some(fc.constantFrom(...names));
const shape = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });

const seccompProfile = some(
  fc.constantFrom<kplus.SeccompProfile>(
    { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'profiles/web.json' },
  ),
);
const appArmorProfile = some(
  fc.constantFrom(
    { profileType: AppArmorProfileType.RUNTIME_DEFAULT },
    { profileType: AppArmorProfileType.LOCALHOST, localhostProfile: 'web' },
  ),
);
const secrets = some(
  fc.subarray([
    { secret: SecretRef.fromSecretName('web-tls'), path: '/etc/tls', mode: 0o444 },
    { secret: SecretRef.fromSecretName('web.password'), path: '/etc/password', files: { password: 'a/b' } },
    { secret: SecretRef.fromSecretProviderClass('vault'), path: '/etc/vault' },
  ]),
);
const sidecars = some(
  fc.subarray([
    { name: 'proxy', image: IMAGE, portNumber: 9090 },
    { name: 'logs', image: IMAGE, envVariables: { LEVEL: kplus.EnvValue.fromValue('info') } },
  ]),
);
const topologySpread = some(
  fc.subarray([
    {},
    { topology: kplus.Topology.ZONE, maxSkew: 2, whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE },
  ]),
);
const projectedTokens = some(
  fc.subarray([
    { path: '/var/run/vault', audience: 'vault' },
    { path: '/var/run/cloud', audience: 'https://sts.example.com', expiration: Duration.minutes(10) },
  ]),
);
const sized = (path: string) =>
  shape({
    path: fc.constant(path),
    size: fc.integer({ min: 1, max: 4096 }).map(Size.mebibytes),
    storageClassName: name('fast'),
  });
const sizedAt = (paths: readonly string[]) =>
  some(fc.tuple(...paths.map((path) => some(sized(path)))).map((all) => all.filter((each) => each !== undefined)));
const ephemeralVolumes = sizedAt(['/cache', '/work/a']);
const volumeClaims = sizedAt(['/data', '/log']).map((all) =>
  all?.map((each) => ({ name: each.path.slice(1), ...each })),
);
const podResources = some(
  shape({
    cpu: some(fc.integer({ min: 1000, max: 32_000 }).map((amount) => ({ limit: kplus.Cpu.millis(amount) }))),
    memory: some(fc.integer({ min: 1024, max: 65_536 }).map((amount) => ({ limit: Size.mebibytes(amount) }))),
  }),
);
const extendedResources = some(
  fc.subarray([
    { name: 'nvidia.com/gpu', amount: 1 },
    { name: 'example.com/fpga', amount: 8, container: 'main' },
  ]),
);
const grpcProbe = some(
  shape({
    port: fc.constantFrom(8080, 65_535),
    service: name('health', ''),
    periodSeconds: some(fc.constant(Duration.seconds(7))),
  }),
);
const grpcProbes = some(
  fc.array(shape({ readiness: grpcProbe, liveness: grpcProbe, startup: grpcProbe }), { maxLength: 1 }),
);
const percent = fc.constantFrom(
  undefined,
  { minAvailable: kplus.PercentOrAbsolute.percent(50) },
  {
    maxUnavailable: kplus.PercentOrAbsolute.absolute(2),
    unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET,
  },
);
const group = fc.integer({ min: 1, max: 2 ** 31 - 1 });

/** Every setting, absent or given; of those that a kind refuses, none. */
export function settings(kind: Kind): fc.Arbitrary<any> {
  const isScaled = kind === 'Deployment' || kind === 'StatefulSet';
  return fc
    .record(
      {
        writablePaths: some(fc.subarray(['/tmp', '/var/cache/app', '/run', '/home/app/.cache/'])),
        writablePathSize: some(fc.integer({ min: 1, max: 512 }).map(Size.mebibytes)),
        ...{ secrets, sidecars, seccompProfile, appArmorProfile, projectedTokens, ephemeralVolumes },
        ...{ podResources, extendedResources, grpcProbes },
        hostUsers: some(fc.boolean()),
        supplementalGroups: listOf(group),
        supplementalGroupsPolicy: some(fc.constantFrom(...Object.values(SupplementalGroupsPolicy))),
        priorityClassName: name('high'),
        runtimeClassName: name('sandbox'),
        schedulerName: name('second'),
        nodeSelector: some(fc.constantFrom({ 'kubernetes.io/os': 'linux' }, { disk: '', 'example.com/zone': 'a' })),
        pullSecret: some(fc.constant(true)),
        ...(isScaled || kind.endsWith('Job') ? { topologySpread } : {}),
        ...(isScaled ? { disruptionBudget: percent, replicas: fc.constantFrom(undefined, 1, 3) } : {}),
        ...(kind === 'StatefulSet' ? { volumeClaims } : {}),
      },
      { noNullPrototype: true },
    )
    .map((props) => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)));
}

/** The props of one workload, as the construct takes them. */
export function propsOf(chart: Chart, id: string, { pullSecret, ...props }: any): any {
  const secret = pullSecret && kplus.Secret.fromSecretName(chart, `${id}-registry`, 'registry');
  return { ...props, ...(secret ? { imagePullSecrets: [secret] } : {}) };
}

/** One of everything, by hand: whatever else the generator makes, this is applied to a real server. */
export const RICH: any = {
  writablePaths: ['/var/cache/app'],
  secrets: [{ secret: SecretRef.fromSecretName('web-tls'), path: '/etc/tls', files: { 'tls.key': 'key.pem' } }],
  sidecars: [{ name: 'proxy', image: IMAGE, portNumber: 9090 }],
  appArmorProfile: { profileType: AppArmorProfileType.RUNTIME_DEFAULT },
  hostUsers: false,
  supplementalGroups: [3000],
  supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT,
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  pullSecret: true,
  projectedTokens: [{ path: '/var/run/vault', audience: 'vault' }],
  ephemeralVolumes: [{ path: '/cache', size: Size.gibibytes(1) }],
  podResources: { cpu: { limit: kplus.Cpu.units(4) }, memory: { limit: Size.gibibytes(4) } },
  extendedResources: [{ name: 'example.com/fpga', amount: 1 }],
  grpcProbes: [{ liveness: { port: 8080, service: 'health' } }],
};

/** What some kinds take beside `RICH`. */
export const RICHER: { readonly [kind in Kind]: any } = {
  Pod: {},
  DaemonSet: {},
  Job: { topologySpread: [{}] },
  CronJob: { topologySpread: [{}] },
  Deployment: { topologySpread: [{ topology: kplus.Topology.ZONE }], disruptionBudget: {}, replicas: 3 },
  StatefulSet: {
    topologySpread: [{}],
    disruptionBudget: { minAvailable: kplus.PercentOrAbsolute.percent(50) },
    volumeClaims: [{ name: 'data', path: '/data', size: Size.gibibytes(2), storageClassName: 'fast' }],
  },
};
