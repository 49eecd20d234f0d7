import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, podYaml } from './support/command-line';
import { compiledLibrary } from './support/compiled';

const DENIED = join(__dirname, 'support', 'no-network.js');
/** Starts a process in a network namespace of its own, where no address is reachable; Linux may forbid it. */
const UNSHARED = ['unshare', '--map-root-user', '--net', '--'];
const canUnshare = spawnSync(UNSHARED[0] as string, [...UNSHARED.slice(1), 'true']).status === 0;

const APP = `
const { App, Chart, ApiObject } = require('cdk8s');
const { Aspects, HardeningChecks, IsolatedNamespace, PolicyFile, SecureDeployment } = require('./lib/index');
const app = new App({ outdir: process.argv[2] });
Aspects.of(app).add(new HardeningChecks(PolicyFile.fromFile('hardening.yaml')));
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new IsolatedNamespace(chart, 'namespace');
if (process.argv[3]) new ApiObject(chart, 'weak', { apiVersion: 'v1', kind: 'Pod', spec: { hostPID: true, containers: [{ name: 'a', image: 'a:1' }] } });
new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web@sha256:${'a1'.repeat(32)}', portNumber: 8080 }] });
app.synth();
`;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What asked for the network. */
  readonly calls: string;
}

function node(prefix: readonly string[], cwd: string, ...argv: string[]): Outcome {
  const calls = join(folder({ calls: '' }), 'calls');
  const [program = '', ...words] = [...prefix, process.execPath, '--require', DENIED, ...argv];
  const env = { ...process.env, NETWORK_CALLS: calls };
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr, calls: readFileSync(calls, 'utf8') };
}

/** A repository with a policy, a commit, and a weaker pod since. */
function repository(): string {
  const cwd = folder({
    'hardening.yaml': '$schema: https://example.org/policy.schema.json\nprofile: nsa\n',
    'k8s/web.yaml': podYaml('web', ['      imagePullPolicy: Always']),
  });
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...argv], { cwd });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'before');
  return cwd;
}

const WAYS: readonly [string, readonly string[], typeof test][] = [
  ['with every connection and look-up of a name denied', [], test],
  ['in a network namespace of its own', UNSHARED, canUnshare ? test : test.skip],
];

test('a connection that a program tries is denied and seen', () => {
  for (const code of [
    "fetch('http://192.0.2.1').catch(() => process.exit(3))",
    "require('http').get('http://192.0.2.1').on('error', () => process.exit(3))",
    "require('dns').promises.lookup('example.org').catch(() => process.exit(3))",
    "new (require('net').Socket)().connect(80, '192.0.2.1')",
  ]) {
    const { status, calls } = node([], '/', '-e', code);
    expect(status).not.toBe(0);
    expect(calls).toMatch(/^(?:connect|lookup|fetch) /);
  }
});

describe.each(WAYS)('%s', (_, prefix, tests) => {
  const FORMATS = [
    'text',
    'json',
    'sarif',
    'junit',
    'markdown',
    'markdown-comment',
    'github',
    'gitlab',
    'csv',
    'cis',
    'html',
  ];

  tests.each([
    ['check', 1, ['check', 'k8s', ...FORMATS.flatMap((name) => ['--format', `${name}=report.${name}`])]],
    ['check without findings', 0, ['check', 'k8s', '--rules', 'host-pid']],
    ['fix', 1, ['fix', 'k8s']],
    ['diff', 0, ['diff', 'git:HEAD:k8s', 'k8s']],
    ['images', 0, ['images', 'k8s']],
    ['explain', 0, ['explain', 'host-pid']],
    ['rules', 0, ['rules']],
    ['init', 0, ['init', '--yes']],
  ])('%s works', (name, status, argv) => {
    const cwd = repository();
    const outcome = node(prefix, cwd, join(compiledLibrary(), 'lib', 'cli', 'main.js'), ...argv);
    expect(outcome.calls).toBe('');
    expect(outcome).toMatchObject({ status, stderr: expect.not.stringContaining('denied') });
    if (name === 'check') expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('run-as-non-root');
  });

  tests('a synth works, and refuses', () => {
    const cwd = repository();
    const program = folder({ 'main.js': APP.replaceAll('./lib', join(compiledLibrary(), 'lib')) });
    const nodePath = join(__dirname, '..', 'node_modules');
    const synth = (...argv: string[]) =>
      node(['env', `NODE_PATH=${nodePath}`, ...prefix], cwd, join(program, 'main.js'), join(cwd, 'dist'), ...argv);
    expect(synth()).toEqual({ status: 0, stdout: '', stderr: '', calls: '' });
    expect(readFileSync(join(cwd, 'dist', 'shop.k8s.yaml'), 'utf8')).toContain('kind: Deployment');
    const refused = synth('weak');
    expect(refused).toMatchObject({ status: 1, calls: '' });
    expect(refused.stderr).toContain('host-pid');
  });
});
