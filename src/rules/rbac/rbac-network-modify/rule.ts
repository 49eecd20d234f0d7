import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { DELETE, visitPermissions, WRITE } from '../../shared/visit-permissions';

const ROUTES = ['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes'];

export const rule = defineRule({
  id: 'rbac-network-modify',
  category: 'rbac',
  impliedBy: ['rbac-cluster-admin-equivalent', 'rbac-wildcard-resource', 'rbac-wildcard-verb'],
  title: 'Roles do not change network policies, services or routes',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA N2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, NETWORK_POLICIES],
  equivalents: {
    trivy: ['KSV-0056'],
    kyverno: ['restrict-edit-for-endpoints'],
  },
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'redirecting network traffic or opening the network',
    instead: 'list the needed resources without these, or name the needed objects in resourceNames',
    insteadNamed: 'remove the verbs that it does not need',
    permissions: [
      { verbs: [...WRITE, ...DELETE], resources: ['services', 'endpoints'] },
      { verbs: [...WRITE, ...DELETE], group: 'discovery.k8s.io', resources: ['endpointslices'] },
      { verbs: [...WRITE, ...DELETE], group: 'networking.k8s.io', resources: ['networkpolicies', 'ingresses'] },
      { verbs: [...WRITE, ...DELETE], group: 'gateway.networking.k8s.io', resources: ROUTES },
    ],
  }),
});
