import { spawn } from 'node:child_process';
import { openSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import Ajv from 'ajv';
import { PROFILE_NAMES } from '../src/profiles/profiles';
import { CATALOG } from '../src/rules/catalog';
import { command, folder, podYaml } from './support/command-line';
import { compiledLibrary } from './support/compiled';

const ROOT = join(__dirname, '..');
const schema = JSON.parse(readFileSync(join(ROOT, 'docs', 'report.schema.json'), 'utf8'));
const isReport = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

const WEAK = podYaml('web');
/** Passes everything: no rule asks anything of it. */
const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\n';
const UNKNOWN = 'apiVersion: acme.example/v1\nkind: Widget\nmetadata:\n  name: one\n  namespace: shop\n';

async function checkJson(argv: readonly string[], options: Parameters<typeof command>[1] = {}) {
  const { code, stdout, stderr } = await command(['check', '--format', 'json', ...argv], options);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  isReport(report);
  expect(isReport.errors).toBeNull();
  return { code, report, stdout };
}

const rootFinding = (findings: any[]) => findings.filter((finding) => finding.rule === 'run-as-non-root');

describe('check', () => {
  test('ends with 0 where nothing is wrong', async () => {
    const cwd = folder({ 'settings.yaml': CLEAN });
    const { code, stdout, stderr } = await command(['check', 'settings.yaml'], { cwd });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '✓ no findings · 1 object · profile nsa · Kubernetes 1.37\n',
      stderr: '',
    });
  });

  test('groups more than 200 findings by rule, and lists them with --all', async () => {
    const cwd = folder({
      'web.yaml': Array.from({ length: 60 }, (_, index) => podYaml(`web-${index}`)).join('\n---\n'),
    });
    const grouped = await command(['check', 'web.yaml'], { cwd });
    expect(grouped.code).toBe(1);
    expect(grouped.stdout).toMatch(/^run-as-non-root: 60 high in 60 objects — /m);
    expect(grouped.stdout).not.toMatch(/^ {2}✗ /m);
    const all = await command(['check', '--all', 'web.yaml'], { cwd });
    expect(all.stdout.match(/^ {2}✗ run-as-non-root /gm)).toHaveLength(60);
    expect(all.stdout.trimEnd().split('\n').at(-1)).toBe(grouped.stdout.trimEnd().split('\n').at(-1));
  });

  test('ends with 1 where something is wrong, and says what, where, and who asks for it', async () => {
    const cwd = folder({ 'web.yaml': WEAK });
    const { code, stdout, stderr } = await command(['check', 'web.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain(
      [
        '  ✗ run-as-non-root (high) — container "web" may run as root; set runAsNonRoot to true',
        '      web.yaml:7:7  /spec/containers/0/securityContext/runAsNonRoot',
      ].join('\n'),
    );
    expect(stdout).toContain('Pod web\n');
    expect(stdout).toMatch(/ {2}run-as-non-root {2}Containers run as a non-root user\n {8}NSA\/CISA P1 · .* · https:/);
    expect(stdout).toMatch(/✗ \d+ findings?: .* · 1 object · profile nsa · Kubernetes 1.37\n$/);
  });

  test('judges as on another day with --today', async () => {
    const kubeadm = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.8\n';
    const settings = { ClusterConfiguration: kubeadm };
    const metadata = { name: 'kubeadm-config', namespace: 'shop' };
    const cwd = folder({
      'kubeadm.json': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: settings }),
    });
    const check = (...argv: string[]) =>
      command(['check', 'kubeadm.json', '--rules', 'kubernetes-version-unsupported', ...argv], { cwd });
    expect((await check()).code).toBe(0);
    expect((await check('--today', '2027-02-28')).code).toBe(0);
    const { code, stdout } = await check('--today', '2027-03-01');
    expect(code).toBe(1);
    expect(stdout).toContain('"v1.35.8", which has had no support since 2027-02-28; use 1.36 or newer');
    for (const day of ['2027-02-30', 'tomorrow']) {
      const { code: refused, stderr } = await check('--today', day);
      expect(refused).toBe(2);
      expect(stderr).toContain(`--today is "${day}"; write it as YYYY-MM-DD`);
    }
  });

  test('reads standard input', async () => {
    const { code, report } = await checkJson(['-'], { stdin: WEAK });
    expect(code).toBe(1);
    expect(rootFinding(report.findings)).toMatchObject([
      {
        severity: 'high',
        message: 'container "web" may run as root; set runAsNonRoot to true',
        object: { apiVersion: 'v1', kind: 'Pod', namespace: null, name: 'web' },
        pointer: '/spec/containers/0/securityContext/runAsNonRoot',
        location: { file: '-', line: 7, column: 7 },
        constructPath: null,
        createdAt: null,
        waived: null,
      },
    ]);
    expect(report).toMatchObject({
      profile: 'nsa',
      kubernetesVersion: '1.37',
      errors: [],
      waivers: { unused: [], expired: [] },
    });
    expect(report.version).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
    expect(report.summary.findings).toBe(report.findings.length);
  });

  test('reads a folder to its leaves, in a steady order, without what is not its business', async () => {
    const cwd = folder({
      'k8s/b.yaml': podYaml('b'),
      'k8s/a/deep/c.YML': podYaml('c'),
      'k8s/d.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'd' },
        spec: { containers: [{ name: 'web', image: 'web' }] },
      }),
      'k8s/.hidden/no.yaml': podYaml('hidden'),
      'k8s/node_modules/x/no.yaml': podYaml('module'),
      'k8s/notes.txt': 'kind: Pod',
      'k8s/values.yaml': 'replicas: 3\n',
      'k8s/steps.yaml': '- uses: checkout\n- deploy\n',
      'k8s/.ci.yml': 'stages: [build]\n',
      'k8s/empty.yaml': '# nothing\n---\n',
    });
    const { code, report, stdout } = await checkJson(['k8s'], { cwd });
    expect(code).toBe(1);
    expect(report.summary).toMatchObject({ objects: 3, skipped: 3, errors: 0 });
    expect(rootFinding(report.findings).map((finding) => finding.location.file)).toEqual([
      'k8s/b.yaml',
      'k8s/a/deep/c.YML',
      'k8s/d.json',
    ]);
    expect((await checkJson(['k8s'], { cwd })).stdout).toBe(stdout);
    const text = await command(['check', 'k8s'], { cwd });
    expect(text.stdout).toContain('skipped: 3 documents that are no Kubernetes objects');
  });

  test('judges all paths as one set', async () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: default-deny\n  namespace: shop\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n';
    const cwd = folder({ 'one/namespace.yaml': namespace, 'two/policy.yaml': policy });
    const rulesOf = async (...paths: string[]) => Object.keys((await checkJson(paths, { cwd })).report.byRule);
    expect(await rulesOf('one')).toContain('namespace-default-deny-missing');
    expect(await rulesOf('one', 'two')).not.toContain('namespace-default-deny-missing');
  });

  test('reads a file once, however often it is met', async () => {
    const cwd = folder({ 'k8s/web.yaml': WEAK });
    symlinkSync('..', join(cwd, 'k8s', 'loop'));
    symlinkSync('web.yaml', join(cwd, 'k8s', 'again.yaml'));
    const { report } = await checkJson(['k8s', 'k8s/web.yaml', 'k8s', '.'], { cwd });
    expect(report.summary).toMatchObject({ objects: 1, errors: 0 });
  });

  test('opens lists, and finds the place of an item in them', async () => {
    const item = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'web' }] },
    };
    const inner = { apiVersion: 'v1', kind: 'List', items: [item] };
    const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [inner] }, null, 1);
    const { report } = await checkJson(['-'], { stdin });
    const [finding] = rootFinding(report.findings);
    expect(finding.pointer).toBe('/spec/containers/0/securityContext/runAsNonRoot');
    expect(stdin.split('\n')[finding.location.line - 1]).toMatch(/^ {7}\{$/);
    expect(stdin.split('\n')[finding.location.line]).toContain('"name": "web"');
  });

  test('judges for a profile and a version', async () => {
    const { report } = await checkJson(['-', '--profile', 'restricted', '--kubernetes-version', 'v1.30.2'], {
      stdin: WEAK,
    });
    expect(report).toMatchObject({ profile: 'restricted', kubernetesVersion: '1.30' });
    const baseline = await checkJson(['-', '--profile', 'baseline'], { stdin: WEAK });
    expect(baseline.code).toBe(0);
    const { stdout } = await command(['check', '--help']);
    const [names] = /baseline, .* availability/.exec(stdout) as unknown as [string];
    expect(names.split(/, | or /)).toEqual(PROFILE_NAMES);
  });

  test('names the kinds that no rule knows', async () => {
    const { code, stdout } = await command(['check', '-'], {
      stdin: `${UNKNOWN}---\n${UNKNOWN.replace('one', 'two')}`,
    });
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Kinds that no rule knows, judged by their metadata only\n     2  acme.example/v1 Widget\n',
    );
    const { report } = await checkJson(['-'], { stdin: UNKNOWN });
    expect(report.unknown).toEqual([
      {
        object: { apiVersion: 'acme.example/v1', kind: 'Widget', namespace: 'shop', name: 'one' },
        location: { file: '-', line: 1, column: 1 },
        constructPath: null,
        createdAt: null,
      },
    ]);
  });

  test('a rule that crashes is no pass', async () => {
    const rule = CATALOG.find(({ meta }) => meta.id === 'run-as-non-root') as (typeof CATALOG)[number];
    const spy = jest.spyOn(rule.visitor, 'container').mockImplementation(() => {
      throw new Error('boom');
    });
    try {
      const { code, report } = await checkJson(['-'], { stdin: WEAK });
      expect(code).toBe(2);
      expect(report.errors).toMatchObject([
        { rule: 'run-as-non-root', object: { name: 'web' }, location: { file: '-', line: 1 } },
      ]);
      const { stdout } = await command(['check', '-'], { stdin: WEAK });
      expect(stdout).toContain('! -:1:1  Pod web — rule "run-as-non-root" crashed: boom; report it to its author');
    } finally {
      spy.mockRestore();
    }
  });

  test.each([
    ['a terminal', {}, true, true],
    ['a file', {}, false, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ])('colours by %s', async (_, env, isTTY, coloured) => {
    const { stdout } = await command(['check', '-'], { stdin: WEAK, env, isTTY });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });

  test('a report that cannot be written is no pass, a reader that went away changes nothing', async () => {
    const failing = (code: string) =>
      new Writable({ write: (_, __, done) => done(Object.assign(new Error(code), { code })) }).on('error', () => {});
    const full = await command(['check', '-'], { stdin: CLEAN, stdout: failing('ENOSPC') });
    expect(full.code).toBe(2);
    expect((await command(['check', '-'], { stdin: CLEAN, stdout: failing('EPIPE') })).code).toBe(0);
    expect((await command(['check', '-'], { stdin: WEAK, stdout: failing('EPIPE') })).code).toBe(1);
    expect((await command(['--version'], { stdout: failing('ENOSPC') })).code).toBe(2);
  });
});

describe('--rules', () => {
  const pod = (spec: any) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec });
  const containers = [{ name: 'web', image: 'ghcr.io/acme/web:latest' }];
  const rulesFound = async (rules: string, options: string[] = []) => {
    const cwd = folder({ 'pod.yaml': pod({ hostPID: true, containers }) });
    const { stdout } = await command(['check', 'pod.yaml', '--rules', rules, '--format', 'json', ...options], { cwd });
    const { profile, byRule } = JSON.parse(stdout);
    return { profile, rules: Object.keys(byRule) };
  };

  test('asks rules and categories, and the report says so', async () => {
    expect(await rulesFound('host-pid')).toEqual({ profile: 'nsa, only host-pid', rules: ['host-pid'] });
    expect(await rulesFound('images, host-pid')).toEqual({
      profile: 'nsa, only images, host-pid',
      rules: ['host-pid', 'image-not-pinned-by-digest', 'image-tag-mutable'],
    });
  });

  test('asks a rule that is in no profile', async () => {
    expect(await rulesFound('service-links')).toEqual({ profile: 'nsa, only service-links', rules: ['service-links'] });
  });

  test('leaves out waivers of other rules', async () => {
    const cwd = folder({
      'pod.yaml': pod({ containers }),
      'hardening.yaml':
        'waivers:\n  - { rule: run-as-non-root, kind: Pod, namespace: shop, name: web, reason: the old image, expires: "2027-01-01" }\n',
    });
    expect(await command(['check', 'pod.yaml', '--rules', 'host-pid'], { cwd })).toMatchObject({ code: 0 });
  });

  test.each([
    ['host-pdi', 'rule or category "host-pdi" is not known; did you mean "host-pid"?'],
    ['rbca', 'rule or category "rbca" is not known; did you mean "rbac"?'],
    ['', 'rule or category "" is not known'],
  ])('refuses %j', async (rules, message) => {
    const cwd = folder({ 'pod.yaml': pod({ containers }) });
    const { code, stderr } = await command(['check', 'pod.yaml', '--rules', rules], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('lists the rules of a category', async () => {
    const { stdout } = await command(['rules', '--category', 'service-accounts', '--format', 'json']);
    const { rules } = JSON.parse(stdout);
    expect(new Set(rules.map(({ category }: any) => category))).toEqual(new Set(['service-accounts']));
    expect((await command(['rules', '--category', 'rbca'])).stderr).toContain(
      'category "rbca" is not known; did you mean "rbac"?',
    );
  });
});

describe('rules', () => {
  test('lists every rule as JSON', async () => {
    const { code, stdout } = await command(['rules', '--format', 'json']);
    expect(code).toBe(0);
    const { rules } = JSON.parse(stdout);
    expect(rules.map((rule: any) => rule.id)).toEqual(CATALOG.map(({ meta }) => meta.id));
    expect(rules.find((rule: any) => rule.id === 'run-as-non-root')).toMatchObject({
      title: 'Containers run as a non-root user',
      severity: 'high',
      profiles: ['restricted', 'nsa'],
      podSecurity: { check: 'runAsNonRoot', level: 'restricted' },
    });
  });

  test('lists every rule for people', async () => {
    const { code, stdout } = await command(['rules']);
    expect(code).toBe(0);
    for (const { meta } of CATALOG) expect(stdout).toContain(`${meta.id} (${meta.severity})\n    ${meta.title}\n`);
    expect(stdout).toMatch(new RegExp(`\n${CATALOG.length} rules\n$`));
  });
});

describe('the command', () => {
  test('prints its version and help, each with an example', async () => {
    expect(await command(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+.*\n$/),
    });
    for (const argv of [['--help'], ['check', '--help'], ['rules', '--help'], ['help', 'check']]) {
      const { code, stdout } = await command(argv);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples?:\n {2}.*cdk8s-hardened/);
      expect(stdout.split('\n').length).toBeLessThan(50);
    }
  });
});

describe('docs/cli.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'cli.md'), 'utf8');
  const cwd = join(__dirname, 'fixtures', 'cli');

  test('shows what the command prints', async () => {
    const blocks = [...page.matchAll(/^\$ cdk8s-hardened (check .*)\n([\s\S]*?)^\$ echo \$\?\n(\d)$/gm)];
    expect(blocks).toHaveLength(3);
    for (const [, line = '', shown, code] of blocks) {
      expect(await command(line.split(' '), { cwd })).toEqual({ code: Number(code), stdout: shown, stderr: '' });
    }
  });

  test('shows a finding as the report has it', async () => {
    const { report } = await checkJson(['web.yaml', '--profile', 'restricted'], { cwd });
    const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(page) as RegExpExecArray;
    const [finding] = report.findings;
    expect(JSON.parse(shown)).toEqual({ ...finding, references: finding.references.slice(0, 1) });
  });
});

function start(argv: readonly string[], env = {}, stdout: 'pipe' | number = 'pipe', close = false) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [join(compiledLibrary(), 'lib', 'cli', 'main.js'), ...argv], {
      env: { ...process.env, ...env },
      stdio: ['pipe', stdout, 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    if (close) child.stdout?.destroy();
    else child.stdout?.on('data', (chunk) => (said.stdout += chunk));
    child.stderr?.on('data', (chunk) => (said.stderr += chunk));
    child.stdin?.end(WEAK);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

describe('the process', () => {
  test('ends with the code, for open and closed readers', async () => {
    const full = openSync('/dev/full', 'w');
    const [piped, closed, failed, unknown] = await Promise.all([
      start(['check', '-']),
      start(['check', '-'], {}, 'pipe', true),
      start(['check', '-'], {}, full),
      start(['check', '--nope', '-']),
    ]);
    expect(piped.code).toBe(1);
    expect(piped.stdout).toContain('✗ run-as-non-root (high)');
    expect(closed).toMatchObject({ code: 1, stderr: '' });
    expect(failed.code).toBe(2);
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: "cdk8s-hardened: unknown option '--nope'\n" });
  });
});
