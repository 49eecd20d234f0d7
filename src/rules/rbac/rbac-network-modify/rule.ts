import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { DELETE, type Permission, visitPermissions, WRITE } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';

const ALL = [...WRITE, ...DELETE];
const on = (group: string, ...resources: string[]): Permission => ({ verbs: ALL, group, resources });
const onCluster = (group: string, ...resources: string[]): Permission => ({
  ...on(group, ...resources),
  scope: 'cluster',
});

/** Policies of networks and service meshes, and the objects that these policies take addresses or trust from. */
const CUSTOM: readonly Permission[] = [
  on('cilium.io', 'ciliumnetworkpolicies', 'ciliumlocalredirectpolicies', 'ciliumenvoyconfigs'),
  onCluster('cilium.io', 'ciliumclusterwidenetworkpolicies', 'ciliumcidrgroups', 'ciliumegressgatewaypolicies'),
  onCluster('cilium.io', 'ciliumclusterwideenvoyconfigs'),
  ...['crd.projectcalico.org', 'projectcalico.org'].flatMap((group) => [
    on(group, 'networkpolicies', 'networksets'),
    onCluster(group, 'globalnetworkpolicies', 'globalnetworksets', 'tiers', 'hostendpoints', 'profiles'),
  ]),
  onCluster(
    'policy.networking.k8s.io',
    'adminnetworkpolicies',
    'baselineadminnetworkpolicies',
    'clusternetworkpolicies',
  ),
  on('crd.antrea.io', 'networkpolicies', 'groups'),
  onCluster('crd.antrea.io', 'clusternetworkpolicies', 'clustergroups', 'tiers'),
  on('k8s.ovn.org', 'egressfirewalls'),
  onCluster('k8s.ovn.org', 'adminpolicybasedexternalroutes'),
  on('network.openshift.io', 'egressnetworkpolicies'),
  on('k8s.cni.cncf.io', 'multi-networkpolicies'),
  on('security.istio.io', 'authorizationpolicies', 'peerauthentications', 'requestauthentications'),
  on('policy.linkerd.io', 'authorizationpolicies', 'servers', 'serverauthorizations', 'meshtlsauthentications'),
];

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
    permissions: [
      on('', 'services', 'endpoints'),
      on('discovery.k8s.io', 'endpointslices'),
      on('networking.k8s.io', 'networkpolicies', 'ingresses'),
      on(
        'gateway.networking.k8s.io',
        ...['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes', 'referencegrants'],
      ),
      ...CUSTOM,
    ],
  }),
});
