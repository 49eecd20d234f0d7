import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { aggregates } from '../aggregation';
import { type PolicyRule, policyRulesOf } from '../policy-rule';
import { clusterRolesNamed, ROLE_BINDING, rolesBehind, rolesNamed } from '../roles';

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
  const [first, ...others] = roles.map((role) => rulesFrom(role, world));
  const rules = first && others.length > 0 ? [...new Set([first, ...others].flat())] : first;
  known.set(key, rules);
  return rules;
}

/**
 * Returns the rules of a role, or of the roles that it aggregates. A controller overwrites the rules of a role that aggregates, so
 * that these do not count.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
function rulesFrom(role: Manifest, world: ManifestSet): readonly RoleRule[] {
  if (!aggregates(role)) return rulesIn(role, world);
  const known = world._analysis(rulesFrom, () => new Map<readonly Manifest[], readonly RoleRule[]>());
  const others = rolesBehind(role, world);
  const rules = known.get(others) ?? others.filter((each) => !aggregates(each)).flatMap((each) => rulesIn(each, world));
  known.set(others, rules);
  return rules;
}

/** Many roles may aggregate one: they share its rules. */
function rulesIn(role: Manifest, world: ManifestSet): readonly RoleRule[] {
  const known = world._analysis(rulesIn, () => new Map<Manifest, readonly RoleRule[]>());
  const rules = known.get(role) ?? policyRulesOf(role).map((rule, index) => ({ role, rule, index }));
  known.set(role, rules);
  return rules;
}
