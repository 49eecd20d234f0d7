import { ApiObject, App, Chart } from 'cdk8s';
import { Aspects } from '../aspects/aspects';
import { HardeningChecks } from '../aspects/hardening-checks';
import { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import { Severity } from '../engine/severity';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { HardeningTest } from './hardening-test';

const pod = (spec: object): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2' }], ...spec },
});
const BASELINE = Profiles.baseline();
const LINE =
  'host-pid (critical): Pod shop/web /spec/hostPID: pod shares the process namespace of the node; remove hostPID';
/** A rule as a user writes it. */
const named: IRule = {
  meta: { id: 'acme-name', title: 'T', severity: Severity.LOW, profiles: [], references: [], standards: [] },
  check: ({ all }) =>
    all.map(({ objectRef, origin }) => ({
      ...{ rule: 'acme-name', severity: Severity.LOW, message: 'is not called acme', fix: [] },
      ...{ objectRef, origin, pointer: '/metadata/name' },
    })),
};

function chartWith(spec: object, checks?: HardeningChecks): Chart {
  const app = new App();
  if (checks) Aspects.of(app).add(checks);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(chart, 'web', pod(spec));
  return chart;
}

describe.each<[string, (spec: object) => HardeningTest]>([
  ['a chart', (spec) => HardeningTest.ofConstruct(chartWith(spec), BASELINE)],
  ['an app', (spec) => HardeningTest.ofConstruct(chartWith(spec).node.root, BASELINE)],
  [
    'an app with checks',
    (spec) => HardeningTest.ofConstruct(chartWith(spec, new HardeningChecks({ profile: BASELINE }))),
  ],
  ['manifests', (spec) => HardeningTest.ofManifests(ManifestSet.fromJson([pod(spec)]), BASELINE)],
])('of %s', (_, testOf) => {
  test('there are no problems where all is well', () => {
    expect(testOf({}).problems()).toEqual([]);
    expect(testOf({}).hasFinding('host-pid')).toBe(false);
  });

  test('each problem is a line', () => {
    expect(testOf({ hostPID: true }).problems()).toEqual([LINE]);
  });

  test.each([
    [undefined, true],
    ['/spec/hostPID', true],
    ['Pod /spec/hostPID', true],
    ['Pod shop/web /spec/hostPID', true],
    ['Deployment /spec/hostPID', false],
    ['/spec', false],
  ])('a finding at %s: %s', (at, isThere) => {
    expect(testOf({ hostPID: true }).hasFinding('host-pid', at)).toBe(isThere);
  });

  test('a rule that does not exist proves nothing', () => {
    expect(() => testOf({}).hasFinding('host-pd')).toThrow('did you mean "host-pid"?');
  });
});

test('without a profile, the profile is nsa', () => {
  const problems = HardeningTest.ofManifests(ManifestSet.fromJson([pod({})])).problems();
  expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(/^seccomp-profile-missing \(medium\): /)]));
});

test('what cannot be judged is a problem', () => {
  const broken = ManifestSet.fromJson([pod({ hostPID: 'yes' })]);
  expect(HardeningTest.ofManifests(broken, BASELINE).problems()).toEqual([
    'error: Pod shop/web /spec/hostPID: is the string "yes"; must be a boolean',
  ]);
});

test('a rule of one’s own is asked through its profile', () => {
  const test = HardeningTest.ofConstruct(chartWith({}), new Profile('acme', { rules: [named] }));
  expect(test.hasFinding('acme-name', '/metadata/name')).toBe(true);
  expect(test.problems()).toEqual(['acme-name (low): Pod shop/web /metadata/name: is not called acme']);
});
