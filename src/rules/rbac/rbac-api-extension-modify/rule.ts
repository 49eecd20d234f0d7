import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-api-extension-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not extend the API',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  ],
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'extending the API of the cluster',
    instead: 'list the needed resources without these, or allow only reading',
    powers: powersOf('rbac-api-extension-modify'),
  }),
});
