import { atLeast } from '../../kubernetes/kubernetes-version';
import { type Component, ETCD_FLAGS, type Flags } from './component-flags';

/** A path of the node that a program of the control plane sees. */
export interface HostMount {
  readonly name: string;
  /** Path on the node, and in the container. */
  readonly path: string;
  readonly isReadOnly: boolean;
  readonly type: string;
}

/** An etcd that kubeadm does not run. */
export interface EtcdConnection {
  readonly endpoints: readonly string[];
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** What kubeadm is told about a cluster. */
export interface KubeadmFacts {
  readonly apiVersion: string;
  /** Whole version, such as `v1.36.2`. */
  readonly kubernetesVersion: string;
  readonly controlPlaneEndpoint?: string;
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly flags: { readonly [component in Component]: Flags };
  readonly mounts: readonly HostMount[];
  readonly externalEtcd?: EtcdConnection;
  /** Folder with patches of static pods. */
  readonly patches?: string;
  /** How long a token to join is valid, such as `1h0m0s`. */
  readonly tokenTtl: string;
}

/** What stands in the place of the key of uploaded certificates; kubeadm refuses it. */
export const CERTIFICATE_KEY_PLACEHOLDER = 'REPLACE-WITH-CERTIFICATE-KEY';

/** Arguments are a map before v1beta4, and a list from then on. */
function extraArgs(apiVersion: string, flags: Flags): object {
  return apiVersion.endsWith('v1beta3')
    ? { ...flags }
    : Object.entries(flags).map(([name, value]) => ({ name, value }));
}

/** Returns the ClusterConfiguration. */
export function clusterConfiguration(facts: KubeadmFacts): object {
  const { apiVersion, kubernetesVersion, controlPlaneEndpoint, podCidr, serviceCidr, flags, mounts } = facts;
  const args = (component: Component) => ({ extraArgs: extraArgs(apiVersion, flags[component]) });
  const networking = { podSubnet: podCidr, serviceSubnet: serviceCidr };
  return {
    ...{ apiVersion, kind: 'ClusterConfiguration', kubernetesVersion, controlPlaneEndpoint },
    ...(atLeast(kubernetesVersion, '1.31') ? { encryptionAlgorithm: 'ECDSA-P256' } : {}),
    networking: podCidr === undefined && serviceCidr === undefined ? undefined : networking,
    apiServer: {
      ...args('apiServer'),
      extraVolumes: mounts.map(({ name, path, isReadOnly, type }) => ({
        ...{ name, hostPath: path, mountPath: path, readOnly: isReadOnly, pathType: type },
      })),
    },
    controllerManager: args('controllerManager'),
    scheduler: args('scheduler'),
    etcd: facts.externalEtcd
      ? { external: facts.externalEtcd }
      : { local: { dataDir: '/var/lib/etcd', extraArgs: extraArgs(apiVersion, ETCD_FLAGS) } },
  };
}

/** Returns the InitConfiguration; kubeadm makes the token up. */
export function initConfiguration({ apiVersion, patches, tokenTtl }: KubeadmFacts): object {
  return {
    ...{ apiVersion, kind: 'InitConfiguration' },
    bootstrapTokens: [{ ttl: tokenTtl }],
    patches: patches === undefined ? undefined : { directory: patches },
  };
}

/**
 * Returns the JoinConfiguration. Discovery is by a file with the token in it: without a token, kubeadm asks anonymously for a
 * ConfigMap, and waits for ever where that is answered with 401.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/cmd/kubeadm/app/discovery/file/file.go
 */
export function joinConfiguration(facts: KubeadmFacts, discoveryFile: string, isControlPlane: boolean): object {
  const { apiVersion, patches } = facts;
  return {
    ...{ apiVersion, kind: 'JoinConfiguration' },
    discovery: { file: { kubeConfigPath: discoveryFile } },
    controlPlane: isControlPlane ? { certificateKey: CERTIFICATE_KEY_PLACEHOLDER } : undefined,
    patches: patches === undefined || !isControlPlane ? undefined : { directory: patches },
  };
}

/**
 * A patch of the API server's static pod, for a cluster without anonymous requests: the probes of kubeadm are anonymous, and the
 * kubelet would restart the API server for ever.
 */
export const PROBES_BY_TCP: object = {
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kube-apiserver', namespace: 'kube-system' } },
  spec: {
    containers: [
      {
        name: 'kube-apiserver',
        ...Object.fromEntries(
          ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [
            probe,
            { httpGet: null, tcpSocket: { port: 6443 } },
          ]),
        ),
      },
    ],
  },
};
