import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../sources';
import { visitGrants } from '../visit-grants';

export const rule = defineRule({
  id: 'rbac-wildcard-verb',
  title: 'Roles list the verbs that they allow',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  sources: ['NSA/CISA A2', 'CIS 5.1.3'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  visit: visitGrants((rule, { name }) =>
    rule.verbs?.includes('*')
      ? {
          field: 'verbs',
          message: `${name} allows every verb; list the verbs that are needed`,
          severity: Severity.HIGH,
        }
      : undefined,
  ),
});
