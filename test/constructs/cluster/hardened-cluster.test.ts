import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'cdk8s';
import {
  Checker,
  EncryptionProvider,
  HardenedCluster,
  type HardenedClusterProps,
  HardenedKubelet,
  HardenedKubeProxy,
  HardeningPolicy,
  KubeProxyMode,
  ManifestSet,
  type NodeFile,
  Profile,
} from 'cdk8s-hardened';
import { atLeast, KNOWN_VERSIONS } from '../../../src/kubernetes/kubernetes-version';
import { CATALOG } from '../../../src/rules/catalog';
import { readYaml } from '../../../src/yaml/read';

const VERSIONS = KNOWN_VERSIONS.filter((version) => atLeast(version, '1.28'));
const issuers = [{ url: 'https://idp.acme.example', audiences: ['kubernetes'] }];

function cluster(props: Partial<HardenedClusterProps> = {}, app = new App()): HardenedCluster {
  return new HardenedCluster(app, 'cluster', {
    kubernetesVersion: '1.36.2',
    encryption: { providers: [EncryptionProvider.secretbox('key-1')] },
    ...props,
  });
}

const documentsOf = (text: string): any[] => readYaml(text).documents.map(({ value }) => value);
/** The documents of kubeadm init, by kind. */
const initOf = ({ controlPlane }: HardenedCluster): { [kind: string]: any } =>
  Object.fromEntries(documentsOf(controlPlane.text).map((document) => [document.kind, document]));
const flagsOf = (made: HardenedCluster): { [flag: string]: string } => {
  const { extraArgs } = initOf(made).ClusterConfiguration.apiServer;
  return Array.isArray(extraArgs) ? Object.fromEntries(extraArgs.map(({ name, value }) => [name, value])) : extraArgs;
};
const childOf = ({ controlPlane }: HardenedCluster, id: string) => controlPlane.node.tryFindChild(id) as NodeFile;

describe.each(VERSIONS)('for Kubernetes %s', (version) => {
  const made = cluster({ kubernetesVersion: `${version}.0` });

  test('kubeadm has the API version and the form of arguments that it reads', () => {
    const { ClusterConfiguration: own, KubeletConfiguration: kubelet } = initOf(made);
    const isOld = !atLeast(version, '1.31');
    expect(own.apiVersion).toBe(isOld ? 'kubeadm.k8s.io/v1beta3' : 'kubeadm.k8s.io/v1beta4');
    expect(Array.isArray(own.apiServer.extraArgs)).toBe(!isOld);
    expect(own.kubernetesVersion).toBe(`v${version}.0`);
    expect(kubelet.metadata).toBeUndefined();
  });

  test('every argument is a text', () => {
    for (const value of Object.values(flagsOf(made))) expect(typeof value).toBe('string');
  });

  test('anonymous requests are decided once, and the probes of kubeadm still pass', () => {
    const flags = flagsOf(made);
    const hasFile = atLeast(version, '1.32');
    expect(flags['authentication-config'] !== undefined).toBe(hasFile);
    expect(flags['anonymous-auth']).toBe(hasFile ? undefined : 'false');
    expect(childOf(made, 'Probes') === undefined).toBe(hasFile);
    expect(initOf(made).InitConfiguration.patches === undefined).toBe(hasFile);
  });

  test('each file that a flag names is in a folder that is mounted, or in that of kubeadm', () => {
    const { extraVolumes } = initOf(made).ClusterConfiguration.apiServer;
    const folders = ['/etc/kubernetes/pki', ...extraVolumes.map(({ mountPath }: any) => mountPath)];
    const paths = Object.values(flagsOf(made)).filter((value) => value.startsWith('/'));
    expect(paths.length).toBeGreaterThan(4);
    for (const path of paths) expect(folders.some((folder) => path.startsWith(`${folder}/`))).toBe(true);
    const log = extraVolumes.find(({ name }: any) => name === 'audit-log');
    expect(log).toMatchObject({ readOnly: false, pathType: 'DirectoryOrCreate' });
    expect(extraVolumes.find(({ name }: any) => name === 'hardening').readOnly).toBe(true);
  });
});

describe('the files of a synth', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cluster-'));
  afterAll(() => rmSync(outdir, { recursive: true }));
  const app = new App({ outdir });
  cluster({ authentication: { issuers } }, app);
  app.synth();
  const folder = join(outdir, 'cluster');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

  test('are those that nodes need', () => {
    expect(files).toEqual([
      'README.md',
      'SHA256SUMS',
      'etc/kubernetes/hardening/admission-config.yaml',
      'etc/kubernetes/hardening/audit-policy.yaml',
      'etc/kubernetes/hardening/authentication-config.yaml',
      'etc/kubernetes/hardening/encryption-config.yaml',
      'etc/kubernetes/kubeadm/init.yaml',
      'etc/kubernetes/kubeadm/join-control-plane.yaml',
      'etc/kubernetes/kubeadm/join-worker.yaml',
      'etc/sysctl.d/90-kubelet.conf',
      'etc/tmpfiles.d/k8s-hardening.conf',
    ]);
  });

  test('the README says of each where it goes, and its mode', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const file of files.filter((name) => name.startsWith('etc/'))) {
      expect(readme).toContain(`| \`/${file}\` |`);
      expect(readme).toMatch(new RegExp(`install -D -o root -g root -m 0[0-7]{3} \\./${file} /${file}`));
    }
    expect(readme).toContain('## Roll back');
  });

  test('systemd-tmpfiles keeps the modes', () => {
    const modes = readFileSync(join(folder, 'etc/tmpfiles.d/k8s-hardening.conf'), 'utf8');
    expect(modes).toContain('z /etc/kubernetes/hardening/encryption-config.yaml 0600 root root -\n');
    expect(modes).toContain('d /var/log/kubernetes/audit 0700 root root -\n');
  });

  test('have no metadata, and our own rules find nothing in them', () => {
    const objects = files
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => documentsOf(readFileSync(join(folder, name), 'utf8')));
    for (const object of objects) expect(object.metadata).toBeUndefined();
    expect(objects).toHaveLength(10);
    const manifests = ManifestSet.fromJson(objects);
    const profile = new Profile('all', { rules: [...CATALOG] });
    const { findings, errors } = new Checker({ profile, kubernetesVersion: '1.36', today: '2026-11-24' }).check(
      manifests,
    );
    expect(errors).toEqual([]);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

test('what is chosen reaches the files', () => {
  const made = cluster({
    ...{ withoutKubeProxy: true, controlPlaneEndpoint: 'k8s.internal:6443', tokenTtl: Duration.minutes(30) },
    apiServerFlags: { 'max-requests-inflight': '600' },
    externalEtcd: { endpoints: ['https://10.0.0.20:2379'] },
    kubelet: { podPidsLimit: 100, settings: { maxPods: 10 } },
  });
  const { ClusterConfiguration: own, InitConfiguration: init, KubeletConfiguration: kubelet, ...rest } = initOf(made);
  expect(rest).toEqual({});
  expect(own.controlPlaneEndpoint).toBe('k8s.internal:6443');
  expect(own.etcd.external.caFile).toBe('/etc/kubernetes/pki/etcd/ca.crt');
  expect(init.bootstrapTokens).toEqual([{ ttl: '1800s' }]);
  expect(kubelet).toMatchObject({ podPidsLimit: 100, maxPods: 10, serverTLSBootstrap: true });
  expect(flagsOf(made)['max-requests-inflight']).toBe('600');
  expect(made.controlPlane.installSteps.join('\n')).toContain('--skip-phases addon/kube-proxy');
});

test('without anonymous probes, the API server is probed by TCP', () => {
  const made = cluster({ authentication: { anonymousPaths: [] } });
  const [patch] = documentsOf(childOf(made, 'Probes').text);
  expect(patch.spec.containers[0].livenessProbe).toEqual({ httpGet: null, tcpSocket: { port: 6443 } });
  expect(initOf(made).InitConfiguration.patches.directory).toBe('/etc/kubernetes/kubeadm/patches');
});

test('a webhook takes the place of the flag for authorization', () => {
  const kubeConfigFile = '/etc/kubernetes/hardening/guard.kubeconfig';
  const webhooks = [{ name: 'guard', kubeConfigFile, matchConditions: ['true'] }];
  const flags = flagsOf(cluster({ authorization: { webhooks } }));
  expect(flags['authorization-mode']).toBeUndefined();
  expect(flags['authorization-config']).toBe('/etc/kubernetes/hardening/authorization-config.yaml');
  expect(flagsOf(cluster())['authorization-mode']).toBe('Node,RBAC');
});

describe('refused', () => {
  const wrong: [props: Partial<HardenedClusterProps>, message: string][] = [
    [{ kubernetesVersion: '1.36' }, 'give the whole version, such as 1.36.2'],
    [{ audit: { kubernetesVersion: '1.35' } }, 'and "cluster/Audit" for 1.35; give both one version'],
    [{ audit: { folder: 'other' } }, 'and "cluster/Audit" in "other"; give both one folder'],
    [{ withoutKubeProxy: true, kubeProxy: {} }, 'is without kube-proxy and has options for it'],
    [{ controlPlaneEndpoint: 'https://k8s' }, 'write it as "k8s.internal:6443"'],
    [{ podCidr: '10.244.0.0' }, 'has podCidr "10.244.0.0"'],
    [{ tokenTtl: Duration.days(2) }, 'use up to a day'],
    [{ externalEtcd: { endpoints: ['http://10.0.0.20:2379'] } }, 'write it as "https://10.0.0.20:2379"'],
    [
      { externalEtcd: { endpoints: ['https://10.0.0.20:2379'], caFile: '/etc/kubernetes/pki/ca.crt' } },
      'each client of the cluster can read it',
    ],
    [{ apiServerFlags: { '--v': '2' } }, 'write it without dashes'],
    [{ apiServerFlags: { 'anonymous-auth': 'true' } }, 'give it anonymousPaths'],
    [{ apiServerFlags: { 'token-auth-file': '/etc/kubernetes/pki/a' } }, 'use StructuredAuthentication'],
    [{ apiServerFlags: { 'authorization-mode': 'AlwaysAllow' } }, 'use StructuredAuthorization'],
    [{ apiServerFlags: { profiling: 'true' } }, 'which is set to "false"; leave it out'],
    [{ apiServerFlags: { 'oidc-issuer-url': 'https://a' } }, 'refuses beside an AuthenticationConfiguration'],
    [{ apiServerFlags: { 'disable-admission-plugins': 'PodSecurity' } }, 'switches off PodSecurity'],
    [{ apiServerFlags: { 'audit-webhook-config-file': '/root/a' } }, 'does not see in its container'],
    [{ schedulerFlags: { 'bind-address': '0.0.0.0' } }, 'in schedulerFlags, which is set to "127.0.0.1"'],
  ];
  test.each(wrong)('%j', (props, message) => {
    expect(() => cluster(props)).toThrow(message);
  });

  test('another version than that of the policy of the app', () => {
    const app = new App();
    HardeningPolicy.of(app).set({ kubernetesVersion: '1.33' });
    expect(() => cluster({}, app)).toThrow('give one version, in the policy of the app');
  });

  test('two clusters in one folder', () => {
    const app = new App();
    cluster({}, app);
    new HardenedCluster(app, 'other', {
      ...{ kubernetesVersion: '1.36.2', encryption: { providers: [EncryptionProvider.aescbc('key-1')] } },
    });
    expect(() => app.synth()).toThrow('give the files of another cluster another folder');
  });

  const kubelets: [settings: { [field: string]: any }, message: string][] = [
    [{ readOnlyPort: 10_255 }, 'which is hardened; leave it out'],
    [{ podPidsLimit: 1 }, 'which is an option of its own'],
    [{ staticPodURL: 'http://a' }, 'runs pods on each node'],
    [{ metadata: {} }, 'which is no setting'],
    [{ memoryReservationPolicy: 'None' }, 'ignores; it is there from 1.36 on'],
  ];
  test.each(kubelets)('kubelets with %j', (settings, message) => {
    expect(() => new HardenedKubelet(new App(), 'kubelet', { settings, kubernetesVersion: '1.35' })).toThrow(message);
  });

  test('nftables before it was finished', () => {
    const props = { kubernetesVersion: '1.32', mode: KubeProxyMode.NFTABLES };
    expect(() => new HardenedKubeProxy(new App(), 'proxy', props)).toThrow('use iptables');
  });
});
