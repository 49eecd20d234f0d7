import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { readYaml } from '../src/yaml/read';
import { command, folder, podYaml } from './support/command-line';

const ROOT = join(__dirname, '..');
const isDiff = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(ROOT, 'docs', 'diff.schema.json'), 'utf8')),
);
const env = { PATH: process.env.PATH, HOME: tmpdir() };
const baseline = ['--profile', 'baseline'];
const privileged = (name: string) => podYaml(name, ['      securityContext: { privileged: true }']);

async function diff(argv: readonly string[], options: Parameters<typeof command>[1] = {}) {
  return command(['diff', ...argv], { env, ...options });
}

async function diffJson(argv: readonly string[], options: Parameters<typeof command>[1] = {}) {
  const { code, stdout, stderr } = await diff(['--format', 'json', ...argv], options);
  expect(stderr).toBe('');
  const json = JSON.parse(stdout);
  isDiff(json);
  expect(isDiff.errors).toBeNull();
  return { code, json };
}

const changes = (json: any): string[] => json.objects.map(({ object, change }: any) => `${object.name} ${change}`);

describe('diff of files and folders', () => {
  const cwd = folder({
    'old/web.yaml': podYaml('web'),
    'old/gone.yaml': podYaml('gone'),
    'new/web.yaml': privileged('web'),
    'new/fresh.yaml': podYaml('fresh'),
  });

  test('ends with 1 where something is weaker, and says what and where', async () => {
    const { code, stdout, stderr } = await diff([...baseline, 'old', 'new'], { cwd });
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: `${[
        'Weaker',
        '  Pod web',
        '    + privileged-container (critical) — container "web" is privileged, which makes it root on the node; remove privileged',
        '        new/web.yaml:9:26  /spec/containers/0/securityContext/privileged',
        '',
        'Appeared',
        '  Pod fresh',
        '',
        'Vanished',
        '  Pod gone',
        '',
        '✗ 1 weaker object · 1 appeared · 1 vanished · findings: 1 new, 0 gone, 0 unchanged · profile baseline · Kubernetes 1.37',
      ].join('\n')}\n`,
      stderr: '',
    });
  });

  test('ends with 0 where things are as weak as they were, or stronger', async () => {
    expect((await diff(['old', 'old'], { cwd })).code).toBe(0);
    const { code, stdout } = await diff([...baseline, 'new', 'old'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Stronger\n  Pod web\n    - privileged-container (critical)');
    expect(stdout).toContain('✓ nothing is weaker · 1 stronger · 1 appeared · 1 vanished');
  });

  test('fails only by findings that are severe enough', async () => {
    const mild = folder({
      'old.yaml': privileged('web'),
      'new.yaml': `${privileged('web')}\n  shareProcessNamespace: true`,
    });
    const rule = ['--fail-on', 'high'];
    const judged = await diffJson(['old.yaml', 'new.yaml', '--profile', 'nsa', ...rule], { cwd: mild });
    expect(judged.json.findings.filter(({ change }: any) => change === 'new').length).toBeGreaterThan(0);
    expect(judged.code).toBe(judged.json.fails ? 1 : 0);
    expect(judged.json).toMatchObject({ fails: false, failOn: 'high', objects: [{ change: 'weaker', fails: false }] });
    expect((await diff(['old.yaml', 'new.yaml'], { cwd: mild })).code).toBe(1);
    const { stdout } = await diff(['old.yaml', 'new.yaml', ...rule], { cwd: mild });
    expect(stdout).toContain('✓ 1 weaker object, by nothing that is high or worse');
  });

  test('writes JSON of its schema', async () => {
    const { code, json } = await diffJson([...baseline, 'old', 'new'], { cwd });
    expect(code).toBe(1);
    expect(changes(json)).toEqual(['fresh appeared', 'web weaker', 'gone vanished']);
    expect(json).toMatchObject({
      fails: true,
      old: { name: 'old', objects: 2, findings: 0 },
      new: { name: 'new', objects: 2, findings: 1 },
      summary: { weaker: 1, stronger: 0, appeared: 1, vanished: 1, new: 1, gone: 0, unchanged: 0, errors: 0 },
      findings: [
        {
          change: 'new',
          rule: 'privileged-container',
          severityBefore: null,
          location: { file: 'new/web.yaml', line: 9 },
        },
      ],
    });
  });

  test('writes Markdown in which a name is nothing but a name', async () => {
    const hostile = folder({
      'old.yaml': podYaml('web'),
      'new.yaml': podYaml(JSON.stringify('<img src=x>|@team\n# `a`'), ['      securityContext: { privileged: true }']),
    });
    const { code, stdout } = await diff([...baseline, '--format', 'markdown', 'old.yaml', 'new.yaml'], {
      cwd: hostile,
    });
    expect(code).toBe(2); // the API server takes no such name
    expect(stdout).toContain(
      '### Weaker: Pod &#60;img src=x&#62;&#124;&#64;&#8203;team&#92;u000a&#35;&#8203; &#96;a&#96;, appeared\n',
    );
    expect(stdout).toContain('| new | critical | <code>privileged-container</code> |');
    expect(stdout).toContain('Vanished: 1 object');
    expect(stdout).not.toMatch(/<img|@team/);
  });

  test('tells what a waiver of the new side lets stand', async () => {
    const waiver = 'cdk8s-hardened.github.io/waive.privileged-container: "it is going away; expires=2026-12-01"';
    const annotated = privileged('web').replace('\nspec', `\n  annotations:\n    ${waiver}\nspec`);
    const { code: own, json } = await diffJson([...baseline, 'new/web.yaml', '-'], { cwd, stdin: annotated });
    expect({ own, change: json.findings[0].change }).toEqual({ own: 0, change: 'waived' });
    expect(changes(json)).toEqual(['web unchanged']);
    const policy = `profile: baseline\nwaivers: [{ rule: privileged-container, kind: Pod, name: web, reason: it is going away, expires: "2026-12-01" }]\n`;
    const withPolicy = folder({ 'hardening.yaml': policy, 'old.yaml': podYaml('web'), 'new.yaml': privileged('web') });
    const { code, stdout } = await diff(['old.yaml', 'new.yaml'], { cwd: withPolicy });
    expect(code).toBe(0);
    expect(stdout).toContain('Newly waived\n  Pod web\n    ~ waived privileged-container (critical)');
    expect(stdout).toContain('✓ nothing is weaker · findings: 0 new, 0 gone, 0 unchanged · 1 newly waived');
  });

  test('a side that cannot be judged is no pass, and hides no neighbour', async () => {
    const broken = folder({ 'old.yaml': podYaml('web'), 'new/web.yaml': privileged('web'), 'new/broken.yaml': 'a: [' });
    const { code, stdout } = await diff([...baseline, 'old.yaml', 'new'], { cwd: broken });
    expect(code).toBe(2);
    expect(stdout).toContain('+ privileged-container (critical)');
    expect(stdout).toContain('Not judged\n  ! new side, new: new/broken.yaml');
    const { code: jsonCode, json } = await diffJson([...baseline, 'old.yaml', 'new'], { cwd: broken });
    expect(jsonCode).toBe(2);
    expect(json.errors).toMatchObject([{ side: 'new', location: { file: 'new/broken.yaml' } }]);
    const missing = await diff(['nowhere', 'new/web.yaml'], { cwd: broken });
    expect(missing.code).toBe(2);
    expect(missing.stdout).toContain('! old side, nowhere: nowhere — does not exist; name an existing file or folder');
  });

  test('colours as reports do, and refuses what it does not know', async () => {
    expect((await diff(['old', 'new'], { cwd, isTTY: true })).stdout).toContain('\u001b[31m+\u001b[0m');
    expect(await diff(['-', '-'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('both sides') });
    const unknown = await diff(['old', 'new', '--format', 'xml'], { cwd });
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('text, json, markdown') });
    expect((await diff(['old', 'new', '--profile', 'nope'], { cwd })).code).toBe(2);
    const help = await diff(['--help'], { cwd });
    expect(help.stdout).toMatch(/Examples:\n {2}cdk8s-hardened diff/);
    expect(help.stdout.split('\n').length).toBeLessThan(45);
  });
});

describe('diff of git revisions', () => {
  function repository(files: { readonly [path: string]: string }): string {
    const cwd = folder(files);
    git(cwd, 'init', '-q', '-b', 'main');
    git(cwd, 'config', 'user.name', 'A');
    git(cwd, 'config', 'user.email', 'a@example.com');
    commit(cwd);
    return cwd;
  }

  function git(cwd: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).toString();
  }

  function commit(cwd: string): void {
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-q', '-m', 'change');
  }

  function scratchFolders(): string[] {
    return readdirSync(tmpdir()).filter((name) => name.startsWith('cdk8s-hardened-git-'));
  }

  test('compares a revision with the folder, and two revisions', async () => {
    const cwd = repository({ 'k8s/web.yaml': podYaml('web'), 'k8s/values.yaml': 'a: 1\n', 'other.yaml': 'a: [' });
    const before = scratchFolders();
    writeFileSync(join(cwd, 'k8s', 'web.yaml'), privileged('web'));
    const dirty = git(cwd, 'status', '--porcelain');
    const worked = await diffJson([...baseline, 'git:HEAD:k8s', 'k8s'], { cwd });
    expect(worked.code).toBe(1);
    expect(changes(worked.json)).toEqual(['web weaker']);
    expect(git(cwd, 'status', '--porcelain')).toBe(dirty);
    commit(cwd);
    const between = await diffJson([...baseline, 'git:HEAD~1:k8s', 'git:main:k8s/web.yaml'], { cwd });
    expect(between.code).toBe(1);
    expect(between.json.findings).toMatchObject([{ change: 'new', location: { file: 'k8s/web.yaml', line: 9 } }]);
    expect((await diff([...baseline, 'git:main:k8s', 'git:HEAD~1:k8s'], { cwd })).code).toBe(0);
    // The whole revision, a broken file included.
    expect((await diff([...baseline, 'git:HEAD~1', 'git:main'], { cwd })).code).toBe(2);
    expect(scratchFolders()).toEqual(before);
  });

  test('reads paths from the current folder, by the policy of now', async () => {
    const cwd = repository({ 'apps/shop/k8s/web.yaml': podYaml('web'), 'apps/other.yaml': podYaml('other') });
    const shop = join(cwd, 'apps', 'shop');
    writeFileSync(join(shop, 'hardening.yaml'), 'profile: baseline\n');
    writeFileSync(join(shop, 'k8s', 'web.yaml'), privileged('web'));
    const { json } = await diffJson(['git:HEAD:k8s', 'k8s'], { cwd: shop });
    expect(json).toMatchObject({ profile: 'baseline', old: { findings: 0 }, new: { findings: 1 } });
    expect(changes((await diffJson(['git:HEAD', '.'], { cwd: shop })).json)).toEqual(['web weaker']);
    const up = await diffJson(['git:HEAD:../other.yaml', '../other.yaml'], { cwd: shop });
    expect(changes(up.json)).toEqual(['other unchanged']);
    const out = await diff(['git:HEAD:../../../x', 'k8s'], { cwd: shop });
    expect(out).toMatchObject({ code: 2, stderr: expect.stringContaining('is outside the repository') });
  });

  test('lets a path be new where that is allowed', async () => {
    const cwd = repository({ 'README.md': 'hello' });
    mkdirSync(join(cwd, 'k8s'));
    writeFileSync(join(cwd, 'k8s', 'web.yaml'), podYaml('web'));
    const refused = await diff([...baseline, 'git:HEAD:k8s', 'k8s'], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('"k8s" is not in revision "HEAD"; name another, or give --allow-empty');
    const allowed = await diffJson([...baseline, '--allow-empty', 'git:HEAD:k8s', 'k8s'], { cwd });
    expect(allowed.code).toBe(0);
    expect(changes(allowed.json)).toEqual(['web appeared']);
  });

  test('reads names that a shell would obey, and many files', async () => {
    const names = ['a b', "it's", '$(touch pwned)', '`id`', 'ü', '--output', '*'];
    const cwd = repository(
      Object.fromEntries(names.map((name, index) => [`k8s/${name}.yaml`, podYaml(`pod-${index}`)])),
    );
    const { json } = await diffJson([...baseline, 'git:HEAD:k8s', 'k8s'], { cwd });
    expect(json.summary).toMatchObject({ appeared: 0, vanished: 0, errors: 0 });
    expect(json.old.objects).toBe(names.length);
    const one = await diffJson([...baseline, 'git:HEAD:k8s/$(touch pwned).yaml', 'git:HEAD:k8s/*.yaml'], { cwd });
    expect(one.json).toMatchObject({ old: { objects: 1 }, new: { objects: 1 } });
    expect(readdirSync(cwd)).not.toContain('pwned');
  });

  test('follows links inside of the revision, and none that leads out of it', async () => {
    const outside = folder({ 'secret.yaml': podYaml('secret') });
    const cwd = repository({ 'base/web.yaml': podYaml('web'), 'base/README.md': 'x', 'k8s/own.yaml': podYaml('own') });
    symlinkSync('../base/web.yaml', join(cwd, 'k8s', 'web.yaml'));
    symlinkSync('../base/README.md', join(cwd, 'k8s', 'README.md'));
    symlinkSync('k8s', join(cwd, 'all'));
    commit(cwd);
    for (const path of ['k8s', 'all']) {
      const { code, json } = await diffJson([...baseline, `git:HEAD:${path}`, path], { cwd });
      expect({ code, objects: json.old.objects }).toEqual({ code: 0, objects: 2 });
    }
    symlinkSync(join(outside, 'secret.yaml'), join(cwd, 'k8s', 'secret.yaml'));
    // A link behind a link: each looks as if it stayed inside.
    symlinkSync('..', join(cwd, 'k8s', 'up'));
    symlinkSync('up/../../..', join(cwd, 'k8s', 'out'));
    commit(cwd);
    const { code, json } = await diffJson([...baseline, 'git:HEAD:k8s', 'k8s/own.yaml'], { cwd });
    expect(code).toBe(2);
    expect(json.objects.map(({ object }: any) => object.name)).not.toContain('secret');
    expect(json.errors.map(({ location, message }: any) => `${location.file} ${message}`).sort()).toEqual(
      ['k8s/out', 'k8s/secret.yaml'].map(
        (file) => `${file} is a link to a path outside the repository; links in a revision must stay inside`,
      ),
    );
  });

  test('writes nowhere else, whatever the repository holds', async () => {
    const outside = folder();
    const cwd = repository({ 'web.yaml': podYaml('web') });
    const hash = (content: string) =>
      execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd, input: content }).toString().trim();
    const tree = (...entries: [mode: string, name: string, id: string][]) => {
      const bytes = entries.map(([mode, name, id]) =>
        Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
      );
      const args = ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'];
      return execFileSync('git', args, { cwd, input: Buffer.concat(bytes) })
        .toString()
        .trim();
    };
    const pod = hash(podYaml('web'));
    const inner = tree(['100644', 'x.yaml', pod]);
    const hostile = [
      tree(['120000', 'a', hash(outside)], ['40000', 'a', inner]),
      tree(['120000', 'A', hash(outside)], ['40000', 'a', inner]),
      tree(['40000', '..', inner]),
      tree(['100644', '../x.yaml', pod]),
    ];
    for (const [index, id] of hostile.entries()) {
      git(cwd, 'update-ref', `refs/heads/h${index}`, git(cwd, 'commit-tree', '-m', 'x', id).trim());
      const { code, stderr } = await diff([`git:h${index}`, 'web.yaml'], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(/the repository has the path ".*", which git never checks out; name another path/);
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  test('says what is wrong with a revision', async () => {
    const cwd = repository({ 'web.yaml': podYaml('web') });
    const message = async (argument: string, options = {}) => {
      const { code, stdout, stderr } = await diff([argument, 'web.yaml'], { cwd, ...options });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      return stderr;
    };
    expect(await message('git:')).toContain('names no revision; write git:REVISION or git:REVISION:PATH');
    expect(await message('git:--output=x')).toContain('starts with "-"');
    expect(await message('git:nope')).toContain('revision "nope" is not in this repository; fetch it, or name another');
    expect(await message('git:HEAD..HEAD')).toContain('is not in this repository');
    expect(await message('git:HEAD:/etc')).toContain('has an absolute path');
    expect(await message('git:HEAD', { cwd: folder({ 'web.yaml': podYaml('web') }) })).toContain(
      'not a git repository',
    );
    expect(await message('git:HEAD', { env: { PATH: cwd } })).toBe(
      'cdk8s-hardened: git is not found; install it, or name folders in place of revisions\n',
    );
    const named = folder({ 'git:x.yaml': podYaml('web') });
    expect((await diff([...baseline, './git:x.yaml', './git:x.yaml'], { cwd: named })).code).toBe(0);
  });

  test('leaves no folder behind, also after an error', async () => {
    const before = scratchFolders();
    const cwd = repository({ 'web.yaml': podYaml('web') });
    await diff(['git:HEAD', 'git:nope'], { cwd });
    await diff(['git:HEAD:nope', 'git:HEAD'], { cwd });
    expect(scratchFolders()).toEqual(before);
  });
});

describe('docs', () => {
  test('cli.md shows what diff prints', async () => {
    const page = readFileSync(join(ROOT, 'docs', 'cli.md'), 'utf8');
    const [, line = '', shown, code] = /^\$ cdk8s-hardened (diff .*)\n([\s\S]*?)^\$ echo \$\?\n(\d)$/m.exec(page) ?? [];
    const before = readFileSync(join(__dirname, 'fixtures', 'cli', 'web.yaml'), 'utf8');
    const after = before
      .replace(/^( +)securityContext:$/m, '$1hostPID: true\n$&')
      .replace(/^( +)allowPrivilegeEscalation:/m, '$1runAsNonRoot: true\n$&');
    const cwd = folder({ 'before.yaml': before, 'after.yaml': after });
    expect(await command(line.split(' '), { cwd })).toEqual({ code: Number(code), stdout: shown, stderr: '' });
  });

  test('ci.md holds good YAML', () => {
    const page = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
    const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(5);
    for (const block of blocks) expect(readYaml(block).problems).toEqual([]);
    const [{ jobs }] = blocks.map((block) => readYaml(block).documents[0]?.value) as any[];
    const [action] = readYaml(readFileSync(join(ROOT, 'action.yml'), 'utf8')).documents;
    const inputs = (action?.value as any)?.inputs;
    const { with: given } = jobs.hardening.steps.find(({ id }: any) => id === 'hardening');
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    for (const name of Object.keys(inputs)) expect(page).toContain(`\`${name}\``);
  });
});
