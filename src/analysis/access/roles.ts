import { groupBy } from '../../json/group-by';
import { selects } from '../../kubernetes/selector';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { RBAC } from './policy-rule';

export const ROLE = `${RBAC}/Role`;
export const CLUSTER_ROLE = `${RBAC}/ClusterRole`;
export const ROLE_BINDING = `${RBAC}/RoleBinding`;
export const CLUSTER_ROLE_BINDING = `${RBAC}/ClusterRoleBinding`;

/**
 * The built-in roles that aggregate others by label, with those labels: each contains the ones before it. They are
 * rarely in a set.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go
 */
const SHIPPED = new Map([
  ['view', ['view']],
  ['edit', ['view', 'edit']],
  ['admin', ['view', 'edit', 'admin']],
]);

/** Returns the roles whose rules a binding grants: its own role, and those that are aggregated into it. */
export function rolesBoundBy(binding: Manifest, all: ManifestSet): readonly Manifest[] {
  const { kind, name } = binding.json.roleRef ?? {};
  if (kind === 'ClusterRole') return clusterRolesBehind(name, all);
  if (kind !== 'Role' || binding.groupKind !== ROLE_BINDING) return [];
  return rolesIn(all).get(keyOf(binding.effectiveNamespace, name)) ?? [];
}

/** Returns the ClusterRoles with a name, and those that are aggregated into them. */
export function clusterRolesBehind(name: string, all: ManifestSet): readonly Manifest[] {
  const { behind, byName, readable } = clusterRolesIn(all);
  const known = behind.get(name);
  if (known) return known;
  const first = byName.get(name) ?? readable.filter((role) => isTakenBy(name, role));
  const found = [...new Set(first.flatMap((role) => [...withAggregated(role, all)]))];
  behind.set(name, found);
  return found;
}

/** Returns the ClusterRoles with a name, without the roles that they aggregate. */
export function clusterRolesNamed(name: string, all: ManifestSet): readonly Manifest[] {
  return clusterRolesIn(all).byName.get(name) ?? [];
}

/** Returns the name of a ClusterRole and those of the roles that aggregate it, in the set or not. */
export function namesWithAggregators(role: Manifest, all: ManifestSet): readonly string[] {
  const { aggregating, byName } = clusterRolesIn(all);
  const found = [...closure(role, (each) => aggregating.filter((other) => takes(other, each)))];
  const shipped = [...SHIPPED.keys()].filter(
    (name) => !byName.has(name) && found.some((each) => isTakenBy(name, each)),
  );
  return [...found.map(({ objectRef }) => objectRef.name), ...shipped];
}

/** Whether a built-in role aggregates a ClusterRole. */
function isTakenBy(shipped: string, { labels }: Manifest): boolean {
  return SHIPPED.get(shipped)?.some((label) => labels[`${RBAC}/aggregate-to-${label}`] === 'true') ?? false;
}

/** Returns an index key for an object in a namespace. */
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
    groupBy(all.ofType(ROLE), (role) => keyOf(role.effectiveNamespace, role.objectRef.name)),
  );
}

function clusterRolesIn(all: ManifestSet) {
  return all._analysis(clusterRolesIn, () => {
    const readable = all.ofType(CLUSTER_ROLE).filter((role) => role._problems.length === 0);
    return {
      readable,
      byName: groupBy(readable, (role) => role.objectRef.name),
      aggregating: readable.filter((role) => selectorsOf(role).length > 0),
      behind: new Map<string, readonly Manifest[]>(),
    };
  });
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
