import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-broad-delete',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not delete workloads, data or namespaces',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0007'],
    trivy: ['KSV-0048'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'deleting workloads or data',
    instead: 'name the needed objects in resourceNames, or remove the verb',
    powers: powersOf('rbac-broad-delete'),
    lesser: Severity.LOW,
    sparesNamed: true,
  }),
});
