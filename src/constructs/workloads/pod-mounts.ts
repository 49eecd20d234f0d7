import { Duration, type Size } from 'cdk8s';
import { mountInto } from '../../harden/volume-mounts';
import { valueAt } from '../../json/pointer';
import { ContainerRole } from '../../model/container-role';
import type { PodTemplateView } from '../../model/manifest';
import type { SecretMount } from './secret-ref';
import type { EphemeralVolume, ProjectedToken, VolumeClaim } from './workload-settings';

type Json = any;

/** Mounts a secret as files with a mode. */
export function mountSecret({ secret, path, files }: SecretMount, mode: number, pod: Json, containers: Json[]): void {
  mount(pod, containers, path, secret._toVolumeSource(mode, files), { readOnly: true, stem: `secret${path}` });
}

/** Mounts a token for another audience than the API server. */
export function mountToken(
  { path, audience, expiration = Duration.hours(1) }: ProjectedToken,
  pod: Json,
  containers: Json[],
): void {
  const serviceAccountToken = { audience, expirationSeconds: expiration.toSeconds(), path: 'token' };
  const source = { projected: { sources: [{ serviceAccountToken }] } };
  mount(pod, containers, path, source, { readOnly: true, stem: `token${path}` });
}

/** Mounts a volume that is created and deleted with each pod. */
export function mountEphemeral({ path, ...claim }: EphemeralVolume, pod: Json, containers: Json[]): void {
  const source = { ephemeral: { volumeClaimTemplate: { spec: claimSpec(claim) } } };
  mount(pod, containers, path, source, { readOnly: false, stem: `ephemeral${path}` });
}

/** Adds the volumes of a StatefulSet, which outlive its pods. */
export function mountClaims(claims: readonly VolumeClaim[], pod: PodTemplateView, json: Json): void {
  const containers = pod.containers
    .filter(({ role }) => role !== ContainerRole.EPHEMERAL)
    .map(({ path }) => valueAt(json, path));
  for (const { name, path, ...claim } of claims) {
    const templates = json.spec.volumeClaimTemplates ?? [];
    if (templates.some((each: Json) => each.metadata?.name === name))
      throw new Error(`two claims are called "${name}"; give each a name of its own`);
    refuseTaken(containers, path);
    json.spec.volumeClaimTemplates = [...templates, { metadata: { name }, spec: claimSpec(claim) }];
    for (const container of containers)
      container.volumeMounts = [...(container.volumeMounts ?? []), { mountPath: path, name }];
  }
}

/** Kubernetes replaces a volume by a claim of the same name without an error. */
export function refuseSharedNames({ specPath }: PodTemplateView, json: Json): void {
  const volumes: Json[] = valueAt(json, specPath).volumes ?? [];
  for (const { metadata } of json.spec.volumeClaimTemplates ?? [])
    if (volumes.some(({ name }) => name === metadata?.name))
      throw new Error(`claim "${metadata.name}" has the name of a volume of the pod; give it one of its own`);
}

/**
 * Mounts what the author asks for. If something else is already mounted at the path, one of the two would be lost: that
 * is an error.
 */
function mount(
  pod: Json,
  containers: Json[],
  path: string,
  source: Json,
  options: { readonly readOnly: boolean; readonly stem: string },
): void {
  refuseTaken(containers, path);
  mountInto(pod, containers, path, source, options);
}

function refuseTaken(containers: readonly Json[], path: string): void {
  for (const { name, volumeMounts = [] } of containers)
    if (volumeMounts.some(({ mountPath }: Json) => bare(mountPath) === bare(path)))
      throw new Error(`container "${name}" has two volumes at "${bare(path)}"; give each a path of its own`);
}

function bare(path: string): string {
  return path.replace(/\/+$/, '');
}

/** Returns the spec of a claim for a volume that one node writes to. */
function claimSpec({ size, storageClassName }: { readonly size: Size; readonly storageClassName?: string }): Json {
  return {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: `${size.toMebibytes()}Mi` } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
  };
}
