import { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { atLeast } from '../../kubernetes/kubernetes-version';
import { pathOf } from '../construct-tree';
import { addOnsProblem, type ClusterAddOnProps, createAddOns } from './add-ons';
import { AdmissionControl, type AdmissionControlProps } from './admission-control';
import type { BenchmarkScan } from './agents/benchmark-scan';
import type { LogShipper } from './agents/log-shipper';
import type { MetricsServer } from './agents/metrics-server';
import type { AnonymousLockdown } from './anonymous-lockdown';
import { AuditPolicy, type AuditPolicyProps } from './audit-policy';
import { ClusterReadme } from './cluster-readme';
import { clusterVersion } from './cluster-version';
import type { ControlPlaneSettings } from './control-plane-props';
import { EncryptionAtRest, type EncryptionAtRestProps } from './encryption-at-rest';
import type { ControlPlaneFirewall } from './firewall/control-plane-firewall';
import { HardenedControlPlane } from './hardened-control-plane';
import { HardenedKubeProxy, type HardenedKubeProxyProps } from './hardened-kube-proxy';
import { HardenedKubelet, type HardenedKubeletProps } from './hardened-kubelet';
import type { ImageSignaturePolicy } from './image-signature-policy';
import { StructuredAuthentication, type StructuredAuthenticationProps } from './structured-authentication';
import { StructuredAuthorization, type StructuredAuthorizationProps } from './structured-authorization';

/** Options of a `HardenedCluster`. */
export interface HardenedClusterProps extends ControlPlaneSettings, ClusterAddOnProps {
  /** The encryption in etcd. */
  readonly encryption: EncryptionAtRestProps;
  /**
   * The audit policy.
   *
   * @default - `AuditPreset.BALANCED`, and 30 days of the log
   */
  readonly audit?: AuditPolicyProps;
  /**
   * Who people are. Before Kubernetes 1.30, there is no such file.
   *
   * @default - client certificates; anonymous requests for health paths alone, before Kubernetes 1.32 for none
   */
  readonly authentication?: StructuredAuthenticationProps;
  /**
   * Who may do what.
   *
   * @default - `--authorization-mode=Node,RBAC`
   */
  readonly authorization?: StructuredAuthorizationProps;
  /**
   * What is admitted.
   *
   * @default - `baseline` for namespaces without labels, limits of events, and the plugins of the CIS benchmark
   */
  readonly admission?: AdmissionControlProps;
  /**
   * The kubelets.
   *
   * @default - the defaults of `HardenedKubelet`
   */
  readonly kubelet?: HardenedKubeletProps;
  /**
   * kube-proxy.
   *
   * @default - the defaults of `HardenedKubeProxy`
   */
  readonly kubeProxy?: HardenedKubeProxyProps;
  /**
   * Whether the cluster has no kube-proxy, as with Cilium in its place.
   *
   * @default false
   */
  readonly withoutKubeProxy?: boolean;
}

/**
 * All files of a cluster that kubeadm makes: control plane, kubelets, audit, encryption, authentication, admission. They fit each
 * other and the Kubernetes version; `README.md` beside them says what goes where, in which order, and how to roll back.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/cluster.md
 * @example
 * import { App } from 'cdk8s';
 * import { EncryptionProvider, HardenedCluster } from 'cdk8s-hardened';
 *
 * const app = new App();
 * new HardenedCluster(app, 'cluster', {
 *   kubernetesVersion: '1.36.2',
 *   controlPlaneEndpoint: 'k8s.internal:6443',
 *   encryption: { providers: [EncryptionProvider.secretbox('key-2026-11')] },
 *   authentication: { issuers: [{ url: 'https://idp.acme.example', audiences: ['kubernetes'] }] },
 * });
 * app.synth();
 */
export class HardenedCluster extends Construct {
  /** The audit policy. */
  public readonly audit: AuditPolicy;
  /** The encryption in etcd. */
  public readonly encryption: EncryptionAtRest;
  /** What is admitted. */
  public readonly admission: AdmissionControl;
  /**
   * Who people are.
   *
   * @default - none where the version has no such file
   */
  public readonly authentication?: StructuredAuthentication;
  /**
   * Who may do what.
   *
   * @default - none where RBAC alone decides
   */
  public readonly authorization?: StructuredAuthorization;
  /** The kubelets. */
  public readonly kubelet: HardenedKubelet;
  /**
   * kube-proxy.
   *
   * @default - none if the cluster has none
   */
  public readonly kubeProxy?: HardenedKubeProxy;
  /** The files of kubeadm. */
  public readonly controlPlane: HardenedControlPlane;
  /**
   * The firewall of the nodes.
   *
   * @default - none
   */
  public readonly firewall?: ControlPlaneFirewall;
  /**
   * What sends logs out of the cluster.
   *
   * @default - none
   */
  public readonly logShipper?: LogShipper;
  /**
   * What serves metrics of nodes and pods.
   *
   * @default - none
   */
  public readonly metricsServer?: MetricsServer;
  /**
   * What compares nodes with the CIS benchmark.
   *
   * @default - none
   */
  public readonly benchmarkScan?: BenchmarkScan;
  /**
   * Which images have to be signed.
   *
   * @default - none
   */
  public readonly imageSignatures?: ImageSignaturePolicy;
  /**
   * What takes permissions from anonymous requests.
   *
   * @default - none if it is switched off
   */
  public readonly anonymousLockdown?: AnonymousLockdown;

  /**
   * Throws what its parts throw, for options of kube-proxy in a cluster without one, and for a firewall that cuts off what the cluster has.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: HardenedClusterProps) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    if (props.withoutKubeProxy && props.kubeProxy)
      throw new Error(`"${at}" is without kube-proxy and has options for it; leave out one of them`);
    const problem = addOnsProblem(props, props.withoutKubeProxy ?? false);
    if (problem) throw new Error(`"${at}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    const { folder } = props;
    const base = { folder, kubernetesVersion: version };
    this.audit = new AuditPolicy(this, 'Audit', { ...base, ...props.audit });
    this.encryption = new EncryptionAtRest(this, 'Encryption', { ...base, ...props.encryption });
    this.admission = new AdmissionControl(this, 'Admission', { ...base, ...props.admission });
    if (props.authentication || atLeast(version, '1.32'))
      this.authentication = new StructuredAuthentication(this, 'Authentication', { ...base, ...props.authentication });
    if (props.authorization)
      this.authorization = new StructuredAuthorization(this, 'Authorization', { ...base, ...props.authorization });
    this.kubelet = new HardenedKubelet(this, 'Kubelet', { ...base, ...props.kubelet });
    if (!props.withoutKubeProxy)
      this.kubeProxy = new HardenedKubeProxy(this, 'KubeProxy', { ...base, ...props.kubeProxy });
    const { audit, encryption, admission, authentication, authorization, kubelet, kubeProxy } = this;
    this.controlPlane = new HardenedControlPlane(this, 'ControlPlane', {
      ...settingsOf(props),
      ...{ audit, encryption, admission, authentication, authorization, kubelet, kubeProxy },
    });
    const addOns = createAddOns(this, props, {
      ...{ folder, podCidr: props.podCidr, hasExternalEtcd: props.externalEtcd !== undefined },
      ...{ allowsProbes: authentication?._allowsProbes ?? false, auditLog: audit.logPath },
    });
    this.firewall = addOns.firewall;
    this.logShipper = addOns.logShipper;
    this.metricsServer = addOns.metricsServer;
    this.benchmarkScan = addOns.benchmarkScan;
    this.imageSignatures = addOns.imageSignatures;
    this.anonymousLockdown = addOns.anonymousLockdown;
    new ClusterReadme(this, 'Readme', {
      ...{ kubernetesVersion: props.kubernetesVersion, audit, encryption, authentication, authorization, kubelet },
      ...{ controlPlane: this.controlPlane, addOns },
    });
  }
}

/** The settings of kubeadm among the options. */
function settingsOf(props: HardenedClusterProps): ControlPlaneSettings {
  const { kubernetesVersion, folder, controlPlaneEndpoint, podCidr, serviceCidr, externalEtcd, tokenTtl } = props;
  const { apiServerFlags, controllerManagerFlags, schedulerFlags } = props;
  return {
    ...{ kubernetesVersion, folder, controlPlaneEndpoint, podCidr, serviceCidr, externalEtcd, tokenTtl },
    ...{ apiServerFlags, controllerManagerFlags, schedulerFlags },
  };
}
