import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { onStream } from '../pod-streams';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../sources';
import { visitPermissions } from '../visit-permissions';

export const rule = defineRule({
  id: 'rbac-pod-exec',
  title: 'Roles do not run commands in containers',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  sources: ['NSA/CISA A2'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  visit: visitPermissions(Severity.HIGH, {
    does: 'run commands in containers',
    instead: 'list the needed resources without pods/exec',
    permissions: onStream('pods/exec'),
  }),
});
