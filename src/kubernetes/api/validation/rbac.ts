import type { CheckContext } from '../check';
import { DNS_SUBDOMAIN, PATH_SEGMENT } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { isGiven, isSet, itemsOf, matching } from './values';

const GROUP = 'rbac.authorization.k8s.io';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/rbac/validation/validation.go */
export const RBAC: Checks = {
  'rbac.v1.Role': { object: ({ rules }, inspection) => checkRules(rules, true, inspection) },
  'rbac.v1.ClusterRole': {
    object: ({ rules, aggregationRule }, inspection) => {
      checkRules(rules, false, inspection);
      if (isSet(aggregationRule) && itemsOf(aggregationRule.clusterRoleSelectors).length === 0)
        inspection.refuse('is missing; must be set', 'aggregationRule', 'clusterRoleSelectors');
    },
  },
  'rbac.v1.RoleRef': {
    fields: {
      name: matching(PATH_SEGMENT),
      apiGroup: (group) => (group === '' || group === GROUP ? undefined : `is ${quoted(group)}; must be "${GROUP}"`),
    },
  },
  'rbac.v1.RoleBinding': {
    object: ({ roleRef, subjects }, inspection) => checkBinding(roleRef, subjects, true, inspection),
  },
  'rbac.v1.ClusterRoleBinding': {
    object: ({ roleRef, subjects }, inspection) => checkBinding(roleRef, subjects, false, inspection),
  },
};

function checkRules(rules: any, isNamespaced: boolean, inspection: CheckContext): void {
  itemsOf(rules).forEach(({ nonResourceURLs, apiGroups, resources, resourceNames }, index) => {
    const refuse = (message: string, field: string) => inspection.refuse(message, 'rules', index, field);
    if (itemsOf(nonResourceURLs).length === 0) {
      for (const [field, list] of [
        ['apiGroups', apiGroups],
        ['resources', resources],
      ] as const)
        if (itemsOf(list).length === 0) refuse('is missing; must be set', field);
      return;
    }
    if (isNamespaced) refuse('is set; must be only in a ClusterRole', 'nonResourceURLs');
    if ([apiGroups, resources, resourceNames].some((list) => itemsOf(list).length > 0))
      refuse('is set; must not be beside apiGroups, resources or resourceNames', 'nonResourceURLs');
  });
}

function checkBinding(roleRef: any, subjects: any, isNamespaced: boolean, inspection: CheckContext): void {
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (isSet(roleRef) && !kinds.includes(roleRef.kind))
    inspection.refuse(`is ${quoted(roleRef.kind)}; must be ${kinds.map(quoted).join(' or ')}`, 'roleRef', 'kind');
  itemsOf(subjects).forEach(({ kind, name, namespace, apiGroup }, index) => {
    const refuse = (message: string, field: string) => inspection.refuse(message, 'subjects', index, field);
    switch (kind) {
      case 'ServiceAccount':
        if (!DNS_SUBDOMAIN.accepts(name)) refuse(`is ${quoted(name)}; must be ${DNS_SUBDOMAIN.wanted}`, 'name');
        if (isGiven(apiGroup)) refuse('is set; must not be for a ServiceAccount', 'apiGroup');
        if (!isNamespaced && !isGiven(namespace)) refuse('is missing; must be set', 'namespace');
        return;
      case 'User':
      case 'Group':
        if (isGiven(apiGroup) && apiGroup !== GROUP) refuse(`is ${quoted(apiGroup)}; must be "${GROUP}"`, 'apiGroup');
        return;
      default:
        refuse(`is ${quoted(kind)}; must be one of "ServiceAccount", "User", "Group"`, 'kind');
    }
  });
}
