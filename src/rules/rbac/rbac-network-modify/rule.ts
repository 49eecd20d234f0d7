import { powersOf } from '../../../analysis/access/dangerous-powers';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

export const rule = defineRule({
  id: 'rbac-network-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not change network policies, services or routes',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA N2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    NETWORK_POLICIES,
    'https://network-policy-api.sigs.k8s.io/',
    'https://docs.cilium.io/en/stable/security/policy/',
    'https://docs.tigera.io/calico/latest/reference/resources/',
    'https://gateway-api.sigs.k8s.io/api-types/referencegrant/',
  ],
  equivalents: {
    trivy: ['KSV-0056'],
    kyverno: ['restrict-edit-for-endpoints'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'redirecting network traffic or opening the network',
    instead: 'list the needed resources without these, or name the needed objects in resourceNames',
    insteadNamed: 'remove the verbs that it does not need',
    powers: powersOf('rbac-network-modify'),
  }),
});
