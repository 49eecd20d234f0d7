import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { has, type PolicyRule, policyRulesOf } from './policy-rule';
import {
  CLUSTER_ROLE_BINDING,
  clusterRolesBehind,
  keyOf,
  namesWithAggregators,
  ROLE,
  ROLE_BINDING,
  rolesBoundBy,
} from './roles';

const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** How far the bindings of a set carry a role to somebody who is no part of the cluster itself. */
export interface Reach {
  /** A RoleBinding grants it, in one namespace or several. */
  readonly namespaced: boolean;
  /** A ClusterRoleBinding grants it, in all namespaces and on what stands in none. */
  readonly clusterWide: boolean;
}

/** How much of everything a role allows. */
export enum Power {
  /** All verbs on all resources of all groups. */
  ALL = 'all',
  /** All verbs on all resources of the core group. */
  CORE = 'core',
  /** Less. */
  LIMITED = 'limited',
}

/** Whether an object is one that the API server makes and keeps: the name alone proves nothing, anybody can take it. */
export function isBootstrapped(manifest: Manifest): boolean {
  return manifest.objectRef.name.startsWith('system:') && hasBootstrapLabel(manifest);
}

/** Whether an object carries the label of what the API server makes and keeps. */
export function hasBootstrapLabel(manifest: Manifest): boolean {
  return manifest.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults';
}

/** Whether a binding grants to somebody who is no part of the cluster itself. */
export function grantsToOutsiders(binding: Manifest): boolean {
  return (binding.json.subjects ?? []).some((subject: any) => !isSystem(subject));
}

/** How far the bindings of a set carry a role, also through the ClusterRoles that aggregate it. */
export function reachOf(role: Manifest, all: ManifestSet): Reach {
  if (role.groupKind === ROLE) {
    return {
      namespaced: boundIn(all).roles.has(keyOf(role.effectiveNamespace, role.objectRef.name)),
      clusterWide: false,
    };
  }
  const names = namesWithAggregators(role, all);
  const { clusterRoles, clusterRolesEverywhere } = boundIn(all);
  return {
    namespaced: names.some((name) => clusterRoles.has(name)),
    clusterWide: names.some((name) => clusterRolesEverywhere.has(name)),
  };
}

/** How much the role allows that a binding names; `LIMITED` where it is not in the set. */
export function powerOf(binding: Manifest, all: ManifestSet): Power {
  const { kind, name } = binding.json.roleRef ?? {};
  return kind === 'ClusterRole' ? powerOfClusterRole(name, all) : powerOfRules(rolesBoundBy(binding, all));
}

/** How much a ClusterRole allows; `LIMITED` where it is not known. */
export function powerOfClusterRole(name: string, all: ManifestSet): Power {
  return name === 'cluster-admin' ? Power.ALL : powerOfRules(clusterRolesBehind(name, all));
}

/** How much the rules allow that are written in roles, all together. */
export function powerOfRules(roles: readonly Manifest[]): Power {
  const rules = roles.flatMap(policyRulesOf).filter((rule) => has(rule.resources, '*') && !rule.resourceNames?.length);
  if (allowsEveryVerb(rules.filter((rule) => rule.apiGroups?.includes('*')))) return Power.ALL;
  return allowsEveryVerb(rules.filter((rule) => has(rule.apiGroups, ''))) ? Power.CORE : Power.LIMITED;
}

function allowsEveryVerb(rules: readonly PolicyRule[]): boolean {
  return ALL_VERBS.every((verb) => rules.some((rule) => has(rule.verbs, verb)));
}

/** `system:` is the prefix of the cluster's own parts, but also of those who are anybody, or any workload. */
function isSystem({ kind, name }: { kind?: string; name?: string }): boolean {
  if (kind === 'ServiceAccount' || !name?.startsWith('system:')) return false;
  return !/^system:(anonymous|unauthenticated|authenticated|serviceaccounts?(:.*)?)$/.test(name);
}

/** The roles that somebody outside is bound to: read once for a set. */
function boundIn(all: ManifestSet) {
  return all._analysis(boundIn, () => {
    const bound = {
      roles: new Set<string>(),
      clusterRoles: new Set<string>(),
      clusterRolesEverywhere: new Set<string>(),
    };
    for (const binding of [...all.ofType(ROLE_BINDING), ...all.ofType(CLUSTER_ROLE_BINDING)]) {
      if (binding._problems.length > 0 || !grantsToOutsiders(binding)) continue;
      const { kind, name } = binding.json.roleRef ?? {};
      if (kind === 'ClusterRole') {
        (binding.groupKind === ROLE_BINDING ? bound.clusterRoles : bound.clusterRolesEverywhere).add(name);
      } else if (kind === 'Role' && binding.groupKind === ROLE_BINDING) {
        bound.roles.add(keyOf(binding.effectiveNamespace, name));
      }
    }
    return bound;
  });
}
