import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { type PolicyRule, policyRulesOf } from '../policy-rule';
import { aggregatedBy, clusterRolesNamed, ROLE_BINDING, rolesNamed } from '../roles';

/** One rule with the role that it is written in, which may be one that another aggregates. */
export interface RoleRule {
  readonly role: Manifest;
  readonly rule: PolicyRule;
  /** The index of the rule in its role. */
  readonly index: number;
}

/**
 * Returns the rules that a binding grants: those of its role, or of the roles that this one aggregates. Undefined if the role
 * is not in the set. A ClusterRoleBinding to a Role grants nothing.
 */
export function rulesGrantedBy(binding: Manifest, world: ManifestSet): readonly RoleRule[] | undefined {
  const { kind, name } = binding.json.roleRef ?? {};
  const isNamespaced = binding.groupKind === ROLE_BINDING;
  if (typeof name !== 'string' || (kind !== 'ClusterRole' && !(kind === 'Role' && isNamespaced))) return [];
  const known = world._analysis(rulesGrantedBy, () => new Map<string, readonly RoleRule[] | undefined>());
  const namespace = binding.objectRef.namespaceName;
  const key = JSON.stringify([kind, kind === 'Role' ? namespace : undefined, name]);
  if (known.has(key)) return known.get(key);
  const roles = kind === 'ClusterRole' ? clusterRolesNamed(name, world) : rolesNamed(namespace, name, world);
  const rules = roles.length === 0 ? undefined : sourcesOf(roles, world).flatMap(rulesIn);
  known.set(key, rules);
  return rules;
}

/**
 * Returns the roles that rules come from. A controller overwrites the rules of a role that aggregates, so that these do not
 * count; what it aggregates may aggregate in turn.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
function sourcesOf(roles: readonly Manifest[], world: ManifestSet): Manifest[] {
  const reached = new Set(roles);
  const followed = new Set<readonly Manifest[]>();
  const found: Manifest[] = [];
  // A set that grows is iterated to its new end. Roles with the same selectors share one list.
  for (const role of reached) {
    if (!role.json.aggregationRule) {
      found.push(role);
      continue;
    }
    const others = aggregatedBy(role, world);
    if (followed.has(others)) continue;
    followed.add(others);
    for (const other of others) reached.add(other);
  }
  return found;
}

function rulesIn(role: Manifest): RoleRule[] {
  return policyRulesOf(role).map((rule, index) => ({ role, rule, index }));
}
