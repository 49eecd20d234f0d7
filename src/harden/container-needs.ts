import { valueAt } from '../json/pointer';
import { ContainerRole } from '../model/container-role';
import type { ContainerView, Manifest } from '../model/manifest';
import type { WorkloadRequirements } from '../profiles/container-needs';
import { mountInto } from './volume-mounts';

const LOW_PORTS = { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' };

/** An object with all that its images need; the same object where nobody says that they need anything. */
export function withNeeds(manifest: Manifest, needs: readonly WorkloadRequirements[]): Manifest {
  const meant = needs.filter((need) => containersOf(manifest, need).length > 0);
  if (meant.length === 0) return manifest;
  const json = structuredClone(manifest.json);
  for (const need of meant) applyNeeds(need, manifest, json);
  return manifest._withJson(json);
}

/** What was mended, with the needs that could not be met before: no pod may have a sysctl for the network of its node. */
export function withNeedsThatWaited(
  before: Manifest,
  after: Manifest,
  needs: readonly WorkloadRequirements[],
): Manifest {
  return usesNodeNetwork(before) && !usesNodeNetwork(after) ? withNeeds(after, needs) : after;
}

function usesNodeNetwork({ podTemplate }: Manifest): boolean {
  return podTemplate?.value('/hostNetwork') === true;
}

/** The needs that are about no container of a set. */
export function unmetNeeds(
  manifests: readonly Manifest[],
  needs: readonly WorkloadRequirements[],
): WorkloadRequirements[] {
  return needs.filter((need) => manifests.every((manifest) => containersOf(manifest, need).length === 0));
}

/** Why a need of nobody is an error, in words. */
export function unmetMessage({ kind, namespaceName, name, container }: WorkloadRequirements): string {
  const workload = `${kind ? `${kind} ` : ''}"${namespaceName ? `${namespaceName}/` : ''}${name}"`;
  const inside = container === undefined ? '' : `, container "${container}"`;
  return `needs of ${workload}${inside} have no effect, as no such container is there; correct them, or remove them`;
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
