import type { Construct } from 'constructs';
import { HARDENED_KUBE_PROXY } from '../../analysis/cluster/kube-proxy-settings';
import { apiVersionOf } from '../../analysis/cluster/versions';
import { atLeast } from '../../kubernetes/kubernetes-version';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, NodeRole, yamlOf } from './node-file';

/** How kube-proxy forwards connections. */
export enum KubeProxyMode {
  /** By rules of nftables, from Kubernetes 1.33 on. */
  NFTABLES = 'nftables',
  /** By rules of iptables. */
  IPTABLES = 'iptables',
}

/** Options of a `HardenedKubeProxy`. */
export interface HardenedKubeProxyProps extends NodeFilePlacement {
  /**
   * How connections are forwarded.
   *
   * @default - nftables, before Kubernetes 1.33 iptables
   */
  readonly mode?: KubeProxyMode;
  /**
   * Kubernetes version of the nodes, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * The configuration of kube-proxy: metrics on the loopback address alone, no profiling, and node ports on the node's own address.
 * `HardenedControlPlane` hands it to kubeadm.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/
 * @example
 * import { App } from 'cdk8s';
 * import { HardenedKubeProxy, KubeProxyMode } from 'cdk8s-hardened';
 *
 * new HardenedKubeProxy(new App(), 'kube-proxy', { mode: KubeProxyMode.IPTABLES });
 */
export class HardenedKubeProxy extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly fields: object;

  /**
   * Throws for nftables before Kubernetes 1.33.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: HardenedKubeProxyProps = {}) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const hasNftables = atLeast(version, '1.33');
    const { mode = hasNftables ? KubeProxyMode.NFTABLES : KubeProxyMode.IPTABLES, folder } = props;
    if (mode === KubeProxyMode.NFTABLES && !hasNftables)
      throw new Error(`"${at}" uses nftables, which Kubernetes ${version} has not finished before 1.33; use iptables`);
    super(scope, id, { path: '/var/lib/kube-proxy/config.conf', text: '', nodes: NodeRole.EVERY, folder });
    this.kubernetesVersion = version;
    this.fields = {
      ...{ apiVersion: apiVersionOf('KubeProxyConfiguration', version), kind: 'KubeProxyConfiguration', mode },
      ...HARDENED_KUBE_PROXY,
      ...(atLeast(version, '1.29') ? { nodePortAddresses: ['primary'] } : {}),
    };
  }

  /** @internal */
  public override _text(): string {
    return yamlOf(this.fields);
  }

  /** @internal */
  public get _document(): object {
    return this.fields;
  }
}
