import { isBootstrapped, reachOf } from '../../../analysis/access/bindings';
import { isOutOfNamespace } from '../../../analysis/access/cluster-scoped';
import { has, namesOf, type PolicyRule, policyRulesOf } from '../../../analysis/access/policy-rule';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

interface Ineffective {
  /** JSON Pointer below the rule. */
  readonly pointer: string;
  readonly message: string;
}

export const rule = defineRule({
  id: 'rbac-ineffective-rule',
  category: 'rbac',
  title: 'Roles and bindings have no entries without effect',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
  ],
  visit: {
    types: [ROLE, CLUSTER_ROLE, CLUSTER_ROLE_BINDING],
    manifest(manifest, { all, report }) {
      const { name } = manifest.objectRef;
      if (manifest.groupKind === CLUSTER_ROLE_BINDING) {
        if (manifest.json.roleRef?.kind !== 'Role') return;
        const message = `binding "${name}" is a ClusterRoleBinding and refers to a Role, which the API server refuses; use a RoleBinding, or make the role a ClusterRole`;
        report({ pointer: '/roleRef/kind', message });
        return;
      }
      if (isBootstrapped(manifest)) return;
      const { clusterWide, namespaced } = reachOf(manifest, all);
      const isRole = manifest.groupKind === ROLE;
      const why = isRole ? 'a Role' : 'a ClusterRole that only RoleBindings grant';
      policyRulesOf(manifest).forEach((rule, index) => {
        const ineffective = [
          ...(isRole || (namespaced && !clusterWide) ? ineffectiveInNamespace(rule, why) : []),
          ...ineffectiveAnywhere(rule),
        ];
        if (isRole && rule.nonResourceURLs?.length) {
          ineffective.push({
            pointer: 'nonResourceURLs',
            message: 'nonResourceURLs in a Role, which the API server refuses; use a ClusterRole',
          });
        }
        for (const { pointer, message } of ineffective) {
          report({
            pointer: `/rules/${index}/${pointer}`,
            message: `${isRole ? 'role' : 'cluster role'} "${name}" has ${message}`,
          });
        }
      });
    },
  },
});

function ineffectiveInNamespace(rule: PolicyRule, why: string): Ineffective[] {
  return each(rule.resources, 'resources', (resource) =>
    isOutOfNamespace(rule, resource)
      ? `the cluster-scoped resource "${resource}" in ${why}; use a ClusterRole and a ClusterRoleBinding, or remove it`
      : undefined,
  );
}

function ineffectiveAnywhere(rule: PolicyRule): Ineffective[] {
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
): Ineffective[] {
  return (list ?? []).flatMap((item, index) => {
    const message = judge(item);
    return message === undefined ? [] : [{ pointer: `${field}/${index}`, message }];
  });
}
