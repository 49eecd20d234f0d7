import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const CONFIG = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\n`;
const FILES = {
  'k8s/a.yaml': CONFIG('a'),
  'k8s/deep/b.yaml': CONFIG('b'),
  'k8s/deep/b-patch.yaml': 'apiVersion: v1\nkind: 7\n',
  'k8s/charts/x/templates/t.yaml': 'a: {{ .Values.b }}\n',
  'other/c.yaml': CONFIG('c'),
};

async function checkIn(cwd: string, ...argv: string[]) {
  const all = ['check', '--format', 'json', '--rules', 'default-namespace', ...argv];
  const { code, stdout, stderr } = await command(all, { cwd });
  const report = stdout === '' ? undefined : JSON.parse(stdout);
  const names = report?.findings.map(({ object }: any) => object.name).sort();
  return { code, report, names, stderr };
}

const BROKEN = ['--exclude', '*-patch.yaml', '--exclude', 'charts'];

test.each<[globs: string[], names: string[], excluded: number]>([
  [['*-patch.yaml', 'charts'], ['a', 'b', 'c'], 2],
  [['**/*-patch.yaml', 'k8s/charts/'], ['a', 'b', 'c'], 2],
  [['k8s/deep', '**/templates/**'], ['a', 'c'], 3],
  [['./k8s/{deep,charts}/**'], ['a', 'c'], 3],
  [['k8s'], ['c'], 4],
  [['b*.yaml', 't.yaml', 'other/*.yaml'], ['a'], 4],
])('%p leaves out what it matches, and says how much', async (globs, names, excluded) => {
  const argv = globs.flatMap((glob) => ['--exclude', glob]);
  const { report, names: found } = await checkIn(folder(FILES), '.', ...argv);
  expect(found).toEqual(names);
  expect(report.summary).toMatchObject({ excluded, errors: 0 });
  expect(report.notes).toEqual([]);
});

test('a name matches whole, from the current folder', async () => {
  const { names } = await checkIn(folder(FILES), '.', ...BROKEN, '--exclude', 'a', '--exclude', 'deep/b.yaml');
  expect(names).toEqual(['a', 'b', 'c']);
});

test('the text counts them, and a note names a glob that matches nothing', async () => {
  const cwd = folder(FILES);
  const { stdout } = await command(['check', '.', ...BROKEN, '--exclude', 'no/such/*'], { cwd });
  expect(stdout).toContain('excluded: 2 files · 3 objects');
  expect(stdout).toContain('  "no/such/*" excludes no file\n');
});

test('the globs of a policy start from its folder', async () => {
  const policy = { 'sub/hardening.yaml': 'exclude: [../k8s/deep, "../k8s/charts/**"]\n' };
  const cwd = folder({ ...FILES, ...policy });
  expect((await checkIn(cwd, 'k8s', 'other', '--policy', 'sub/hardening.yaml')).names).toEqual(['a', 'c']);
  const both = await checkIn(cwd, 'k8s', 'other', '--policy', 'sub/hardening.yaml', '--exclude', 'other');
  expect(both.names).toEqual(['a']);
});

test('paths above the current folder are matched by their names', async () => {
  const cwd = folder({ ...FILES, 'here/d.yaml': CONFIG('d') });
  const { names } = await checkIn(join(cwd, 'here'), '../k8s', '--exclude', '**/*-patch.yaml', '--exclude', 'charts');
  expect(names).toEqual(['a', 'b']);
});

test('a file that is named is left out too; a run of nothing is no pass', async () => {
  const cwd = folder(FILES);
  expect((await checkIn(cwd, 'k8s/a.yaml', 'other/c.yaml', '--exclude', 'other')).names).toEqual(['a']);
  const { code, report } = await checkIn(cwd, 'other', '--exclude', '*');
  expect(code).toBe(2);
  expect(report.errors).toMatchObject([{ message: expect.stringContaining('beside what is left out') }]);
});

test.each(['', '!a.yaml', '/', './'])('%p is refused', async (glob) => {
  const { code, stderr } = await checkIn(folder(FILES), '.', `--exclude=${glob}`);
  expect(code).toBe(2);
  expect(stderr).toContain('cannot leave out files');
});

test('fix does not change them, and diff compares without them', async () => {
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: a, image: a }] }\n`;
  const cwd = folder({ 'one/a.yaml': pod('a'), 'one/b.yaml': pod('b'), 'two/a.yaml': pod('a') });
  await command(['fix', 'one', '--exclude', 'b.yaml'], { cwd });
  expect(readFileSync(join(cwd, 'one/b.yaml'), 'utf8')).toBe(pod('b'));
  expect(readFileSync(join(cwd, 'one/a.yaml'), 'utf8')).not.toBe(pod('a'));
  const { stdout } = await command(['diff', '--format', 'json', 'two', 'one', '--exclude', 'b.yaml'], { cwd });
  expect(JSON.parse(stdout).summary).toMatchObject({ appeared: 0 });
});

test('a kustomization that is excluded says nothing', async () => {
  const files = { 'kustomization.yaml': 'namespace: shop\nresources: [a.yaml]\n', 'a.yaml': CONFIG('a') };
  expect((await checkIn(folder(files), '.')).names).toEqual([]);
  expect((await checkIn(folder(files), '.', '--exclude', 'kustomization.yaml')).names).toEqual(['a']);
  expect((await checkIn(folder(files), 'a.yaml', '--exclude', 'kustomization.yaml')).names).toEqual(['a']);
});
