import { valueAt } from '../json/pointer';
import { ContainerRole } from '../model/container-role';
import type { ContainerView, Manifest } from '../model/manifest';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { mountInto } from './volume-mounts';

const LOW_PORTS = { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' };

/** Applies the requirements of workloads to an object; returns the same object if none applies. */
export function applyRequirements(manifest: Manifest, needs: readonly WorkloadRequirements[]): Manifest {
  const meant = needs.filter((need) => containersOf(manifest, need).length > 0);
  if (meant.length === 0) return manifest;
  const json = structuredClone(manifest.json);
  for (const need of meant) applyNeeds(need, manifest, json);
  return manifest._withJson(json);
}

/**
 * Applies the requirements that could not be applied before the fixes: a pod in the host network cannot have the
 * sysctl.
 */
export function applyDeferredRequirements(
  before: Manifest,
  after: Manifest,
  needs: readonly WorkloadRequirements[],
): Manifest {
  return usesNodeNetwork(before) && !usesNodeNetwork(after) ? applyRequirements(after, needs) : after;
}

function usesNodeNetwork({ podTemplate }: Manifest): boolean {
  return podTemplate?.value('/hostNetwork') === true;
}

/** Returns the requirements that match no container of a set. */
export function unmetRequirements(
  manifests: readonly Manifest[],
  needs: readonly WorkloadRequirements[],
): WorkloadRequirements[] {
  return needs.filter((need) => manifests.every((manifest) => containersOf(manifest, need).length === 0));
}

/** Returns the message for requirements that match no container. */
export function unmetRequirementMessage({ kind, namespaceName, name, container }: WorkloadRequirements): string {
  const workload = `${kind ? `${kind} ` : ''}"${namespaceName ? `${namespaceName}/` : ''}${name}"`;
  const inside = container === undefined ? '' : `, container "${container}"`;
  return `needs of ${workload}${inside} match no container; correct or remove them`;
}

function containersOf({ objectRef, podTemplate }: Manifest, need: WorkloadRequirements): ContainerView[] {
  if (!podTemplate || objectRef.name !== need.name) return [];
  if (need.kind !== undefined && need.kind !== objectRef.kind) return [];
  if (need.namespaceName !== undefined && need.namespaceName !== objectRef.namespaceName) return [];
  return podTemplate.containers.filter(
    ({ name, role }) => role !== ContainerRole.EPHEMERAL && (need.container === undefined || need.container === name),
  );
}

/** Writes what some images need into a copy of the object that they are in. */
export function applyNeeds(need: WorkloadRequirements, manifest: Manifest, json: any): void {
  const spec = valueAt(json, manifest.podTemplate?.specPath ?? '');
  const containers = containersOf(manifest, need).map(({ path }) => valueAt(json, path));
  const sizeLimit = need.writablePathSize ?? '64Mi';
  for (const path of need.writablePaths ?? [])
    mountInto(spec, containers, path, { emptyDir: { sizeLimit } }, { readOnly: false, stem: `writable${path}` });
  const pod: any = {};
  if (need.fsGroup !== undefined) pod.fsGroup = need.fsGroup;
  if (need.bindPrivilegedPorts && !usesNodeNetwork(manifest)) {
    const others = (spec.securityContext?.sysctls ?? []).filter((sysctl: any) => sysctl.name !== LOW_PORTS.name);
    pod.sysctls = [...others, LOW_PORTS];
  }
  if (Object.keys(pod).length > 0) spec.securityContext = { ...spec.securityContext, ...pod };
  const own: any = {};
  if (need.user !== undefined) own.runAsUser = need.user;
  if (need.group !== undefined) own.runAsGroup = need.group;
  if (Object.keys(own).length === 0) return;
  for (const container of containers) container.securityContext = { ...container.securityContext, ...own };
}
