import { Duration, type Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { mountInto } from '../harden/volume-mounts';
import { ContainerRole, type PodTemplate } from '../model/manifest';
import { valueAt } from '../model/pointer';
import type { SecretMount } from './secret-ref';
import type { SecureWorkloadProps } from './secure-workload-props';
import type { EphemeralVolume, GrpcProbe, PodResources, ProjectedToken, VolumeClaim } from './workload-settings';

type Json = any;

/** Writes into a rendered pod what cdk8s-plus-28 cannot say. What the pod already says by other means is an error. */
export function applySettings(props: SecureWorkloadProps, pod: PodTemplate, json: Json): void {
  const spec = valueAt(json, pod.specPath);
  const set = (target: Json, field: string, value: unknown): void => {
    if (value === undefined) return;
    if (target[field] !== undefined && JSON.stringify(target[field]) !== JSON.stringify(value))
      throw new Error(
        `${field} is given twice, as ${JSON.stringify(target[field])} and ${JSON.stringify(value)}; give it once`,
      );
    target[field] = value;
  };
  const security = spec.securityContext ?? {};
  set(security, 'seccompProfile', plain(props.seccompProfile));
  set(security, 'appArmorProfile', plain(props.appArmorProfile));
  set(security, 'supplementalGroups', props.supplementalGroups);
  set(security, 'supplementalGroupsPolicy', props.supplementalGroupsPolicy);
  if (Object.keys(security).length > 0) spec.securityContext = security;
  set(spec, 'hostUsers', props.hostUsers);
  set(spec, 'priorityClassName', props.priorityClassName);
  set(spec, 'runtimeClassName', props.runtimeClassName);
  set(spec, 'schedulerName', props.schedulerName);
  set(spec, 'nodeSelector', props.nodeSelector);
  set(spec, 'resources', props.podResources && resourcesOf(props.podResources));
  if (props.topologySpread) spec.topologySpreadConstraints = spreads(props, pod, spec);
  if (props.imagePullSecrets) {
    const names = props.imagePullSecrets.map(({ name }) => ({ name }));
    spec.imagePullSecrets = [...(spec.imagePullSecrets ?? []), ...names];
  }

  const running = pod.containers.filter(({ role }) => role !== ContainerRole.EPHEMERAL);
  const byName = (names: readonly string[] | undefined): Json[] => {
    for (const name of names ?? [])
      if (!running.some((each) => each.name === name))
        throw new Error(
          `there is no container "${name}"; name one of ${running.map((each) => `"${each.name}"`).join(', ')}`,
        );
    return running.filter((each) => names?.includes(each.name) ?? true).map(({ path }) => valueAt(json, path));
  };
  const main = (name: string | undefined): Json => (name === undefined ? spec.containers[0] : byName([name])[0]);

  for (const mount of props.secrets ?? []) mountSecret(mount, spec, byName(mount.containers));
  for (const token of props.projectedTokens ?? []) mountToken(token, spec, byName(undefined));
  for (const volume of props.ephemeralVolumes ?? []) mountEphemeral(volume, spec, byName(undefined));
  for (const { name, amount, container } of props.extendedResources ?? []) {
    const target = main(container);
    target.resources = { ...target.resources, limits: { ...target.resources?.limits, [name]: String(amount) } };
  }
  for (const { container, readiness, liveness, startup } of props.grpcProbes ?? []) {
    const target = main(container);
    if (readiness) target.readinessProbe = grpcProbe(readiness);
    if (liveness) target.livenessProbe = grpcProbe(liveness);
    if (startup) target.startupProbe = grpcProbe(startup);
    // cdk8s-plus-28 asks the port itself whether a container has started, where nobody says how
    else if (target.startupProbe?.tcpSocket) delete target.startupProbe;
  }
}

function mountSecret({ secret, path, files, mode }: SecretMount, spec: Json, containers: readonly Json[]): void {
  const group = spec.securityContext?.fsGroup;
  const readable = mode ?? (group === undefined ? 0o444 : 0o440);
  if (!Number.isInteger(readable) || readable < 0 || readable > 0o777)
    throw new Error(`mode ${mode} of the secret at "${path}" is none; give one as 0o440`);
  if (!(readable & 0o004) && !(group !== undefined && readable & 0o040))
    throw new Error(
      `mode 0${readable.toString(8)} lets nobody but root read the secret at "${path}"; give 0o444, or 0o440 and an fsGroup`,
    );
  mountInto(spec, containers, path, secret._toVolumeSource(readable, files), { readOnly: true, stem: `secret${path}` });
}

function mountToken(
  { path, audience, expiration = Duration.hours(1) }: ProjectedToken,
  spec: Json,
  containers: readonly Json[],
) {
  if (expiration.toSeconds() < 600)
    throw new Error(`the token at "${path}" expires after ${expiration.toSeconds()} seconds; give at least 600`);
  const token = { audience, expirationSeconds: expiration.toSeconds(), path: 'token' };
  mountInto(
    spec,
    containers,
    path,
    { projected: { sources: [{ serviceAccountToken: token }] } },
    { readOnly: true, stem: `token${path}` },
  );
}

function mountEphemeral(
  { path, size, storageClassName }: EphemeralVolume,
  spec: Json,
  containers: readonly Json[],
): void {
  const claim = claimSpec(size, storageClassName);
  mountInto(
    spec,
    containers,
    path,
    { ephemeral: { volumeClaimTemplate: { spec: claim } } },
    { readOnly: false, stem: `ephemeral${path}` },
  );
}

/** Adds volumes that stay with the pods of a StatefulSet. */
export function mountClaims(claims: readonly VolumeClaim[], pod: PodTemplate, json: Json): void {
  for (const { name, path, size, storageClassName } of claims) {
    const templates = json.spec.volumeClaimTemplates ?? [];
    if (templates.some((each: Json) => each.metadata.name === name))
      throw new Error(`two claims are called "${name}"; give each a name of its own`);
    json.spec.volumeClaimTemplates = [...templates, { metadata: { name }, spec: claimSpec(size, storageClassName) }];
    for (const container of pod.containers.filter(({ role }) => role !== ContainerRole.EPHEMERAL)) {
      const target = valueAt(json, container.path);
      target.volumeMounts = [...(target.volumeMounts ?? []), { mountPath: path, name }];
    }
  }
}

/** What a claim of a volume that one node writes asks for. */
function claimSpec(size: Size, storageClassName: string | undefined): Json {
  return {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: `${size.toMebibytes()}Mi` } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
  };
}

function spreads({ topologySpread = [] }: SecureWorkloadProps, pod: PodTemplate, spec: Json): Json[] {
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

function resourcesOf({ cpu, memory }: PodResources): Json {
  const amounts = (kind: 'request' | 'limit') =>
    plain({ cpu: cpu?.[kind]?.amount, memory: memory?.[kind] && `${memory[kind].toMebibytes()}Mi` });
  return plain({ requests: orNothing(amounts('request')), limits: orNothing(amounts('limit')) });
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

function plain<T extends object>(object: T | undefined): any {
  return object && Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function orNothing(object: Json): Json {
  return Object.keys(object).length > 0 ? object : undefined;
}
