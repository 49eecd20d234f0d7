import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';

export const rule = defineRule({
  id: 'rbac-wildcard-verb',
  category: 'rbac',
  impliedBy: ['rbac-cluster-admin-equivalent', 'rbac-wildcard-resource'],
  title: 'Roles list verbs instead of a wildcard',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.3', 'CIS 1.12 5.1.3', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0187 (only with * resource)'],
    kubeLinter: ['wildcard-in-rules'],
    trivy: ['KSV-0045', 'KSV-0044'],
    checkov: ['CKV_K8S_49'],
    kyverno: ['restrict-wildcard-verbs'],
  },
  visit: visitGrants((rule, { name }) =>
    rule.verbs?.includes('*')
      ? {
          field: 'verbs',
          message: `${name} allows every verb; list the needed verbs`,
          severity: Severity.HIGH,
          needsClusterBinding: !rule.resources?.length, // URLs are cluster-scoped
        }
      : undefined,
  ),
});
