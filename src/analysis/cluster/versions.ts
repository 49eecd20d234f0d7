import { fileKinds } from '../../kubernetes/api/file-kinds';
import { instability } from '../../kubernetes/api/table';
import { minorVersion } from '../../kubernetes/kubernetes-version';
import { groupOf, typeOf } from '../../kubernetes/workload-kinds';

/** The oldest Kubernetes version whose files are written. */
export const OLDEST_CLUSTER_VERSION = '1.28';

/** Group and kind of files that the control plane and the nodes read. */
const TYPES = {
  AuthenticationConfiguration: 'apiserver.config.k8s.io/AuthenticationConfiguration',
  AuthorizationConfiguration: 'apiserver.config.k8s.io/AuthorizationConfiguration',
  EncryptionConfiguration: 'apiserver.config.k8s.io/EncryptionConfiguration',
  EventRateLimit: 'eventratelimit.admission.k8s.io/Configuration',
  KubeProxyConfiguration: 'kubeproxy.config.k8s.io/KubeProxyConfiguration',
  KubeletConfiguration: 'kubelet.config.k8s.io/KubeletConfiguration',
  PodSecurityConfiguration: 'pod-security.admission.config.k8s.io/PodSecurityConfiguration',
  Policy: 'audit.k8s.io/Policy',
  kubeadm: 'kubeadm.k8s.io/ClusterConfiguration',
} as const;
type ClusterKind = keyof typeof TYPES;

/** The API versions of a kind that work without a feature gate: an alpha version beside others needs one. */
function versionsOf(kind: ClusterKind) {
  const all = fileKinds().filter((each) => typeOf(groupOf(each.apiVersion), each.kind) === TYPES[kind]);
  const others = all.filter(({ apiVersion }) => instability(apiVersion) < 2);
  return others.length > 0 ? others : all;
}

/** Returns the API version of a kind at a Kubernetes version; undefined where that has none without a feature gate. */
export function apiVersionOf(kind: ClusterKind, kubernetesVersion: string): string | undefined {
  const minor = minorVersion(kubernetesVersion);
  return versionsOf(kind)
    .filter(({ since, until }) => since <= minor && minor <= until)
    .sort((a, b) => instability(a.apiVersion) - instability(b.apiVersion) || b.since - a.since)[0]?.apiVersion;
}

/** The version from which a kind can be written. */
export function firstVersionOf(kind: ClusterKind): string {
  return `1.${Math.min(...versionsOf(kind).map(({ since }) => since))}`;
}
