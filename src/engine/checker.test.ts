import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { Checker, type CheckerProps } from './checker';
import { defineRule } from './define-rule';
import type { Finding } from './finding';
import { Profile } from './profile';
import { Report } from './report';
import type { IRule, RuleContext, RuleMeta } from './rule';
import { Severity } from './severity';
import type { Visitor } from './visitor';

const TODAY = '2026-11-24';

function metaOf(id: string, rest: Partial<RuleMeta> = {}): RuleMeta {
  return { id, title: 'A title', severity: Severity.MEDIUM, profiles: [], references: [], standards: [], ...rest };
}

function visitor(id: string, visit: Visitor, rest: Partial<RuleMeta> = {}) {
  return defineRule({ ...metaOf(id, rest), visit });
}

/** A rule as a user writes it, in any language. */
class ForeignRule implements IRule {
  public readonly meta: RuleMeta;
  public asked: { manifests: ManifestSet; target: RuleContext }[] = [];

  public constructor(
    id: string,
    private readonly find: (manifests: ManifestSet) => Finding[],
  ) {
    this.meta = metaOf(id);
  }

  public check(manifests: ManifestSet, target: RuleContext): Finding[] {
    this.asked.push({ manifests, target });
    return this.find(manifests);
  }
}

const everyObject = visitor('every-object', {
  manifest: (_, { report }) => report({ pointer: '/metadata', message: 'is there' }),
});

function pod(name: string, namespace?: string, containers: any = [{ name: 'web', image: 'web' }]): Manifest {
  return Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers } });
}

function judge(manifests: readonly Manifest[], rules: readonly IRule[], props: Partial<CheckerProps> = {}) {
  const profile = new Profile('ours', { rules: [...rules] });
  return new Checker({ profile, today: TODAY, ...props }).check(ManifestSet.fromManifests([...manifests]));
}

const placeOf = ({ rule, objectRef, pointer }: Finding) =>
  `${rule} ${objectRef.kind} ${objectRef.namespaceName ?? '-'}/${objectRef.name} ${pointer}`;

describe('a report', () => {
  test('names the profile, the version and the number of objects', () => {
    const report = judge([pod('web')], [everyObject], { kubernetesVersion: 'v1.30.2' });
    expect(report).toMatchObject({
      profile: 'ours',
      kubernetesVersion: '1.30',
      objectCount: 1,
      errors: [],
      unknown: [],
    });
    expect(report.findings.map(placeOf)).toEqual(['every-object Pod -/web /metadata']);
  });

  test('fails for any finding, or for findings at the threshold or above', () => {
    const report = judge([pod('web')], [everyObject]);
    expect(report.fails()).toBe(true);
    expect(report.fails(Severity.MEDIUM)).toBe(true);
    expect(report.fails(Severity.HIGH)).toBe(false);
    expect(judge([pod('web')], []).fails()).toBe(false);
  });

  test('takes severity from the finding, else from the rule', () => {
    const report = judge(
      [pod('web')],
      [
        visitor('of-the-rule', { podTemplate: (_, { report }) => report({ pointer: '/a', message: 'x' }) }),
        visitor('its-own', {
          podTemplate: (_, { report }) => report({ pointer: '/b', message: 'x', severity: Severity.CRITICAL }),
        }),
      ],
    );
    expect(report.findings.map(({ severity }) => severity)).toEqual([Severity.MEDIUM, Severity.CRITICAL]);
  });

  test('names the container that a finding is about, and no container if it is about the pod', () => {
    const containers = visitor('containers', {
      podTemplate: (each, { report }) => report({ pointer: each.specPath, message: 'x' }),
      container: (each, { report }) => report({ pointer: each.path, message: 'x' }),
    });
    expect(judge([pod('web')], [containers]).findings.map(({ container }) => container)).toEqual([undefined, 'web']);
  });

  test('lists objects of unknown kinds, and still checks them', () => {
    const strange = Manifest.fromJson({ apiVersion: 'example.com/v1', kind: 'Database', metadata: { name: 'db' } });
    const report = judge([strange], [everyObject]);
    expect(report.unknown.map(({ objectRef }) => objectRef.kind)).toEqual(['Database']);
    expect(report.findings.map(placeOf)).toEqual(['every-object Database -/db /metadata']);
    expect(report.fails()).toBe(true);
  });

  test('does not list a custom kind with a pod template as unknown', () => {
    const template = { spec: { containers: [{ name: 'web', image: 'web' }] } };
    const rollout = Manifest.fromJson({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template } });
    expect(judge([rollout], []).unknown).toEqual([]);
  });
});

describe('findings are sorted', () => {
  test('by namespace, kind, name, place and rule, for every order of objects and rules', () => {
    const twice = visitor('a-rule', {
      manifest: (_, { report }) => {
        report({ pointer: '/z', message: 'x' });
        report({ pointer: '/metadata', message: 'x' });
      },
    });
    const account = Manifest.fromJson({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'a', namespace: 'a' },
    });
    const objects = [pod('web', 'b'), pod('b', 'a'), account, pod('a', 'a')];
    const expected = [
      'a-rule Pod a/a /metadata',
      'every-object Pod a/a /metadata',
      'a-rule Pod a/a /z',
      'a-rule Pod a/b /metadata',
      'every-object Pod a/b /metadata',
      'a-rule Pod a/b /z',
      'a-rule ServiceAccount a/a /metadata',
      'every-object ServiceAccount a/a /metadata',
      'a-rule ServiceAccount a/a /z',
      'a-rule Pod b/web /metadata',
      'every-object Pod b/web /metadata',
      'a-rule Pod b/web /z',
    ];
    expect(judge(objects, [everyObject, twice]).findings.map(placeOf)).toEqual(expected);
    expect(judge(objects.reverse(), [twice, everyObject]).findings.map(placeOf)).toEqual(expected);
  });

  test('those of foreign rules in the object of the namespace that they name', () => {
    const inNamespace = (namespace: string) =>
      Manifest.fromJson({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace } });
    const [one, two] = [inNamespace('one'), inNamespace('two')];
    const foreign = new ForeignRule('foreign', () => [
      {
        rule: 'foreign',
        severity: Severity.LOW,
        message: 'x',
        objectRef: { ...one.objectRef },
        origin: {},
        pointer: '/a',
        fix: [],
      },
    ]);
    expect(judge([one, two], [foreign]).findings.map(({ manifest }) => manifest)).toEqual([one]);
  });

  test.each<[string, any, string]>([
    ['of another rule', { rule: 'other' }, 'reports a finding of "other"'],
    ['with a severity that is none', { severity: 'hihg' }, 'reports the severity "hihg", which is none'],
    [
      'in an object that is not there',
      { objectRef: { apiVersion: 'v1', kind: 'Pod', name: 'gone' } },
      'is no object of the set',
    ],
    ['without an object', { objectRef: undefined }, 'reports a finding without objectRef'],
    ['without an origin', { origin: undefined }, 'reports a finding without origin'],
    ['without a message', { message: undefined }, 'reports a finding without message'],
    ['without a pointer', { pointer: undefined }, 'reports a finding without a JSON Pointer'],
    ['with a path for a pointer', { pointer: 'spec.a' }, 'reports a finding without a JSON Pointer'],
    ['without a fix', { fix: undefined }, 'reports a finding whose fix is no list of patches'],
    ['with a fix that is a text', { fix: 'set it' }, 'reports a finding whose fix is no list of patches'],
    ['with half a patch', { fix: [{ op: 'add' }] }, 'reports a finding whose fix is no list of patches'],
  ])('but no finding of a foreign rule %s, which is an error', (_, change, message) => {
    const foreign = new ForeignRule('foreign', (manifests) =>
      manifests.all.map(({ objectRef, origin }) => ({
        ...{ rule: 'foreign', severity: Severity.LOW, message: 'x', objectRef, origin, pointer: '/a', fix: [] },
        ...change,
      })),
    );
    const report = judge([pod('web')], [foreign]);
    expect(report.findings).toEqual([]);
    expect(report.errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
    expect(report.fails()).toBe(true);
  });

  test('including findings of foreign rules', () => {
    const foreign = new ForeignRule('foreign', (manifests) =>
      manifests.all.map(({ objectRef, origin }) => ({
        rule: 'foreign',
        severity: Severity.HIGH,
        message: 'x',
        objectRef,
        origin,
        pointer: '/a',
        fix: [],
      })),
    );
    const report = judge([pod('b'), pod('a')], [foreign, everyObject], { kubernetesVersion: '1.29' });
    expect(report.findings.map(placeOf)).toEqual([
      'foreign Pod -/a /a',
      'every-object Pod -/a /metadata',
      'foreign Pod -/b /a',
      'every-object Pod -/b /metadata',
    ]);
    expect(foreign.asked).toHaveLength(1);
    expect(foreign.asked[0]?.target.kubernetesVersion).toBe('1.29');
  });
});

describe('findings in a report', () => {
  const report = () => judge([pod('b'), pod('a')], [everyObject]);
  const places = ['every-object Pod -/a /metadata', 'every-object Pod -/b /metadata'];

  test('are sorted whether they were read before or not: read, copied, as JSON, and in a copied report', () => {
    expect(report().findings.map(placeOf)).toEqual(places);
    expect({ ...report() }.findings.map(placeOf)).toEqual(places);
    expect(JSON.parse(JSON.stringify(report())).findings.map(placeOf)).toEqual(places);
    expect(report()._with({ profile: 'other' }).findings.map(placeOf)).toEqual(places);
    const [a, b] = report().findings as [Finding, Finding];
    const waiver = { rule: a.rule, reason: 'for now', expires: TODAY };
    const waived = [b, a].map((finding) => ({ finding, waiver }));
    const made = new Report({ ...report(), findings: [b, a], waived, baselined: [b, a] });
    for (const list of [made.findings, made.waived.map(({ finding }) => finding), made.baselined])
      expect(list.map(placeOf)).toEqual(places);
  });

  test('are the same list on every read', () => {
    const asked = report();
    expect(asked.findings).toBe(asked.findings);
  });
});

describe('fails closed', () => {
  const crash = (): never => {
    throw new Error('cannot read spec');
  };

  test.each<[string, Visitor]>([
    ['on an object', { manifest: crash }],
    ['on a pod', { podTemplate: crash }],
    ['on a container', { container: crash }],
  ])('a rule that throws %s is an error about that object, and the other rules still report', (_, visit) => {
    const report = judge([pod('web')], [visitor('broken', visit), everyObject]);
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]).toMatchObject({
      rule: 'broken',
      message: 'rule "broken" crashed: cannot read spec; report it to its author',
      objectRef: { kind: 'Pod', name: 'web' },
    });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['every-object']);
    expect(report.fails(Severity.CRITICAL)).toBe(true);
  });

  test('a rule that throws on one object still checks the others', () => {
    const fragile = visitor('fragile', {
      manifest: ({ objectRef }, { report }) =>
        objectRef.name === 'bad' ? crash() : report({ pointer: '', message: 'x' }),
    });
    const report = judge([pod('bad'), pod('good')], [fragile]);
    expect(report.errors.map(({ objectRef }) => objectRef?.name)).toEqual(['bad']);
    expect(report.findings.map(({ objectRef }) => objectRef.name)).toEqual(['good']);
  });

  test('the thrown value need not be an Error', () => {
    const rude = visitor('rude', {
      manifest: () => {
        throw 'out of words';
      },
    });
    expect(judge([pod('web')], [rude]).errors[0]?.message).toContain('crashed: out of words;');
  });

  test('a foreign rule that throws is an error without an object', () => {
    const report = judge([pod('web')], [new ForeignRule('foreign', crash), everyObject]);
    expect(report.errors).toEqual([
      { rule: 'foreign', message: 'rule "foreign" crashed: cannot read spec; report it to its author', origin: {} },
    ]);
    expect(report.findings).toHaveLength(1);
    expect(report.fails()).toBe(true);
  });

  test('a crash cannot be waived', () => {
    const waiver = { rule: 'broken', kind: 'Pod', name: 'web', reason: 'it always does', expires: TODAY };
    const report = judge([pod('web')], [visitor('broken', { manifest: crash })], { waivers: [waiver] });
    expect(report.errors).toHaveLength(1);
    expect(report.unusedWaivers.map(({ why }) => why)).toEqual(['matches no finding']);
  });

  test('an object that cannot be read is an error at its place, and no rule checks it', () => {
    const report = judge(
      [pod('web', undefined, [{ name: 'web', image: 'web', securityContext: { privileged: 'true' } }])],
      [everyObject],
    );
    expect(report.errors).toMatchObject([
      { pointer: '/spec/containers/0/securityContext/privileged', objectRef: { name: 'web' } },
    ]);
    expect(report.errors.map(({ isRefusal }) => isRefusal)).toEqual([false]);
    expect(report.findings).toEqual([]);
    expect(report.fails(Severity.CRITICAL)).toBe(true);
  });

  test('an object that the API server refuses is an error, and is checked all the same', () => {
    const report = judge([pod('web', undefined, [{ name: 'web' }])], [everyObject]);
    expect(report.errors).toMatchObject([{ pointer: '/spec/containers/0/image', isRefusal: true }]);
    expect(report.findings).toHaveLength(1);
    expect(report.fails(Severity.CRITICAL)).toBe(true);
  });
});

describe('invalid checker options', () => {
  test.each([
    ['1.38', 'Kubernetes version "1.38" is not known; use 1.0 to 1.37, or latest'],
    ['2.0', '"2.0" is not known'],
    ['1', '"1" is not known'],
    ['1.030', '"1.030" is not known'],
    ['', '"" is not known'],
    ['newest', '"newest" is not known'],
  ])('version %j is an error', (kubernetesVersion, message) => {
    expect(() => judge([], [], { kubernetesVersion })).toThrow(message);
  });

  test.each([
    ['latest', '1.37'],
    ['1.0', '1.0'],
    ['v1.22', '1.22'],
    ['1.30.4', '1.30'],
    ['v1.29.3-eks-ab12cd+x', '1.29'],
    [undefined, '1.37'],
  ])('version %j is read as %s', (kubernetesVersion, minor) => {
    expect(judge([], [], { kubernetesVersion }).kubernetesVersion).toBe(minor);
  });

  test.each(['', 'today', '2026-11-31', '24.11.2026'])('day %j is an error', (today) => {
    expect(() => judge([], [], { today })).toThrow(`today is "${today}"; write it as YYYY-MM-DD`);
  });
});

describe('profiles apply the controls of their version of the standards', () => {
  const rulesAt = (profile: Profile, kubernetesVersion: string, container: any) => {
    const manifests = ManifestSet.fromManifests([pod('web', 'shop', [{ name: 'web', ...container }])]);
    const report = new Checker({ profile, today: TODAY, kubernetesVersion }).check(manifests);
    return report.findings.map(({ rule }) => rule);
  };

  test('restricted asks for dropped capabilities from 1.22 on', () => {
    const { restricted } = Profiles;
    expect(rulesAt(restricted(), '1.21', {})).not.toContain('capabilities-not-dropped');
    expect(rulesAt(restricted(), '1.22', {})).toContain('capabilities-not-dropped');
  });

  test('baseline checks hosts of probes from 1.34 on', () => {
    const container = { livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } } };
    expect(rulesAt(Profiles.baseline(), '1.33', container)).toEqual([]);
    expect(rulesAt(Profiles.baseline(), '1.34', container)).toEqual(['host-probe-or-lifecycle-host']);
  });

  test('nsa checks them at every version', () => {
    expect(rulesAt(Profiles.nsa(), '1.0', {})).toContain('capabilities-not-dropped');
  });
});

test('some objects can be checked in the context of all', () => {
  const asksAll = visitor('asks-all', {
    manifest: ({ objectRef }, { all, report }) =>
      report({ pointer: '', message: `${objectRef.name} of ${all.all.map((each) => each.objectRef.name).join()}` }),
  });
  const [web, api] = [pod('web'), pod('api')];
  const foreign = new ForeignRule('foreign', (manifests) =>
    manifests.all.map(({ objectRef, origin }) => {
      return { rule: 'foreign', severity: Severity.LOW, message: 'x', objectRef, origin, pointer: '', fix: [] };
    }),
  );
  const checker = new Checker({ profile: new Profile('ours', { rules: [asksAll, foreign] }), today: TODAY });
  const report = checker._checkSome(ManifestSet.fromManifests([web, api]), [web]);
  expect(report.findings.map(({ message, objectRef }) => `${objectRef.name}: ${message}`)).toEqual([
    'web: web of web,api',
    'web: x',
  ]);
  expect(report.objectCount).toBe(1);
});
