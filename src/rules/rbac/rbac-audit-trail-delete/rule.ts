import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-audit-trail-delete',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not delete events',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA L1', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0031'],
    trivy: ['KSV-0042'],
  },
  visit: visitPermissions(Severity.LOW, {
    does: 'deleting events',
    instead: 'list the verbs without delete and deletecollection',
    powers: powersOf('rbac-audit-trail-delete'),
  }),
});
