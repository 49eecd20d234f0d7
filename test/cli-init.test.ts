import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicy } from '../src/host/policy-file';
import { Profiles } from '../src/profiles/profiles';
import { readYaml } from '../src/yaml/read';
import { atTerminal, command, folder } from './support/command-line';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
const CLI = `npx --yes cdk8s-hardened@${version} check`;
const WORKFLOW = '.github/workflows/hardening.yml';
const HOOKS = '.pre-commit-config.yaml';

const KINDS: readonly [name: string, files: { [path: string]: string }, line: string, hook: string][] = [
  [
    'a cdk8s app',
    { 'cdk8s.yaml': 'language: typescript\noutput: out/k8s\n', 'package.json': '{}', 'package-lock.json': '{}' },
    `npx cdk8s synth && ${CLI} out/k8s`,
    'npx cdk8s synth && cdk8s-hardened check out/k8s',
  ],
  [
    'a Helm chart',
    { 'Chart.yaml': 'apiVersion: v2\nname: shop\n', 'kustomization.yaml': '' },
    `helm template . | ${CLI} -`,
    'helm template . | cdk8s-hardened check -',
  ],
  [
    'a kustomization',
    { 'kustomization.yml': 'resources: []\n' },
    `kustomize build . | ${CLI} -`,
    'kustomize build . | cdk8s-hardened check -',
  ],
  ['plain manifests', { 'web.yaml': 'a: 1\n' }, `${CLI} .`, 'cdk8s-hardened check .'],
];

/** One document of good YAML. */
function yaml(cwd: string, path: string): any {
  const { documents, problems } = readYaml(readFileSync(join(cwd, path), 'utf8'));
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]?.value;
}

const init = (cwd: string, ...argv: string[]) => command(['init', ...argv], { cwd });

describe('init', () => {
  test.each(KINDS)('knows %s, and how it is judged', async (name, files, line, hook) => {
    const cwd = folder(files);
    const { code, stdout, stderr } = await init(cwd, '--ci', 'github');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(`^found ${name}( \\(.*\\))?\nwrote hardening.yaml\nwrote ${WORKFLOW}\nwrote ${HOOKS}\n`),
    );
    expect(stdout).toContain(`\n1. Check the manifests:\n   ${line}\n`);

    const workflow = yaml(cwd, WORKFLOW);
    // YAML as Kubernetes reads it takes `on` for a boolean; GitHub does not.
    expect(Object.keys(workflow)).toEqual(['name', 'true', 'permissions', 'jobs']);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const { hardening } = workflow.jobs;
    expect(hardening.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
    const judge = hardening.steps.find((step: any) => step.name === 'Check');
    expect(judge.shell).toBe('bash');
    expect(judge.run).toContain(line.replace(/^.*synth && /, ''));
    expect(judge.run).toContain('--format sarif=hardening.sarif');
    for (const { run: script } of hardening.steps) expect(script ?? '').not.toContain('${{');

    const [{ repo, hooks }] = yaml(cwd, HOOKS).repos;
    expect(repo).toBe('local');
    expect(hooks).toMatchObject([
      {
        id: 'cdk8s-hardened',
        language: 'node',
        pass_filenames: false,
        additional_dependencies: [`cdk8s-hardened@${version}`],
      },
    ]);
    const [{ entry, files: pattern }] = hooks;
    expect(entry).toBe(hook.includes('|') || hook.includes('&&') ? `bash -c "set -eo pipefail; ${hook}"` : hook);
    expect(Object.keys(files).some((path) => new RegExp(pattern).test(path))).toBe(true);
  });

  test.each(KINDS)('writes a pipeline of %s for GitLab', async (_, files, line) => {
    const cwd = folder(files);
    const { stdout } = await init(cwd, '--ci', 'gitlab');
    expect(stdout).toContain('wrote .gitlab-ci.hardening.yml\n');
    expect(stdout).toContain('include:\n     - local: .gitlab-ci.hardening.yml');
    expect(existsSync(join(cwd, '.github'))).toBe(false);
    const jobs = yaml(cwd, '.gitlab-ci.hardening.yml');
    const { script, artifacts, needs } = jobs.hardening;
    expect(artifacts).toMatchObject({ when: 'always', reports: { codequality: 'gl-code-quality-report.json' } });
    expect(script.at(-1)).toContain(needs ? `${CLI} rendered.yaml` : line.replace(/^.*synth && /, ''));
    expect(line.includes('|')).toBe(needs !== undefined);
    if (needs)
      expect(jobs[needs[0]].script).toEqual([
        expect.stringMatching(/(helm template|kustomize build).* > rendered\.yaml$/),
      ]);
  });

  test('writes a policy that loads, with its samples too', async () => {
    const cwd = folder();
    await init(cwd);
    const path = join(cwd, 'hardening.yaml');
    const { policy } = loadPolicy(path);
    expect(policy.profile?.name).toBe(Profiles.nsa().name);
    expect(policy.waivers ?? []).toEqual([]);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+\/policy\.schema\.json\n/);
    const samples = text.replace(/^# (?=(?:kubernetesVersion|failOn|rules|waivers):| {2})/gm, '');
    writeFileSync(path, samples);
    expect(loadPolicy(path).policy).toMatchObject({
      kubernetesVersion: '1.30',
      failOn: 'medium',
      rules: { 'privileged-container': { waivable: false }, 'service-links': { enabled: true } },
      waivers: [{ rule: 'run-as-non-root', expires: '2027-02-22', ticket: 'SEC-1' }],
    });
  });

  test('what it wrote is judged with', async () => {
    const cwd = folder({ 'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n' });
    await init(cwd, '--yes');
    const { code, stdout } = await command(['check', '.'], { cwd });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('profile nsa') });
  });

  test('uses actions of others by their commit, and so does the documentation', async () => {
    const cwd = folder({ 'cdk8s.yaml': 'language: python\n' });
    await init(cwd, '--ci', 'github');
    const usesIn = (text: string) => [...text.matchAll(/\buses: (.*)/g)].map(([, name = '']) => name);
    const used = usesIn(readFileSync(join(cwd, WORKFLOW), 'utf8'));
    expect(used).toHaveLength(3);
    for (const name of used) expect(name).toMatch(/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const docs = join(__dirname, '..', 'docs');
    const shown = readdirSync(docs).flatMap((name) =>
      name.endsWith('.md') ? usesIn(readFileSync(join(docs, name), 'utf8')) : [],
    );
    const others = shown.filter((name) => !name.startsWith('cdk8s-hardened/'));
    expect(others.length).toBeGreaterThan(3);
    for (const name of others) expect(used).toContain(name);
  });

  test('leaves what is there, and tells what to add', async () => {
    const mine = { 'hardening.yaml': 'profile: baseline\n', [WORKFLOW]: 'mine\n', [HOOKS]: 'repos: []\n' };
    const cwd = folder(mine);
    const { code, stdout } = await init(cwd);
    expect(code).toBe(0);
    for (const [path, text] of Object.entries(mine)) {
      expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
      expect(stdout).toContain(`left ${path}, which already exists`);
    }
    const [, entry = ''] = /add to its repos:\n\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
    expect(readYaml(`repos:\n${entry}\n`).documents[0]?.value).toMatchObject({
      repos: [{ hooks: [{ id: 'cdk8s-hardened' }] }],
    });
  });

  test('changes nothing when it is run again, and writes through no link', async () => {
    const cwd = folder();
    await init(cwd);
    const before = readFileSync(join(cwd, HOOKS), 'utf8');
    expect((await init(cwd)).stdout).not.toContain('wrote');
    expect(readFileSync(join(cwd, HOOKS), 'utf8')).toBe(before);
    const linked = folder();
    symlinkSync(join(cwd, 'elsewhere.yaml'), join(linked, 'hardening.yaml'));
    expect((await init(linked)).stdout).toContain('left hardening.yaml');
    expect(existsSync(join(cwd, 'elsewhere.yaml'))).toBe(false);
    const [outside, planted] = [folder(), folder()];
    symlinkSync(outside, join(planted, '.github'));
    const { code, stderr } = await init(planted, '--ci', 'github');
    expect(code).toBe(2);
    expect(stderr).toContain('hardening.yml cannot be written: it lies behind a link, outside of the current folder');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('tells a cdk8s app how to refuse by itself', async () => {
    const { stdout } = await init(folder({ 'cdk8s.yaml': 'language: typescript\n', 'package.json': '{}' }));
    expect(stdout).toContain(
      "\n   import { Aspects, HardeningChecks, HardeningPolicy, PolicyFile } from 'cdk8s-hardened';\n   HardeningPolicy.of(app).set(",
    );
    const [, entry = ''] = /\n(\s+validations:\n[\s\S]*?)\n\d/.exec(stdout) ?? [];
    expect(readYaml(entry).documents[0]?.value).toEqual({
      validations: [
        {
          package: './node_modules/cdk8s-hardened/lib/plugin/validation',
          version,
          class: 'HardeningValidation',
          properties: { policy: 'hardening.yaml' },
        },
      ],
    });
    const python = folder({ 'cdk8s.yaml': 'language: python\n' });
    expect((await init(python)).stdout).not.toContain('main.ts');
    expect(yaml(python, WORKFLOW).jobs.hardening.steps.map((step: any) => step.run)).toContain(
      'npx --yes cdk8s-cli@2 synth',
    );
  });

  test.each([
    [
      'what cdk8s init writes today',
      { dependencies: { cdk8s: '^2.70.47', 'cdk8s-plus-33': '^2.5.57' } },
      'cdk8s-hardened-33',
    ],
    ['the line of this source', { dependencies: { 'cdk8s-plus-28': '^2.5.6' } }, 'cdk8s-hardened'],
    ['a development dependency', { devDependencies: { 'cdk8s-plus-30': '*' } }, 'cdk8s-hardened-30'],
    [
      'two lines, of which the newer counts',
      { dependencies: { 'cdk8s-plus-34': '*', 'cdk8s-plus-29': '*' } },
      'cdk8s-hardened-34',
    ],
    ['a line without a package', { dependencies: { 'cdk8s-plus-27': '*' } }, 'cdk8s-hardened'],
    [
      'a name that only starts so',
      { dependencies: { 'cdk8s-plus-330': '*', 'cdk8s-plus-33-extras': '*' } },
      'cdk8s-hardened',
    ],
  ])('names the package for the line of cdk8s-plus: %s', async (_, packageJson, library) => {
    const cwd = folder({ 'cdk8s.yaml': 'language: typescript\n', 'package.json': JSON.stringify(packageJson) });
    const { stdout } = await init(cwd, '--ci', 'github');
    expect(stdout).toContain(`npx cdk8s synth && npx --yes ${library}@${version} check dist\n`);
    expect(stdout).toContain(`npm install --save-dev --save-exact ${library}@${version}\n`);
    expect(stdout).toContain(`PolicyFile } from '${library}';`);
    expect(stdout).toContain(`- package: ./node_modules/${library}/lib/plugin/validation\n`);
    expect(readFileSync(join(cwd, WORKFLOW), 'utf8')).toContain(`npx --yes ${library}@${version} check`);
    expect(yaml(cwd, HOOKS).repos[0].hooks[0].additional_dependencies).toEqual([`${library}@${version}`]);
  });

  test('refuses a package.json that it cannot read', async () => {
    const { code, stderr } = await init(folder({ 'cdk8s.yaml': '', 'package.json': '{' }));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'cdk8s-hardened: package.json is not valid JSON; correct it\n',
    });
  });

  test('names are exported as it tells', () => {
    const api = require('../src/index') as typeof import('../src/index');
    expect(api).toMatchObject({
      Aspects: expect.anything(),
      HardeningChecks: expect.anything(),
      PolicyFile: expect.anything(),
    });
    const plugin = require('../src/plugin/validation') as typeof import('../src/plugin/validation');
    expect(plugin.HardeningValidation).toBeDefined();
  });

  test('takes the pipeline that is used', async () => {
    const gitlab = folder({ '.gitlab-ci.yml': 'stages: [test]\n' });
    expect((await init(gitlab)).stdout).toContain('wrote .gitlab-ci.hardening.yml');
    const remote = folder({ '.git/config': '[remote "origin"]\n\turl = git@gitlab.com:acme/shop.git\n' });
    expect((await init(remote)).stdout).toContain('wrote .gitlab-ci.hardening.yml');
    const none = folder();
    expect((await init(none, '--ci', 'none')).code).toBe(0);
    expect(readdirSync(none).sort()).toEqual([HOOKS, 'hardening.yaml']);
    const inner = folder({ '.git/HEAD': 'ref: x\n', 'apps/shop/web.yaml': '' });
    expect((await init(inner, 'apps/shop')).stdout).toContain(
      `The repository starts at ${inner}: move the pipeline there`,
    );
  });

  test('writes nothing where it cannot know', async () => {
    for (const output of ['"dist; rm -rf ~"', '-x', '$(id)', '[a]', '""']) {
      const cwd = folder({ 'cdk8s.yaml': `output: ${output}\n` });
      const { code, stderr } = await init(cwd);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('cdk8s.yaml: /output is ') });
      expect(readdirSync(cwd)).toEqual(['cdk8s.yaml']);
    }
    expect((await init(folder({ 'cdk8s.yaml': 'a: [' }))).stderr).toContain('cdk8s.yaml:1:');
    expect((await init(folder(), 'nowhere')).stderr).toContain('"nowhere" is not a folder; name an existing one');
    expect((await init(folder(), '--ci', 'jenkins')).stderr).toContain('github, gitlab, none');
    const blocked = folder({ '.github': 'a file' });
    expect(await init(blocked)).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written') });
  });

  test('asks at a terminal only, until it understands, and not with --yes', async () => {
    const cwd = folder();
    const asked = await atTerminal(['init', cwd], 'nope\nrestricted\ngitlab\n');
    expect(asked.code).toBe(0);
    expect(asked.stderr.match(/rules to start from\?/g)).toHaveLength(2);
    expect(asked.stderr).toContain('pipeline for? (github, gitlab, none) [github] ');
    expect(yaml(cwd, 'hardening.yaml')).toEqual({ profile: 'restricted', edition: '2026.1' });
    expect(existsSync(join(cwd, '.gitlab-ci.hardening.yml'))).toBe(true);
    const standard = folder();
    await atTerminal(['init', standard, '--ci', 'none'], '\n');
    expect(yaml(standard, 'hardening.yaml')).toEqual({ profile: 'nsa', edition: '2026.1' });
    const left = folder();
    const gone = await atTerminal(['init', left], '');
    expect(gone).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('standard input ended before an answer; nothing is written'),
    });
    expect(readdirSync(left)).toEqual([]);
    const silent = await atTerminal(['init', folder(), '--yes'], '');
    expect(silent).toMatchObject({ code: 0, stderr: '' });
  });

  test('the hook of a chart fails where rendering fails', async () => {
    const cwd = folder({ 'Chart.yaml': 'apiVersion: v2\nname: shop\n' });
    await init(cwd);
    const bin = folder({
      helm: '#!/bin/sh\necho "broken" >&2\nexit 3\n',
      'cdk8s-hardened': '#!/bin/sh\ncat >/dev/null\n',
    });
    execFileSync('chmod', ['+x', join(bin, 'helm'), join(bin, 'cdk8s-hardened')]);
    mkdirSync(join(cwd, 'templates'));
    const { entry } = yaml(cwd, HOOKS).repos[0].hooks[0];
    const [, script = ''] = /^bash -c "(.*)"$/.exec(entry) ?? [];
    const env = { PATH: `${bin}:${process.env.PATH}` };
    expect(() => execFileSync('bash', ['-c', script], { cwd, env, stdio: 'pipe' })).toThrow(/broken/);
  });
});
