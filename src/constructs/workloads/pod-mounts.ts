import { Duration, type Size } from 'cdk8s';
import { mountInto } from '../../harden/volume-mounts';
import { valueAt } from '../../json/pointer';
import { ContainerRole } from '../../model/container-role';
import type { PodTemplateView } from '../../model/manifest';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { sizeText } from '../amounts';
import { plainPath } from './paths';
import type { SecretMount } from './secret-ref';
import type { EphemeralVolume, VolumeClaim, WritableVolume } from './volume-settings';
import type { ProjectedToken } from './workload-settings';

type Json = any;

interface ClaimOptions {
  readonly size: Size;
  readonly storageClassName?: string;
  readonly accessModes?: readonly string[];
}

/** The mode of the files of a token, if it is not the usual one. */
export interface TokenMode {
  readonly defaultMode?: number;
}

/** Where clients of the API server look for a token. */
export const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Mounts a secret as files with a mode. */
export function mountSecret({ secret, path, files }: SecretMount, mode: number, pod: Json, containers: Json[]): void {
  mount(pod, containers, path, secret._toVolumeSource(mode, files), { readOnly: true, stem: `secret${path}` });
}

/** Mounts a token for another audience than the API server. */
export function mountToken(
  { path, audience, expiration = Duration.hours(1) }: ProjectedToken,
  mode: TokenMode,
  pod: Json,
  containers: Json[],
): void {
  const serviceAccountToken = { audience, expirationSeconds: expiration.toSeconds(), path: 'token' };
  const source = { projected: { ...mode, sources: [{ serviceAccountToken }] } };
  mount(pod, containers, path, source, { readOnly: true, stem: `token${path}` });
}

/** Mounts the token of the pod's own account where its containers look for it. */
export function mountAccountToken(account: LockedServiceAccount, mode: TokenMode, pod: Json, containers: Json[]): void {
  const source = { projected: { ...mode, sources: tokenSources(account) } };
  mountInto(pod, containers, TOKEN_PATH, source, { readOnly: true, stem: 'api-token' });
}

/** The three files of a mounted token, as the API server's own admission puts them, but with an end. */
function tokenSources({ tokenAudience: audience, tokenExpiration: expiration }: LockedServiceAccount): Json[] {
  return [
    {
      serviceAccountToken: {
        ...(audience === undefined ? {} : { audience }),
        expirationSeconds: expiration.toSeconds(),
        path: 'token',
      },
    },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] },
    },
  ];
}

/** Mounts an empty folder. */
export function mountWritable(
  { path, size, medium }: WritableVolume,
  usual: Size,
  pod: Json,
  containers: Json[],
): void {
  const emptyDir = { ...(medium ? { medium } : {}), sizeLimit: sizeText(size ?? usual) };
  mount(pod, containers, plainPath(path), { emptyDir }, { readOnly: false, stem: `writable${plainPath(path)}` });
}

/** Mounts a volume that is created and deleted with each pod. */
export function mountEphemeral({ path, ...claim }: EphemeralVolume, pod: Json, containers: Json[]): void {
  const source = { ephemeral: { volumeClaimTemplate: { spec: claimSpec(claim) } } };
  mount(pod, containers, path, source, { readOnly: false, stem: `ephemeral${path}` });
}

/** Adds the volumes of a StatefulSet, which outlive its pods. */
export function mountClaims(claims: readonly VolumeClaim[], pod: PodTemplateView, json: Json): void {
  const containers = runningIn(pod, json);
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

/** The containers that run for themselves; an ephemeral one is added to a pod that is there. */
function runningIn(pod: PodTemplateView, json: Json): Json[] {
  return pod.containers.filter(({ role }) => role !== ContainerRole.EPHEMERAL).map(({ path }) => valueAt(json, path));
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

/** Returns the spec of a claim; by default one node writes to its volume. */
function claimSpec({ size, storageClassName, accessModes = ['ReadWriteOnce'] }: ClaimOptions): Json {
  return {
    accessModes,
    resources: { requests: { storage: sizeText(size) } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
  };
}
