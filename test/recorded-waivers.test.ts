import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Aspects, HardeningChecks, HardeningPolicy, type Policy, SecureDeployment, Waivers } from '../src';
import { command, folder } from './support/command-line';
import { compiledLibrary } from './support/compiled';

const RECORD = 'hardening.waivers';
const IMAGE = `ghcr.io/acme/web:1.4.2@sha256:${'ab'.repeat(32)}`;
const RULE = 'secret-env-reference';
const TERMS = { rule: RULE, reason: 'the library reads only variables', expires: '2999-12-31' };
const PROFILE = ['--profile', 'nsa'];

interface Shop {
  readonly policy?: Policy;
  readonly props?: object;
  readonly after?: (web: SecureDeployment, app: App) => void;
  readonly outputType?: YamlOutputType;
}

/** Synthesizes an app whose one finding, `secret-env-reference` of `shop/web`, is waived. Returns its folder. */
function synth({ policy, props, after, outputType }: Shop, cwd = folder()): string {
  const app = new App({ outdir: join(cwd, 'dist'), yamlOutputType: outputType });
  if (policy) HardeningPolicy.of(app).set(policy);
  Aspects.of(app).add(new HardeningChecks());
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'db');
  const envVariables = { P: kplus.EnvValue.fromSecretValue({ secret, key: 'p' }) };
  const containers = [{ image: IMAGE, portNumber: 8080, envVariables }];
  const web = new SecureDeployment(chart, 'web', { containers, metadata: { name: 'web' }, ...props });
  after?.(web, app);
  app.synth();
  return cwd;
}

const WAIVED: Shop = { props: { waivers: [TERMS] } };

async function check(cwd: string, ...argv: string[]) {
  const { code, stdout, stderr } = await command(['check', ...PROFILE, ...argv, 'dist'], { cwd });
  return { code, text: stdout + stderr };
}

const WAYS: [string, Shop][] = [
  ['in the props of a workload', WAIVED],
  ['of a construct', { after: (web) => Waivers.of(web).add(TERMS) }],
  ['by construct in the policy', { policy: { waivers: [{ ...TERMS, construct: 'shop/web' }] } }],
  ['by construct in HardeningChecks', { after: (_, app) => Aspects.of(app).add(checksWith('shop/web')) }],
  ['by name', { policy: { waivers: [{ ...TERMS, kind: 'Deployment', namespaceName: 'shop', name: 'web' }] } }],
];

function checksWith(construct: string): HardeningChecks {
  return new HardeningChecks({ waivers: [{ ...TERMS, construct }] });
}

describe.each(WAYS)('a waiver %s', (_, shop) => {
  test('is recorded, and counts where the option or the policy says so', async () => {
    const cwd = synth(shop);
    expect(await check(cwd)).toMatchObject({ code: 1 });
    expect(await check(cwd, '--recorded-waivers')).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, 'hardening.yaml'), 'waiverPolicy: { recorded: true }\n');
    const { code, text } = await check(cwd);
    expect(text).toContain('1 finding waived');
    expect(code).toBe(0);
  });
});

test.each([
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
])('it counts for the output type %s', async (outputType) => {
  const cwd = synth({ ...WAIVED, outputType });
  expect(readdirSync(join(cwd, 'dist'))).toContain(RECORD);
  expect(await check(cwd, '--recorded-waivers')).toMatchObject({ code: 0 });
});

test('it records rule, terms, object and hash, the same in each synth', () => {
  const text = readFileSync(join(synth(WAIVED), 'dist', RECORD), 'utf8');
  expect(JSON.parse(text)).toEqual({
    about: expect.stringContaining('--recorded-waivers'),
    version: 1,
    objects: [
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        waivers: [{ ...TERMS, construct: 'shop/web' }],
      },
    ],
  });
  expect(readFileSync(join(synth(WAIVED), 'dist', RECORD), 'utf8')).toBe(text);
});

test('a synth that uses no waiver removes the record of an earlier one', () => {
  const cwd = synth(WAIVED);
  synth({ policy: { rules: { [RULE]: { enabled: false } } } }, cwd);
  expect(existsSync(join(cwd, 'dist', RECORD))).toBe(false);
});

test('a refused synth leaves the record as it is', () => {
  const cwd = synth(WAIVED);
  const before = readFileSync(join(cwd, 'dist', RECORD), 'utf8');
  expect(() => synth({}, cwd)).toThrow(RULE);
  expect(readFileSync(join(cwd, 'dist', RECORD), 'utf8')).toBe(before);
});

describe('what the record counts for', () => {
  const FILE = join('dist', 'shop.k8s.yaml');
  const changed = async (change: (text: string) => string, file = FILE) => {
    const cwd = synth(WAIVED);
    const before = readFileSync(join(cwd, file), 'utf8');
    expect(change(before)).not.toBe(before);
    writeFileSync(join(cwd, file), change(before));
    return check(cwd, '--recorded-waivers');
  };

  test.each<[string, (text: string) => string]>([
    ['a comment', (text) => `# reviewed\n${text}`],
    ['other quotes', (text) => text.replace('namespace: shop', 'namespace: "shop"')],
    ['another file name', (text) => text.replace(/$/, '\n')],
  ])('%s in the file changes nothing', async (_, change) => {
    expect(await changed(change)).toMatchObject({ code: 0 });
  });

  test.each<[string, (text: string) => string]>([
    ['a field of the object', (text) => text.replace('replicas: 2', 'replicas: 3')],
    ['a field that is added', (text) => text.replace('replicas: 2', 'replicas: 2\n  paused: false')],
  ])('%s makes it count for nothing', async (_, change) => {
    const { code, text } = await changed(change);
    expect(code).toBe(1);
    expect(text).toContain('is recorded for an object that was changed after the synth; run the synth again');
  });

  test('a hash that is written by hand counts for nothing', async () => {
    const change = (text: string) => text.replace(/"sha256": ".{4}/, '"sha256": "0000');
    expect(await changed(change, join('dist', RECORD))).toMatchObject({ code: 1 });
  });

  test.each<[string, string, (text: string) => string]>([
    ['no JSON', 'is not JSON', () => '{'],
    ['another version', 'is not what a synth writes', (text) => text.replace('"version": 1', '"version": 2')],
    ['an unknown field', 'is not what a synth writes', (text) => text.replace('"about"', '"__proto__": {}, "about"')],
    ['a waiver without reason', 'is not what a synth writes', (text) => text.replace(/"reason": ".*",/, '')],
    ['an empty file', 'is not JSON', () => ''],
  ])('%s is an error that names the file', async (_, message, change) => {
    const { code, text } = await changed(change, join('dist', RECORD));
    expect(code).toBe(2);
    expect(text).toContain(join('dist', RECORD));
    expect(text).toContain(message);
  });

  test.each<[string, string, number]>([
    ['a rule that cannot be waived', `rules: { ${RULE}: { waivable: false } }`, 2],
    ['a ticket that is missing', 'waiverPolicy: { ticketPattern: "OPS-[0-9]+" }', 2],
    ['a last day that is too far away', 'waiverPolicy: { maxLifetimeDays: 30 }', 2],
    ['a finding that is too severe', 'waiverPolicy: { maxSeverity: info }', 2],
    ['a rule that is off', `rules: { ${RULE}: false }`, 0],
  ])('the policy decides about %s', async (_, policy, code) => {
    const cwd = synth(WAIVED);
    writeFileSync(join(cwd, 'hardening.yaml'), `${policy}\n`);
    expect(await check(cwd, '--recorded-waivers')).toMatchObject({ code });
  });

  test('a waiver ends on its last day here too', async () => {
    const cwd = synth({ props: { waivers: [{ ...TERMS, expires: '2099-01-01' }] } });
    const path = join(cwd, 'dist', RECORD);
    writeFileSync(path, readFileSync(path, 'utf8').replace('2099-01-01', '2020-01-01'));
    const { code, text } = await check(cwd, '--recorded-waivers');
    expect(code).toBe(1);
    expect(text).toContain('expired on 2020-01-01');
  });
});

describe('a waiver that only the other run can apply is not called superfluous', () => {
  const policy = (waiver: string) =>
    `waivers:\n  - { rule: ${RULE}, ${waiver}, reason: a reason of some length, expires: "2099-01-01" }\n`;

  test.each<[string, string, string]>([
    ['of a construct', 'construct: shop/web', 'names a construct, which files do not have; keep it for the synth'],
    [
      'of an object of another run',
      'kind: Job, namespace: far, name: vendor',
      'names no object here; correct it, or keep it',
    ],
  ])('check: %s', async (_, waiver, message) => {
    const cwd = synth(WAIVED);
    writeFileSync(join(cwd, 'hardening.yaml'), policy(waiver));
    const { text } = await check(cwd);
    expect(text).toContain(message);
    expect(text).not.toContain('remove it');
  });

  test('check: of a construct whose waiver is recorded, nothing is said', async () => {
    const cwd = synth(WAIVED);
    writeFileSync(join(cwd, 'hardening.yaml'), policy('construct: shop/web'));
    const { code, text } = await check(cwd, '--recorded-waivers');
    expect([code, text]).toEqual([0, expect.not.stringContaining('shop/web:')]);
  });

  test('check: a waiver by name is reported as unused, whatever the record accepts by name', async () => {
    const named = { ...TERMS, kind: 'Deployment', namespaceName: 'shop', name: 'web' };
    const cwd = synth({ policy: { waivers: [named] } });
    writeFileSync(join(cwd, 'hardening.yaml'), policy('kind: Service, namespace: shop, name: web'));
    const { text } = await check(cwd, '--recorded-waivers');
    expect(text).toContain(`! ${RULE} of Service shop/web: `);
  });

  test('synth: of an object of a file beside the app, nothing is said', () => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    try {
      const vendor = { ...TERMS, kind: 'Job', namespaceName: 'far', name: 'vendor' };
      synth({ policy: { waivers: [vendor, { ...TERMS, construct: 'shop/web' }] } });
      expect(warnings.mock.calls.filter(([text]) => /vendor/.test(`${text}`))).toEqual([]);
      const stale = { ...TERMS, construct: 'shop/gone' };
      synth({ ...WAIVED, policy: { waivers: [stale] } });
      expect(warnings.mock.calls.map(([text]) => text)).toContainEqual(expect.stringContaining('shop/gone'));
    } finally {
      warnings.mockRestore();
    }
  });
});

test('diff counts the record of a revision', async () => {
  const cwd = synth(WAIVED);
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { cwd });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  const sides = ['--format', 'json', 'git:HEAD:dist', 'dist'];
  const { stdout } = await command(['diff', ...PROFILE, '--recorded-waivers', ...sides], { cwd });
  const side = { findings: 0, waived: 1 };
  expect(JSON.parse(stdout)).toMatchObject({ fails: false, old: side, new: side });
});

test('the plugin of cdk8s synth counts the record, unless the policy says no', () => {
  const ROOT = join(__dirname, '..');
  const main = `
const { App, Chart } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const { Aspects, HardeningChecks, SecureDeployment } = require('${compiledLibrary()}/lib');
const app = new App();
Aspects.of(app).add(new HardeningChecks());
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const secret = kplus.Secret.fromSecretName(chart, 'secret', 'db');
const envVariables = { P: kplus.EnvValue.fromSecretValue({ secret, key: 'p' }) };
new SecureDeployment(chart, 'web', { containers: [{ image: '${IMAGE}', portNumber: 8080, envVariables }], waivers: [${JSON.stringify(TERMS)}] });
app.synth();
`;
  const plugin = `language: typescript\napp: node main.js\nvalidations:\n  - package: ${compiledLibrary()}/lib/plugin/validation\n    version: 1.0.0\n    class: HardeningValidation\n    properties: { policy: hardening.yaml }\n`;
  for (const [recorded, status] of [
    ['true', 0],
    ['false', 2],
  ] as const) {
    const cwd = folder({
      'main.js': main,
      'cdk8s.yaml': plugin,
      'hardening.yaml': recorded === 'true' ? 'profile: nsa\n' : 'waiverPolicy: { recorded: false }\n',
    });
    symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
    const args = [join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', '--check-upgrade=false'];
    const outcome = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect([recorded, outcome.status, outcome.status === status ? '' : outcome.stdout + outcome.stderr]).toEqual([
      recorded,
      status,
      '',
    ]);
  }
});
