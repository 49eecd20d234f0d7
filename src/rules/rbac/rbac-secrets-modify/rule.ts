import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-secrets-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not write secrets',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.2', 'CIS 1.12 5.1.2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0007 (delete)'],
    kubeLinter: ['access-to-secrets'],
    trivy: ['KSV-0041', 'KSV-0113'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'writing secrets',
    instead: 'name the needed secrets in resourceNames, and allow only update or patch',
    insteadNamed: 'remove the verbs that it does not need',
    powers: powersOf('rbac-secrets-modify'),
  }),
});
