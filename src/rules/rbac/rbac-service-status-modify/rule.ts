import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-service-status-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not write the load balancer addresses of services',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, 'https://nvd.nist.gov/vuln/detail/CVE-2020-8554'],
  equivalents: {
    checkov: ['CKV2_K8S_4'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'taking over the traffic for any address',
    instead: 'list the needed resources without services/status',
    powers: powersOf('rbac-service-status-modify'),
  }),
});
