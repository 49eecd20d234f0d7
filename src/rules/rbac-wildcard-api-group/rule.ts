import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../sources';
import { visitGrants } from '../visit-grants';

export const rule = defineRule({
  id: 'rbac-wildcard-api-group',
  title: 'Roles list the API groups that they are for',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  sources: ['NSA/CISA A2', 'CIS 5.1.3'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  visit: visitGrants((rule, { name }) =>
    rule.apiGroups?.includes('*') && rule.resources?.length
      ? {
          field: 'apiGroups',
          message: `${name} is for all API groups ("*"); list the groups of the needed resources`,
          severity: Severity.MEDIUM,
        }
      : undefined,
  ),
});
