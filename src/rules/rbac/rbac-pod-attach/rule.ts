import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-pod-attach',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not attach to containers',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0054'],
    polaris: ['clusterrolePodExecAttach', 'rolePodExecAttach'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'attaching to the main process of containers',
    instead: 'list the needed resources without pods/attach',
    powers: powersOf('rbac-pod-attach'),
  }),
});
