import { applyPatches } from '../../../json/patch';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { kubeadmDefault } from '../settings-files';
import { containerFlags } from './container-flags';
import { clusterFlags, kubeletFlags } from './kubeadm-flags';
import { flagValue, type ProgramFlags, versionIn } from './program-flags';
import { programIn } from './programs-in';

const podOf = (container: object, metadata: object = { namespace: 'kube-system' }) =>
  Manifest.fromJson({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', ...metadata } },
    spec: { containers: [{ name: 'x', ...container }] },
  });
const flagsOf = (container: object, metadata?: object) =>
  podOf(container, metadata).podTemplates[0]?.containers.map(containerFlags)[0];
const valuesOf = (flags: ProgramFlags | undefined) =>
  flags && Object.fromEntries([...flags.written].map(([name, { value }]) => [name, value]));

describe('a container', () => {
  test.each<[string, object, string | undefined]>([
    ['its command', { command: ['/usr/local/bin/kube-apiserver'] }, 'kube-apiserver'],
    ['its image', { image: 'registry.example.com:5000/kube-scheduler:v1.37.0@sha256:0' }, 'kube-scheduler'],
    ['hyperkube', { command: ['/hyperkube', 'kubelet'] }, 'kubelet'],
    ['hyperkube without a program', { command: ['/hyperkube'] }, undefined],
    ['another program', { command: ['constructor'] }, undefined],
    ['a name that begins alike', { command: ['etcdctl'] }, undefined],
    ['nothing', { command: null, args: null, image: null }, undefined],
  ])('runs the program of %s', (_, container, program) => {
    expect(flagsOf(container)?.program).toBe(program);
  });

  test('has flags in one and in two words, and of both spellings', () => {
    const words = ['etcd', '--name=a', '-data_dir', '/x', '--client-cert-auth', '--auto-tls', 'false', '--quota'];
    expect(valuesOf(flagsOf({ command: words }))).toEqual({
      ...{ name: 'a', 'data-dir': '/x', 'client-cert-auth': 'true', 'auto-tls': 'true', quota: 'true' },
    });
  });

  test('adds lists up, and takes the last of other flags', () => {
    const command = ['kube-apiserver', '--authorization-mode=Node', '--profiling', '--authorization-mode=RBAC'];
    expect(valuesOf(flagsOf({ command, args: ['--profiling=false'] }))).toEqual({
      ...{ 'authorization-mode': 'Node,RBAC', profiling: 'false' },
    });
  });

  test('reads variables of etcd, and flags override them', () => {
    const env = [
      { name: 'ETCD_CLIENT_CERT_AUTH', value: 'true' },
      { name: 'ETCD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ];
    expect(valuesOf(flagsOf({ command: ['etcd'], env }))).toEqual({ 'client-cert-auth': 'true' });
    expect(valuesOf(flagsOf({ command: ['etcd', '--client-cert-auth=false'], env }))).toEqual({
      'client-cert-auth': 'false',
    });
    expect(valuesOf(flagsOf({ command: ['kube-scheduler'], env }))).toEqual({});
    expect(valuesOf(flagsOf({ command: ['etcd'], env: null }))).toEqual({});
  });

  test('is an etcd of the cluster if its pod says so, and has no file', () => {
    const command = ['etcd'];
    expect(flagsOf({ command }, { namespace: 'shop' })).toBeUndefined();
    expect(flagsOf({ command }, { labels: { tier: 'control-plane' } })?.program).toBe('etcd');
    expect(flagsOf({ command: ['etcd', '--config-file=/x'] })).toBeUndefined();
  });

  test.each<[string, object, string, string, object]>([
    ['a word', { command: ['kubelet', '--a=1'] }, 'a', '2', { command: ['kubelet', '--a=2'] }],
    ['two words', { command: ['kubelet', '--a', '1'] }, 'a', '2', { command: ['kubelet', '--a', '2'] }],
    [
      'what is true',
      { command: ['etcd', '--auto-tls'] },
      'auto-tls',
      'false',
      { command: ['etcd', '--auto-tls=false'] },
    ],
    ['nothing, into the arguments', { command: ['kubelet'], args: ['--b=1'] }, 'a', '2', { args: ['--b=1', '--a=2'] }],
    [
      'nothing, into the command',
      { command: ['kubelet', '--b=1'] },
      'a',
      '2',
      { command: ['kubelet', '--b=1', '--a=2'] },
    ],
    [
      'a variable',
      { command: ['etcd'], env: [{ name: 'ETCD_AUTO_TLS', value: 'true' }] },
      ...(['auto-tls', 'false', { env: [{ name: 'ETCD_AUTO_TLS', value: 'false' }] }] as const),
    ],
    [
      'two flags: left to a person',
      { command: ['etcd', '--a=1', '--a=2'] },
      'a',
      '3',
      { command: ['etcd', '--a=1', '--a=2'] },
    ],
  ])('gets a value in place of %s', (_, container, flag, value, expected) => {
    const pod = podOf(container);
    const patches = flagsOf(container)?.put(flag, value) ?? [];
    expect(applyPatches(pod.json, patches).spec.containers[0]).toMatchObject(expected);
  });

  test('has each flag in its order, with its places and what it sees', () => {
    const command = ['etcd', '--a', '1', '-data_dir=/x', '--a=2'];
    const env = [{ name: 'ETCD_A', value: '4' }];
    const flags = flagsOf({ command, env, volumeMounts: [{ name: 'a', mountPath: '/x', readOnly: true }] });
    const at = (index: number) => `/spec/containers/0/command/${index}`;
    expect(flags?.given.map(({ name, value, places }) => [name, value, places])).toEqual([
      ['a', '1', [at(1), at(2)]],
      ['data-dir', '/x', [at(3)]],
      ['a', '2', [at(4)]],
    ]);
    expect(flags?.written.get('a')).toEqual({ value: '2', pointer: at(4), label: '--a' });
    expect(flags?.mounts).toEqual([{ path: '/x', isReadOnly: true }]);
    expect(flags?.container?.name).toBe('x');
  });

  test('takes words with one dash as letters, but for etcd', () => {
    expect(valuesOf(flagsOf({ command: ['kubelet', '-v=2', '--v=3'] }))).toEqual({ v: '3' });
    expect(valuesOf(flagsOf({ command: ['etcd', '-name=a'] }))).toEqual({ name: 'a' });
  });

  test('loses all that a flag takes', () => {
    const container = { command: ['etcd', '--a', '1', '--b=2', '--a=3'], env: [{ name: 'ETCD_A', value: '4' }] };
    const patches = flagsOf(container)?.remove('a') ?? [];
    expect(applyPatches(podOf(container).json, patches).spec.containers[0]).toMatchObject({
      ...{ command: ['etcd', '--b=2'], env: [] },
    });
  });
});

describe('a file of kubeadm', () => {
  const cluster = (fields: object) => ({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    ...fields,
  });
  const flagsIn = (config: any, program: string) =>
    clusterFlags(config).find((each) => each.program === program) as ProgramFlags;

  test('leaves to kubeadm what it does not say', () => {
    const server = flagsIn(cluster({ certificatesDir: '/pki' }), 'kube-apiserver');
    expect(['client-ca-file', 'authorization-mode', 'profiling'].map((flag) => flagValue(server, flag))).toEqual([
      ...['/pki/ca.crt', 'Node,RBAC', undefined],
    ]);
    const withFile = cluster({ apiServer: { extraArgs: [{ name: 'authorization-config', value: '/x' }] } });
    expect(flagValue(flagsIn(withFile, 'kube-apiserver'), 'authorization-mode')).toBeUndefined();
  });

  test('has flags of an external etcd, and none of etcd', () => {
    const config = cluster({ etcd: { external: { endpoints: ['https://a', 'https://b'], caFile: '/ca' } } });
    expect(clusterFlags(config).map(({ program }) => program)).not.toContain('etcd');
    const server = flagsIn(config, 'kube-apiserver');
    expect(server.written.get('etcd-servers')).toEqual({
      ...{ value: 'https://a,https://b', pointer: '/etcd/external/endpoints', label: 'etcd.external.endpoints' },
    });
    expect(flagValue(server, 'etcd-certfile')).toBe('');
    expect(server.put('etcd-cafile', '/x')).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['a list', { apiServer: { extraArgs: [{ name: 'a', value: '1' }] } }, { extraArgs: [{ name: 'a', value: '2' }] }],
    ['an empty file', {}, { extraArgs: [{ name: 'a', value: '2' }] }],
    [
      'another flag',
      { apiServer: { extraArgs: [{ name: 'b', value: '1' }] } },
      {
        extraArgs: [
          { name: 'b', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    ],
    [
      'a map',
      { apiVersion: 'kubeadm.k8s.io/v1beta3', apiServer: { extraArgs: { a: '1' } } },
      { extraArgs: { a: '2' } },
    ],
    ['an empty file with maps', { apiVersion: 'kubeadm.k8s.io/v1beta3' }, { extraArgs: { a: '2' } }],
  ])('gets a flag: %s', (_, fields, expected) => {
    const config = cluster(fields);
    expect(applyPatches(config, flagsIn(config, 'kube-apiserver').put('a', '2'))).toMatchObject({
      apiServer: expected,
    });
  });

  test('has each flag by the name that the program knows, with its place', () => {
    const list = [
      { name: 'audit_log_maxage', value: '1' },
      { name: 'audit-log-maxage', value: '2' },
    ];
    const server = flagsIn(cluster({ apiServer: { extraArgs: list } }), 'kube-apiserver');
    expect(server.given.map(({ name, places }) => [name, places])).toEqual([
      ['audit-log-maxage', ['/apiServer/extraArgs/0']],
      ['audit-log-maxage', ['/apiServer/extraArgs/1']],
    ]);
    expect(server.written.get('audit-log-maxage')?.pointer).toBe('/apiServer/extraArgs/1/value');
    const older = { apiVersion: 'kubeadm.k8s.io/v1beta3', apiServer: { extraArgs: { 'a/b': '1' } } };
    expect(flagsIn(cluster(older), 'kube-apiserver').given[0]).toMatchObject({
      ...{ pointer: '/apiServer/extraArgs/a~1b', places: ['/apiServer/extraArgs/a~1b'] },
    });
  });

  test('mounts its own folders read-only, and volumes as they are given', () => {
    const volumes = [{ name: 'a', hostPath: '/y', mountPath: '/x' }];
    const server = flagsIn(
      cluster({ certificatesDir: '/pki', apiServer: { extraVolumes: volumes } }),
      'kube-apiserver',
    );
    expect(server.mounts).toEqual(
      expect.arrayContaining([
        { path: '/etc/kubernetes/pki', isReadOnly: true },
        { path: '/pki', isReadOnly: true },
        { path: '/x', isReadOnly: false },
      ]),
    );
  });

  test('gets two flags at once', () => {
    const server = flagsIn(cluster({}), 'kube-apiserver');
    const config = applyPatches(cluster({}), [...server.put('a', '1'), ...server.put('b', '2')]);
    expect(config.apiServer.extraArgs).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ]);
  });

  test('loses a flag in both forms', () => {
    const list = cluster({
      apiServer: {
        extraArgs: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    });
    expect(applyPatches(list, flagsIn(list, 'kube-apiserver').remove('a')).apiServer.extraArgs).toEqual([]);
    const map = cluster({ apiVersion: 'kubeadm.k8s.io/v1beta3', apiServer: { extraArgs: { a: '1', b: '2' } } });
    expect(applyPatches(map, flagsIn(map, 'kube-apiserver').remove('a')).apiServer.extraArgs).toEqual({ b: '2' });
  });

  test('gives a kubelet flags that another file completes', () => {
    const config = { kind: 'JoinConfiguration', nodeRegistration: { kubeletExtraArgs: { 'node-ip': '10.0.0.1' } } };
    expect(valuesOf(kubeletFlags(config))).toEqual({ 'node-ip': '10.0.0.1' });
    expect(kubeletFlags({ kind: 'JoinConfiguration', nodeRegistration: null }).isPart).toBe(true);
  });

  test('completes the settings of the kubelet in the same file', () => {
    const kubelet = (file: string) =>
      Manifest.fromJson(
        { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
        { origin: { file } },
      );
    const [inside, outside] = [kubelet('kubeadm.yaml'), kubelet('config.yaml')];
    const all = ManifestSet.fromManifests([
      Manifest.fromJson(cluster({}), { origin: { file: 'kubeadm.yaml' } }),
      ...[inside, outside],
    ]);
    expect([inside, outside].map((each) => kubeadmDefault(each, '/rotateCertificates', all))).toEqual([
      true,
      undefined,
    ]);
    expect(kubeadmDefault(inside, '/seccompDefault', all)).toBeUndefined();
    expect(programIn(all, 'kube-apiserver')).toHaveLength(1);
  });
});

test.each([
  ['v1.36.2', '1.36'],
  ['1.31', '1.31'],
  ['stable-1.33', '1.33'],
  ['registry.k8s.io/kube-apiserver:v1.32.0-rc.1@sha256:0', '1.32'],
  ['v1.99.0', '1.37'],
  ['latest', undefined],
  ['registry.example.com:1234/kube-apiserver', undefined],
  [undefined, undefined],
])('the version in %s is %s', (text, expected) => {
  expect(versionIn(text)).toBe(expected);
});
