import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-persistent-volume-create',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not create persistent volumes',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.9', 'CIS 1.12 5.1.9', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0278'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'making volumes from any directory of a node',
    instead: 'list the needed resources without persistentvolumes, or allow only reading',
    powers: powersOf('rbac-persistent-volume-create'),
    lesser: Severity.MEDIUM,
  }),
});
