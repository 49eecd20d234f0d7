import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-pod-portforward',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not allow port forwarding to pods',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0063'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'connecting to ports of pods, past every NetworkPolicy',
    instead: 'list the needed resources without pods/portforward',
    powers: powersOf('rbac-pod-portforward'),
  }),
});
