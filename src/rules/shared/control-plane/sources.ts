import type { Program } from '../../../analysis/cluster/flags/program-flags';
import type { SettingsKind } from '../../../analysis/cluster/settings-files';
import type { FieldRequirement, FlagRequirement } from './requirements';

const DOCS = 'https://kubernetes.io/docs/reference';
/** The page about files of kubeadm. */
export const KUBEADM_FILE = `${DOCS}/config-api/kubeadm-config.v1beta4/`;
const AUTHENTICATION = 'https://kubernetes.io/docs/reference/access-authn-authz';

const PROGRAMS: { readonly [program in Program]: string } = {
  etcd: 'https://etcd.io/docs/v3.6/op-guide/security/',
  'kube-apiserver': `${DOCS}/command-line-tools-reference/kube-apiserver/`,
  'kube-controller-manager': `${DOCS}/command-line-tools-reference/kube-controller-manager/`,
  'kube-proxy': `${DOCS}/command-line-tools-reference/kube-proxy/`,
  'kube-scheduler': `${DOCS}/command-line-tools-reference/kube-scheduler/`,
  kubelet: `${DOCS}/command-line-tools-reference/kubelet/`,
};
const KINDS: { readonly [kind in SettingsKind]: string } = {
  AuthenticationConfiguration: `${AUTHENTICATION}/authentication/`,
  AuthorizationConfiguration: `${AUTHENTICATION}/authorization/`,
  InitConfiguration: KUBEADM_FILE,
  JoinConfiguration: KUBEADM_FILE,
  KubeProxyConfiguration: `${DOCS}/config-api/kube-proxy-config.v1alpha1/`,
  KubeSchedulerConfiguration: `${DOCS}/config-api/kube-scheduler-config.v1/`,
  KubeletConfiguration: `${DOCS}/config-api/kubelet-config.v1beta1/`,
};

/** The pages about flags and fields. */
export function documentationOf(flags: readonly FlagRequirement[], fields: readonly FieldRequirement[]): string[] {
  const pages = [...flags.map(({ program }) => PROGRAMS[program]), ...fields.map(({ kind }) => KINDS[kind])];
  return [...new Set(pages)];
}

/** The sections of both benchmarks for CIS numbers. */
export function cisSections(numbers: readonly string[]): string[] {
  return ['2.0.1', '1.12'].flatMap((version) => numbers.map((number) => `CIS ${version} ${number}`));
}
