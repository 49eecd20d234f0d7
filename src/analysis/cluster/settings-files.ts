import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import type { Program } from './flags/program-flags';

/** A kind of file whose fields are judged. */
export type SettingsKind =
  | 'AuthenticationConfiguration'
  | 'AuthorizationConfiguration'
  | 'InitConfiguration'
  | 'JoinConfiguration'
  | 'KubeProxyConfiguration'
  | 'KubeSchedulerConfiguration'
  | 'KubeletConfiguration';

/** Group and kind of each. */
export const SETTINGS_TYPES: { readonly [kind in SettingsKind]: string } = {
  AuthenticationConfiguration: 'apiserver.config.k8s.io/AuthenticationConfiguration',
  AuthorizationConfiguration: 'apiserver.config.k8s.io/AuthorizationConfiguration',
  InitConfiguration: 'kubeadm.k8s.io/InitConfiguration',
  JoinConfiguration: 'kubeadm.k8s.io/JoinConfiguration',
  KubeProxyConfiguration: 'kubeproxy.config.k8s.io/KubeProxyConfiguration',
  KubeSchedulerConfiguration: 'kubescheduler.config.k8s.io/KubeSchedulerConfiguration',
  KubeletConfiguration: 'kubelet.config.k8s.io/KubeletConfiguration',
};
export const CLUSTER_TYPE = 'kubeadm.k8s.io/ClusterConfiguration';

/** What kubeadm keeps in texts of ConfigMaps. */
export const TYPES_IN_TEXT: readonly string[] = [
  ...[CLUSTER_TYPE, SETTINGS_TYPES.KubeProxyConfiguration, SETTINGS_TYPES.KubeletConfiguration],
];

/** Texts of ConfigMaps that are worth reading: kubeadm keeps settings of these kinds in `kube-system`. */
const SETTINGS_IN_TEXT =
  /kind["']?\s{0,4}:\s{0,4}["']?(KubeletConfiguration|KubeProxyConfiguration|ClusterConfiguration)/;

/** Whether a text may hold settings. */
export function mayHoldSettings(text: string): boolean {
  return SETTINGS_IN_TEXT.test(text);
}

/** Returns what the texts of a ConfigMap seem to be settings of. */
export function settingsInText({ data }: any): (Program | SettingsKind)[] {
  return Object.values(data ?? {}).flatMap((text): (Program | SettingsKind)[] => {
    const kind = SETTINGS_IN_TEXT.exec(String(text))?.[1];
    if (kind === 'ClusterConfiguration') return ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
    return kind === undefined ? [] : [kind as SettingsKind];
  });
}

/** Fields of a KubeletConfiguration that kubeadm sets where its file is silent, of those that rules judge. */
const OF_KUBEADM: { readonly [pointer: string]: unknown } = {
  '/authentication/x509/clientCAFile': '/etc/kubernetes/pki/ca.crt',
  '/rotateCertificates': true,
};

/**
 * Returns what is used for a field where its file is silent, beside the default of the field: kubeadm completes the settings of the
 * kubelet that stand in its own file.
 */
export function kubeadmDefault(settings: Manifest, pointer: string, all: ManifestSet): unknown {
  const { file } = settings.origin;
  if (file === undefined || !Object.hasOwn(OF_KUBEADM, pointer)) return undefined;
  const files = all._analysis(kubeadmDefault, () => {
    const ofKubeadm = [CLUSTER_TYPE, SETTINGS_TYPES.InitConfiguration].flatMap((type) => all.ofType(type));
    return new Set(ofKubeadm.map(({ origin }) => origin.file));
  });
  return files.has(file) ? OF_KUBEADM[pointer] : undefined;
}
