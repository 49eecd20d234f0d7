import { addTo, groupBy } from '../../json/group-by';
import { selects } from '../../kubernetes/selector';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { Aggregation } from './aggregation';
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

/** The label of all roles that the API server maintains. `cluster-admin` has no other. */
export const BOOTSTRAPPING: { readonly [label: string]: string } = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/** Returns the index of the selector by which a ClusterRole aggregates a role with some labels; -1 if none does. */
export function selectorFor(labels: { readonly [label: string]: string }, role: Manifest): number {
  const selectors: any[] =
    role.groupKind === CLUSTER_ROLE ? (role.json.aggregationRule?.clusterRoleSelectors ?? []) : [];
  return selectors.findIndex((selector) => selects(selector, labels));
}

/**
 * Whether a ClusterRole aggregates `cluster-admin`, and so allows everything: with an empty selector, one that only
 * excludes labels, or one for the label of the roles of the API server.
 */
export function aggregatesEverything(role: Manifest): boolean {
  return selectorFor(BOOTSTRAPPING, role) >= 0;
}

/** Returns the roles whose rules a binding grants: its own role, and those that are aggregated into it. */
export function rolesBoundBy(binding: Manifest, all: ManifestSet): readonly Manifest[] {
  const { kind, name } = binding.json.roleRef ?? {};
  if (kind === 'ClusterRole') return clusterRolesBehind(name, all);
  if (kind !== 'Role' || binding.groupKind !== ROLE_BINDING) return [];
  return rolesNamed(binding.objectRef.namespaceName, name, all);
}

/**
 * Returns the Roles that a RoleBinding means. Without one in its namespace, a Role that writes no namespace counts:
 * `kubectl apply --namespace` sets it.
 *
 * @param namespace that of the binding; undefined if it writes none, so that it may be any
 */
export function rolesNamed(namespace: string | undefined, name: string, all: ManifestSet): readonly Manifest[] {
  const { placed, byName } = rolesIn(all);
  const exact = placed.get(keyOf(namespace ?? 'default', name));
  if (exact) return exact;
  return (byName.get(name) ?? []).filter(
    ({ objectRef }) => namespace === undefined || objectRef.namespaceName === undefined,
  );
}

/** Returns the ClusterRoles with a name, and those that are aggregated into them. */
export function clusterRolesBehind(name: string, all: ManifestSet): readonly Manifest[] {
  const { behind } = clusterRolesIn(all);
  const known = behind.get(name);
  if (known) return known;
  const found = clusterRolesBehindAny([name], all);
  behind.set(name, found);
  return found;
}

/** Returns the ClusterRoles with one of some names, and those that are aggregated into them, each once. */
export function clusterRolesBehindAny(names: Iterable<string>, all: ManifestSet): readonly Manifest[] {
  const { byName, clusterRoles } = clusterRolesIn(all);
  const named = [...names].flatMap((name) => byName.get(name) ?? clusterRoles.filter((role) => isTakenBy(name, role)));
  const found = new Set<Manifest>();
  for (const start of named) {
    found.add(start);
    for (const other of rolesBehind(start, all)) found.add(other);
  }
  return [...found];
}

/** Returns the ClusterRoles that one aggregates, and those that they aggregate; one list for all with the same. */
export function rolesBehind(role: Manifest, all: ManifestSet): readonly Manifest[] {
  const aggregation = all._analysis(rolesBehind, () => {
    return new Aggregation(all.ofType(CLUSTER_ROLE), (each) => aggregatedBy(each, all));
  });
  return aggregation.behind(role);
}

/** Returns the ClusterRoles with a name, without the roles that they aggregate. */
export function clusterRolesNamed(name: string, all: ManifestSet): readonly Manifest[] {
  return clusterRolesIn(all).byName.get(name) ?? [];
}

/** Whether a built-in role aggregates a ClusterRole. */
function isTakenBy(shipped: string, { labels }: Manifest): boolean {
  return SHIPPED.get(shipped)?.some((label) => labels[`${RBAC}/aggregate-to-${label}`] === 'true') ?? false;
}

/** Returns an index key for an object in a namespace, or for a label with its value. */
export function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** Returns the roles that a role takes rules from, in the order of the set: one list for all with the same selectors. */
export function aggregatedBy(role: Manifest, all: ManifestSet): readonly Manifest[] {
  const { aggregated, byLabel, clusterRoles } = clusterRolesIn(all);
  const selectors: any[] = role.json.aggregationRule?.clusterRoleSelectors ?? [];
  const key = JSON.stringify(selectors);
  const known = aggregated.get(key);
  if (known) return known;
  const selectedBy = (selector: any) => {
    const [label] = Object.entries<string>(selector?.matchLabels ?? {});
    const candidates = label ? (byLabel.get(keyOf(...label)) ?? []) : clusterRoles;
    return candidates.filter((other) => selects(selector, other.labels));
  };
  const [first = [], ...others] = selectors.map(selectedBy);
  const taken = new Set(others.length === 0 ? [] : [first, ...others].flat());
  const found = others.length === 0 ? first : clusterRoles.filter((other) => taken.has(other));
  aggregated.set(key, found);
  return found;
}

function rolesIn(all: ManifestSet) {
  return all._analysis(rolesIn, () => {
    const roles = all.ofType(ROLE);
    return {
      placed: groupBy(roles, ({ effectiveNamespace, objectRef }) => keyOf(effectiveNamespace, objectRef.name)),
      byName: groupBy(roles, ({ objectRef }) => objectRef.name),
    };
  });
}

function clusterRolesIn(all: ManifestSet) {
  return all._analysis(clusterRolesIn, () => {
    const clusterRoles = all.ofType(CLUSTER_ROLE);
    const byLabel = new Map<string, Manifest[]>();
    for (const role of clusterRoles) {
      for (const label of Object.entries(role.labels)) addTo(byLabel, keyOf(...label), role);
    }
    return {
      clusterRoles,
      byLabel,
      byName: groupBy(clusterRoles, (role) => role.objectRef.name),
      behind: new Map<string, readonly Manifest[]>(),
      aggregated: new Map<string, readonly Manifest[]>(),
    };
  });
}
