/**
 * The kinds beside Kubernetes' own, and those of files of nodes, that rules judge, or read to judge others. A test compares
 * them with what the rules ask for.
 */
export const JUDGED_KINDS: readonly string[] = [
  'Route', // before route.openshift.io
  'SecurityContextConstraints', // before security.openshift.io
  'bitnami.com/SealedSecret',
  'cert-manager.io/Certificate',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'cilium.io/CiliumNetworkPolicy',
  'cluster.x-k8s.io/Cluster',
  'cluster.x-k8s.io/Machine',
  'cluster.x-k8s.io/MachineDeployment',
  'cluster.x-k8s.io/MachinePool',
  'cluster.x-k8s.io/MachineSet',
  'constraints.gatekeeper.sh/K8sAllowedRepos',
  'controlplane.cluster.x-k8s.io/KubeadmControlPlane',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'crd.projectcalico.org/NetworkPolicy',
  'external-secrets.io/ExternalSecret',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/UDPRoute',
  'keda.sh/ScaledObject',
  'kops.k8s.io/Cluster',
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/ServiceMonitor',
  'networking.istio.io/VirtualService',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'policy.networking.k8s.io/ClusterNetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'projectcalico.org/NetworkPolicy',
  'route.openshift.io/Route',
  'security.openshift.io/SecurityContextConstraints',
  'snapshot.storage.k8s.io/VolumeSnapshotClass',
];

const JUDGED = new Set(JUDGED_KINDS);

/** Whether rules judge a group and kind that is not one of Kubernetes' own. */
export function isJudged(type: string): boolean {
  return JUDGED.has(type);
}
