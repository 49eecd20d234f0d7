import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { type PolicyRule, policyRulesOf } from '../policy-rule';
import { clusterRolesNamed, ROLE_BINDING, rolesNamed } from '../roles';
import { sourcesOf } from './aggregation';

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
  const rules = roles.length === 0 ? undefined : rulesOfAny(roles, world);
  known.set(key, rules);
  return rules;
}

function rulesOfAny(roles: readonly Manifest[], world: ManifestSet): RoleRule[] {
  const sources = new Set(roles.flatMap((role) => sourcesOf(role, world)));
  return [...sources].flatMap((role) => rulesIn(role, world));
}

/** Many roles may aggregate one: they share its rules. */
function rulesIn(role: Manifest, world: ManifestSet): readonly RoleRule[] {
  const known = world._analysis(rulesIn, () => new Map<Manifest, readonly RoleRule[]>());
  const rules = known.get(role) ?? policyRulesOf(role).map((rule, index) => ({ role, rule, index }));
  known.set(role, rules);
  return rules;
}
