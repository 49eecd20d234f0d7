import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-pod-service-proxy',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not send requests to pods and services through the API server',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'sending requests to workloads through the API server',
    instead: 'list the needed resources without proxy',
    powers: powersOf('rbac-pod-service-proxy'),
  }),
});
