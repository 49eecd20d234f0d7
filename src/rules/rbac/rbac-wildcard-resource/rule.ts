import type { PolicyRule } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';

export const rule = defineRule({
  id: 'rbac-wildcard-resource',
  category: 'rbac',
  impliedBy: ['rbac-cluster-admin-equivalent'],
  title: 'Roles list resources instead of a wildcard',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.3', 'CIS 1.12 5.1.3', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0187'],
    kubeLinter: ['wildcard-in-rules'],
    trivy: ['KSV-0046', 'KSV-0112'],
    checkov: ['CKV_K8S_49'],
    kyverno: ['restrict-wildcard-resources'],
  },
  visit: visitGrants((rule, { name }) => {
    const wildcard = rule.resources?.find(isWildcard);
    if (wildcard === undefined) return undefined;
    const severity = isForCustomGroups(rule) ? Severity.MEDIUM : Severity.HIGH;
    return {
      field: 'resources',
      message: `${name} covers all resources ("${wildcard}"); list the needed resources`,
      severity,
    };
  }),
});

/** `pods/*` and similar entries are not wildcards: they match nothing. */
function isWildcard(resource: string): boolean {
  return resource === '*' || (resource.startsWith('*/') && resource !== '*/*');
}

/** All resources of an operator's own API group are less than all resources. */
function isForCustomGroups({ apiGroups }: PolicyRule): boolean {
  return (apiGroups ?? []).every((group) => group.includes('.') && !group.endsWith('.k8s.io'));
}
