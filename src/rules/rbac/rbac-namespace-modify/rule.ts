import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, POD_SECURITY_ADMISSION, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-namespace-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not change namespaces',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P4', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, POD_SECURITY_ADMISSION],
  equivalents: {
    kyverno: ['namespace-protection (admission)'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'changing namespaces',
    instead: 'list the needed resources without namespaces, or allow only reading',
    powers: powersOf('rbac-namespace-modify'),
    lesser: Severity.LOW,
  }),
});
