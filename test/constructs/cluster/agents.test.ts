import { App, Chart, Testing } from 'cdk8s';
import {
  Aspects,
  BenchmarkScan,
  type BenchmarkScanProps,
  type ClusterFacts,
  Defaults,
  HardeningChecks,
  LogProtocol,
  LogShipper,
  type LogShipperProps,
  MetricsServer,
  type MetricsServerProps,
  Peer,
  PolicyProvider,
  SecretRef,
} from 'cdk8s-hardened';
import { readYaml } from '../../../src/yaml/read';

const IMAGE = `ghcr.io/acme/agent@sha256:${'a1'.repeat(32)}`;
const podSecurityWaiver = { reason: 'the agent reads files of its node', expires: '2027-06-30', ticket: 'OPS-1' };
const FACTS: ClusterFacts = { apiServer: { addresses: ['10.96.0.1', '10.0.0.10'] }, nodeCidrs: ['10.0.0.0/24'] };

/** A chart whose objects our own rules judge. */
function chartWith(cluster: ClusterFacts = FACTS): Chart {
  const app = new App();
  Defaults.of(app).set({ cluster });
  Aspects.of(app).add(new HardeningChecks());
  return new Chart(app, 'chart');
}
const find = (objects: readonly any[], kind: string, name?: string) =>
  objects.find((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
const mountsOf = (pod: any) =>
  Object.fromEntries(
    pod.containers[0].volumeMounts.map(({ name, mountPath, readOnly }: any) => {
      const { hostPath } = pod.volumes.find((volume: any) => volume.name === name);
      return [mountPath, hostPath && { ...hostPath, readOnly }];
    }),
  );

/** What is left of a container that runs as root: read-only, no capability, no more privileges. */
function expectConfined(container: any): void {
  expect(container.securityContext).toMatchObject({
    ...{ runAsUser: 0, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, privileged: false },
    capabilities: { drop: ['ALL'] },
  });
  expect(container.securityContext.capabilities.add).toBeUndefined();
}

describe('LogShipper', () => {
  const certificate = SecretRef.fromSecretName('tls');
  const destination = { host: 'logs.acme.internal', port: 24224, peer: Peer.cidr('10.8.0.10/32') };
  const made = (props: Partial<LogShipperProps> = {}, chart = chartWith()) => {
    new LogShipper(chart, 'shipper', { image: IMAGE, destination, certificate, podSecurityWaiver, ...props });
    return Testing.synth(chart);
  };
  const configOf = (objects: readonly any[]) =>
    readYaml(find(objects, 'ConfigMap').data['fluent-bit.yaml']).documents[0]?.value as any;
  const objects = made();
  const { template } = find(objects, 'DaemonSet').spec;

  test('it runs on every node, whatever its taints', () => {
    expect(template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
    expect(template.spec.nodeSelector).toBeUndefined();
    expect(template.spec.priorityClassName).toBe('system-node-critical');
    expect(template.spec.hostNetwork).not.toBe(true);
  });

  test('it reads logs read-only, and writes its buffer to the disk of the node', () => {
    const mounts = mountsOf(template.spec);
    expect(mounts['/var/log']).toEqual({ path: '/var/log', type: 'Directory', readOnly: true });
    expect(mounts['/buffer']).toEqual({ path: '/var/lib/log-shipper', type: 'DirectoryOrCreate', readOnly: false });
    const writable = Object.values(mounts).filter((each: any) => each && !each.readOnly);
    expect(writable).toHaveLength(1);
    expectConfined(template.spec.containers[0]);
  });

  test('positions and chunks are in the buffer, and nothing is given up', () => {
    const { service, pipeline } = configOf(objects);
    expect(service['storage.path']).toMatch(/^\/buffer\//);
    for (const input of pipeline.inputs) {
      expect(input.db).toMatch(/^\/buffer\//);
      expect(input['storage.type']).toBe('filesystem');
    }
    expect(new Set(pipeline.inputs.map(({ db }: any) => db)).size).toBe(pipeline.inputs.length);
    expect(pipeline.inputs.map(({ path }: any) => path)).toContain('/var/log/kubernetes/audit/audit.log');
    expect(pipeline.outputs[0].retry_limit).toBe('no_limits');
  });

  test.each(Object.values(LogProtocol))('it sends by verified TLS, with a certificate: %s', (protocol) => {
    const { outputs } = configOf(
      made({ destination: { ...destination, protocol, settings: { workers: '2' } } }),
    ).pipeline;
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toMatchObject({
      ...{ name: protocol, host: 'logs.acme.internal', port: 24224, match: '*', workers: '2' },
      ...{ tls: true, 'tls.verify': true, 'tls.verify_hostname': true, 'tls.min_version': 'TLSv1.2' },
      ...{ 'tls.ca_file': '/tls/ca.crt', 'tls.crt_file': '/tls/tls.crt', 'tls.key_file': '/tls/tls.key' },
    });
    const { secret } = template.spec.volumes.find(({ name }: any) => name === 'secret-tls');
    expect(secret.secretName).toBe('tls');
  });

  test('a pod cannot keep its log out', () => {
    const { filters } = configOf(objects).pipeline;
    expect(filters[0]).toMatchObject({ 'k8s-logging.exclude': false, 'k8s-logging.parser': false });
  });

  test('it may read pods and namespaces, and connects to the destination, the API server and DNS', () => {
    expect(find(objects, 'ClusterRole').rules).toEqual([
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ]);
    const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name !== 'default-deny');
    expect(policy.spec.ingress).toBeUndefined();
    const peers = policy.spec.egress.flatMap(({ to, ports }: any) =>
      to.map(({ ipBlock, namespaceSelector }: any) => [
        ipBlock?.cidr ?? namespaceSelector.matchLabels['kubernetes.io/metadata.name'],
        ports.map(({ port }: any) => port).join(),
      ]),
    );
    expect(peers).toEqual([
      ['10.96.0.1/32', '443,6443'],
      ['10.0.0.10/32', '443,6443'],
      ['10.8.0.10/32', '24224'],
      ['kube-system', '53,53'],
    ]);
  });

  test('its namespace says why it is privileged, and has space for a pod on each node', () => {
    const { labels, annotations } = find(objects, 'Namespace').metadata;
    expect(labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
    expect(labels['pod-security.kubernetes.io/audit']).toBe('restricted');
    expect(Object.values(annotations)).toEqual(['the agent reads files of its node; expires=2027-06-30; ticket=OPS-1']);
    expect(find(made({ mostNodes: 250 }), 'ResourceQuota').spec.hard).toMatchObject({
      ...{ pods: '250', 'requests.memory': '64000Mi' },
    });
  });

  test('another configuration makes other pods', () => {
    const sumOf = (all: readonly any[]) => find(all, 'DaemonSet').spec.template.metadata.annotations['checksum/config'];
    expect(sumOf(made({ files: ['/var/log/auth.log'] }))).not.toBe(sumOf(objects));
    expect(sumOf(made())).toBe(sumOf(objects));
  });

  test('the journal and further files are read where they are named', () => {
    const inputs = (props: Partial<LogShipperProps>) =>
      configOf(made(props)).pipeline.inputs.map(({ path }: any) => path);
    expect(inputs({ journal: true, files: ['/var/log/auth.log', '/var/log/apt/*.log'] }).slice(2)).toEqual([
      ...['/var/log/journal', '/var/log/auth.log,/var/log/apt/*.log'],
    ]);
    expect(inputs({})).toHaveLength(2);
  });

  test('where Cilium enforces the policies, the name of the destination is enough', () => {
    const chart = chartWith({ policyProvider: PolicyProvider.CILIUM });
    const { spec } = find(
      made({ destination: { host: 'logs.acme.internal', port: 24224 } }, chart),
      'CiliumNetworkPolicy',
    );
    expect(JSON.stringify(spec.egress)).toContain('{"toFQDNs":[{"matchName":"logs.acme.internal"}]');
  });

  const wrong: [props: Partial<LogShipperProps>, message: string][] = [
    [{ destination: { ...destination, host: '10.8.0.10' } }, 'an address, which Fluent Bit finds in no certificate'],
    [{ destination: { ...destination, host: 'https://logs' } }, 'write the name of a host'],
    [{ destination: { ...destination, port: 0 } }, 'has the port 0 of the destination'],
    [{ destination: { host: 'logs.acme.internal', port: 443 } }, 'without a peer, and a network policy knows no names'],
    [{ destination: { ...destination, settings: { 'tls.verify': 'off' } } }, 'which is decided here; leave it out'],
    [{ destination: { ...destination, settings: { http_passwd: 'a' } } }, 'whose value would be in a ConfigMap'],
    [{ files: ['/home/a.log'] }, 'which it does not see; give a path below /var/log'],
    [{ files: ['/var/log/../lib/a'] }, 'which it does not see'],
    [{ auditLog: '/srv/audit.log' }, 'which it does not see'],
    [{ podSecurityWaiver: { reason: 'short', expires: '2027-06-30' } }, 'podSecurityWaiver'],
  ];
  test.each(wrong)('refused: %j', (props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  test('refused: a way to the API server that is not known', () => {
    expect(() => made({}, chartWith({}))).toThrow('its addresses are not known');
  });
});

describe('MetricsServer', () => {
  const certificate = { secret: SecretRef.fromSecretName('tls'), certManagerCertificate: 'serving' };
  const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const made = (props: Partial<MetricsServerProps> = {}, chart = chartWith()) => {
    new MetricsServer(chart, 'metrics', { image: IMAGE, certificate, ...props });
    return Testing.synth(chart);
  };
  const objects = made();
  const { template, replicas } = find(objects, 'Deployment').spec;
  const argsOf = (all: readonly any[]): string[] => find(all, 'Deployment').spec.template.spec.containers[0].args;

  test('it verifies kubelets by the certificate authority of the cluster', () => {
    expect(argsOf(objects)).toContain('--kubelet-certificate-authority=/kubelet-authority/ca.crt');
    expect(argsOf(objects).join()).not.toContain('insecure');
    const authority = template.spec.volumes.find(({ name }: any) => name === 'kubelet-authority');
    expect(authority.configMap.name).toBe('kube-root-ca.crt');
  });

  test('the API server verifies it', () => {
    const api = find(objects, 'APIService', 'v1beta1.metrics.k8s.io');
    expect(api.spec.insecureSkipTLSVerify).toBeUndefined();
    expect(api.metadata.annotations).toEqual({ 'cert-manager.io/inject-ca-from': 'metrics-server/serving' });
    expect(api.metadata.namespace).toBeUndefined();
    const given = made({ certificate: { secret: certificate.secret, caBundle: PEM } });
    const { spec, metadata } = find(given, 'APIService');
    expect(Buffer.from(spec.caBundle, 'base64').toString()).toBe(PEM);
    expect(metadata.annotations).toBeUndefined();
    expect(find(given, 'Service', spec.service.name).metadata.namespace).toBe(spec.service.namespace);
  });

  test('it reads metrics of nodes, and not through the proxy of kubelets', () => {
    const rules = objects.filter(({ kind }) => kind === 'ClusterRole').flatMap((role) => role.rules);
    expect(rules).toContainEqual({ apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] });
    expect(JSON.stringify(rules)).not.toContain('proxy');
    const bound = objects.filter(({ kind }) => kind.endsWith('RoleBinding')).map(({ roleRef }) => roleRef.name);
    expect(bound).toEqual(
      expect.arrayContaining(['system:auth-delegator', 'extension-apiserver-authentication-reader']),
    );
    expect(find(objects, 'RoleBinding').metadata.namespace).toBe('kube-system');
  });

  test('it connects to kubelets and the API server, which connects to it, without DNS', () => {
    const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name !== 'default-deny');
    const cidrs = (rules: any[], side: string) =>
      rules.map((rule) => [
        rule[side].map(({ ipBlock }: any) => ipBlock.cidr),
        rule.ports.map(({ port }: any) => port),
      ]);
    const server = ['10.96.0.1/32', '10.0.0.10/32'];
    expect(cidrs(policy.spec.egress, 'to')).toEqual([
      [server, [443, 6443]],
      [['10.0.0.0/24'], [10250]],
    ]);
    expect(cidrs(policy.spec.ingress, 'from')).toEqual([[server, [10250]]]);
  });

  test('two pods have a disruption budget, in a namespace of level restricted', () => {
    expect(replicas).toBe(2);
    expect(find(objects, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    expect(find(made({ replicas: 1 }), 'PodDisruptionBudget')).toBeUndefined();
    expect(find(objects, 'Namespace').metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });

  test('an argument of the author takes the place of the default', () => {
    const args = argsOf(made({ args: ['--metric-resolution=30s'] }));
    expect(args.filter((arg) => arg.startsWith('--metric-resolution'))).toEqual(['--metric-resolution=30s']);
  });

  const { secret } = certificate;
  const wrong: [props: Partial<MetricsServerProps>, message: string][] = [
    [{ certificate: { secret } }, 'has not one of caBundle and certManagerCertificate'],
    [{ certificate: { ...certificate, caBundle: PEM } }, 'has not one of caBundle and certManagerCertificate'],
    [{ certificate: { secret, caBundle: 'TUlJQg==' } }, 'has a caBundle that is no certificate'],
    [{ certificate: { secret, caBundle: `${PEM}-----BEGIN PRIVATE KEY-----` } }, 'has a private key in caBundle'],
    [{ args: ['--kubelet-insecure-tls'] }, 'with which it trusts any kubelet'],
    [{ args: ['--kubelet-insecure-tls=true'] }, 'with which it trusts any kubelet'],
    [{ args: ['--secure-port=443'] }, 'which is decided here'],
    [{ args: ['-v=2'] }, 'write it as "--flag=value"'],
    [{ replicas: 0 }, 'has 0 replicas; give 1 or more'],
  ];
  test.each(wrong)('refused: %j', (props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  test('refused: nodes whose addresses are not known', () => {
    expect(() => made({}, chartWith({ apiServer: FACTS.apiServer }))).toThrow('cluster.nodeCidrs of Defaults');
  });
});

describe('BenchmarkScan', () => {
  const made = (props: Partial<BenchmarkScanProps> = {}, chart = chartWith()) => {
    new BenchmarkScan(chart, 'scan', { image: IMAGE, podSecurityWaiver, ...props });
    return Testing.synth(chart);
  };
  const objects = made({ skip: ['1.2.6'] });
  const podOf = (name: string, all = objects) => find(all, 'CronJob', name).spec.jobTemplate.spec.template.spec;
  const names = ['kube-bench-control-plane', 'kube-bench-worker'];

  test.each(names)('%s sees processes and configuration, read-only, and nothing more', (name) => {
    const pod = podOf(name);
    expect(pod.hostPID).toBe(true);
    expect(pod.automountServiceAccountToken).toBe(false);
    expectConfined(pod.containers[0]);
    const mounts = mountsOf(pod);
    for (const each of Object.values<any>(mounts)) if (each) expect(each.readOnly).toBe(true);
    expect(mounts['/var/lib/kubelet/config.yaml']).toMatchObject({ type: 'File' });
    expect(Object.keys(mounts).filter((path) => /^\/var\/lib\/(etcd|kubelet$)/.test(path))).toEqual([]);
    expect(JSON.stringify(pod.volumes)).not.toContain('token');
  });

  test('no pod has a connection', () => {
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies).toHaveLength(3);
    for (const { spec } of policies) expect([spec.ingress, spec.egress]).toEqual([undefined, undefined]);
  });

  test('one runs on the control plane, the other where it is let', () => {
    const [controlPlane, worker] = names.map((name) => podOf(name));
    expect(controlPlane.nodeSelector).toEqual({ 'node-role.kubernetes.io/control-plane': '' });
    expect(controlPlane.tolerations).toEqual([{ operator: 'Exists' }]);
    expect(worker.tolerations).toBeUndefined();
    const selected = made({ workerSelector: { pool: 'gpu' } });
    expect(podOf('kube-bench-worker', selected).nodeSelector).toEqual({ pool: 'gpu' });
  });

  test('it names the benchmark and what is left out, and fails on a failed check', () => {
    const args = podOf('kube-bench-control-plane').containers[0].args;
    expect(args).toEqual([
      ...['run', '--targets=master,etcd,controlplane,node', '--benchmark=cis-1.12', '--json'],
      ...['--skip=1.1.11,1.1.12,1.2.6', '--exit-code=1'],
    ]);
    const quiet = made({ failsOnFindings: false, benchmark: 'cis-1.10' });
    expect(podOf('kube-bench-worker', quiet).containers[0].args).not.toContain('--exit-code=1');
  });

  const wrong: [props: Partial<BenchmarkScanProps>, message: string][] = [
    [{ benchmark: 'CIS 1.12' }, 'has the benchmark "CIS 1.12"'],
    [{ skip: ['1.2.6 --help'] }, 'leaves out the check "1.2.6 --help"'],
    [{ skip: ['one'] }, 'write its number, such as "1.2.6"'],
    [{ podSecurityWaiver: { reason: 'short', expires: '2027-06-30' } }, 'podSecurityWaiver'],
  ];
  test.each(wrong)('refused: %j', (props, message) => {
    expect(() => made(props)).toThrow(message);
  });
});
