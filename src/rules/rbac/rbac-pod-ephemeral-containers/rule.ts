import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-pod-ephemeral-containers',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not add containers to running pods',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  ],
  visit: visitPermissions(Severity.HIGH, {
    does: 'adding containers with any image to running pods',
    instead: 'list the needed resources without pods/ephemeralcontainers',
    powers: powersOf('rbac-pod-ephemeral-containers'),
  }),
});
