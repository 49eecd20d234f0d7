import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-wildcard-api-group',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles list API groups instead of a wildcard',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.3', 'CIS 1.12 5.1.3', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    checkov: ['CKV_K8S_49'],
  },
  visit: visitGrants((rule, { name }) =>
    rule.apiGroups?.includes('*') && rule.resources?.length
      ? {
          field: 'apiGroups',
          message: `${name} covers all API groups ("*"); list the groups of the needed resources`,
          severity: Severity.MEDIUM,
        }
      : undefined,
  ),
});
