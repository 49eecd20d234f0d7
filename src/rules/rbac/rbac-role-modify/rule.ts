import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-role-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not write roles or bindings',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.8', 'CIS 1.12 5.1.8', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    trivy: ['KSV-0055'],
    checkov: ['CKV2_K8S_1'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'writing roles or bindings',
    instead: 'list the needed resources without these, or allow only reading',
    powers: powersOf('rbac-role-modify'),
  }),
});
