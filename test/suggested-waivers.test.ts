import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Checker } from '../src/engine/checker';
import { Profile } from '../src/engine/profile';
import { Aspects, HardeningChecks, ManifestSet, Profiles, Severity, type Waiver } from '../src/index';
import { policyOf } from '../src/profiles/policy-file';
import { SUGGESTED_WAIVERS } from '../src/report/formats/suggested-waivers';
import { joined } from '../src/report/pieces';
import { CATALOG } from '../src/rules/catalog';
import { readYaml } from '../src/yaml/read';
import { command, folder } from './support/command-line';

const TODAY = '2026-11-24';
const RULES = join(__dirname, '..', 'src', 'rules');
const EVERYTHING = new Profile('everything', { rules: [...CATALOG] });

function suggested(objects: ManifestSet, profile: Profile) {
  const report = new Checker({ profile, today: TODAY }).check(objects);
  const text = joined(
    SUGGESTED_WAIVERS.render(report, {
      version: '0.0.0',
      rules: profile.rules,
      profile,
      today: TODAY,
      unread: [],
      skipped: 0,
    }),
  );
  const { documents, problems } = readYaml(text);
  expect(problems).toEqual([]);
  return { text, report, value: documents[0]?.value };
}

function filled(value: any, reason = 'written by the test'): Waiver[] {
  const waivers = value.waivers.map((waiver: any) => ({ ...waiver, reason }));
  return policyOf({ waivers }, []).waivers ?? [];
}

const examples = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('example.yaml'),
);

test.each(examples)('the suggestions for %s waive all its findings, and nothing else would do', (path) => {
  const objects = ManifestSet.fromYaml(readFileSync(join(RULES, path), 'utf8'));
  const { report, value } = suggested(objects, EVERYTHING);
  const waivers = filled(value);
  const after = new Checker({ profile: EVERYTHING, today: TODAY, waivers }).check(objects);
  const nameless = report.findings.filter(({ objectRef }) => objectRef.name === '');
  expect(after.findings).toHaveLength(nameless.length);
  expect(after.waived.length).toBe(report.findings.length - nameless.length);
  expect(after.unusedWaivers).toEqual([]);
  expect(after.errors.length).toBe(report.errors.length);
  for (const left of waivers.keys()) {
    const without = waivers.filter((_, index) => index !== left);
    const missed = new Checker({ profile: EVERYTHING, today: TODAY, waivers: without }).check(objects);
    expect(missed.findings.length).toBeGreaterThan(after.findings.length);
  }
});

const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: { name: "on", namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostPID: true
      hostIPC: true
      containers: [{ name: web, image: web, volumeMounts: [{ name: a, mountPath: /a }, { name: b, mountPath: /b }] }]
      volumes: [{ name: a, hostPath: { path: /srv/a } }, { name: b, hostPath: { path: /srv/b } }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get] }]
`;

describe('check --suggest-waivers', () => {
  const argv = ['check', 'shop.yaml', '--rules', 'host-pid,host-ipc,host-path-volume,rbac-secrets-read'];

  test('prints YAML for hardening.yaml: narrow, 90 days, without a reason', async () => {
    const cwd = folder({ 'shop.yaml': SHOP });
    const { code, stdout, stderr } = await command([...argv, '--suggest-waivers'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const on = { kind: 'Deployment', namespace: 'shop', name: 'on' };
    const terms = { reason: '', expires: '2027-02-22' };
    expect(readYaml(stdout).documents[0]?.value).toEqual({
      waivers: [
        { rule: 'rbac-secrets-read', kind: 'ClusterRole', name: 'reader', ...terms },
        { rules: ['host-ipc', 'host-pid'], ...on, ...terms },
        { rule: 'host-path-volume', ...on, pointer: '/spec/template/spec/volumes/0/hostPath', ...terms },
        { rule: 'host-path-volume', ...on, pointer: '/spec/template/spec/volumes/1/hostPath', ...terms },
      ],
    });
    expect(stdout).toContain('      - host-pid  # critical: pod');
  });

  test('is refused until reasons are written, and then lets the findings stand', async () => {
    const cwd = folder({ 'shop.yaml': SHOP });
    const { stdout } = await command([...argv, '--suggest-waivers'], { cwd });
    writeFileSync(join(cwd, 'hardening.yaml'), stdout);
    const refused = await command(argv, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr.match(/\/waivers\/\d\/reason is empty; give at least 10 characters/g)).toHaveLength(4);
    writeFileSync(join(cwd, 'hardening.yaml'), stdout.replaceAll('reason: ""', 'reason: read by the backup'));
    expect(await command([...argv, '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await command([...argv, '--suggest-waivers'], { cwd })).stdout).toBe('waivers: []\n');
  });

  test('follows the terms of the policy, and names what cannot be waived', async () => {
    const policy = [
      'waiverPolicy: { ticketPattern: "OPS-[0-9]+", maxLifetimeDays: 30, maxSeverity: high }',
      'rules: { host-ipc: { waivable: false }, host-pid: { severity: high }, rbac-secrets-read: { severity: critical } }',
      '',
    ].join('\n');
    const cwd = folder({ 'shop.yaml': SHOP, 'hardening.yaml': policy, 'broken.yaml': 'a: [' });
    const { code, stdout } = await command([...argv, 'broken.yaml', '--suggest-waivers'], { cwd });
    expect(code).toBe(2);
    const waivers = readYaml(stdout).documents[0]?.value.waivers;
    expect(waivers.map(({ rule, ticket, expires }: any) => ({ rule, ticket, expires }))).toEqual([
      { rule: 'host-pid', ticket: '', expires: '2026-12-24' },
      { rule: 'host-path-volume', ticket: '', expires: '2026-12-24' },
      { rule: 'host-path-volume', ticket: '', expires: '2026-12-24' },
    ]);
    expect(stdout).toContain(
      '# cannot be waived, as the policy does not let this rule be waived: host-ipc of Deployment shop/on',
    );
    expect(stdout).toContain(
      '# cannot be waived, as the policy lets high be waived at most, and this is critical: rbac-secrets-read',
    );
    expect(stdout).toContain('# 1 error beside the findings: run check without --suggest-waivers');
  });

  test('leaves standard output to one of both, and other formats to files', async () => {
    const cwd = folder({ 'shop.yaml': SHOP });
    const both = await command([...argv, '--suggest-waivers', '--format', 'json'], { cwd });
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('write --format json=FILE');
    const { stdout } = await command([...argv, '--suggest-waivers', '--format', 'json=out.json', '--quiet'], { cwd });
    expect(stdout).toContain('waivers:\n');
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).findings).toHaveLength(5);
  });

  test('names the API group of objects that have kind and name in common', () => {
    const spec = { hostPID: true, containers: [{ name: 'web', image: 'web' }] };
    const deployment = (group: string) => ({
      ...{ apiVersion: `${group}/v1`, kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
      spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec } },
    });
    const workloadKinds = [{ group: 'acme.example', kind: 'Deployment', podTemplate: '/spec/template' }];
    const objects = ManifestSet.fromJson([deployment('apps'), deployment('acme.example')], { workloadKinds });
    const { value } = suggested(objects, new Profile('one', { rules: [Profiles.rule('host-pid')] }));
    expect(value.waivers.map(({ apiGroup }: any) => apiGroup)).toEqual(['apps', 'acme.example']);
  });
});

describe('the refusal of a synth', () => {
  function refusal(change: Partial<ConstructorParameters<typeof HardeningChecks>[0]> = {}, id = 'shop'): string {
    const app = new App();
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.baseline(), today: TODAY, ...change }));
    const chart = new Chart(app, id, { namespace: 'shop' });
    for (const name of ['a', 'b'])
      new ApiObject(chart, name, {
        ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
        spec: { hostPID: true, hostIPC: true, containers: [{ name: 'web', image: 'web' }] },
      });
    let message = '';
    try {
      Testing.synth(chart);
    } catch (error) {
      ({ message } = error as Error);
    }
    return message;
  }
  const waiverOf = (rule: string) =>
    `    waiver: { rule: '${rule}', kind: 'Pod', namespaceName: 'shop', name: 'a', reason: '', expires: '2027-02-22' }`;

  test('shows a waiver with the first finding of each rule, as the aspect takes it', () => {
    expect(
      refusal()
        .split('\n')
        .filter((line) => line.includes('waiver: {')),
    ).toEqual([waiverOf('host-ipc'), waiverOf('host-pid')]);
    expect(refusal({ waiverPolicy: { maxSeverity: Severity.LOW } })).toContain(
      '    cannot be waived: the policy lets low be waived at most, and this is critical',
    );
  });

  test('says what unused waivers come near to', () => {
    jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const terms = { rules: ['host-pid', 'host-ipc'], name: 'a', reason: 'read by the backup', expires: '2027-02-22' };
    expect(refusal({ waivers: [{ ...terms, kind: 'Pod' }] })).toContain(
      '! waiver of "host-pid" for Pod a matches nothing: namespace is missing; add shop\n' +
        '! waiver of "host-ipc" for Pod a matches nothing: namespace is missing; add shop\n',
    );
    expect(refusal({ waivers: [{ ...terms, kind: 'DemonSet', namespaceName: 'shop' }] })).toContain(
      'matches nothing: the object is no DemonSet; did you mean Pod?',
    );
    expect(refusal({ waivers: [{ ...terms, kind: 'pod', namespaceName: 'shop' }] })).not.toContain('!');
    jest.restoreAllMocks();
  });
});

describe('the synth of one chart', () => {
  const terms = { rule: 'host-pid', reason: 'read by the backup', expires: '2027-02-22' };
  function warningsOf(synth: (app: App, chart: Chart) => void, waivers: Waiver[]): string[] {
    const warnings: string[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((text) => {
      warnings.push(String(text));
    });
    const app = new App({ outdir: folder() });
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.baseline(), today: TODAY, waivers }));
    const [chart] = ['shop', 'bank'].map((id) => {
      const made = new Chart(app, id, { namespace: id });
      new ApiObject(made, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } });
      return made;
    });
    synth(app, chart as Chart);
    spy.mockRestore();
    return warnings.map((text) => /for (.*?) (?:matches|expired|names)/.exec(text)?.[1] ?? text);
  }
  const waivers: Waiver[] = [
    { ...terms, kind: 'ConfigMap', namespaceName: 'shop', name: 'shop' },
    { ...terms, kind: 'configmap', name: 'shop' },
    { ...terms, construct: 'shop/object' },
    { ...terms, kind: 'ConfigMap', namespaceName: 'shop', name: 'shop', expires: '2026-01-01' },
    { ...terms, kind: 'ConfigMap', namespaceName: 'bank', name: 'bank' },
    { ...terms, construct: 'bank/object' },
    { ...terms, construct: 'shopping/object' },
    { ...terms, kind: 'Deployment', namespaceName: 'shop', name: 'elsewhere' },
    { ...terms, kind: 'ConfigMap', namespaceName: 'bank', name: 'bank', expires: '2026-01-01' },
  ];
  const own = ['ConfigMap shop/shop', 'ConfigMap shop/shop', 'configmap shop', 'shop/object'];

  test('warns of the waivers for its own objects, and of no other', () => {
    expect(warningsOf((_, chart) => Testing.synth(chart), waivers).sort()).toEqual([...own].sort());
  });

  test('is not the synth of the app, which warns of all', () => {
    expect(warningsOf((app) => app.synth(), waivers)).toHaveLength(waivers.length);
    expect(warningsOf((app) => app.synthYaml(), waivers)).toHaveLength(waivers.length);
  });
});
