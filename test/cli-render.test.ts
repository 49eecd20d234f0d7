import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAll } from '../src/host/render';
import { command, folder } from './support/command-line';

const POD = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  hostPID: true\n  containers: [{ name: a, image: a }]\n`;

/** A folder with programs that write down how they are called, and an environment in which they are found. */
function withPrograms(programs: { readonly [name: string]: string }, files: { readonly [path: string]: string } = {}) {
  const cwd = folder({
    'overlay/kustomization.yaml': 'resources: []\n',
    'pod.yaml': POD('rendered'),
    ...files,
    ...Object.fromEntries(
      Object.entries(programs).map(([name, script]) => [
        `bin/${name}`,
        `#!/bin/sh\nPATH=/usr/bin:/bin\nprintf '%s\\n' ${name} "$@" >> called\n${script}\n`,
      ]),
    ),
  });
  for (const name of Object.keys(programs)) chmodSync(join(cwd, 'bin', name), 0o755);
  const run = (...argv: string[]) => command(argv, { cwd, env: { PATH: join(cwd, 'bin') } });
  const called = () => readFileSync(join(cwd, 'called'), 'utf8').trim().split('\n');
  return { cwd, run, called };
}

const PRINT = 'cat pod.yaml';

describe('check --kustomize', () => {
  test('judges what kustomize builds, and names the source', async () => {
    const { run, called } = withPrograms({ kustomize: PRINT, kubectl: 'exit 3' });
    const { code, stdout } = await run('check', '--rules', 'host-pid', '--kustomize', 'overlay');
    expect(code).toBe(1);
    expect(stdout).toContain('kustomize overlay:5:3  /spec/hostPID');
    expect(called()).toEqual(['kustomize', 'build', 'overlay']);
  });

  test('takes kubectl where there is no kustomize', async () => {
    const { run, called } = withPrograms({ kubectl: PRINT });
    const { code, stdout } = await run('check', '--format', 'json', '--rules', 'host-pid', '--kustomize', './overlay');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings[0].location).toEqual({ file: 'kustomize ./overlay', line: 5, column: 3 });
    expect(called()).toEqual(['kubectl', 'kustomize', './overlay']);
  });

  test('judges several, and files with them', async () => {
    const { run } = withPrograms({ kustomize: 'sed "s/rendered/$(basename $2)/" pod.yaml' }, { 'more/x': '' });
    const argv = ['--kustomize', 'overlay', '--kustomize', 'more', 'pod.yaml', '--rules', 'host-pid'];
    const { stdout } = await run('check', '--format', 'json', ...argv);
    const names = JSON.parse(stdout).findings.map(({ object }: any) => object.name);
    expect(names.sort()).toEqual(['more', 'overlay', 'rendered']);
  });

  test('says what to install', async () => {
    const { run } = withPrograms({});
    const { code, stderr, stdout } = await run('check', '--kustomize', 'overlay');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'cdk8s-hardened: kustomize overlay cannot be rendered: neither kustomize nor kubectl is found; install kustomize, or judge its output with check -\n',
    );
  });

  test.each([
    ['-x', 'would be an option'],
    ['', 'would be an option'],
    ['none', 'is no folder'],
    ['pod.yaml', 'is no folder'],
  ])('%p is refused, and nothing runs', async (path, message) => {
    const { run, called } = withPrograms({ kustomize: PRINT });
    const { code, stderr } = await run('check', `--kustomize=${path}`);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(called).toThrow();
  });

  test('a failure is an error with what the program said, escaped, and the rest is judged', async () => {
    const { run } = withPrograms({
      kustomize: "printf 'Error: \\033[31mno base\\n\\nsee docs\\n' >&2; cat pod.yaml; exit 7",
    });
    const { code, stdout } = await run('check', '--rules', 'host-pid', '--kustomize', 'overlay', 'pod.yaml');
    expect(code).toBe(2);
    expect(stdout).toContain(
      '! kustomize overlay — cannot be rendered: kustomize failed with 7: Error: \\u001b[31mno base; see docs\n',
    );
    expect(stdout).toContain('pod.yaml:5:3');
    expect(stdout).toContain('· 1 object ·');
  });

  test('a shell reads nothing of a path', async () => {
    const { run, called } = withPrograms({ kustomize: PRINT }, { 'a; touch b/k': '', '$(touch c)/k': '' });
    await run('check', '--kustomize', 'a; touch b', '--kustomize', '$(touch c)');
    expect(called()).toEqual(['kustomize', 'build', 'a; touch b', 'kustomize', 'build', '$(touch c)']);
  });

  test('an output that is empty, or no YAML, is no pass', async () => {
    const nothing = await withPrograms({ kustomize: 'exit 0' }).run('check', '--kustomize', 'overlay');
    expect(nothing.code).toBe(2);
    expect(nothing.stdout).toContain('! kustomize overlay — holds no Kubernetes object');
    expect((await withPrograms({ kustomize: 'echo "a: ["' }).run('check', '--kustomize', 'overlay')).code).toBe(2);
  });

  test('what a program says beside its output is for --verbose', async () => {
    const { run } = withPrograms({ kustomize: `echo "Warning: old" >&2; ${PRINT}` });
    expect((await run('check', '--kustomize', 'overlay')).stderr).toBe('');
    expect((await run('check', '--verbose', '--kustomize', 'overlay')).stderr).toContain(
      'kustomize overlay: Warning: old\n',
    );
  });
});

describe('check --helm', () => {
  test('renders a chart with values and the namespace', async () => {
    const { run, called } = withPrograms({ helm: PRINT });
    const options = ['--values', 'a.yaml', '--values', '-b.yaml', '--namespace', 'shop'];
    const { code, stdout } = await run('check', '--helm', './chart', ...options, '--rules', 'host-pid');
    expect(code).toBe(1);
    expect(stdout).toContain('helm ./chart:5:3  /spec/hostPID');
    expect(called()).toEqual([
      'helm',
      'template',
      './chart',
      '--values=a.yaml',
      '--values=-b.yaml',
      '--namespace=shop',
    ]);
  });

  test('says what to install', async () => {
    const { code, stderr } = await withPrograms({}).run('check', '--helm', 'chart');
    expect(code).toBe(2);
    expect(stderr).toContain('helm chart cannot be rendered: helm is not found; install helm');
  });

  test.each([
    [['--helm', '-x'], 'would be an option'],
    [['--values', 'a.yaml', 'pod.yaml'], '--values is for one chart'],
    [['--values', 'a.yaml', '--helm', 'a', '--helm', 'b'], '--values is for one chart'],
  ])('%p is refused, and nothing runs', async (argv, message) => {
    const { run, called } = withPrograms({ helm: PRINT });
    const { code, stderr } = await run('check', ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(called).toThrow();
  });
});

test.each([
  ['--kustomize', 'overlay'],
  ['--helm', 'chart'],
])('fix refuses %s', async (option, value) => {
  const { run, called } = withPrograms({ kustomize: PRINT, helm: PRINT });
  const { code, stderr, stdout } = await run('fix', option, value);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    `cdk8s-hardened: fix cannot edit what ${option} ${value} makes; fix the files that it is made of, or use check ${option} ${value}\n`,
  );
  expect(called).toThrow();
  expect((await run('fix', '--help')).stdout).not.toContain(option);
});

test('a program that does not end is ended, with what it started', async () => {
  const { cwd } = withPrograms({ kustomize: 'sleep 60' });
  const io: any = { cwd, env: { PATH: join(cwd, 'bin') } };
  const started = performance.now();
  const [rendered] = await renderAll({ kustomize: ['overlay'], timeout: 200 }, undefined, io);
  expect(rendered).toMatchObject({
    text: '',
    problem: 'cannot be rendered: kustomize took longer than 0.2 seconds and was ended; render less',
  });
  expect(performance.now() - started).toBeLessThan(10_000);
});
