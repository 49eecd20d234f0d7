import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { selects } from '../model/selector';
import { RBAC } from './policy-rule';

export const ROLE = `${RBAC}/Role`;
export const CLUSTER_ROLE = `${RBAC}/ClusterRole`;
export const ROLE_BINDING = `${RBAC}/RoleBinding`;
export const CLUSTER_ROLE_BINDING = `${RBAC}/ClusterRoleBinding`;

/** The roles whose rules a binding grants: the one that it names, and those that the cluster copies into that. */
export function rolesBoundBy(binding: Manifest, all: ManifestSet): readonly Manifest[] {
  const { kind, name } = binding.json.roleRef ?? {};
  if (kind === 'ClusterRole') return clusterRolesBehind(name, all);
  if (kind !== 'Role' || binding.type !== ROLE_BINDING) return [];
  return rolesIn(all).get(keyOf(binding.effectiveNamespace, name)) ?? [];
}

/** The ClusterRoles with a name, and those whose rules the cluster copies into them. */
export function clusterRolesBehind(name: string, all: ManifestSet): readonly Manifest[] {
  const { byName, behind } = clusterRolesIn(all);
  const known = behind.get(name);
  if (known) return known;
  const found = [...new Set((byName.get(name) ?? []).flatMap((role) => [...withAggregated(role, all)]))];
  behind.set(name, found);
  return found;
}

/** The ClusterRoles with a name; without what they aggregate. */
export function clusterRolesNamed(name: string, all: ManifestSet): readonly Manifest[] {
  return clusterRolesIn(all).byName.get(name) ?? [];
}

/** A ClusterRole and those that the cluster copies its rules into. */
export function withAggregators(role: Manifest, all: ManifestSet): Set<Manifest> {
  return closure(role, (each) => clusterRolesIn(all).aggregating.filter((other) => takes(other, each)));
}

/** Names an object in a namespace, for an index. */
export function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

function withAggregated(role: Manifest, all: ManifestSet): Set<Manifest> {
  const { readable } = clusterRolesIn(all);
  return closure(role, (each) =>
    selectorsOf(each).length === 0 ? [] : readable.filter((other) => takes(each, other)),
  );
}

function rolesIn(all: ManifestSet): Map<string, Manifest[]> {
  return all._analysis(rolesIn, () =>
    groupBy(all.ofType(ROLE), (role) => keyOf(role.effectiveNamespace, role.ref.name)),
  );
}

function clusterRolesIn(all: ManifestSet) {
  return all._analysis(clusterRolesIn, () => {
    const readable = all.ofType(CLUSTER_ROLE).filter((role) => role._problems.length === 0);
    return {
      readable,
      byName: groupBy(readable, (role) => role.ref.name),
      aggregating: readable.filter((role) => selectorsOf(role).length > 0),
      behind: new Map<string, readonly Manifest[]>(),
    };
  });
}

function groupBy(manifests: readonly Manifest[], key: (manifest: Manifest) => string): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(key(manifest));
    if (group) group.push(manifest);
    else groups.set(key(manifest), [manifest]);
  }
  return groups;
}

function closure(start: Manifest, next: (role: Manifest) => Manifest[]): Set<Manifest> {
  const found = new Set([start]);
  for (const role of found) for (const other of next(role)) found.add(other);
  return found;
}

function takes(aggregating: Manifest, role: Manifest): boolean {
  return selectorsOf(aggregating).some((selector) => selects(selector, role.labels));
}

function selectorsOf(role: Manifest): any[] {
  return role.json.aggregationRule?.clusterRoleSelectors ?? [];
}
