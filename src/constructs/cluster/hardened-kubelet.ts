import type { Construct } from 'constructs';
import { hardenedKubelet, KERNEL_SETTINGS, newerKubeletField } from '../../analysis/cluster/kubelet-settings';
import { apiVersionOf } from '../../analysis/cluster/versions';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, NodeRole, yamlOf } from './node-file';

/** Options of a `HardenedKubelet`. */
export interface HardenedKubeletProps extends NodeFilePlacement {
  /**
   * Processes that a pod may have.
   *
   * @default 4096
   */
  readonly podPidsLimit?: number;
  /**
   * Whether the kubelet stops, instead of changing settings of the kernel. The settings are a file of the node then, which must be
   * loaded before the kubelet starts.
   *
   * @default true
   */
  readonly protectKernelDefaults?: boolean;
  /**
   * Further fields of the KubeletConfiguration, such as `maxPods`.
   *
   * @default - none
   */
  readonly settings?: { [field: string]: any };
  /**
   * Kubernetes version of the nodes, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * The configuration of the kubelets: no anonymous requests, certificates that are rotated, seccomp by default, a limit of processes.
 * `HardenedControlPlane` hands it to kubeadm; alone, it is written to `/var/lib/kubelet/config.yaml`.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 * @example
 * import { App } from 'cdk8s';
 * import { HardenedKubelet } from 'cdk8s-hardened';
 *
 * new HardenedKubelet(new App(), 'kubelet', { settings: { maxPods: 60 } });
 */
export class HardenedKubelet extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly fields: object;
  private readonly protectsKernel: boolean;

  /**
   * Throws if a further setting is one that is hardened, or newer than the nodes, and if the limit of processes is none.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: HardenedKubeletProps = {}) {
    const at = pathOf(scope, id);
    const kubernetesVersion = clusterVersion(scope, at, props.kubernetesVersion);
    const { podPidsLimit = 4096, protectKernelDefaults = true, settings = {}, folder } = props;
    if (!Number.isInteger(podPidsLimit) || podPidsLimit <= 0)
      throw new Error(`"${at}" has podPidsLimit ${podPidsLimit}; use a number above zero: others mean no limit`);
    const hardened = hardenedKubelet({ kubernetesVersion, podPidsLimit, protectKernelDefaults });
    for (const field of Object.keys(settings)) {
      const problem = settingProblem(field, hardened, kubernetesVersion);
      if (problem) throw new Error(`"${at}" has the setting "${field}", ${problem}`);
    }
    super(scope, id, { path: '/var/lib/kubelet/config.yaml', text: '', nodes: NodeRole.EVERY, folder });
    this.kubernetesVersion = kubernetesVersion;
    this.protectsKernel = protectKernelDefaults;
    this.fields = {
      apiVersion: apiVersionOf('KubeletConfiguration', kubernetesVersion),
      ...{ kind: 'KubeletConfiguration', ...hardened, ...settings },
    };
    if (protectKernelDefaults)
      new NodeFile(this, 'Kernel', {
        ...{ path: '/etc/sysctl.d/90-kubelet.conf', mode: '0644', nodes: NodeRole.EVERY, folder },
        text: Object.entries(KERNEL_SETTINGS)
          .map(([name, value]) => `${name} = ${value}\n`)
          .join(''),
      });
  }

  /** What must be done on each node before the kubelet starts. */
  public get beforeStart(): string[] {
    return this.protectsKernel
      ? ['On each node, before the kubelet starts, load the settings of the kernel: `sysctl --system`']
      : [];
  }

  /** What must be done after a node joins: certificates of kubelets are not approved by themselves. */
  public get afterJoin(): string[] {
    return [
      'After a node joins, compare the name and the addresses in the request of its kubelet with the node: `kubectl get csr`, `kubectl describe csr NAME`. Then approve it: `kubectl certificate approve NAME`. Until then, `kubectl logs` and `kubectl exec` do not work on the node.',
    ];
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

function settingProblem(field: string, hardened: object, version: string): string | undefined {
  if (Object.hasOwn(hardened, field)) {
    return field === 'podPidsLimit' || field === 'protectKernelDefaults'
      ? 'which is an option of its own; use that'
      : 'which is hardened; leave it out';
  }
  if (field === 'apiVersion' || field === 'kind' || field === 'metadata') return 'which is no setting; leave it out';
  if (field === 'staticPodURL' || field === 'staticPodURLHeader')
    return 'by which the server of that address runs pods on each node; leave it out';
  if (field === 'port' || field === 'tlsCertFile' || field === 'tlsPrivateKeyFile')
    return 'which does not go with certificates that the cluster signs (serverTLSBootstrap); leave it out';
  const since = newerKubeletField(field, version);
  return since && `which a kubelet of Kubernetes ${version} ignores; it is there from ${since} on`;
}
