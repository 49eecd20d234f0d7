import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { valueAt } from '../../json/pointer';
import { quantityOf } from '../../kubernetes/quantity';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, PodTemplateView } from '../../model/manifest';
import { cpuText, sizeText } from '../amounts';
import { type DefaultsProps, fromRegistry } from '../defaults';
import { mountEphemeral, mountSecret, mountToken, mountWritable, type TokenMode } from './pod-mounts';
import type { SecretMount } from './secret-ref';
import type { SecureWorkloadProps } from './secure-workload-props';
import type { AppArmorProfile, ExtendedResource, GrpcProbe, GrpcProbes, PodResources } from './workload-settings';

type Json = any;

/** The size limit of a writable folder without one. */
export const USUAL_WRITABLE = Size.mebibytes(64);

/**
 * Writes fields that cdk8s-plus-28 does not support into a rendered pod. A field that the pod already has with another
 * value is an error.
 */
export function applySettings(props: SecureWorkloadProps, pod: PodTemplateView, json: Json): void {
  const spec = valueAt(json, pod.specPath);
  const security = spec.securityContext ?? {};
  set(security, 'seccompProfile', plain(props.seccompProfile));
  set(security, 'appArmorProfile', appArmorOf(props.appArmorProfile));
  set(security, 'supplementalGroups', props.supplementalGroups);
  set(security, 'supplementalGroupsPolicy', props.supplementalGroupsPolicy);
  if (Object.keys(security).length > 0) spec.securityContext = security;
  set(spec, 'hostUsers', props.hostUsers);
  set(spec, 'priorityClassName', props.priorityClassName);
  set(spec, 'runtimeClassName', props.runtimeClassName);
  set(spec, 'schedulerName', props.schedulerName);
  set(spec, 'nodeSelector', props.nodeSelector);
  if (props.topologySpread) spec.topologySpreadConstraints = spreads(props, pod, spec);
  if (props.imagePullSecrets) {
    const names = [...(spec.imagePullSecrets ?? []), ...props.imagePullSecrets].map(({ name }) => name as string);
    spec.imagePullSecrets = [...new Set(names)].map((name) => ({ name }));
  }

  const running = runningIn(pod);
  const targets = (names: readonly string[] | undefined) => containersNamed(names, pod, json);
  const main = running.find(({ role }) => role === ContainerRole.MAIN) as ContainerView;
  const named = (name: string | undefined): ContainerView => (name === undefined ? main : findContainer(name, running));

  for (const mount of props.secrets ?? [])
    mountSecret(mount, modeOf(mount, pod, spec), spec, targets(mount.containers));
  for (const token of props.projectedTokens ?? [])
    mountToken(token, tokenModeOf(spec), spec, targets(token.containers));
  for (const volume of props.writableVolumes ?? [])
    mountWritable(volume, props.writablePathSize ?? USUAL_WRITABLE, spec, targets(volume.containers));
  for (const volume of props.ephemeralVolumes ?? []) mountEphemeral(volume, spec, targets(undefined));
  for (const resource of props.extendedResources ?? [])
    addResource(resource, valueAt(json, named(resource.container).path));
  for (const probes of props.grpcProbes ?? [])
    addProbes(probes, named(probes.container), valueAt(json, named(probes.container).path));
  if (props.podResources) set(spec, 'resources', resourcesOf(props.podResources, spec));
}

/** Returns the containers of some names, or all. Throws for a name that no container has. */
export function containersNamed(names: readonly string[] | undefined, pod: PodTemplateView, json: Json): Json[] {
  const running = runningIn(pod);
  for (const name of names ?? []) findContainer(name, running);
  return running.filter((each) => names?.includes(each.name) ?? true).map(({ path }) => valueAt(json, path));
}

/** The containers that run for themselves; an ephemeral one is added to a pod that is there. */
function runningIn(pod: PodTemplateView): ContainerView[] {
  return pod.containers.filter(({ role }) => role !== ContainerRole.EPHEMERAL);
}

/** Returns what the API server would refuse in the profiles and groups of a pod. */
export function securityProblem(props: SecureWorkloadProps): string | undefined {
  for (const name of ['seccompProfile', 'appArmorProfile'] as const) {
    const { localhostProfile } = props[name] ?? {};
    const profileType = name === 'seccompProfile' ? props[name]?.type : props[name]?.profileType;
    if (profileType === 'Localhost' && !localhostProfile)
      return `${name} is Localhost and names no profile; give localhostProfile`;
    if (profileType !== 'Localhost' && localhostProfile !== undefined)
      return `${name} is ${profileType} and names the profile "${localhostProfile}"; remove localhostProfile`;
  }
  const group = props.supplementalGroups?.find((each) => !Number.isInteger(each) || each < 0 || each >= 2 ** 31);
  return group === undefined ? undefined : `supplementalGroups has ${group}; give whole numbers from 0 to 2147483647`;
}

/** `type` is a reserved word in Go. */
function appArmorOf(profile: AppArmorProfile | undefined): Json | undefined {
  return profile && plain({ type: profile.profileType, localhostProfile: profile.localhostProfile });
}

function set(target: Json, field: string, value: unknown): void {
  if (value === undefined) return;
  if (target[field] !== undefined && JSON.stringify(target[field]) !== JSON.stringify(value))
    throw new Error(
      `${field} is given twice, as ${JSON.stringify(target[field])} and ${JSON.stringify(value)}; give it once`,
    );
  target[field] = value;
}

function findContainer(name: string, containers: readonly ContainerView[]): ContainerView {
  const found = containers.find((each) => each.name === name);
  if (found) return found;
  const names = containers.map((each) => `"${each.name}"`).join(', ');
  throw new Error(`there is no container "${name}"; name one of ${names}`);
}

/**
 * The kubelet gives the files of a pod's secrets to its `fsGroup` and makes them readable for it, regardless of their
 * mode.
 */
function modeOf({ secret, path, mode }: SecretMount, { manifest }: PodTemplateView, spec: Json): number {
  const [home, here] = [secret._namespace, manifest.objectRef.namespaceName];
  if (home !== undefined && here !== undefined && home !== here)
    throw new Error(
      `the secret at "${path}" is in namespace "${home}", and pods of "${here}" cannot mount it; copy it`,
    );
  const group = spec.securityContext?.fsGroup;
  const readable = mode ?? (group === undefined ? 0o444 : 0o440);
  if (!Number.isInteger(readable) || readable < 0 || readable > 0o777)
    throw new Error(`mode ${mode} of the secret at "${path}" is invalid; give one such as 0o440`);
  if (mode !== undefined && !secret._hasMode)
    throw new Error(`the secret at "${path}" has the mode that its driver gives it; leave out mode`);
  if (group === undefined && !(readable & 0o004))
    throw new Error(
      `mode 0${readable.toString(8)} lets only root read the secret at "${path}"; give 0o444, or 0o440 and an fsGroup`,
    );
  return readable;
}

/**
 * The kubelet writes the files as root. The group of the pod can read them without that others can; where the pod has none, the
 * user of a container is neither, and the default mode lets it read.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/volume/projected/projected.go
 */
export function tokenModeOf({ securityContext }: Json): TokenMode {
  return securityContext?.fsGroup === undefined ? {} : { defaultMode: 0o440 };
}

function spreads({ topologySpread = [] }: SecureWorkloadProps, pod: PodTemplateView, spec: Json): Json[] {
  const label = pod.labels[kplus.Pod.ADDRESS_LABEL];
  const added = topologySpread.map(
    ({ topology = kplus.Topology.HOSTNAME, maxSkew = 1, whenUnsatisfiable = 'ScheduleAnyway' }) => ({
      maxSkew,
      topologyKey: topology.key,
      whenUnsatisfiable,
      labelSelector: { matchLabels: { [kplus.Pod.ADDRESS_LABEL]: label } },
    }),
  );
  return [...(spec.topologySpreadConstraints ?? []), ...added];
}

function addResource({ name, amount }: ExtendedResource, container: Json): void {
  const { resources } = container;
  if (resources?.limits?.[name] !== undefined)
    throw new Error(`container "${container.name}" is given ${name} twice; give it once`);
  container.resources = { ...resources, limits: { ...resources?.limits, [name]: String(amount) } };
}

function addProbes({ readiness, liveness, startup }: GrpcProbes, { name, role }: ContainerView, json: Json): void {
  if (role === ContainerRole.INIT && json.restartPolicy !== 'Always')
    throw new Error(`init container "${name}" ends before it is probed; remove its grpcProbes`);
  // cdk8s-plus-28 probes the port itself by default to find out whether a container has started.
  const { failureThreshold, tcpSocket, ...more } = json.startupProbe ?? {};
  if (startup && tcpSocket && failureThreshold === 3 && Object.keys(more).length === 0) delete json.startupProbe;
  const probes = { readinessProbe: readiness, livenessProbe: liveness, startupProbe: startup };
  for (const [field, probe] of Object.entries(probes)) set(json, field, probe && grpcProbe(probe));
}

function grpcProbe({ port, service, ...options }: GrpcProbe): Json {
  return plain({
    grpc: plain({ port, service }),
    failureThreshold: options.failureThreshold ?? 3,
    initialDelaySeconds: options.initialDelaySeconds?.toSeconds(),
    periodSeconds: options.periodSeconds?.toSeconds(),
    successThreshold: options.successThreshold,
    timeoutSeconds: options.timeoutSeconds?.toSeconds(),
  });
}

/** The API server requires that the pod's amounts cover the requests of its containers. */
function resourcesOf({ cpu, memory }: PodResources, spec: Json): Json {
  const amounts = (kind: 'request' | 'limit') =>
    plain({ cpu: cpu?.[kind] && cpuText(cpu[kind]), memory: memory?.[kind] && sizeText(memory[kind]) });
  const [requests, limits] = [amounts('request'), amounts('limit')];
  const sidecars = (spec.initContainers ?? []).filter((each: Json) => each.restartPolicy === 'Always');
  const containers: Json[] = [...spec.containers, ...sidecars];
  for (const what of ['cpu', 'memory']) {
    const asked = containers.map(({ resources }) =>
      quantityOf(resources?.requests?.[what] ?? resources?.limits?.[what]),
    );
    const sum = asked.reduce<number>((all, each) => all + (each ?? 0), 0);
    const room = quantityOf(requests[what] ?? limits[what]);
    if (room !== undefined && sum > room)
      throw new Error(
        `podResources has ${requests[what] ?? limits[what]} of ${what}, and its containers request more; give more, or lower their requests`,
      );
    for (const { name, resources } of containers)
      if ((quantityOf(resources?.limits?.[what]) ?? 0) > (quantityOf(limits[what]) ?? Number.POSITIVE_INFINITY))
        throw new Error(
          `podResources limits ${what} to ${limits[what]}, and container "${name}" to ${resources.limits[what]}; lower its limit`,
        );
  }
  return plain({ requests: orNothing(requests), limits: orNothing(limits) });
}

function plain<T extends object>(object: T | undefined): any {
  return object && Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function orNothing(object: Json): Json {
  return Object.keys(object).length > 0 ? object : undefined;
}

/** Applies the defaults for all workloads. */
export function applyDefaults({ labels = {}, registry }: DefaultsProps, pod: PodTemplateView, json: Json): void {
  if (Object.keys(labels).length > 0) {
    const template = valueAt(json, pod.path);
    for (const target of new Set([json, template]))
      target.metadata = { ...target.metadata, labels: { ...labels, ...target.metadata?.labels } };
  }
  for (const { path } of pod.containers) {
    const container = valueAt(json, path);
    if (typeof container.image === 'string') container.image = fromRegistry(container.image, registry);
  }
}
