import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Aspects, HardeningChecks, NodeFile, NodeRole } from 'cdk8s-hardened';

const outdir = mkdtempSync(join(tmpdir(), 'node-files-'));
const PATH = '/etc/kubernetes/a.conf';
const file = join(outdir, 'cluster', PATH);
const sums = join(outdir, 'cluster', 'SHA256SUMS');

afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function appWith(...files: [path: string, text: string][]): App {
  const app = new App({ outdir });
  for (const [index, [path, text]] of files.entries()) new NodeFile(app, `file-${index}`, { path, text });
  return app;
}

test('a file is written below its folder, with the path that it has on the node, also without an aspect', () => {
  appWith([PATH, 'one\n']).synth();
  expect(readFileSync(file, 'utf8')).toBe('one\n');
  const hash = createHash('sha256').update('one\n').digest('hex');
  expect(readFileSync(sums, 'utf8')).toBe(`${hash}  etc/kubernetes/a.conf\n`);
});

test('it is in no manifest', () => {
  const app = appWith([PATH, 'one\n']);
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'a' } });
  expect(app.synthYaml()).not.toContain('one');
  expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['ConfigMap']);
  app.synth();
  expect(readdirSync(outdir).sort()).toEqual(['chart.k8s.yaml', 'cluster']);
});

test('a refused app writes none', () => {
  const app = appWith([PATH, 'one\n']);
  Aspects.of(app).add(new HardeningChecks());
  new ApiObject(new Chart(app, 'chart'), 'pod', {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'a' } },
    spec: { containers: [{ name: 'a', image: 'a' }] },
  });
  expect(() => app.synth()).toThrow('run-as-non-root');
  expect(existsSync(join(outdir, 'cluster'))).toBe(false);
});

test('a file of an earlier synth is removed, unless it was changed', () => {
  appWith([PATH, 'one\n'], ['/etc/b.conf', 'two\n'], ['/etc/c.conf', 'three\n']).synth();
  writeFileSync(join(outdir, 'cluster', 'etc', 'c.conf'), 'of a person\n');
  appWith(['/etc/d.conf', 'four\n']).synth();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(outdir, 'cluster', 'etc')).sort()).toEqual(['c.conf', 'd.conf', 'kubernetes']);
});

test('a list that leads out of the folder removes nothing', () => {
  appWith([PATH, 'one\n']).synth();
  const outside = join(outdir, 'kept');
  writeFileSync(outside, 'kept');
  const hash = createHash('sha256').update('kept').digest('hex');
  writeFileSync(sums, `${hash}  ../kept\n${hash}  ${outside}\n`);
  appWith([PATH, 'one\n']).synth();
  expect(existsSync(outside)).toBe(true);
});

test('two files in one place are an error, and nothing is written', () => {
  const app = appWith([PATH, 'one\n'], [PATH, 'two\n']);
  expect(() => app.synth()).toThrow(
    '"file-0" and "file-1" are both /etc/kubernetes/a.conf of a node; remove one, or give the files of another cluster another folder',
  );
  expect(existsSync(join(outdir, 'cluster'))).toBe(false);
});

test('clusters have folders of their own', () => {
  const app = appWith([PATH, 'one\n']);
  new NodeFile(app, 'other', { path: PATH, text: 'two\n', folder: 'staging' });
  app.synth();
  expect(readFileSync(join(outdir, 'staging', PATH), 'utf8')).toBe('two\n');
});

describe('refused', () => {
  const wrong: [props: object, message: string][] = [
    [{ path: 'etc/a' }, 'has the path "etc/a"; begin it with "/"'],
    [{ path: '/etc/../a/b' }, 'write the path of a file without'],
    [{ path: '/etc/a/' }, 'write the path of a file without'],
    [{ path: '/a' }, 'put it in a folder'],
    [{ mode: '666' }, 'has the mode "666"; write it as "0600"'],
    [{ mode: '0660' }, 'with which others than its owner may write it'],
    [{ folder: '../x' }, 'has the folder "../x"; write one name'],
    [{ text: '-----BEGIN EC PRIVATE KEY-----\nabc' }, 'has a private key in its text'],
  ];
  test.each(wrong)('%j', (props, message) => {
    const all = { path: PATH, text: '', nodes: NodeRole.EVERY, ...props };
    expect(() => new NodeFile(new App({ outdir }), 'file', all)).toThrow(message);
  });
});
