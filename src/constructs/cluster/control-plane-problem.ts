import { addedFlagProblem, type Component, type Flags } from '../../analysis/cluster/component-flags';
import { cidrOf } from '../../analysis/network/cidr';
import type { ExternalEtcd, HardenedControlPlaneProps } from './control-plane-props';

const DAY = 24 * 60 * 60;
const PKI = '/etc/kubernetes/pki/';
/** A file that is for one Kubernetes version, and for one cluster. */
interface Versioned {
  readonly kubernetesVersion: string;
  readonly folder: string;
  readonly node: { readonly path: string };
}

/** Returns what is wrong with the settings of a control plane at a minor version. */
export function controlPlaneProblem(props: HardenedControlPlaneProps, version: string): string | undefined {
  const { kubernetesVersion, controlPlaneEndpoint, podCidr, serviceCidr, tokenTtl, externalEtcd } = props;
  if (!/^v?1\.\d+\.\d+$/.test(kubernetesVersion))
    return `is for Kubernetes ${kubernetesVersion}; give the whole version, such as ${version}.2: kubeadm would ask the internet for the newest`;
  const { audit, encryption, admission, kubelet, kubeProxy, authentication, authorization, folder = 'cluster' } = props;
  const files: (Versioned | undefined)[] = [
    audit,
    encryption,
    admission,
    kubelet,
    kubeProxy,
    authentication,
    authorization,
  ];
  for (const file of files) {
    if (!file) continue;
    if (file.kubernetesVersion !== version)
      return `is for Kubernetes ${version}, and "${file.node.path}" for ${file.kubernetesVersion}; give both one version`;
    if (file.folder !== folder)
      return `is in the folder "${folder}", and "${file.node.path}" in "${file.folder}"; give both one folder`;
  }
  if (
    controlPlaneEndpoint !== undefined &&
    !/^[A-Za-z0-9.-]+:\d{1,5}$|^\[[0-9A-Fa-f:]+\]:\d{1,5}$/.test(controlPlaneEndpoint)
  )
    return `has the endpoint "${controlPlaneEndpoint}"; write it as "k8s.internal:6443"`;
  for (const [name, range] of Object.entries({ podCidr, serviceCidr }))
    if (range?.split(',').some((each) => !cidrOf(each))) return `has ${name} "${range}"; write it as "10.244.0.0/16"`;
  const seconds = tokenTtl?.toSeconds();
  if (seconds !== undefined && (seconds <= 0 || seconds > DAY))
    return `has a token for ${seconds} seconds; use up to a day: zero means for ever`;
  return externalEtcd && etcdProblem(externalEtcd);
}

function etcdProblem({ endpoints, caFile = '', certFile = '', keyFile = '' }: ExternalEtcd): string | undefined {
  if (endpoints.length === 0) return 'has an external etcd without an address; give one';
  const plain = endpoints.find((each) => !/^https:\/\/[^/?#@\s]+:\d{1,5}$/.test(each));
  if (plain !== undefined) return `has the etcd "${plain}"; write it as "https://10.0.0.20:2379"`;
  if (caFile === `${PKI}ca.crt`)
    return 'trusts the certificate authority of the cluster for etcd, so that each client of the cluster can read it; give etcd its own';
  const outside = [caFile, certFile, keyFile].find((path) => path !== '' && !path.startsWith(PKI));
  return outside === undefined
    ? undefined
    : `has the file "${outside}" for etcd, which the API server does not see in its container; put it below ${PKI}`;
}

/** Returns what is wrong with flags that an author adds. */
export function addedFlagsProblem(
  props: HardenedControlPlaneProps,
  set: { readonly [component in Component]: Flags },
  mounted: readonly string[],
): string | undefined {
  const added: { readonly [component in Component]: Flags | undefined } = {
    apiServer: props.apiServerFlags,
    controllerManager: props.controllerManagerFlags,
    scheduler: props.schedulerFlags,
  };
  const hasAuthentication = props.authentication !== undefined;
  for (const component of ['apiServer', 'controllerManager', 'scheduler'] as const)
    for (const [flag, value] of Object.entries(added[component] ?? {})) {
      const around = { flags: set[component], mounted: component === 'apiServer' ? mounted : [], hasAuthentication };
      const problem = addedFlagProblem(flag, value, around);
      if (problem) return `has the flag "${flag}" in ${component}Flags, ${problem}`;
    }
  return undefined;
}
