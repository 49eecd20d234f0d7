import type { Duration } from 'cdk8s';
import type { AdmissionControl } from './admission-control';
import type { AuditPolicy } from './audit-policy';
import type { EncryptionAtRest } from './encryption-at-rest';
import type { HardenedKubeProxy } from './hardened-kube-proxy';
import type { HardenedKubelet } from './hardened-kubelet';
import type { NodeFilePlacement } from './node-file';
import type { StructuredAuthentication } from './structured-authentication';
import type { StructuredAuthorization } from './structured-authorization';

/** An etcd that kubeadm does not run. */
export interface ExternalEtcd {
  /** Addresses, each as `https://10.0.0.20:2379`. */
  readonly endpoints: string[];
  /**
   * The certificate authority of etcd, below `/etc/kubernetes/pki`: one of its own, not that of the cluster.
   *
   * @default '/etc/kubernetes/pki/etcd/ca.crt'
   */
  readonly caFile?: string;
  /**
   * The certificate of the API server for etcd.
   *
   * @default '/etc/kubernetes/pki/apiserver-etcd-client.crt'
   */
  readonly certFile?: string;
  /**
   * The key of that certificate.
   *
   * @default '/etc/kubernetes/pki/apiserver-etcd-client.key'
   */
  readonly keyFile?: string;
}

/** What a control plane of kubeadm has beside its files. */
export interface ControlPlaneSettings extends NodeFilePlacement {
  /** Whole Kubernetes version, such as `1.36.2`: kubeadm would ask the internet for the newest. */
  readonly kubernetesVersion: string;
  /**
   * Private name or address of the API servers with a port, such as `k8s.internal:6443`. A cluster with several nodes in its control
   * plane needs one.
   *
   * @default - the address of the first node
   */
  readonly controlPlaneEndpoint?: string;
  /**
   * Range of the addresses of pods.
   *
   * @default - that of the network plugin
   */
  readonly podCidr?: string;
  /**
   * Range of the addresses of Services.
   *
   * @default - `10.96.0.0/12`, of kubeadm
   */
  readonly serviceCidr?: string;
  /**
   * An etcd that runs elsewhere.
   *
   * @default - kubeadm runs one on each node of the control plane
   */
  readonly externalEtcd?: ExternalEtcd;
  /**
   * How long the first token to join is valid, up to a day.
   *
   * @default - 1 hour
   */
  readonly tokenTtl?: Duration;
  /**
   * Further flags of the API server, without dashes, such as `max-requests-inflight`.
   *
   * @default - none
   */
  readonly apiServerFlags?: { [flag: string]: string };
  /**
   * Further flags of the controller manager.
   *
   * @default - none
   */
  readonly controllerManagerFlags?: { [flag: string]: string };
  /**
   * Further flags of the scheduler.
   *
   * @default - none
   */
  readonly schedulerFlags?: { [flag: string]: string };
}

/** Options of a `HardenedControlPlane`. */
export interface HardenedControlPlaneProps extends ControlPlaneSettings {
  /** The audit policy. */
  readonly audit: AuditPolicy;
  /** The encryption in etcd. */
  readonly encryption: EncryptionAtRest;
  /** What is admitted. */
  readonly admission: AdmissionControl;
  /** The kubelets. */
  readonly kubelet: HardenedKubelet;
  /**
   * kube-proxy.
   *
   * @default - the cluster has none, as with Cilium in its place
   */
  readonly kubeProxy?: HardenedKubeProxy;
  /**
   * Who people are.
   *
   * @default - client certificates; anonymous requests are refused everywhere
   */
  readonly authentication?: StructuredAuthentication;
  /**
   * Who may do what.
   *
   * @default - `--authorization-mode=Node,RBAC`
   */
  readonly authorization?: StructuredAuthorization;
}
