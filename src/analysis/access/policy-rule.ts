import { isOwnGroup } from '../../kubernetes/api/table';
import type { Manifest } from '../../model/manifest';

/** One rule of a Role or ClusterRole; null is absent. */
export interface PolicyRule {
  readonly verbs?: readonly string[] | null;
  readonly apiGroups?: readonly string[] | null;
  readonly resources?: readonly string[] | null;
  readonly resourceNames?: readonly string[] | null;
  readonly nonResourceURLs?: readonly string[] | null;
}

/** The API group of roles and bindings. */
export const RBAC = 'rbac.authorization.k8s.io';

/** Returns the rules of a Role or ClusterRole. */
export function policyRulesOf(role: Manifest): readonly PolicyRule[] {
  return role.json.rules ?? [];
}

/**
 * Whether one rule allows a verb on a resource, such as `secrets` or `pods/exec`, for any object name. A single `*` is
 * a wildcard, and so is one before a subresource; one after the slash, as in `pods/*`, matches nothing.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/rbac/v1/evaluation_helpers.go
 */
export function allows(rule: PolicyRule, verb: string, group: string, resource: string): boolean {
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && matchesResource(rule, resource);
}

/**
 * Whether one rule allows a verb on a resource for at least one object. Requests that create an object or delete a
 * collection have no name in their path, so that a rule with names never allows them. The exception is a server-side
 * apply, which creates what it patches, and for which `create` is authorized by name.
 *
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/request/requestinfo.go
 * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/handlers/patch.go
 */
export function allowsForSome(rule: PolicyRule, verb: string, group: string, resource: string): boolean {
  if (!allows(rule, verb, group, resource)) return false;
  if (namesOf(rule).length === 0 || resource.includes('/')) return true;
  return verb === 'create' ? has(rule.verbs, 'patch') : verb !== 'deletecollection';
}

/** Whether a rule includes a resource, such as `secrets` or `pods/exec`. */
export function matchesResource(rule: PolicyRule, resource: string): boolean {
  const slash = resource.indexOf('/');
  const anyWithSubresource = slash < 0 ? undefined : `*${resource.slice(slash)}`;
  return has(rule.resources, resource) || (rule.resources ?? []).some((item) => item === anyWithSubresource);
}

/** Returns the names of a rule's objects; empty for all objects. A `*` among them is an ordinary name. */
export function namesOf(rule: PolicyRule): readonly string[] {
  return rule.resourceNames ?? [];
}

/**
 * Returns which of some resources a rule is about. One of a product counts if the rule names its group or itself:
 * wildcards for both are about Kubernetes' own as much.
 *
 * @param resources `any`: all that the rule names in that group
 */
export function resourcesMeant(
  rule: PolicyRule,
  group: string,
  resources: readonly string[] | 'any',
): readonly string[] {
  const isGroupMeant = rule.apiGroups?.includes(group) ?? false;
  if (resources === 'any') return isGroupMeant ? (rule.resources ?? []).filter((each) => !each.includes('/')) : [];
  return isGroupMeant || isOwnGroup(group) ? resources : resources.filter((each) => rule.resources?.includes(each));
}

/** Whether a list contains an item, or `*`. */
export function has(list: readonly string[] | null | undefined, item: string): boolean {
  return (list ?? []).some((each) => each === item || each === '*');
}
