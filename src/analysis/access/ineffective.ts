import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { isBootstrapped, reachOf } from './bindings';
import { isOutOfNamespace } from './cluster-scoped';
import { has, namesOf, type PolicyRule, policyRulesOf } from './policy-rule';
import { ROLE } from './roles';

/** An entry of a role that allows no request. */
export interface IneffectiveEntry {
  /** JSON Pointer from the role. */
  readonly pointer: string;
  /** What it is and why; then, after a semicolon, what to write in its place. */
  readonly message: string;
}

/**
 * Returns the entries of a Role or ClusterRole that can never match: patterns that the authorizer does not know, verbs that
 * have no name in a rule with names, and what no binding of the set can grant.
 */
export function ineffectiveEntries(role: Manifest, all: ManifestSet): IneffectiveEntry[] {
  if (isBootstrapped(role)) return [];
  const { clusterWide, namespaced } = reachOf(role, all);
  const isRole = role.groupKind === ROLE;
  const why = isRole ? 'a Role' : 'a ClusterRole that only RoleBindings grant';
  return policyRulesOf(role).flatMap((rule, index) => {
    const found = [
      ...(isRole || (namespaced && !clusterWide) ? ineffectiveInNamespace(rule, why) : []),
      ...ineffectiveAnywhere(rule),
    ];
    if (isRole && rule.nonResourceURLs?.length) {
      found.push({
        pointer: 'nonResourceURLs',
        message: 'nonResourceURLs in a Role, which the API server refuses; use a ClusterRole',
      });
    }
    return found.map(({ pointer, message }) => ({ pointer: `/rules/${index}/${pointer}`, message }));
  });
}

function ineffectiveInNamespace(rule: PolicyRule, why: string): IneffectiveEntry[] {
  return each(rule.resources, 'resources', (resource) =>
    isOutOfNamespace(rule, resource)
      ? `the cluster-scoped resource "${resource}" in ${why}; use a ClusterRole and a ClusterRoleBinding, or remove it`
      : undefined,
  );
}

function ineffectiveAnywhere(rule: PolicyRule): IneffectiveEntry[] {
  const isNamed = namesOf(rule).length > 0;
  // a request for a subresource has the name of the object, and server-side apply needs patch and create by name
  const resources = rule.resources ?? [];
  const isTopLevel = resources.length > 0 && resources.every((each) => !each.includes('/') && each !== '*');
  return [
    ...each(rule.resources, 'resources', (resource) =>
      isIneffectivePattern(resource) && !/^\*\/[^*]+$/.test(resource)
        ? `the resource "${resource}", which matches nothing; name each resource, or use "*"`
        : undefined,
    ),
    ...each(rule.apiGroups, 'apiGroups', (group) =>
      isIneffectivePattern(group) ? `the API group "${group}", which matches nothing; name each group` : undefined,
    ),
    ...each(rule.verbs, 'verbs', (verb) => {
      if (isIneffectivePattern(verb)) return `the verb "${verb}", which matches nothing; name each verb, or use "*"`;
      const isNever = verb === 'deletecollection' || (verb === 'create' && isTopLevel && !has(rule.verbs, 'patch'));
      return isNamed && isNever
        ? `"${verb}" in a rule with resourceNames, but such requests have no name; use a rule without resourceNames for it, or remove it`
        : undefined;
    }),
    ...each(rule.resourceNames, 'resourceNames', (name) =>
      name.includes('*') && !isSignerPattern(rule, name)
        ? `"${name}" in resourceNames, which matches names and not patterns; list the names, or remove resourceNames`
        : undefined,
    ),
  ];
}

function isIneffectivePattern(text: string): boolean {
  return text !== '*' && text.includes('*');
}

/** This form of name stands for all signers of a domain. */
function isSignerPattern(rule: PolicyRule, name: string): boolean {
  return (rule.resources ?? []).includes('signers') && /^[^*/]+\/\*$/.test(name);
}

function each(
  list: readonly string[] | null | undefined,
  field: string,
  judge: (item: string) => string | undefined,
): IneffectiveEntry[] {
  return (list ?? []).flatMap((item, index) => {
    const message = judge(item);
    return message === undefined ? [] : [{ pointer: `${field}/${index}`, message }];
  });
}
