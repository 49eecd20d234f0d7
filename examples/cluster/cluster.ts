import { type App, Chart, Duration } from 'cdk8s';
import {
  Aspects,
  ClusterNetwork,
  Defaults,
  EncryptionProvider,
  HardenedCluster,
  HardeningChecks,
  HardeningPolicy,
  ImageAuthority,
  IsolatedNamespace,
  Peer,
  PodSecurityLevel,
  SecretRef,
} from 'cdk8s-hardened';

const CONTROL_PLANE = ['10.0.0.10', '10.0.0.11', '10.0.0.12'];
const NODES = '10.0.0.0/24';
const PODS = '10.244.0.0/16';
const UNTIL = { expires: '2099-12-31', ticket: 'OPS-2210' };

/** Where pods find the API server and the nodes, for network policies. */
const FACTS = {
  apiServer: { addresses: ['10.96.0.1', ...CONTROL_PLANE] },
  nodeCidrs: [NODES],
  podCidrs: [PODS],
  serviceCidrs: ['10.96.0.0/16'],
};

/** Images of the mirror of the company, by digest. */
function mirrored(name: string, digest: string): string {
  return `registry.acme.internal/mirror/${name}@sha256:${digest}`;
}

/** A whole cluster that kubeadm makes, for Kubernetes 1.36: its files, its firewall, and what watches it. */
export function buildCluster(app: App): HardenedCluster {
  HardeningPolicy.of(app).set({ kubernetesVersion: '1.36' });
  Defaults.of(app).set({ cluster: FACTS });
  Aspects.of(app).add(new HardeningChecks());

  // The first application: its images have to be signed by its pipeline.
  const store = new IsolatedNamespace(new Chart(app, 'web-store', { namespace: 'web-store' }), 'namespace');

  return new HardenedCluster(app, 'cluster', {
    kubernetesVersion: '1.36.2',
    controlPlaneEndpoint: 'k8s.acme.internal:6443',
    podCidr: PODS,
    serviceCidr: '10.96.0.0/16',
    encryption: { providers: [EncryptionProvider.secretbox('key-2026-11')], resources: ['secrets', 'configmaps'] },
    authentication: {
      issuers: [
        {
          url: 'https://idp.acme.example',
          audiences: ['kubernetes'],
          groupsClaim: 'groups',
          maxLifetime: Duration.hours(8),
          claimChecks: [{ expression: "claims.hd == 'acme.example'", message: 'the user is of another organisation' }],
        },
      ],
    },
    audit: {
      credentials: [{ apiGroup: 'vault.acme.example', resources: ['staticsecrets'] }],
      logFiles: { maxAgeDays: 1825 },
    },
    admission: {
      podSecurity: { enforce: PodSecurityLevel.RESTRICTED },
    },
    kubelet: { settings: { maxPods: 60 } },
    apiServerFlags: { 'max-requests-inflight': '600' },
    firewall: {
      network: ClusterNetwork.FLANNEL,
      controlPlaneAddresses: CONTROL_PLANE,
      nodes: [NODES],
      apiClients: ['10.9.0.0/24'], // the office and the pipelines
      adminHosts: ['10.9.0.5'], // the bastion
      kubeletClients: [NODES, PODS], // metrics-server, by the address of its pod or of its node
      loadBalancers: ['10.0.1.2', '10.0.1.3'],
      nodePorts: { clients: ['10.0.1.2', '10.0.1.3'] },
    },
    logShipper: {
      image: mirrored('fluent-bit', '5b1e7f0c92d4a86e3f1029c7be5d48a6310f7c2e9d84b65a1c3e70f9d2b8a461'),
      destination: { host: 'logs.acme.internal', port: 24224, peer: Peer.cidr('10.8.0.10/32') },
      certificate: SecretRef.fromSecretName('log-shipper-tls'),
      podSecurityWaiver: { reason: 'logs of a node and of its pods belong to root', ...UNTIL },
    },
    metricsServer: {
      image: mirrored('metrics-server', '0c7d1b93e5f2468aa1d0e7c4b95f382610de9c7b34a5f8e2716b0d93c48e5fa7'),
      certificate: { secret: SecretRef.fromSecretName('metrics-server-tls'), certManagerCertificate: 'metrics-server' },
    },
    benchmarkScan: {
      image: mirrored('kube-bench', '91f3a0d7c5e84b26b7e1f9052c8d6a43e0b71f5d9c2a8e64f3107bd5a9c0e218'),
      podSecurityWaiver: { reason: 'kube-bench compares processes and files of its node', ...UNTIL },
    },
    imageSignatures: {
      images: ['registry.acme.internal/**'],
      authorities: [
        ImageAuthority.keyless('pipeline', {
          identities: [
            {
              issuer: 'https://token.actions.githubusercontent.com',
              subject: 'https://github.com/acme/store/.github/workflows/release.yml@refs/heads/main',
            },
          ],
        }),
      ],
      namespaces: [store],
    },
  });
}
