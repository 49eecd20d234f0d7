/** Resources of one API group that decide where traffic goes, or who trusts it. */
export interface NetworkResources {
  readonly group: string;
  readonly resources: readonly string[];
  /** Default: namespaced. */
  readonly isClusterScoped?: boolean;
}

const on = (group: string, ...resources: string[]): NetworkResources => ({ group, resources });
const onCluster = (group: string, ...resources: string[]): NetworkResources => ({
  ...on(group, ...resources),
  isClusterScoped: true,
});

/** Network policies, Services and routes, those of networks and service meshes, and what these take addresses from. */
export const NETWORK_RESOURCES: readonly NetworkResources[] = [
  on('', 'services', 'endpoints'),
  on('discovery.k8s.io', 'endpointslices'),
  on('networking.k8s.io', 'networkpolicies', 'ingresses'),
  on(
    'gateway.networking.k8s.io',
    ...['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes', 'referencegrants'],
  ),
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
