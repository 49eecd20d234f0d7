import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { has, type PolicyRule, policyRulesOf } from './policy-rule';
import {
  aggregatesEverything,
  CLUSTER_ROLE_BINDING,
  clusterRolesBehind,
  clusterRolesBehindAny,
  ROLE,
  ROLE_BINDING,
  rolesBoundBy,
} from './roles';

export const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Where the bindings of a set grant a role to subjects that are not part of the cluster itself. */
export interface Reach {
  /** Granted by a RoleBinding, in one or more namespaces. */
  readonly namespaced: boolean;
  /** Granted by a ClusterRoleBinding, in all namespaces and on cluster-scoped objects. */
  readonly clusterWide: boolean;
}

/** How much a role allows. */
export enum Power {
  /** All verbs on all resources of all groups. */
  ALL = 'all',
  /** All verbs on all resources of the core group. */
  CORE = 'core',
  /** Less. */
  LIMITED = 'limited',
}

/**
 * Whether the API server creates and maintains an object. The name alone is no proof, because any user can choose it.
 */
export function isBootstrapped(manifest: Manifest): boolean {
  return manifest.objectRef.name.startsWith('system:') && hasBootstrapLabel(manifest);
}

/** Whether an object has the label of objects that the API server creates and maintains. */
export function hasBootstrapLabel(manifest: Manifest): boolean {
  return manifest.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults';
}

/** Whether a binding has a subject that is not part of the cluster itself. */
export function grantsToOutsiders(binding: Manifest): boolean {
  return (binding.json.subjects ?? []).some((subject: any) => !isSystem(subject));
}

/** Where the bindings of a set grant a role, including through ClusterRoles that aggregate it. */
export function reachOf(role: Manifest, all: ManifestSet): Reach {
  if (role.groupKind === ROLE) {
    return {
      namespaced: boundIn(all).roles.has(role),
      clusterWide: false,
    };
  }
  const { clusterRoles, clusterRolesEverywhere } = boundIn(all);
  return { namespaced: clusterRoles.has(role), clusterWide: clusterRolesEverywhere.has(role) };
}

/** How much the role of a binding allows; `LIMITED` if it is not in the set. */
export function powerOf(binding: Manifest, all: ManifestSet): Power {
  const { kind, name } = binding.json.roleRef ?? {};
  return kind === 'ClusterRole' ? powerOfClusterRole(name, all) : powerIn(rolesBoundBy(binding, all), all);
}

/** How much a ClusterRole allows; `LIMITED` if it is unknown. */
export function powerOfClusterRole(name: string, all: ManifestSet): Power {
  return name === 'cluster-admin' ? Power.ALL : powerIn(clusterRolesBehind(name, all), all);
}

/** Many bindings and rules name the same roles, which are one list in the analysis of a set. */
function powerIn(roles: readonly Manifest[], all: ManifestSet): Power {
  const known = all._analysis(powerIn, () => new Map<readonly Manifest[], Power>());
  const power = known.get(roles) ?? powerOfRules(roles);
  known.set(roles, power);
  return power;
}

/** How much the rules of some roles allow in total, those included that they aggregate from `cluster-admin`. */
export function powerOfRules(roles: readonly Manifest[]): Power {
  if (roles.some(aggregatesEverything)) return Power.ALL;
  const rules = roles.flatMap(policyRulesOf).filter((rule) => has(rule.resources, '*') && !rule.resourceNames?.length);
  if (allowsEveryVerb(rules.filter((rule) => rule.apiGroups?.includes('*')))) return Power.ALL;
  return allowsEveryVerb(rules.filter((rule) => has(rule.apiGroups, ''))) ? Power.CORE : Power.LIMITED;
}

function allowsEveryVerb(rules: readonly PolicyRule[]): boolean {
  return ALL_VERBS.every((verb) => rules.some((rule) => has(rule.verbs, verb)));
}

/** `system:` is the prefix of the cluster's own parts, but also of groups that contain every user or every workload. */
function isSystem({ kind, name }: { kind?: string; name?: string }): boolean {
  if (kind === 'ServiceAccount' || !name?.startsWith('system:')) return false;
  return !/^system:(anonymous|unauthenticated|authenticated|serviceaccounts?(:.*)?)$/.test(name);
}

/** The roles that are bound to subjects outside the cluster, by themselves or through others: computed once for a set. */
function boundIn(all: ManifestSet) {
  return all._analysis(boundIn, () => {
    const bound = {
      roles: new Set<Manifest>(),
      clusterRoles: new Set<string>(),
      clusterRolesEverywhere: new Set<string>(),
    };
    for (const binding of [...all.ofType(ROLE_BINDING), ...all.ofType(CLUSTER_ROLE_BINDING)]) {
      if (!grantsToOutsiders(binding)) continue;
      const { kind, name } = binding.json.roleRef ?? {};
      if (kind === 'ClusterRole') {
        (binding.groupKind === ROLE_BINDING ? bound.clusterRoles : bound.clusterRolesEverywhere).add(name);
      } else if (kind === 'Role' && binding.groupKind === ROLE_BINDING) {
        for (const role of rolesBoundBy(binding, all)) bound.roles.add(role);
      }
    }
    return {
      roles: bound.roles,
      clusterRoles: new Set(clusterRolesBehindAny(bound.clusterRoles, all)),
      clusterRolesEverywhere: new Set(clusterRolesBehindAny(bound.clusterRolesEverywhere, all)),
    };
  });
}
