import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { compareEditions } from '../src/engine/edition';
import { EDITIONS } from '../src/engine/editions';
import { NEWEST_VERSION } from '../src/kubernetes/kubernetes-version';
import { PROFILE_NAMES } from '../src/profiles/profiles';
import { CATALOG } from '../src/rules/catalog';
import { folder, podYaml } from './support/command-line';
import { RELEASES, RELEASES_FOLDER, whyNoReleases } from './support/releases';
import { type Library, libraryAfter } from './support/upgrade';

const before = libraryAfter('no upgrade');
const after = libraryAfter('upgrade');

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n';
const FILES = { 'pod.yaml': podYaml('web'), 'service.yaml': SERVICE };
const SAME = ['profile: nsa', 'kubernetesVersion: "1.37"', ''].join('\n');

async function check(
  { command }: Library,
  policy: string,
  files: { [path: string]: string } = FILES,
  ...argv: string[]
) {
  const cwd = folder({ 'hardening.yaml': policy, ...files });
  const outcome = await command(['check', '--format', 'json', '.', '--exclude', 'hardening.yaml', ...argv], { cwd });
  return { ...outcome, cwd, json: outcome.stdout === '' ? undefined : JSON.parse(outcome.stdout) };
}

/** What a report says of rules, but for what newer editions find. */
function verdictOf({ code, json }: { readonly code: number; readonly json: any }) {
  const { upcoming: _, notes: _notes, ...rest } = json;
  return { code, ...rest };
}

const idsOf = (list: any[]) => [...new Set(list.map(({ rule }) => rule))].sort();

describe('the table of editions', () => {
  test('names each edition once, in order, and the newest Kubernetes version last', () => {
    const names = EDITIONS.map(({ name }) => name);
    expect([...names].sort(compareEditions)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^\d{4}\.[1-9]\d*$/);
    expect(EDITIONS.at(-1)?.kubernetesVersion).toBe(NEWEST_VERSION);
  });

  test('is about rules and profiles that exist', () => {
    const ids = CATALOG.map(({ meta }) => meta.id);
    for (const { before: changes } of EDITIONS)
      for (const [id, { profiles = [] }] of Object.entries(changes)) {
        expect(ids).toContain(id);
        for (const profile of profiles) expect(PROFILE_NAMES).toContain(profile);
      }
    for (const { meta } of CATALOG)
      if (meta.edition !== undefined) expect(EDITIONS.slice(1).map(({ name }) => name)).toContain(meta.edition);
  });

  test('orders 2026.10 after 2026.9, and years first', () => {
    const names = ['2027.1', '2026.10', '2026.9', '2026.1'];
    expect(names.sort(compareEditions)).toEqual(['2026.1', '2026.9', '2026.10', '2027.1']);
  });
});

describe('an upgrade with the edition of before', () => {
  test.each(['check', 'diff', 'fix --dry-run'])('changes no verdict of %s', async (line) => {
    const [name = '', ...options] = line.split(' ');
    const argv = name === 'diff' ? [name, 'old', 'new'] : [name, 'new', ...options];
    const files = {
      ...FILES,
      'old/pod.yaml': podYaml('other'),
      'new/pod.yaml': podYaml('web'),
      'new/service.yaml': SERVICE,
    };
    const outcomes = [before, after].map(({ command }) => {
      const cwd = folder({ ...files, 'hardening.yaml': `edition: 2026.1\n${SAME}` });
      return command(argv, { cwd });
    });
    const [was, is] = await Promise.all(outcomes);
    const withoutSection = ({ stdout = '' } = {}) =>
      stdout.replace(/\n(?:Notes|Found by newer editions)[\s\S]*?\n(?=\n)/g, '');
    expect(is?.code).toBe(was?.code);
    expect(withoutSection(is).replaceAll(/\n{2,}/g, '\n')).toBe(withoutSection(was).replaceAll(/\n{2,}/g, '\n'));
  });

  test('passes what passed, and names what would be found', async () => {
    const policy = `edition: "2026.1"\nfailOn: critical\n${SAME}`;
    const [was, is] = [await check(before, policy), await check(after, policy)];
    expect(verdictOf(is)).toEqual(verdictOf(was));
    expect(is.code).toBe(0);
    expect(is.json.edition).toBe('2026.1');
    expect(
      is.json.upcoming.map(({ edition, rule, severity, was: old }: any) => [edition, rule, severity, old]),
    ).toEqual([
      ['2026.2', 'run-as-non-root', 'critical', 'high'],
      ['2026.2', 'host-pid', 'critical', null],
      ['2026.2', 'new-rule', 'high', null],
      ['2026.2', 'service-links', 'info', null],
      ['2026.10', 'newest-rule', 'high', null],
    ]);
    expect(is.json.notes).toContain(
      'edition 2026.2: rule "crashing-rule" crashed: an object was not foreseen; report it to its author',
    );
    expect(was.json.upcoming).toEqual([]);
  });

  test('fails what the next edition finds as soon as it is pinned, or none is', async () => {
    const pinned = async (pin: string) => {
      const { json, code } = await check(after, `${pin}${SAME}`);
      return {
        code,
        rules: idsOf(json.findings),
        later: idsOf(json.upcoming),
        errors: json.errors.length > 0,
        edition: json.edition,
      };
    };
    const old = await pinned('edition: 2026.1\n');
    const next = await pinned('edition: 2026.2\n');
    const newest = await pinned('edition: "2026.10"\n');
    expect(next.rules).toEqual(
      [
        ...old.rules.filter((id: string) => id !== 'cpu-limit-missing'),
        'cpu-request-missing',
        'new-rule',
        'service-links',
        'host-pid',
      ].sort(),
    );
    expect([old.errors, next.errors]).toEqual([false, true]);
    expect(next.later).toEqual(['newest-rule']);
    expect(newest).toEqual({ ...next, rules: [...next.rules, 'newest-rule'].sort(), later: [], edition: '2026.10' });
    expect(await pinned('')).toEqual(newest);
    expect(await pinned('edition: 2026.10\n')).toEqual(newest); // YAML reads the number 2026.1
  });

  test('uses a rule of a newer edition that the policy switches on, and forgets one that it switches off', async () => {
    const { json } = await check(
      after,
      `edition: 2026.1\nrules: { new-rule: true, newest-rule: false, crashing-rule: false }\n${SAME}`,
    );
    expect(idsOf(json.findings)).toContain('new-rule');
    expect(idsOf(json.upcoming)).toEqual(['host-pid', 'run-as-non-root', 'service-links']);
    expect(json.notes.filter((note: string) => note.startsWith('edition'))).toEqual([]);
    const only = await check(after, `edition: 2026.1\n${SAME}`, FILES, '--rules', 'new-rule');
    expect(idsOf(only.json.findings)).toEqual(['new-rule']);
  });

  test('a waiver for a rule that the pinned edition does not have is refused, and says why', async () => {
    const waiver = '{ rule: new-rule, kind: Pod, name: web, reason: there is no team yet, expires: "2026-12-01" }';
    const { code, stderr } = await check(after, `edition: 2026.1\nwaivers: [${waiver}]\n`);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'rule "new-rule" is not in edition 2026.1 of profile "nsa"; pin another edition, or enable the rule',
    );
    const { json } = await check(after, `edition: 2026.2\nwaivers: [${waiver}]\n`);
    expect(json.findings.filter(({ rule, waived }: any) => rule === 'new-rule' && !waived)).toEqual([]);
  });

  test('waivers of before cover what a rule reports since', async () => {
    const waiver =
      '{ rule: host-pid, kind: Service, name: web, namespace: a, reason: there is no team yet, expires: "2026-12-01" }';
    const { json } = await check(after, `edition: 2026.1\nnamespace: a\nwaivers: [${waiver}]\n`);
    expect(idsOf(json.upcoming)).not.toContain('host-pid');
  });

  test('the list of rules says since when a profile has each', async () => {
    const { rules } = JSON.parse((await after.command(['rules', '--format', 'json'])).stdout);
    const since = (name: string) => rules.find(({ id }: any) => id === name).edition;
    expect(['new-rule', 'newest-rule', 'service-links', 'host-pid'].map(since)).toEqual([
      ...['2026.2', '2026.10', '2026.2', '2026.1'],
    ]);
    expect((await after.command(['explain', 'newest-rule'])).stdout).toContain('nsa since 2026.10');
  });

  test('the severity that a policy sets is kept in every edition', async () => {
    const { json } = await check(after, `edition: 2026.1\nrules: { run-as-non-root: { severity: low } }\n${SAME}`);
    expect(idsOf(json.upcoming)).not.toContain('run-as-non-root');
  });

  test('keeps the Kubernetes version that the edition knew, where none is set', async () => {
    const { json } = await check(after, 'edition: 2026.1\n');
    expect(json.kubernetesVersion).toBe('1.36');
    expect((await check(after, 'profile: nsa\n')).json.kubernetesVersion).toBe('1.37');
    expect((await check(after, 'edition: 2026.1\nkubernetesVersion: latest\n')).json.kubernetesVersion).toBe('1.37');
  });

  test('every format names what would be found, and none counts it', async () => {
    const { command } = after;
    const cwd = folder({ ...FILES, 'hardening.yaml': `edition: 2026.1\n${SAME}` });
    const written = async (format: string) =>
      (await command(['check', 'pod.yaml', 'service.yaml', '--format', format], { cwd })).stdout;
    for (const format of ['text', 'markdown', 'markdown-comment', 'github', 'html', 'sarif', 'json'])
      expect({ format, text: await written(format) }).toEqual({ format, text: expect.stringContaining('newest-rule') });
    for (const format of ['junit', 'gitlab', 'csv']) expect(await written(format)).not.toContain('newest-rule');
    expect(await written('text')).toContain(
      [
        'Found by newer editions, not by the pinned edition 2026.1; fails nothing',
        '  edition 2026.2, run-as-non-root (critical, was high): Pod web: container "web" may run as root',
      ].join('\n'),
    );
    const [run] = JSON.parse(await written('sarif')).runs;
    expect(run.results.map(({ ruleId }: any) => ruleId)).not.toContain('newest-rule');
    const notes = run.invocations[0].toolConfigurationNotifications;
    expect(notes).toContainEqual({
      level: 'note',
      message: { text: expect.stringContaining('edition 2026.10, newest-rule') },
    });
    const schema = JSON.parse(readFileSync(join(__dirname, '..', 'docs', 'report.schema.json'), 'utf8'));
    expect(new Ajv({ strict: false }).validate(schema, JSON.parse(await written('json')))).toBe(true);
  });
});

test.each([
  ['edition: "2026.9"', 1, 'edition "2026.9" is not known; did you mean "2026.1"?'],
  ['profile: nsa\nedition: "newest"', 2, 'edition "newest" is not known; use one of 2026.1, 2026.2, 2026.10'],
  ['edition: 2026', 1, 'edition "2026" is not known'],
  ['edition: [2026.1]', 1, '/edition is [2026.1]; give string or number'],
])('an edition that is not known is an error with its place: %s', async (policy, line, message) => {
  const { code, stderr, stdout } = await check(after, `${policy}\n`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`hardening.yaml:${line}:1: /edition`);
  expect(stderr).toContain(message);
});

test('the command line pins an edition, over that of the policy', async () => {
  const { json } = await check(after, `edition: 2026.1\n${SAME}`, FILES, '--edition', '2026.2');
  expect(json.edition).toBe('2026.2');
  const wrong = await check(after, SAME, FILES, '--edition', '2025.1');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('edition "2025.1" is not known') });
});

test('a rule of a package belongs to the profile since the edition that it names', async () => {
  const own = `
    const meta = { title: 'A claim', severity: 'high', profiles: ['nsa'], references: [], standards: [] };
    const rule = (id, edition) => ({
      meta: { ...meta, id, edition },
      check: (all) => all.all.map(({ objectRef, origin }) =>
        ({ rule: id, severity: 'high', message: 'is there; remove it', objectRef, origin, pointer: '', fix: [] })),
    });
    module.exports = { rules: [rule('ours-of-now'), rule('ours-of-then', '2027.3')] };`;
  const files = { ...FILES, 'ours.js': own };
  const policy = `rulePackages: [./ours.js]\n${SAME}`;
  const pinned = await check(before, `edition: 2026.1\n${policy}`, files);
  expect(idsOf(pinned.json.findings)).toContain('ours-of-now');
  expect(idsOf(pinned.json.findings)).not.toContain('ours-of-then');
  expect(pinned.json.upcoming).toMatchObject(Array(2).fill({ edition: '2027.3', rule: 'ours-of-then' }));
  for (const pin of ['', 'edition: 2027.3\n']) {
    const { json } = await check(before, `${pin}${policy}`, files);
    expect(idsOf(json.findings)).toContain('ours-of-then');
  }
  const wrong = { ...files, 'ours.js': own.replace("'2027.3'", "'next'") };
  const { code, stderr } = await check(before, policy, wrong);
  expect(code).toBe(2);
  expect(stderr).toContain('rule "ours-of-then" has the edition "next"; write a year and a number, such as "2026.1"');
});

describe('in an app', () => {
  function synth({ cdk8s, api }: Library, props: any) {
    const app = new cdk8s.App();
    const checks = new api.HardeningChecks({ today: '2026-11-24', failOn: api.Severity.CRITICAL, ...props });
    api.Aspects.of(app).add(checks);
    const chart = new cdk8s.Chart(app, 'shop', { namespace: 'shop' });
    new cdk8s.ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }] } });
    const container = { name: 'web', image: 'web:1' };
    new cdk8s.ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [container] } });
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      const text = app.synthYaml();
      return { text, report: checks.lastReport, warnings: warned.mock.calls.map(([said]) => `${said}`) };
    } finally {
      warned.mockRestore();
    }
  }

  test('HardeningChecks refuses what its edition has, and warns of what a newer one finds', () => {
    const was = synth(before, {});
    for (const pin of [{ edition: '2026.1' }, { profile: after.api.Profiles.nsa().inEdition('2026.1') }]) {
      const { text, report, warnings } = synth(after, pin);
      expect(text).toBe(was.text);
      expect(report?.findings.map(({ rule }) => rule)).toEqual(was.report?.findings.map(({ rule }) => rule));
      expect(idsOf(report?.upcoming.map(({ finding }) => finding) ?? [])).toContain('newest-rule');
      const said = warnings.filter((line) => line.startsWith('edition 2026.10, newest-rule'));
      expect(said).toHaveLength(1);
    }
    expect(() => synth(after, {})).toThrow('run-as-non-root');
    expect(() => synth(after, { edition: '2026.3' })).toThrow('edition "2026.3" is not known; did you mean');
  });

  test('constructs ask what their edition has', () => {
    const synthOf = ({ cdk8s, api }: Library, edition?: string) => {
      const app = new cdk8s.App();
      api.HardeningPolicy.of(app).set({ edition });
      const chart = new cdk8s.Chart(app, 'shop', { namespace: 'shop' });
      new api.SecureDeployment(chart, 'web', { containers: [{ image: 'web:1', portNumber: 80 }] });
      return app.synthYaml();
    };
    const was = synthOf(before);
    expect(synthOf(after, '2026.1')).toBe(was);
    expect(was).not.toContain('team: a');
    expect(() => synthOf(after)).toThrow('crashing-rule');
    expect(() => synthOf(after, '2026.3')).toThrow('edition "2026.3" is not known');
  });

  test('a pinned profile is the same after changes, in any order', () => {
    const { Profiles } = after.api;
    const ids = (profile: { rules: any[] }) => profile.rules.map(({ meta }) => meta.id);
    const pinned = Profiles.nsa().withoutRules('host-ipc').inEdition('2026.1');
    expect(ids(pinned)).toEqual(ids(Profiles.nsa().inEdition('2026.1').withoutRules('host-ipc')));
    expect(ids(pinned)).toEqual(ids(before.api.Profiles.nsa().withoutRules('host-ipc')));
    expect(ids(pinned.inEdition('2026.10'))).toEqual(ids(Profiles.nsa().withoutRules('host-ipc')));
    expect(Profiles.nsa().edition).toBe('2026.10');
    expect(pinned.rule('run-as-non-root').meta.severity).toBe('high');
  });
});

describe('on the frozen corpus of releases', () => {
  const why = whyNoReleases();
  (why ? test.skip.each : test.each)(RELEASES)('an upgrade brings no new failure: $id', async ({ path }) => {
    const run = async ({ command }: Library, ...argv: string[]) => {
      const { code, stdout } = await command(['check', '--format', 'json', join(RELEASES_FOLDER, path), ...argv]);
      return { code, json: JSON.parse(stdout) };
    };
    const was = await run(before, '--kubernetes-version', '1.37');
    const is = await run(after, '--kubernetes-version', '1.37', '--edition', '2026.1');
    expect(verdictOf(is)).toEqual(verdictOf({ ...was, json: { ...was.json, edition: '2026.1' } }));
    expect(idsOf(is.json.upcoming)).toContain('new-rule');
    const newest = await run(after, '--kubernetes-version', '1.37');
    const found = new Set(newest.json.findings.map(({ rule }: any) => rule));
    for (const { rule } of is.json.upcoming)
      expect([...found, ...newest.json.findings.flatMap(({ related }: any) => idsOf(related))]).toContain(rule);
  });
});
