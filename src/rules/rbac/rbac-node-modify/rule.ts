import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-node-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not change nodes or place pods on them',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA N5', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kyverno: ['protect-node-taints', 'restrict-node-label-* (admission)'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'changing nodes or placing pods on them',
    instead: 'list the needed resources without nodes, nodes/status and bindings, or allow only reading',
    powers: powersOf('rbac-node-modify'),
  }),
});
