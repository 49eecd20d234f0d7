import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-service-account-token-create',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not issue service account tokens',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P5', 'CIS 2.0.1 5.1.13', 'CIS 1.12 5.1.13', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/',
  ],
  equivalents: {
    kubescape: ['C-0282'],
  },
  visit: visitPermissions(Severity.HIGH, {
    does: 'issuing service account tokens',
    instead: 'name the needed accounts in resourceNames',
    insteadNamed: 'use a projected token in the pod',
    powers: powersOf('rbac-service-account-token-create'),
  }),
});
