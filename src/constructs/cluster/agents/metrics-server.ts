import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { recordCreation } from '../../../aspects/creation-site';
import type { ClusterPods } from '../../cluster-facts';
import { pathOf, removeNamespace } from '../../construct-tree';
import { IsolatedNamespace } from '../../namespaces/isolated-namespace';
import { DnsAccess } from '../../network/dns-rule';
import { Peer } from '../../network/peer';
import { selectorOf } from '../../network/policy-peers';
import { Port } from '../../network/port';
import type { SecretRef } from '../../workloads/secret-ref';
import { SecureDeployment } from '../../workloads/secure-deployment';
import { AUTHORITY, argsProblem, argsWith, CERTIFICATE, PORT } from './metrics-arguments';

/** The certificate of a metrics-server, and how the API server verifies it: one of `caBundle` and `certManagerCertificate`. */
export interface MetricsCertificate {
  /** Secret with `tls.crt` and `tls.key` for `metrics-server.NAMESPACE.svc`, in its namespace. */
  readonly secret: SecretRef;
  /**
   * The certificate authority that signed it, as PEM.
   *
   * @default - cert-manager fills it in
   */
  readonly caBundle?: string;
  /**
   * Name of the Certificate of cert-manager in the namespace of metrics-server, whose authority cert-manager writes into the APIService.
   *
   * @default - `caBundle` is given
   */
  readonly certManagerCertificate?: string;
}

/** Options of a `MetricsServer`. */
export interface MetricsServerProps {
  /** Image of metrics-server 0.8 or newer, with a digest. */
  readonly image: string;
  /** What it serves with. */
  readonly certificate: MetricsCertificate;
  /**
   * Name of its namespace.
   *
   * @default 'metrics-server'
   */
  readonly namespaceName?: string;
  /**
   * Name of the ConfigMap in its namespace, with the certificate authority of kubelets as `ca.crt`.
   *
   * @default 'kube-root-ca.crt' - that of the cluster, which signs the certificates of kubelets with `serverTLSBootstrap`
   */
  readonly kubeletAuthority?: string;
  /**
   * Number of pods. With two or more there is a disruption budget, and they are spread over nodes.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Memory of each pod: some 2 MiB for each node, and at least 200 MiB.
   *
   * @default Size.mebibytes(256)
   */
  readonly memory?: Size;
  /**
   * Further arguments, such as `--metric-resolution=30s`.
   *
   * @default - none
   */
  readonly args?: string[];
}

const NAME = 'metrics-server';
const REASON = 'metrics-server extends the API, and asks the API server who its clients are';
const GROUP = 'metrics.k8s.io';
const METRICS = { apiGroups: [GROUP], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] };

/**
 * Serves the metrics of nodes and pods, for `kubectl top` and autoscalers. It verifies kubelets, and the API server verifies it: neither
 * `--kubelet-insecure-tls` nor `insecureSkipTLSVerify`. It reads `nodes/metrics`, not `nodes/proxy`.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Defaults, MetricsServer, SecretRef } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Defaults.of(app).set({
 *   cluster: { apiServer: { addresses: ['10.96.0.1', '10.0.0.10'] }, nodeCidrs: ['10.0.0.0/24'] },
 * });
 * new MetricsServer(new Chart(app, 'metrics'), 'metrics-server', {
 *   image: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
 *   certificate: {
 *     secret: SecretRef.fromSecretName('metrics-server-tls'),
 *     certManagerCertificate: 'metrics-server',
 *   },
 * });
 */
export class MetricsServer extends Construct {
  /** Its namespace. */
  public readonly isolatedNamespace: IsolatedNamespace;
  /** The pods. */
  public readonly deployment: SecureDeployment;

  /**
   * Throws if the API server could not verify it, for an argument that is decided here or switches off TLS, and if the addresses of nodes
   * and of the API server are not known.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: MetricsServerProps) {
    const { namespaceName = NAME, kubeletAuthority = 'kube-root-ca.crt', replicas = 2, certificate } = props;
    const { memory = Size.mebibytes(256), args = [] } = props;
    const problem = certificateProblem(certificate) ?? argsProblem(args) ?? replicasProblem(replicas);
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    this.isolatedNamespace = new IsolatedNamespace(this, 'namespace', { name: namespaceName });
    const probe = (path: string) =>
      kplus.Probe.fromHttpGet(path, { port: PORT, scheme: kplus.ConnectionScheme.HTTPS, failureThreshold: 3 });
    this.deployment = new SecureDeployment(this, 'server', {
      ...{
        metadata: { name: NAME, namespace: namespaceName },
        replicas,
        priorityClassName: 'system-cluster-critical',
        dnsAccess: DnsAccess.NEVER,
      },
      containers: [
        {
          ...{ name: NAME, image: props.image, ports: [{ number: PORT, name: 'https' }] },
          args: argsWith(args),
          securityContext: { user: 1000, group: 1000 }, // as its own manifest has it
          ...{ liveness: probe('/livez'), readiness: probe('/readyz') },
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: memory, limit: memory } },
        },
      ],
      secrets: [{ secret: certificate.secret, path: CERTIFICATE }],
      ...(replicas > 1 ? { disruptionBudget: {}, topologySpread: [{}] } : {}),
    });
    const authority = kplus.ConfigMap.fromConfigMapName(this, 'authority', kubeletAuthority);
    const volume = kplus.Volume.fromConfigMap(this, 'Volume-authority', authority, { name: 'kubelet-authority' });
    for (const container of this.deployment.containers) container.mount(AUTHORITY, volume, { readOnly: true });
    this.grant();
    this.connect();
    this.serve(namespaceName, certificate);
  }

  /** How it is installed. */
  public get installSteps(): string[] {
    const { name } = this.isolatedNamespace;
    return [
      `Metrics: approve the certificates of all kubelets first. Apply the objects of \`MetricsServer\`, and make its Secret with \`tls.crt\` and \`tls.key\` for ${NAME}.${name}.svc in the namespace ${name}. \`kubectl get apiservice v1beta1.${GROUP}\` says \`True\`, and \`kubectl top nodes\` names each node.`,
    ];
  }

  /**
   * Its pods, as a policy of nodes names them.
   *
   * @internal
   */
  public get _pods(): ClusterPods {
    const { matchLabels } = selectorOf(this.deployment.toPodSelectorConfig().labelSelector);
    return { namespaceName: this.isolatedNamespace.name, labels: matchLabels };
  }

  private grant(): void {
    const { account } = this.deployment;
    const { PODS, NODES } = kplus.ApiResource;
    account.allowClusterWide(['get'], NODES, {
      subresource: 'metrics',
      reason: 'it reads the metrics of every kubelet',
    });
    for (const target of [PODS, NODES])
      account.allowClusterWide(['get', 'list', 'watch'], target, {
        reason: 'it serves the metrics of all pods and nodes',
      });
    account.bindExternalClusterRole('system:auth-delegator', { reason: REASON, clusterWide: true });
    account.bindExternalRole('extension-apiserver-authentication-reader', {
      ...{ reason: REASON, namespaceName: 'kube-system' },
    });
    const reader = new ApiObject(this, 'reader', {
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', rules: [METRICS] },
      metadata: {
        name: `${NAME}-reader`,
        labels: Object.fromEntries(
          ['admin', 'edit', 'view'].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true']),
        ),
      },
    });
    removeNamespace(reader);
  }

  private connect(): void {
    const { connections } = this.deployment;
    const ports = [Port.tcp(PORT)];
    connections.allowToKubeApiServer();
    connections.allowFromKubeApiServer({ ports });
    connections.allowTo(Peer.nodes(), { ports });
  }

  private serve(namespace: string, { caBundle, certManagerCertificate }: MetricsCertificate): void {
    const service = new kplus.Service(this, 'service', {
      ...{ metadata: { name: NAME, namespace }, selector: this.deployment },
      ports: [{ name: 'https', port: 443, targetPort: PORT }],
    });
    const injected = { 'cert-manager.io/inject-ca-from': `${namespace}/${certManagerCertificate}` };
    const api = new ApiObject(this, 'api', {
      ...{ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' },
      metadata: { name: `v1beta1.${GROUP}`, annotations: certManagerCertificate === undefined ? undefined : injected },
      spec: {
        ...{ group: GROUP, version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
        service: { name: service.name, namespace, port: 443 },
        caBundle: caBundle && Buffer.from(caBundle).toString('base64'),
      },
    });
    removeNamespace(api);
    api.addDependency(service);
  }
}

function certificateProblem({ caBundle, certManagerCertificate }: MetricsCertificate): string | undefined {
  if ((caBundle === undefined) === (certManagerCertificate === undefined))
    return 'has not one of caBundle and certManagerCertificate, by which the API server verifies it; give one';
  if (caBundle === undefined) return undefined;
  if (caBundle.includes('PRIVATE KEY')) return 'has a private key in caBundle; give the certificate alone';
  return /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(caBundle)
    ? undefined
    : 'has a caBundle that is no certificate; give it as PEM, which begins with "-----BEGIN CERTIFICATE-----"';
}

function replicasProblem(replicas: number): string | undefined {
  return Number.isInteger(replicas) && replicas > 0 ? undefined : `has ${replicas} replicas; give 1 or more`;
}
