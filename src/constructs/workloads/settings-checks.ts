import type { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { quantityOf } from '../../kubernetes/quantity';
import { SHORTEST_TOKEN } from '../amounts';
import { invalidLabel } from '../label-values';
import { isLabelOfDns, isObjectName } from '../object-name';
import { plainPath } from './paths';
import { TOKEN_PATH } from './pod-mounts';
import { securityProblem } from './pod-settings';
import type { SecureWorkloadProps } from './secure-workload-props';
import type { VolumeClaim } from './volume-settings';
import type { DisruptionBudget } from './workload-settings';

/** The props of all secure workloads together. */
export type AnyWorkloadProps = SecureWorkloadProps & {
  readonly volumeClaims?: readonly VolumeClaim[];
  readonly disruptionBudget?: DisruptionBudget;
};

const KEY = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const SCALED = ['Deployment', 'StatefulSet'];
const ENDING = ['Job', 'CronJob'];

/**
 * Returns the first setting of a workload that the API server would refuse, or that would have no effect; undefined if
 * there is none.
 */
export function settingsProblem(kind: string, pod: kplus.AbstractPod, props: AnyWorkloadProps): string | undefined {
  return [
    ...kindProblems(kind, pod, props),
    ...nameProblems(props),
    ...pathProblems(props),
    ...tokenProblems(props),
    ...amountProblems(props),
    ...[securityProblem(props) ?? []].flat(),
  ][0];
}

function pathProblem(what: string, path: string): string[] {
  const segments = plainPath(path).slice(1).split('/');
  const leaves = segments.some((segment) => segment === '' || segment === '.' || segment === '..');
  if (path.startsWith('/') && !leaves && !path.includes(':')) return [];
  return [`${what} "${path}" must be absolute, below "/", without ".." and ":"`];
}

function* kindProblems(kind: string, { restartPolicy }: kplus.AbstractPod, props: AnyWorkloadProps): Iterable<string> {
  const { disruptionBudget: budget, topologySpread, volumeClaims } = props;
  if (kind !== 'Pod' && !ENDING.includes(kind) && restartPolicy !== kplus.RestartPolicy.ALWAYS)
    yield `restartPolicy is ${restartPolicy}; leave it out: a ${kind} restarts its pods`;
  if (ENDING.includes(kind) && restartPolicy === kplus.RestartPolicy.ALWAYS)
    yield `restartPolicy is ${restartPolicy}; give NEVER or ON_FAILURE: the pods of a ${kind} end`;
  if (budget && !SCALED.includes(kind)) yield `a ${kind} has no disruption budget; remove disruptionBudget`;
  if (budget?.minAvailable && budget.maxUnavailable)
    yield 'disruptionBudget has minAvailable and maxUnavailable; give one';
  if (volumeClaims && kind !== 'StatefulSet') yield `a ${kind} has no volume claims; use ephemeralVolumes`;
  if (topologySpread && kind === 'Pod') yield 'topologySpread does not apply to a single Pod; remove it';
  if (topologySpread && kind === 'DaemonSet')
    yield 'topologySpread does not apply to a DaemonSet, which has one pod on each node; remove it';
  const places = (topologySpread ?? []).map(
    ({ topology = kplus.Topology.HOSTNAME, whenUnsatisfiable = 'ScheduleAnyway' }) =>
      `${topology.key} (${whenUnsatisfiable})`,
  );
  for (const place of twice(places)) yield `topologySpread has ${place} twice; give it once`;
  for (const { maxSkew = 1 } of topologySpread ?? [])
    if (!isCount(maxSkew)) yield `maxSkew of topologySpread is ${maxSkew}; give a whole number from 1`;
}

function* nameProblems(props: AnyWorkloadProps): Iterable<string> {
  const classes = [...(props.ephemeralVolumes ?? []), ...(props.volumeClaims ?? [])];
  const names: [string, string | undefined][] = [
    ['priorityClassName', props.priorityClassName],
    ['runtimeClassName', props.runtimeClassName],
    ...classes.map((each): [string, string | undefined] => ['storageClassName', each.storageClassName]),
  ];
  for (const [what, name] of names)
    if (name !== undefined && !isObjectName(name))
      yield `${what} is "${name}", which is not the name of an object; correct it`;
  if (props.schedulerName === '') yield 'schedulerName is empty; leave it out';
  for (const { name } of props.volumeClaims ?? [])
    if (!isLabelOfDns(name))
      yield `claim "${name}" is not a valid name; use lower-case letters, digits and "-", at most 63`;
  for (const name of twice((props.volumeClaims ?? []).map((each) => each.name)))
    yield `two claims are called "${name}"; give each a name of its own`;
  const label = invalidLabel(props.nodeSelector ?? {});
  if (label !== undefined)
    yield `nodeSelector has ${label}: "${props.nodeSelector?.[label]}", which is not a valid node label; correct it`;
}

function* pathProblems(props: AnyWorkloadProps): Iterable<string> {
  const { secrets = [], projectedTokens = [], ephemeralVolumes = [], volumeClaims = [] } = props;
  const { writablePaths = [], writableVolumes = [] } = props;
  for (const path of writablePaths) yield* pathProblem('writable path', path);
  const volumes = [...ephemeralVolumes, ...volumeClaims, ...writableVolumes];
  const mounts = [...secrets, ...projectedTokens, ...volumes].map(({ path }) => path);
  for (const path of mounts) yield* pathProblem('path', path);
  const places = mounts.map(plainPath);
  if (places.includes(TOKEN_PATH)) yield `"${TOKEN_PATH}" is for the account's own token; give another path`;
  const both = writablePaths.map(plainPath).find((path) => places.includes(path));
  if (both) yield `"${both}" is one of writablePaths and has another volume; remove it from the one or the other`;
}

function* tokenProblems({ projectedTokens = [], tokenContainers }: AnyWorkloadProps): Iterable<string> {
  if (tokenContainers?.length === 0) yield 'tokenContainers is empty; name a container, or leave it out';
  for (const { path, audience, expiration, containers } of projectedTokens) {
    if (containers?.length === 0) yield `the token at "${path}" is for no container; name one, or leave out containers`;
    if (audience.trim() === '')
      yield `the token at "${path}" has no audience, which means the API server; set its audience`;
    if ((expiration?.toSeconds() ?? SHORTEST_TOKEN) < SHORTEST_TOKEN)
      yield `the token at "${path}" expires after ${expiration?.toSeconds()} seconds; give at least ${SHORTEST_TOKEN}`;
  }
}

function* amountProblems(props: AnyWorkloadProps): Iterable<string> {
  const { ephemeralVolumes = [], volumeClaims = [], writableVolumes = [] } = props;
  for (const { path, size } of [...ephemeralVolumes, ...volumeClaims, ...writableVolumes])
    if (size && size.toKibibytes() <= 0) yield `the volume at "${path}" has no size; give one`;
  for (const { path, containers } of writableVolumes)
    if (containers?.length === 0) yield `the volume at "${path}" names no container; name one, or leave out containers`;
  for (const { name, accessModes } of volumeClaims) {
    if (accessModes?.length === 0) yield `claim "${name}" has no access mode; give one, or leave out accessModes`;
    if (
      accessModes &&
      accessModes.length > 1 &&
      accessModes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)
    )
      yield `claim "${name}" has ReadWriteOncePod and another access mode; give one of them`;
  }
  for (const { name, amount } of props.extendedResources ?? []) {
    const [domain = '', rest = ''] = name.split('/');
    const known = /^(ephemeral-storage|hugepages-.+)$/.test(name);
    if (!known && !(isObjectName(domain) && KEY.test(rest)))
      yield `"${name}" is not an extended resource; give one such as "nvidia.com/gpu"`;
    if (!isCount(amount)) yield `the amount of ${name} is ${amount}; give a whole number from 1`;
  }
  for (const { readiness, liveness, startup } of props.grpcProbes ?? []) {
    for (const { port } of [readiness ?? [], liveness ?? [], startup ?? []].flat())
      if (!isCount(port) || port > 65_535)
        yield `port ${port} is not a valid gRPC probe port; give one from 1 to 65535`;
    for (const { successThreshold = 1 } of [liveness ?? [], startup ?? []].flat())
      if (successThreshold !== 1) yield 'successThreshold of liveness and startup must be 1; leave it out';
  }
  const { cpu, memory } = props.podResources ?? {};
  if (props.podResources && !cpu && !memory) yield 'podResources is empty; give cpu or memory';
  if (above(quantityOf(cpu?.request?.amount), quantityOf(cpu?.limit?.amount)))
    yield 'podResources requests more cpu than its limit; lower the one or raise the other';
  const bytes = (size: Size | undefined) => size?.toMebibytes();
  if (above(bytes(memory?.request), bytes(memory?.limit)))
    yield 'podResources requests more memory than its limit; lower the one or raise the other';
}

function above(request: number | undefined, limit: number | undefined): boolean {
  return request !== undefined && limit !== undefined && request > limit;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
