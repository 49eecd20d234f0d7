import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { HardeningError, hardeningMatchers, RuleTester } from 'cdk8s-hardened/testing';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  Checker,
  HardeningChecks,
  HardeningError as IndexHardeningError,
  ManifestSet,
  Profiles,
  Severity,
  Waivers,
} from '../src/index';

expect.extend(hardeningMatchers);

const TODAY = '2026-11-24';
const SECRET = 'secret-in-config-map';
const WAIVER = { rule: SECRET, reason: 'the value of the public demo', expires: '2999-12-31' };

const namespaced = (kind: string, name: string, rest: object) => ({
  ...{ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' } },
  ...rest,
});
const clean = namespaced('ConfigMap', 'colours', { data: { SKY: 'blue' } });
const leaky = namespaced('ConfigMap', 'settings', { data: { DB_PASSWORD: 'hunter2-hunter2' } });
const curious = namespaced('Pod', 'web', {
  spec: { hostPID: true, containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2' }] },
});

/** What an expectation that fails says. */
function failureOf(expectation: () => unknown): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation is met');
}

function chartWith(object: any, checks?: HardeningChecks, id = 'shop') {
  const app = new App();
  if (checks) Aspects.of(app).add(checks);
  const chart = new Chart(app, id, { namespace: 'shop' });
  const made = new ApiObject(chart, 'object', object);
  return { app, chart, made };
}

describe('toPassHardening', () => {
  test.each<[string, unknown, unknown]>([
    ['a list of objects', [clean], [clean, leaky]],
    ['one object', clean, leaky],
    ['a YAML text', JSON.stringify(clean), `${JSON.stringify(clean)}\n---\n${JSON.stringify(leaky)}`],
    ['a set of manifests', ManifestSet.fromJson([clean]), ManifestSet.fromJson([leaky])],
    [
      'a report',
      new Checker({ profile: Profiles.nsa(), today: TODAY }).check(ManifestSet.fromJson([clean])),
      new Checker({ profile: Profiles.nsa(), today: TODAY }).check(ManifestSet.fromJson([leaky])),
    ],
    ['a chart', chartWith(clean).chart, chartWith(leaky).chart],
    ['an app', chartWith(clean).app, chartWith(leaky).app],
    [
      'a chart of an app with checks',
      chartWith(clean, new HardeningChecks()).chart,
      chartWith(leaky, new HardeningChecks()).chart,
    ],
  ])('judges %s', (_, good, bad) => {
    expect(good).toPassHardening();
    expect(bad).not.toPassHardening();
    expect(failureOf(() => expect(bad).toPassHardening())).toContain(SECRET);
    expect(failureOf(() => expect(good).not.toPassHardening())).toContain('expected a finding');
  });

  test('takes a profile, or its name', () => {
    expect(curious).not.toPassHardening('baseline');
    expect(leaky).toPassHardening('baseline');
    expect(leaky).toPassHardening(Profiles.baseline());
    expect(leaky).not.toPassHardening(Profiles.nsa());
    expect(() => expect(leaky).toPassHardening('baselin')).toThrow('did you mean "baseline"');
  });

  test('leaves a chart to the checks of its app: their profile, waivers and threshold', () => {
    expect(chartWith(leaky, new HardeningChecks({ profile: Profiles.baseline() })).chart).toPassHardening();
    const { chart, made } = chartWith(leaky, new HardeningChecks());
    Waivers.of(made).add(WAIVER);
    expect(chart).toPassHardening();
    expect(chart).not.toPassHardening('nsa'); // The objects alone, by another profile than that of the app.
    expect(chartWith(leaky, new HardeningChecks({ failOn: Severity.CRITICAL })).chart).toPassHardening();
  });

  test('fails on objects that cannot be judged, and refuses what is nothing to judge', () => {
    const broken = namespaced('Pod', 'web', { spec: { containers: 'web' } });
    expect(broken).not.toPassHardening();
    for (const nothing of [[], '', new App()])
      expect(() => expect(nothing).toPassHardening()).toThrow('there is no Kubernetes object to judge');
    for (const other of [undefined, 7]) expect(() => expect(other).toPassHardening()).toThrow('cannot be judged');
    expect(() => expect(chartWith(clean).made).toPassHardening()).toThrow('shop/object cannot be judged alone');
  });
});

describe('toHaveFinding', () => {
  test('finds by rule, and by place in the form of RuleTester', () => {
    new RuleTester(Profiles.rule('host-pid')).finds([curious], ['Pod /spec/hostPID']);
    for (const at of [undefined, '/spec/hostPID', 'Pod /spec/hostPID', 'Pod shop/web /spec/hostPID'])
      expect(curious).toHaveFinding('host-pid', at);
    for (const at of ['/spec', 'Deployment /spec/hostPID', 'Pod bank/web /spec/hostPID', 'hostPID', ''])
      expect(curious).not.toHaveFinding('host-pid', at);
    expect(clean).not.toHaveFinding('host-pid');
    expect(failureOf(() => expect(curious).toHaveFinding('host-pid', '/spec'))).toBe(
      'expected rule "host-pid" to find something at /spec; it finds Pod shop/web /spec/hostPID',
    );
    expect(failureOf(() => expect(clean).toHaveFinding('host-pid'))).toContain('it finds nothing');
    expect(failureOf(() => expect(curious).not.toHaveFinding('host-pid'))).toContain('not to find something');
  });

  test('asks a rule of no profile, a rule of your own, and none that does not exist', () => {
    expect(curious).toHaveFinding('service-links');
    expect(curious).toHaveFinding(Profiles.rule('host-pid'), '/spec/hostPID');
    for (const expectation of [
      () => expect(clean).toHaveFinding('host-pit'),
      () => expect(clean).not.toHaveFinding('host-pit'),
    ])
      expect(expectation).toThrow('rule "host-pit" is not known; did you mean "host-pid"?');
  });

  test('sees what follows from another finding', () => {
    const open = namespaced('Pod', 'web', {
      spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2', securityContext: { privileged: true } }] },
    });
    expect(open).toHaveFinding('privileged-container');
    expect(open).toHaveFinding('privilege-escalation-allowed');
  });

  test('reads the refusal of a synth, and only of the chart that is given', () => {
    const { app, chart } = chartWith(leaky, new HardeningChecks());
    const other = new Chart(app, 'shop2', { namespace: 'shop' });
    new kplus.ConfigMap(other, 'colours', { data: { SKY: 'blue' } });
    expect(app).toHaveFinding(SECRET);
    expect(chart).toHaveFinding(SECRET, 'ConfigMap shop/settings /data/DB_PASSWORD');
    expect(other).not.toHaveFinding(SECRET);
  });

  test('does not take a refusal for the answer of a rule that was not asked', () => {
    const { chart } = chartWith(curious, new HardeningChecks({ profile: Profiles.baseline() }));
    expect(() => expect(chart).not.toHaveFinding(SECRET)).toThrow(HardeningError);
  });

  test('does not see what a waiver accepts', () => {
    const { chart, made } = chartWith(leaky, new HardeningChecks());
    Waivers.of(made).add(WAIVER);
    expect(chart).not.toHaveFinding(SECRET);
  });
});

describe('the error of a refused synth', () => {
  test('carries the report', () => {
    const { chart } = chartWith(leaky, new HardeningChecks());
    let error: unknown;
    try {
      Testing.synth(chart);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(IndexHardeningError);
    const { report, name, message } = error as HardeningError;
    expect(name).toBe('HardeningError');
    expect(message).toMatch(/^cdk8s-hardened refuses to write this app: 1 finding/);
    expect(report.findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([`${SECRET} /data/DB_PASSWORD`]);
  });

  test('of several checks has every finding once', () => {
    const { app, chart } = chartWith({ ...curious }, new HardeningChecks({ profile: Profiles.baseline() }));
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.restricted() }));
    let report: HardeningError['report'] | undefined;
    try {
      Testing.synth(chart);
    } catch (error) {
      report = (error as HardeningError).report;
    }
    const rules = report?.findings.map(({ rule }) => rule) ?? [];
    expect(rules.filter((rule) => rule === 'host-pid')).toHaveLength(1);
    expect(rules).toContain('run-as-non-root');
  });
});
