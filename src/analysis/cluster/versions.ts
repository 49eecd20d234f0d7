import { minorVersion } from '../../kubernetes/kubernetes-version';

/** The oldest Kubernetes version whose files are written. */
export const OLDEST_CLUSTER_VERSION = '1.28';

/** Kinds of files that the control plane and the nodes read. */
export type ClusterKind =
  | 'AdmissionConfiguration'
  | 'AuthenticationConfiguration'
  | 'AuthorizationConfiguration'
  | 'EncryptionConfiguration'
  | 'EventRateLimit'
  | 'KubeProxyConfiguration'
  | 'KubeletConfiguration'
  | 'PodSecurityConfiguration'
  | 'Policy'
  | 'StorageVersionMigration'
  | 'kubeadm';

type Since = readonly [version: string, apiVersion: string];

/** The API versions of each kind, the oldest first, each from the version where it works without a feature gate. */
const API_VERSIONS: { readonly [kind in ClusterKind]: readonly Since[] } = {
  AdmissionConfiguration: [['1.28', 'apiserver.config.k8s.io/v1']],
  AuthenticationConfiguration: [
    ['1.30', 'apiserver.config.k8s.io/v1beta1'],
    ['1.34', 'apiserver.config.k8s.io/v1'],
  ],
  AuthorizationConfiguration: [
    ['1.30', 'apiserver.config.k8s.io/v1beta1'],
    ['1.32', 'apiserver.config.k8s.io/v1'],
  ],
  EncryptionConfiguration: [['1.28', 'apiserver.config.k8s.io/v1']],
  EventRateLimit: [['1.28', 'eventratelimit.admission.k8s.io/v1alpha1']],
  KubeProxyConfiguration: [['1.28', 'kubeproxy.config.k8s.io/v1alpha1']],
  KubeletConfiguration: [['1.28', 'kubelet.config.k8s.io/v1beta1']],
  PodSecurityConfiguration: [['1.28', 'pod-security.admission.config.k8s.io/v1']],
  Policy: [['1.28', 'audit.k8s.io/v1']],
  StorageVersionMigration: [['1.37', 'storagemigration.k8s.io/v1']],
  kubeadm: [
    ['1.28', 'kubeadm.k8s.io/v1beta3'],
    ['1.31', 'kubeadm.k8s.io/v1beta4'],
  ],
};

/** Returns the API version of a kind at a Kubernetes version; undefined where that has none without a feature gate. */
export function apiVersionOf(kind: ClusterKind, kubernetesVersion: string): string | undefined {
  const minor = minorVersion(kubernetesVersion);
  return API_VERSIONS[kind].filter(([since]) => minorVersion(since) <= minor).at(-1)?.[1];
}

/** The version from which a kind can be written. */
export function firstVersionOf(kind: ClusterKind): string {
  return API_VERSIONS[kind][0]?.[0] as string;
}
