import { App, Testing } from 'cdk8s';
import {
  Aspects,
  ClusterNetwork,
  Defaults,
  EncryptionProvider,
  FirewallEngine,
  HardenedCluster,
  type HardenedClusterProps,
  HardeningChecks,
  type NodeFile,
  Peer,
  SecretRef,
} from 'cdk8s-hardened';

const IMAGE = `ghcr.io/acme/agent@sha256:${'a1'.repeat(32)}`;
const podSecurityWaiver = { reason: 'the agent reads files of its node', expires: '2027-06-30' };
const firewall = {
  network: ClusterNetwork.FLANNEL,
  controlPlaneAddresses: ['10.0.0.10'],
  nodes: ['10.0.0.0/24'],
  apiClients: ['10.9.0.0/24'],
  adminHosts: ['10.9.0.5'],
};
const metricsServer = {
  image: IMAGE,
  certificate: { secret: SecretRef.fromSecretName('tls'), certManagerCertificate: 'serving' },
};
const logShipper = {
  image: IMAGE,
  destination: { host: 'logs.acme.internal', port: 24224, peer: Peer.cidr('10.8.0.10/32') },
  certificate: SecretRef.fromSecretName('tls'),
  podSecurityWaiver,
};

function cluster(props: Partial<HardenedClusterProps> = {}): HardenedCluster {
  const app = new App();
  Aspects.of(app).add(new HardeningChecks());
  Defaults.of(app).set({
    cluster: { apiServer: { addresses: ['10.96.0.1', '10.0.0.10'] }, nodeCidrs: ['10.0.0.0/24'] },
  });
  return new HardenedCluster(app, 'cluster', {
    kubernetesVersion: '1.36.2',
    encryption: { providers: [EncryptionProvider.secretbox('key-1')] },
    ...props,
  });
}

/** All objects of a cluster, which our own rules accept. */
const objectsOf = (made: HardenedCluster): any[] =>
  (made.node.root as App).charts.flatMap((chart) => Testing.synth(chart));
const filesOf = (made: HardenedCluster): NodeFile[] =>
  made.node.findAll().filter((each) => (each as Partial<NodeFile>).mode !== undefined) as NodeFile[];
const readmeOf = (made: HardenedCluster): string => (made.node.findChild('Readme') as any)._nodeFile().text();

test('without options, a cluster takes from anonymous requests what it can, and nothing runs in it', () => {
  const made = cluster();
  expect(objectsOf(made).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ClusterRole system:public-info-viewer',
    'RoleBinding kubeadm:bootstrap-signer-clusterinfo',
  ]);
  expect(objectsOf(cluster({ anonymousLockdown: false }))).toEqual([]);
});

test.each([
  ['1.31.4', 'ClusterRoleBinding'],
  ['1.32.1', 'ClusterRole'],
])('at %s, anonymous probes decide: %s', (kubernetesVersion, kind) => {
  expect(objectsOf(cluster({ kubernetesVersion }))[0]).toMatchObject({
    kind,
    metadata: { name: 'system:public-info-viewer' },
  });
});

test('a cluster whose health paths are closed probes by TCP, and nothing stays anonymous', () => {
  const issuers = [{ url: 'https://idp.acme.example', audiences: ['kubernetes'] }];
  const [object] = objectsOf(cluster({ authentication: { issuers, anonymousPaths: [] } }));
  expect(object.kind).toBe('ClusterRoleBinding');
});

test('the firewall knows the pods of the cluster, its etcd and its folder', () => {
  const made = cluster({
    ...{ firewall, podCidr: '10.244.0.0/16,fd00:244::/56', folder: 'staging' },
    externalEtcd: { endpoints: ['https://10.0.0.20:2379'] },
  });
  const file = filesOf(made).find(({ path }) => path.endsWith('control-plane.nft')) as NodeFile;
  expect(file.folder).toBe('staging');
  expect(file.text).toContain('ip saddr @pods_ipv4 tcp dport 6443 accept');
  expect(file.text).toContain('ip6 saddr @pods_ipv6 tcp dport 6443 accept');
  expect(file.text).not.toContain('2379');
});

test('a firewall of objects lets metrics-server read kubelets', () => {
  const engine = FirewallEngine.CILIUM;
  const objects = objectsOf(
    cluster({ firewall: { ...firewall, engine, network: ClusterNetwork.CILIUM }, metricsServer }),
  );
  const { labels } = objects.find(({ kind }) => kind === 'Deployment').spec.template.metadata;
  const policies = objects.filter(({ kind }) => kind === 'CiliumClusterwideNetworkPolicy');
  expect(policies).toHaveLength(2);
  for (const { spec } of policies) {
    const named = spec.ingress.flatMap(({ fromEndpoints = [] }: any) => fromEndpoints);
    expect(named).toEqual([
      {
        matchLabels: {
          'k8s:io.kubernetes.pod.namespace': 'metrics-server',
          'k8s:cdk8s.io/metadata.addr': labels['cdk8s.io/metadata.addr'],
        },
      },
    ]);
  }
});

test('logs are those that the audit policy writes, and nodes keep their journal', () => {
  const made = cluster({ audit: { logFiles: { folder: '/var/log/audit' } }, logShipper });
  const config = objectsOf(made).find(({ kind }) => kind === 'ConfigMap').data['fluent-bit.yaml'];
  expect(config).toContain('path: /var/log/audit/audit.log\n');
  expect(config).toContain('path: /var/log/journal\n');
  expect(filesOf(made).find(({ path }) => path.includes('journald'))?.text).toBe('[Journal]\nStorage=persistent\n');
  const without = cluster({ logShipper: { ...logShipper, journal: false } });
  expect(filesOf(without).some(({ path }) => path.includes('journald'))).toBe(false);
});

test('the README says of each part how it is applied, and the firewall comes last', () => {
  const made = cluster({
    ...{ firewall: { ...firewall, kubeletClients: ['10.0.0.0/24'] }, metricsServer, logShipper },
    benchmarkScan: { image: IMAGE, podSecurityWaiver },
  });
  const readme = readmeOf(made);
  const at = ['\nLogs: ', '\nMetrics: ', '\nBenchmark: ', '\nAnonymous requests: ', '\nFirewall: '].map((start) =>
    readme.search(new RegExp(`\\n\\d+\\. ${start.trim()}`)),
  );
  expect(at.every((position) => position > 0)).toBe(true);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
  for (const chart of (made.node.root as App).charts) {
    const [, construct] = chart.node.path.split('/');
    expect(readme).toMatch(new RegExp(`\\| \`cluster-${construct?.toLowerCase()}-c8[0-9a-f]{6}\\.k8s\\.yaml\``));
  }
  expect(readme).toContain("systemctl disable --now 'k8s-hardening-firewall@*'");
});

test.each<[props: Partial<HardenedClusterProps>, message: string]>([
  [{ firewall, withoutKubeProxy: true }, 'serves NodePorts before nftables sees them; use FirewallEngine.CILIUM'],
  [
    { firewall, metricsServer },
    'in which no pod reaches kubelets; give the ranges of pods and of nodes as kubeletClients',
  ],
])('refused: %#', (props, message) => {
  expect(() => cluster(props)).toThrow(message);
});
