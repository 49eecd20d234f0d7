import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const POD = (name: string, metadata = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${metadata}  labels:\n    app: ${name}\nspec:\n  serviceAccountName: ${name}\n  containers:\n    - name: ${name}\n      image: ghcr.io/acme/${name}:1.0.0\n`;
const CONFIG = (name: string, namespace?: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}`;
const DENY = (namespace: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\n  namespace: ${namespace}\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n`;

async function check(files: { readonly [path: string]: string }, ...argv: string[]) {
  const cwd = folder(files);
  const { code, stdout } = await command(['check', '--format', 'json', ...argv], { cwd });
  const report = JSON.parse(stdout);
  return { code, report, cwd, rules: report.findings.map(({ rule }: any) => rule) };
}

const NOTE = /^\d+ objects? sets? no namespace \(default-namespace\); name the one .* --namespace/;

describe('without a namespace', () => {
  const files = {
    'k8s/a.yaml': `${CONFIG('a')}---\n${CONFIG('b')}`,
    'k8s/c.yaml': `${CONFIG('c')}---\n${CONFIG('d', 'default')}---\n${CONFIG('e', 'shop')}`,
    'k8s/f.yaml':
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: f\nprovisioner: acme.example/p\n',
  };

  test('one note stands for all objects; the one in default stays a finding', async () => {
    const { code, report } = await check(files, 'k8s', '--rules', 'default-namespace');
    expect(code).toBe(1);
    expect(report.findings.map(({ object, message }: any) => [object.name, message])).toEqual([
      ['d', 'object ConfigMap "d" is in namespace "default"; set metadata.namespace to another namespace'],
    ]);
    expect(report.notes.filter((note: string) => NOTE.test(note))).toHaveLength(1);
    expect(report.notes[0]).toMatch(/^3 objects set /);
    expect(report.summary).toMatchObject({ findings: 1, unplaced: 3 });
  });

  test('it is a line of the text, a notification of SARIF, and no finding of them', async () => {
    const cwd = folder({ 'a.yaml': CONFIG('a') });
    const text = await command(['check', 'a.yaml'], { cwd });
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^Notes\n {2}1 object sets no namespace .*\n\n✓ no findings · 1 object/);
    const [run] = JSON.parse((await command(['check', '--format', 'sarif', 'a.yaml'], { cwd })).stdout).runs;
    expect(run.results).toEqual([]);
    expect(run.invocations[0].toolConfigurationNotifications).toMatchObject([
      { level: 'note', message: { text: expect.stringMatching(NOTE) } },
    ]);
  });

  test('a profile that does not ask for one needs no note', async () => {
    const { report } = await check(files, 'k8s', '--profile', 'restricted');
    expect(report.notes).toEqual([]);
    expect(report.summary.unplaced).toBe(0);
  });

  test('a waiver is used, and a baseline has no entry', async () => {
    const waivers =
      'waivers:\n  - { rule: default-namespace, kind: ConfigMap, name: a, reason: "applied with -n", expires: "2027-01-01" }\n';
    const { code, report } = await check({ 'a.yaml': CONFIG('a'), 'hardening.yaml': waivers }, 'a.yaml');
    expect(code).toBe(0);
    expect(report.waivers.unused).toEqual([]);
    const cwd = folder({ 'a.yaml': CONFIG('a'), 'b.yaml': POD('b') });
    await command(['check', '--write-baseline', 'base.json', '.'], { cwd });
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).not.toContain('default-namespace');
    expect((await command(['check', '--baseline', 'base.json', '.'], { cwd })).code).toBe(0);
  });
});

describe('--namespace', () => {
  test('says where objects without one go; nothing else moves', async () => {
    const files = {
      'a.yaml': `${CONFIG('a')}---\n${CONFIG('b', 'other')}---\n${CONFIG('c', '""')}---\n${CONFIG('d', 'default')}`,
      'r.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: r\nrules:\n  - { apiGroups: [""], resources: [secrets], verbs: [list] }\n',
    };
    const { report } = await check(files, '.', '--namespace', 'shop', '--rules', 'default-namespace,rbac');
    const objects = report.findings.map(({ object }: any) => [object.kind, object.namespace, object.name]);
    expect(objects).toContainEqual(['ConfigMap', 'default', 'd']);
    expect(objects).toContainEqual(['ClusterRole', null, 'r']);
    expect(report.notes).toEqual([]);
  });

  test('default is a finding for each object', async () => {
    const { report } = await check({ 'a.yaml': CONFIG('a') }, '.', '--namespace', 'default');
    expect(report.findings).toMatchObject([{ rule: 'default-namespace', object: { namespace: 'default' } }]);
  });

  test('policies of the namespace hold for its pods, and others do not', async () => {
    const files = { 'a.yaml': `${POD('web')}---\n${DENY('shop')}` };
    const missing = 'workload-network-policy-missing';
    expect((await check(files, '.', '--rules', missing)).rules).toEqual([missing]);
    expect((await check(files, '.', '--rules', missing, '--namespace', 'shop')).rules).toEqual([]);
    expect((await check(files, '.', '--rules', missing, '--namespace', 'mall')).rules).toEqual([missing]);
  });

  test('subjects, accounts and budgets meet there', async () => {
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: b\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects:\n  - { kind: ServiceAccount, name: web, namespace: shop }\n';
    const files = { 'a.yaml': `${POD('web')}---\n${binding}` };
    const found = async (...argv: string[]) =>
      (await check(files, '.', '--rules', 'rbac-workload-cluster-takeover', ...argv)).rules;
    expect(await found('--namespace', 'shop')).toEqual(['rbac-workload-cluster-takeover']);
    expect(await found('--namespace', 'mall')).toEqual([]);
  });

  test('two objects of one name are one where the namespace is the same', async () => {
    const files = { 'a.yaml': `${CONFIG('a')}data: { k: v }\n---\n${CONFIG('a', 'shop')}` };
    expect((await check(files, '.')).report.errors).toEqual([]);
    const { report } = await check(files, '.', '--namespace', 'shop');
    expect(report.errors).toMatchObject([{ message: expect.stringContaining('ConfigMap "a" is defined twice') }]);
  });

  test('a kind is cluster-scoped if its definition says so', async () => {
    const definition = (scope: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: fleets.acme.example\nspec:\n  group: acme.example\n  names: { kind: Fleet, plural: fleets }\n  scope: ${scope}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: { openAPIV3Schema: { type: object } }\n`;
    const fleet = 'apiVersion: acme.example/v1\nkind: Fleet\nmetadata:\n  name: f\n';
    const namespaceOf = async (files: { readonly [path: string]: string }, ...argv: string[]) => {
      const { report } = await check({ 'f.yaml': fleet, ...files }, 'f.yaml', '--namespace', 'shop', ...argv);
      return report.unknown[0].object.namespace;
    };
    expect(await namespaceOf({ 'c.yaml': definition('Cluster') }, 'c.yaml')).toBeNull();
    expect(await namespaceOf({ 'c.yaml': definition('Cluster') }, '--crds', 'c.yaml')).toBeNull();
    expect(await namespaceOf({ 'c.yaml': definition('Namespaced') }, 'c.yaml')).toBe('shop');
  });

  test('the policy has it for all, and the option goes before it', async () => {
    const files = { 'a.yaml': `${POD('web')}---\n${DENY('shop')}`, 'hardening.yaml': 'namespace: shop\n' };
    const rules = ['a.yaml', '--rules', 'workload-network-policy-missing'];
    expect((await check(files, ...rules)).rules).toEqual([]);
    expect((await check(files, ...rules, '--namespace', 'mall')).rules).toHaveLength(1);
    expect((await check(files, ...rules, '--no-policy')).rules).toHaveLength(1);
  });

  test.each(['Shop', 'a b', '', '-x', 'a'.repeat(64)])('%p is no namespace', async (name) => {
    const cwd = folder({ 'a.yaml': CONFIG('a') });
    const { code, stderr } = await command(['check', 'a.yaml', `--namespace=${name}`], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cdk8s-hardened: namespace ".*" is not valid; write a DNS label/);
  });

  test('waivers may name either namespace', async () => {
    for (const namespace of ['', 'namespace: shop, ']) {
      const waivers = `waivers:\n  - { rule: host-pid, kind: Pod, ${namespace}name: web, reason: "needs the processes", expires: "2027-01-01" }\n`;
      const files = { 'a.yaml': POD('web').replace('spec:\n', 'spec:\n  hostPID: true\n'), 'hardening.yaml': waivers };
      const { report } = await check(files, 'a.yaml', '--namespace', 'shop', '--rules', 'host-pid');
      expect(report.findings).toMatchObject([{ rule: 'host-pid', waived: { kind: 'Pod' } }]);
      expect(report.waivers.unused).toEqual([]);
    }
  });

  test('fix judges there, writes none, and keeps every other byte', async () => {
    const text = `# the shop\n${POD('web', '  namespace: ""\n')}---\n${POD('api')}`;
    const cwd = folder({ 'a.yaml': text });
    const { stderr } = await command(['fix', 'a.yaml', '--namespace', 'shop'], { cwd });
    expect(stderr).toContain('Pod shop/web ');
    const fixed = readFileSync(join(cwd, 'a.yaml'), 'utf8');
    expect(fixed).toContain('runAsNonRoot: true');
    expect(fixed).not.toContain('shop\n  labels');
    expect(fixed.match(/namespace:.*/g)).toEqual(['namespace: ""']);
  });

  test('SARIF offers the edits of the text as it is written', async () => {
    const cwd = folder({ 'a.yaml': POD('web') });
    const argv = ['check', '--format', 'sarif', '--namespace', 'shop', '--rules', 'run-as-non-root', 'a.yaml'];
    const [run] = JSON.parse((await command(argv, { cwd })).stdout).runs;
    const [{ insertedContent }] = run.results[0].fixes[0].artifactChanges[0].replacements;
    expect(insertedContent.text).toContain('runAsNonRoot: true');
    expect(insertedContent.text).not.toContain('namespace');
  });

  test('images and diff take it', async () => {
    const cwd = folder({ 'a.yaml': POD('web'), 'b.yaml': POD('web').replace('spec:\n', 'spec:\n  hostPID: true\n') });
    const images = JSON.parse(
      (await command(['images', '--format', 'json', '--namespace', 'shop', 'a.yaml'], { cwd })).stdout,
    );
    expect(JSON.stringify(images)).toContain('"namespace":"shop"');
    const { stdout } = await command(['diff', '--namespace', 'shop', 'a.yaml', 'b.yaml'], { cwd });
    expect(stdout).toContain('Pod shop/web');
  });
});
