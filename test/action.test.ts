import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readYaml } from '../src/yaml/read';
import { folder, podYaml } from './support/command-line';
import { compiledLibrary } from './support/compiled';

const ROOT = join(__dirname, '..');

function yaml(path: string): any {
  const { documents, problems } = readYaml(readFileSync(join(ROOT, path), 'utf8'));
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]?.value;
}

const action = yaml('action.yml');
const [step] = action.runs.steps;

/** A program that writes down what it was given, and calls this command line; as `npx` it gets two words more. */
const PROGRAM = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const argv = process.argv.slice(2);
const skipped = argv[0] === '--yes' ? 2 : 0;
appendFileSync(process.env.CALLS, JSON.stringify([...(skipped ? [] : ['node', __dirname]), ...argv]) + '\\n');
if (process.env.TOKEN || process.env.INPUT_TOKEN) process.exit(70);
if (process.env.PROGRAM_EXIT) process.exit(Number(process.env.PROGRAM_EXIT));
const cli = ['${compiledLibrary()}/lib/cli/main.js', ...argv.slice(skipped)];
const { status } = spawnSync(process.execPath, cli, { stdio: 'inherit' });
process.exit(status ?? 70);
`;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly summary: string;
  readonly outputs: { readonly [name: string]: string };
  /** What npx was given, from the version on. */
  readonly calls: string[][];
  readonly cwd: string;
}

/** The commit that an action is pinned by. */
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** Runs the script as GitHub does: by bash, from a file, with the inputs as variables. */
async function runAction(
  files: { readonly [path: string]: string },
  inputs: { readonly [name: string]: string } = {},
  env: { readonly [name: string]: string } = {},
): Promise<Run> {
  const cwd = folder(files);
  const runner = folder({ 'bin/npx': PROGRAM, 'script.sh': step.run, output: '', summary: 'before\n', calls: '' });
  const checkout = folder({ 'lib/cli/main.js': PROGRAM });
  symlinkSync(join(ROOT, 'action'), join(checkout, 'action'));
  chmodSync(join(runner, 'bin', 'npx'), 0o755);
  const given = Object.fromEntries(
    Object.entries<any>(action.inputs).map(([name, { default: standard }]) => [
      `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      inputs[name] ?? standard,
    ]),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', join(runner, 'script.sh')], {
    cwd,
    env: {
      PATH: `${join(runner, 'bin')}:${process.env.PATH}`,
      CALLS: join(runner, 'calls'),
      RUNNER_TEMP: runner,
      GITHUB_OUTPUT: join(runner, 'output'),
      GITHUB_STEP_SUMMARY: join(runner, 'summary'),
      ACTION_REF: COMMIT,
      GITHUB_ACTION_PATH: checkout,
      ...given,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const text = (name: string) => readFileSync(join(runner, name), 'utf8');
  expect(readdirSync(runner).sort()).toEqual(['bin', 'calls', 'output', 'script.sh', 'summary']);
  return {
    code,
    stdout,
    summary: text('summary'),
    outputs: Object.fromEntries(
      text('output')
        .split('\n')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    calls: text('calls')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    cwd,
  };
}

describe('action.yml', () => {
  test('has what GitHub asks of an action', () => {
    expect(Object.keys(action)).toEqual(['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs']);
    expect(action.runs.using).toBe('composite');
    for (const each of action.runs.steps) expect(each).toMatchObject({ run: expect.any(String), shell: 'bash' });
    for (const input of Object.values<any>(action.inputs))
      expect(input).toEqual({ description: expect.any(String), default: expect.any(String) });
    const ids = action.runs.steps.map(({ id }: any) => id);
    for (const { value } of Object.values<any>(action.outputs)) {
      const [, id, output] = /^\$\{\{ steps\.(\w+)\.outputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      expect(ids).toContain(id);
      expect(step.run).toContain(`'${output}=%s\\n'`);
    }
    expect(action.branding).toEqual({ icon: 'shield', color: 'blue' });
  });

  test('writes no input into its script, and hands each on as a variable', () => {
    expect(step.run).not.toContain('${{');
    for (const name of Object.keys(action.inputs))
      expect(step.env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`]).toBe(`\${{ inputs.${name} }}`);
    const used = [...step.run.matchAll(/\$\{?(INPUT_\w+)/g)].map(([, name]) => name);
    for (const name of used) expect([...Object.keys(step.env), 'INPUT_']).toContain(name);
  });

  test('ends as check does, with all reports', async () => {
    const [weak, broken] = await Promise.all([
      runAction({ 'k8s/web.yaml': podYaml('web') }, { paths: 'k8s', version: '1.2.3' }),
      runAction({ 'k8s/broken.yaml': 'a: [' }, { paths: 'k8s' }),
    ]);
    expect(weak).toMatchObject({ code: 1, outputs: { 'exit-code': '1', sarif: 'hardening.sarif' } });
    expect(weak.calls.map(([yes, name]) => [yes, name])).toEqual([['--yes', 'cdk8s-hardened@1.2.3']]);
    expect(weak.stdout).toContain('::error file=k8s/web.yaml,line=7,col=7,title=run-as-non-root (high)::');
    expect(weak.summary).toMatch(/^before\n## cdk8s-hardened\n/);
    expect(JSON.parse(readFileSync(join(weak.cwd, 'hardening.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(broken).toMatchObject({ code: 2, outputs: { 'exit-code': '2', sarif: 'hardening.sarif' } });
  });

  test('hands on what it is given, and nothing else', async () => {
    const given = {
      profile: 'restricted',
      'kubernetes-version': '1.30',
      'fail-on': 'critical',
      policy: 'my policy.yaml',
    };
    const { calls } = await runAction({}, given, { PROGRAM_EXIT: '0' });
    const [, , ...words] = calls[0] ?? [];
    expect(words.filter((word) => !word.startsWith('markdown='))).toEqual([
      ...['check', '--format', 'github', '--format', '--format', 'sarif=hardening.sarif', '--profile=restricted'],
      ...['--kubernetes-version=1.30', '--fail-on=critical', '--policy=my policy.yaml', '--', '.'],
    ]);
    const { calls: plain } = await runAction({}, { sarif: '' }, { PROGRAM_EXIT: '0' });
    expect(plain[0]?.slice(2).filter((word) => !word.startsWith('markdown='))).toEqual([
      ...['check', '--format', 'github', '--format', '--', '.'],
    ]);
  });

  const HOSTILE = [
    '$(touch pwned)',
    '`touch pwned`',
    '"; touch pwned; "',
    "'; touch pwned; '",
    '--no-policy',
    '* ? [a]',
    '\\',
  ];

  test('takes hostile paths for paths, and a hostile SARIF file for a file', async () => {
    const names = [...HOSTILE, 'a b', '-'].map((name) => `x${name}.yaml`);
    const files = Object.fromEntries([...names, '--no-policy/web.yaml'].map((name) => [name, podYaml('web')]));
    const paths = [...names, '', '--no-policy'].join('\r\n');
    const sarif = '$(touch pwned) "a" \'b\'.sarif';
    const { code, calls, cwd, outputs } = await runAction(files, { paths, sarif, profile: 'baseline' });
    expect({ code, outputs }).toEqual({ code: 0, outputs: { 'exit-code': '0', sarif } });
    const [call = []] = calls;
    expect(call.slice(call.indexOf('--') + 1)).toEqual([...names, '--no-policy']);
    expect(readdirSync(cwd).sort()).toEqual([...names, '--no-policy', sarif].sort());
  });

  test.each(['profile', 'kubernetes-version', 'fail-on', 'policy'])('takes a hostile %s for a word', async (name) => {
    for (const value of HOSTILE) {
      const { calls, cwd } = await runAction({}, { [name]: value }, { PROGRAM_EXIT: '2' });
      expect(calls).toHaveLength(1);
      expect(calls[0]).toContain(`--${name}=${value}`);
      expect(readdirSync(cwd)).toEqual([]);
    }
  });

  test.each(['profile', 'kubernetes-version', 'fail-on', 'policy', 'sarif', 'version'])(
    'refuses a line break in %s',
    async (name) => {
      for (const end of ['\n', '\r']) {
        const value = `nsa${end}::set-output name=exit-code::0`;
        const { code, calls, stdout, outputs } = await runAction({ 'web.yaml': podYaml('web') }, { [name]: value });
        expect({ code, calls, outputs }).toEqual({ code: 2, calls: [], outputs: { 'exit-code': '2' } });
        expect(stdout).toBe('::error title=cdk8s-hardened::an input has a line break; write it on one line\n');
      }
    },
  );

  test('runs this package, in a version', async () => {
    for (const version of [
      'npm:evil',
      '../evil',
      'https://evil.example/x.tgz',
      '1.0.0 --call evil',
      '-x',
      '$(id)',
      '1;id',
      'latest',
      '1',
    ]) {
      const { code, calls, stdout } = await runAction({ 'web.yaml': podYaml('web') }, { version });
      expect({ code, calls }).toEqual({ code: 2, calls: [] });
      expect(stdout).toContain('input version is not a version; write one such as 1.2.3');
    }
    const versionFor = async (ref: string, version = '') =>
      (await runAction({}, { version }, { ACTION_REF: ref, PROGRAM_EXIT: '1' })).calls[0]?.[1];
    expect(await versionFor('v2.3.4')).toBe('cdk8s-hardened@2.3.4');
    expect(await versionFor('v2.3.4-rc.1')).toBe('cdk8s-hardened@2.3.4-rc.1');
    expect(await versionFor('v2.3.4', '9.9.9')).toBe('cdk8s-hardened@9.9.9');
  });

  test.each([COMMIT, 'v2', 'main', 'v1.2.3;id', ''])('runs its own checkout, pinned by "%s"', async (ref) => {
    const { calls } = await runAction({}, {}, { ACTION_REF: ref, PROGRAM_EXIT: '1' });
    expect(calls.map(([name, from, command]) => [name, from?.endsWith('/lib/cli'), command])).toEqual([
      ['node', true, 'check'],
    ]);
  });

  test('builds its own checkout from the lock file, once, without install scripts', async () => {
    const checkout = folder();
    for (const name of ['src', 'tools', 'package.json', '.projen', 'action'])
      symlinkSync(join(ROOT, name), join(checkout, name));
    // Without a network: the installation that is there takes the place of "npm ci".
    const npm = `#!/bin/bash\nprintf '%s\\n' "$(node -p 'JSON.stringify(process.argv.slice(1))' -- npm "$@")" >> "$CALLS"\n`;
    const installed = `if [ "$1" = ci ]; then ln -s ${ROOT}/node_modules node_modules; else PATH="\${PATH#*:}" exec npm "$@"; fi\n`;
    const bin = folder({ npm: npm + installed });
    chmodSync(join(bin, 'npm'), 0o755);
    const env = { GITHUB_ACTION_PATH: checkout, PATH: `${bin}:${process.env.PATH}` };
    const first = await runAction({ 'web.yaml': podYaml('web') }, {}, env);
    expect(first).toMatchObject({ code: 1, outputs: { 'exit-code': '1' } });
    expect(first.calls).toEqual([
      ['npm', 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'],
      ['npm', 'run', 'bundle'],
    ]);
    expect(JSON.parse(readFileSync(join(first.cwd, 'hardening.sarif'), 'utf8')).runs[0].tool.driver.version).toBe(
      JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    );
    const again = await runAction({ 'web.yaml': podYaml('web') }, {}, env);
    expect(again).toMatchObject({ code: 1, calls: [] });
    const broken = await runAction({}, {}, { ...env, GITHUB_ACTION_PATH: folder() });
    expect(broken).toMatchObject({ code: 2, outputs: { 'exit-code': '2' } });
    expect(broken.stdout).toContain('the command line of this action cannot be built');
  });

  test('says in the pull request what it changes, with a token that no other program gets', async () => {
    const bodies: string[] = [];
    const forge = createServer((request, response) => {
      request.on('data', (chunk) => bodies.push(`${request.method} ${request.headers.authorization} ${chunk}`));
      request.on('end', () => response.writeHead(200).end(request.method === 'GET' ? '[]' : '{}'));
    });
    await new Promise<void>((done) => forge.listen(0, '127.0.0.1', done));
    const files = {
      'old/web.yaml': podYaml('web'),
      'k8s/web.yaml': podYaml('web', ['  hostPID: true']),
      'event.json': '{"pull_request":{"number":7}}',
    };
    const env = {
      ...{
        GITHUB_API_URL: `http://127.0.0.1:${(forge.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: 'acme/shop',
      },
      ...{ GITHUB_EVENT_PATH: 'event.json', GITHUB_EVENT_NAME: 'pull_request' },
    };
    const compared = { paths: 'k8s', compare: 'old', token: 'secret' };
    const { code, calls } = await runAction(files, compared, env);
    expect(code).toBe(1);
    expect(calls.map(([, , ...words]) => words.filter((word) => !word.startsWith('markdown=')).join(' '))).toEqual([
      'diff --format markdown --only-changed --allow-empty -- old k8s',
      'check --format github --format --format sarif=hardening.sarif -- k8s',
    ]);
    expect(bodies).toEqual([expect.stringMatching(/^POST Bearer secret .*### Weaker: Pod web.*host-pid/)]);
    const pushed = await runAction(files, compared, { ...env, GITHUB_EVENT_NAME: 'push', PROGRAM_EXIT: '2' });
    expect(pushed.calls.map(([, , name]) => name)).toEqual(['check']);
    const broken = await runAction(files, compared, { ...env, PROGRAM_EXIT: '1' });
    expect(broken.stdout).toContain('::warning title=cdk8s-hardened::what changed cannot be said: diff ended with 1');
    expect(bodies).toHaveLength(1);
    for (const wrong of [
      { ...compared, token: '' },
      { ...compared, paths: 'k8s\nold' },
    ])
      expect(await runAction(files, wrong, env)).toMatchObject({ code: 2, calls: [] });
    await new Promise((done) => forge.close(done));
  });

  test('a program that fails is no finding, and no pass; an old report is none', async () => {
    const stale = { 'web.yaml': podYaml('web'), 'hardening.sarif': '{}' };
    const { code, stdout, outputs, summary } = await runAction(stale, {}, { PROGRAM_EXIT: '1' });
    expect({ code, outputs, summary }).toEqual({ code: 2, outputs: { 'exit-code': '2' }, summary: 'before\n' });
    expect(stdout).toContain('the program ended with 1 and there is no report');
    const empty = await runAction({}, { paths: '\n\n' });
    expect(empty).toMatchObject({ code: 2, calls: [], outputs: { 'exit-code': '2' } });
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const [hook, ...others] = yaml('.pre-commit-hooks.yaml');

  test('has what pre-commit asks of a hook', () => {
    expect(others).toEqual([]);
    // https://pre-commit.com/#new-hooks: id, name, entry and language are required.
    expect(hook).toEqual({
      id: 'cdk8s-hardened',
      name: 'cdk8s-hardened',
      description: expect.any(String),
      language: 'system',
      entry: 'npx --yes cdk8s-hardened check',
      args: ['.'],
      types: ['yaml'],
      pass_filenames: false,
    });
  });

  test('starts a command that this package has', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(bin)).toContain(hook.entry.split(' ')[2]);
  });
});
