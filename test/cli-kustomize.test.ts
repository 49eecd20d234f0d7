import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const DEPLOYMENT = (name: string, namespace?: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ghcr.io/acme/${name}:1.0.0
`;
const PATCH = (name: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 5\n`;
const CONFIG = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

type Files = { readonly [path: string]: string };

async function checkIn(cwd: string, ...argv: string[]) {
  const { code, stdout, stderr } = await command(['check', '--format', 'json', ...argv], { cwd });
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout);
  const objects = Object.fromEntries(
    report.findings.map(({ object }: any) => [`${object.kind} ${object.name}`, object.namespace]),
  );
  return { code, report, objects, leftOut: report.leftOut.map(({ file }: any) => file) };
}

const check = (files: Files, ...argv: string[]) => checkIn(folder(files), ...argv);
/** The rule that reports each Deployment of these tests, whatever its namespace. */
const ANY = ['--rules', 'writable-root-filesystem'];

describe('the namespace of a kustomization', () => {
  test.each([
    ['kustomization.yaml', ''],
    ['kustomization.yml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
    ['Kustomization', 'apiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\n'],
  ])('of %s counts for the files that it lists', async (name, head) => {
    const { objects, report } = await check(
      {
        [`k8s/${name}`]: `${head}namespace: shop\nresources: [web.yaml, sub/api.yaml]\n`,
        'k8s/web.yaml': DEPLOYMENT('web'),
        'k8s/sub/api.yaml': DEPLOYMENT('api'),
        'k8s/other.yaml': DEPLOYMENT('other'),
      },
      'k8s',
      ...ANY,
    );
    expect(objects).toEqual({ 'Deployment web': 'shop', 'Deployment api': 'shop', 'Deployment other': null });
    expect(report).toMatchObject({ errors: [], unknown: [], notes: [] });
  });

  test.each(['k8s/web.yaml', 'k8s/*.yaml', './k8s', '.'])('of the folder counts for %s', async (path) => {
    const files = {
      'k8s/Kustomization': 'namespace: shop\nresources: [web.yaml]\n',
      'k8s/web.yaml': DEPLOYMENT('web'),
    };
    expect((await check(files, path, ...ANY)).objects).toEqual({ 'Deployment web': 'shop' });
  });

  test('replaces what a file writes, goes through bases, and the outermost holds', async () => {
    const files = {
      'base/kustomization.yaml': 'namespace: inner\nresources: [web.yaml, ../more]\n',
      'base/web.yaml': DEPLOYMENT('web', 'default'),
      'more/kustomization.yaml': 'resources: [more.yaml]\n',
      'more/more.yaml': DEPLOYMENT('more'),
      'overlay/kustomization.yaml': 'namespace: outer\nresources: [../base]\n',
    };
    const { objects } = await check(files, '.', ...ANY);
    expect(objects).toEqual({ 'Deployment web': 'outer', 'Deployment more': 'outer' });
    expect((await check(files, 'base', 'more', ...ANY)).objects).toEqual({
      'Deployment web': 'inner',
      'Deployment more': 'inner',
    });
    expect((await check(files, '.', '--rules', 'default-namespace')).report.findings).toEqual([]);
  });

  test('goes before --namespace, which is for the rest', async () => {
    const files = {
      'kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
      'web.yaml': DEPLOYMENT('web'),
      'api.yaml': DEPLOYMENT('api'),
    };
    const { objects } = await check(files, '.', '--namespace', 'mall', ...ANY);
    expect(objects).toEqual({ 'Deployment web': 'shop', 'Deployment api': 'mall' });
  });

  test('two that differ move nothing of what belongs together, and a note says so', async () => {
    const { objects, report } = await check(
      {
        'base/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web.yaml': DEPLOYMENT('web'),
        'dev/kustomization.yaml': 'namespace: dev\nresources: [../base]\n',
        'prod/kustomization.yaml': 'namespace: prod\nresources: [../base, own.yaml]\n',
        'prod/own.yaml': DEPLOYMENT('own'),
        'apart/kustomization.yaml': 'namespace: apart\nresources: [apart.yaml]\n',
        'apart/apart.yaml': DEPLOYMENT('apart'),
      },
      '.',
      ...ANY,
    );
    expect(objects).toEqual({ 'Deployment web': null, 'Deployment own': null, 'Deployment apart': 'apart' });
    expect(report.notes).toContainEqual(expect.stringMatching(/several namespaces \("dev", "prod"\)/));
  });

  test('cycles end and move nothing, as kustomize refuses them; chains are followed', async () => {
    const files: { [path: string]: string } = {
      'a/kustomization.yaml': 'namespace: a\nresources: [../b, web.yaml]\n',
      'a/web.yaml': DEPLOYMENT('web'),
      'b/kustomization.yaml': 'resources: [../a, .]\n',
    };
    expect((await check(files, '.', ...ANY)).objects).toEqual({ 'Deployment web': null });
    const chain: { [path: string]: string } = { 'c0/kustomization.yaml': 'namespace: top\nresources: [../c1]\n' };
    for (let at = 1; at < 300; at += 1) chain[`c${at}/kustomization.yaml`] = `resources: [../c${at + 1}]\n`;
    chain['c300/kustomization.yaml'] = 'resources: [web.yaml]\n';
    chain['c300/web.yaml'] = DEPLOYMENT('web');
    expect((await check(chain, '.', ...ANY)).objects).toEqual({ 'Deployment web': 'top' });
  });

  test.each([
    [
      'an object of Flux',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: k }\nnamespace: shop\n',
    ],
    ['two documents', 'namespace: shop\n---\nnamespace: shop\n'],
    ['a component', 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamespace: shop\n'],
    ['a number', 'namespace: 1\n'],
  ])('%s puts nothing anywhere', async (_, head) => {
    const text = head.replaceAll('namespace:', 'resources: [web.yaml]\nnamespace:');
    const { objects } = await check({ 'kustomization.yaml': text, 'web.yaml': DEPLOYMENT('web') }, '.', ...ANY);
    expect(objects).toEqual({ 'Deployment web': null });
  });

  test('two kustomizations in one folder are none', async () => {
    const files = {
      'kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
      Kustomization: 'namespace: shop\nresources: [web.yaml]\n',
      'web.yaml': DEPLOYMENT('web'),
    };
    expect((await check(files, '.', ...ANY)).objects).toEqual({ 'Deployment web': null });
  });

  test('a revision of git has them too', async () => {
    const cwd = folder({
      'k8s/Kustomization': 'namespace: shop\nresources: [web.yaml]\n',
      'k8s/web.yaml': DEPLOYMENT('web'),
    });
    const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const { stdout } = await command(['diff', '--format', 'json', 'git:HEAD', '.', ...ANY], { cwd, env: process.env });
    expect(JSON.parse(stdout).summary).toMatchObject({ appeared: 0, vanished: 0 });
  });
});

describe('files that a kustomization names and not as objects', () => {
  const patched = (kustomization: string, more: Files = {}): Files => ({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': DEPLOYMENT('web', 'shop'),
    'overlay/kustomization.yaml': `resources: [../base]\n${kustomization}`,
    'overlay/p.yaml': PATCH('web'),
    ...more,
  });

  test.each([
    ['patches', 'patches: [{ path: p.yaml }]\n', 'patch'],
    ['patches with a target', 'patches: [{ target: { kind: Deployment }, path: ./p.yaml }]\n', 'patch'],
    ['patchesStrategicMerge', 'patchesStrategicMerge:\n  - p.yaml\n', 'patch'],
    ['patchesJson6902', 'patchesJson6902: [{ target: { kind: Deployment, name: web }, path: p.yaml }]\n', 'patch'],
    ['configurations', 'configurations: [p.yaml]\n', 'configuration'],
    ['transformers', 'transformers: [p.yaml]\n', 'transformer'],
    ['generators', 'generators: [p.yaml]\n', 'generator'],
    ['validators', 'validators: [p.yaml]\n', 'validator'],
    ['replacements', 'replacements: [{ path: p.yaml }]\n', 'replacement'],
    ['openapi', 'openapi: { path: p.yaml }\n', 'configuration'],
    ['helmCharts', 'helmCharts: [{ name: c, valuesFile: p.yaml }]\n', 'chart values'],
    ['helmCharts', 'helmCharts: [{ name: c, additionalValuesFiles: [p.yaml] }]\n', 'chart values'],
    ['configMapGenerator', 'configMapGenerator: [{ name: c, files: [key=p.yaml] }]\n', 'data'],
    ['secretGenerator', 'secretGenerator: [{ name: c, envs: [p.yaml] }]\n', 'data'],
  ])('%s', async (_, kustomization, what) => {
    const { report } = await check(patched(kustomization), '.', ...ANY);
    expect(report.errors).toEqual([]);
    expect(report.leftOut).toEqual([{ file: 'overlay/p.yaml', what, kustomization: 'overlay/kustomization.yaml' }]);
    expect(report.summary).toMatchObject({ objects: 1, leftOut: 1 });
    expect(report.notes[0]).toBe(
      `1 file is left out, as a kustomization names it and not as an object: overlay/p.yaml (${what})`,
    );
  });

  test('patches of components and of folders of transformers', async () => {
    const { leftOut, report } = await check(
      patched('components: [../component]\ntransformers: [../names]\n', {
        'overlay/p.yaml': CONFIG('judged'),
        'component/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: c.yaml }]\nresources: [more.yaml]\n',
        'component/c.yaml': PATCH('web'),
        'component/more.yaml': DEPLOYMENT('more', 'shop'),
        'names/kustomization.yaml': 'resources: [t.yaml]\n',
        'names/t.yaml':
          'apiVersion: builtin\nkind: PrefixSuffixTransformer\nmetadata: { name: t }\nprefix: a-\nfieldSpecs: [{ path: metadata/name }]\n',
      }),
      '.',
      ...ANY,
    );
    expect(leftOut.sort()).toEqual(['component/c.yaml', 'names/t.yaml']);
    expect(report.summary).toMatchObject({ objects: 3, errors: 0 });
  });

  test('the text of the report names and counts them, and what is not applied', async () => {
    const cwd = folder(
      patched(
        'namePrefix: a-\ncommonLabels: { a: b }\npatches:\n  - path: p.yaml\n  - patch: "- { op: remove, path: /x }"\n',
      ),
    );
    const { stdout, code } = await command(['check', '.', '--rules', 'host-pid'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('left out: 1 file of kustomizations · 1 object');
    expect(stdout).toContain('overlay/p.yaml (patch)');
    expect(stdout).toMatch(
      /without what kustomize does to them; .*--kustomize DIR: overlay\/kustomization.yaml \(patches, namePrefix, commonLabels\)/,
    );
  });

  test('an inline patch alone, and resources from elsewhere, are told', async () => {
    const text =
      'resources: [web.yaml, "https://example.com/a?ref=v1"]\npatchesStrategicMerge:\n  - |\n    kind: Deployment\n';
    const { report } = await check({ 'kustomization.yaml': text, 'web.yaml': DEPLOYMENT('web') }, '.', ...ANY);
    expect(report.leftOut).toEqual([]);
    expect(report.notes[0]).toMatch(/kustomization.yaml \(patchesStrategicMerge, resources from elsewhere\)$/);
  });

  test('what is an object for one kustomization is judged', async () => {
    const other = { 'other/kustomization.yaml': 'resources: [../overlay/p.yaml]\n' };
    const { leftOut, report } = await check(patched('patches: [{ path: p.yaml }]\n', other), '.', ...ANY);
    expect(leftOut).toEqual([]);
    expect(report.errors.length).toBeGreaterThan(0);
    const both = await check(
      { 'kustomization.yaml': 'resources: [p.yaml]\npatches: [{ path: p.yaml }]\n', 'p.yaml': DEPLOYMENT('web') },
      '.',
      ...ANY,
    );
    expect(both.leftOut).toEqual([]);
    expect(both.objects).toEqual({ 'Deployment web': null });
  });

  test.each([
    ['no kustomization names it', 'patches: [{ path: other.yaml }]\n'],
    ['the kustomization has an error', 'patches: [{ path: p.yaml }]\npatches: []\n'],
    ['the key is another one', 'patch: [{ path: p.yaml }]\n'],
  ])('a file that looks like a patch is judged where %s', async (_, kustomization) => {
    const { code, leftOut } = await check(patched(kustomization), '.', ...ANY);
    expect(leftOut).toEqual([]);
    expect(code).toBe(2);
  });

  test('a kustomization outside of what is named counts for nothing', async () => {
    const files = patched('patches: [{ path: p.yaml }]\n', {
      'kustomization.yaml': 'namespace: shop\nresources: [overlay]\npatches: [{ path: base/web.yaml }]\n',
    });
    const { objects } = await check({ ...files, 'base/web.yaml': DEPLOYMENT('web') }, 'base', ...ANY);
    expect(objects).toEqual({ 'Deployment web': null });
  });

  test('links are followed as kustomize follows them, and lead to no file that is not named', async () => {
    const cwd = folder({
      'real/p.yaml': PATCH('web'),
      'k8s/kustomization.yaml':
        'resources: [web.yaml]\npatches: [{ path: link.yaml }, { path: ../../../etc/passwd }]\n',
      'k8s/web.yaml': DEPLOYMENT('web'),
    });
    symlinkSync('../real/p.yaml', join(cwd, 'k8s', 'link.yaml'));
    expect((await checkIn(cwd, 'k8s', ...ANY)).leftOut).toEqual(['k8s/link.yaml']);
    expect((await checkIn(cwd, '.', ...ANY)).leftOut).toHaveLength(1);
    expect((await checkIn(cwd, 'real', ...ANY)).leftOut).toEqual([]);
  });

  test('a path that has nothing else is not judged', async () => {
    const files = patched('patches: [{ path: p.yaml }]\n');
    for (const path of ['overlay', 'overlay/p.yaml']) {
      const { code, report } = await check(files, path);
      expect(code).toBe(2);
      expect(report.errors).toMatchObject([{ message: expect.stringContaining('--kustomize') }]);
    }
    expect((await check(files, 'overlay', '--allow-empty')).code).toBe(0);
    expect((await check(files, 'overlay/p.yaml', 'overlay/kustomization.yaml', 'base/web.yaml', ...ANY)).code).toBe(1);
  });

  test('a Kustomization that cannot be read is an error', async () => {
    const cwd = folder({ 'web.yaml': DEPLOYMENT('web') });
    writeFileSync(join(cwd, 'Kustomization'), Buffer.from([0xff, 0xfe, 0x00]));
    const { report } = await checkIn(cwd, '.', ...ANY);
    expect(report.errors).toMatchObject([{ location: { file: 'Kustomization' } }]);
  });

  test('a folder named Kustomization is none', async () => {
    const cwd = folder({ 'web.yaml': DEPLOYMENT('web') });
    mkdirSync(join(cwd, 'Kustomization'));
    expect((await checkIn(cwd, '.', ...ANY)).report.errors).toEqual([]);
    writeFileSync(join(cwd, 'K'), 'namespace: shop\nresources: [web.yaml]\n');
    renameSync(join(cwd, 'Kustomization'), join(cwd, 'other'));
    renameSync(join(cwd, 'K'), join(cwd, 'Kustomization'));
    expect((await checkIn(cwd, '.', ...ANY)).objects).toEqual({ 'Deployment web': 'shop' });
  });
});

describe('fix', () => {
  test('mends what lies beside patches, edits no patch, and writes no namespace', async () => {
    const files = {
      'kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\npatches: [{ path: p.yaml }]\n',
      'web.yaml': DEPLOYMENT('web'),
      'p.yaml': PATCH('web'),
    };
    const cwd = folder(files);
    const { code, stderr } = await command(['fix', '.'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('p.yaml (patch)');
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    expect(read('p.yaml')).toBe(files['p.yaml']);
    expect(read('kustomization.yaml')).toBe(files['kustomization.yaml']);
    expect(read('web.yaml')).toContain('readOnlyRootFilesystem: true');
    expect(read('web.yaml')).not.toContain('namespace');
  });

  test('leaves a token on where a patch may bind its account', async () => {
    const fixed = async (patch: string) => {
      const cwd = folder({
        'kustomization.yaml': 'resources: [web.yaml]\npatches: [{ path: p.yaml }]\n',
        'web.yaml': DEPLOYMENT('web', 'shop'),
        'p.yaml': patch,
      });
      await command(['fix', '.'], { cwd });
      return readFileSync(join(cwd, 'web.yaml'), 'utf8');
    };
    expect(await fixed(PATCH('web'))).toContain('automountServiceAccountToken: false');
    expect(
      await fixed(
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: b }\nsubjects: [{ kind: ServiceAccount, name: web }]\n',
      ),
    ).not.toContain('automountServiceAccountToken');
  });
});
