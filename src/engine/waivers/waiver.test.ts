import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { Checker } from '../checker';
import { defineRule } from '../define-rule';
import { Profile } from '../profile';
import { Severity } from '../severity';
import { idleText, idleWaivers, isDay, type Waiver } from './waiver';

const TODAY = '2026-11-24';
const meta = { title: 'A title', severity: Severity.LOW, profiles: [], references: [], standards: [] };
/** Finds something in every container, and in every object as a whole. */
const noContainers = defineRule({
  id: 'no-containers',
  aliases: ['containers-exist'],
  ...meta,
  visit: { container: (container, { report }) => report({ pointer: container.path, message: 'is there' }) },
});
const noObjects = defineRule({
  id: 'no-objects',
  ...meta,
  visit: { manifest: (_, { report }) => report({ pointer: '', message: 'is there' }) },
});
/** Finds something in objects of one namespace. */
const inShop = defineRule({
  id: 'in-shop',
  ...meta,
  visit: {
    manifest: ({ objectRef }, { report }) => {
      if (objectRef.namespaceName === 'shop') report({ pointer: '', message: 'is there' });
    },
  },
});
const PROFILE = new Profile('ours', { rules: [noContainers, noObjects] });

/** Waives the finding about container "web" of Pod shop/web. */
const WAIVER: Waiver = {
  rule: 'no-containers',
  kind: 'Pod',
  namespaceName: 'shop',
  name: 'web',
  container: 'web',
  reason: 'ticket says so',
  expires: TODAY,
};

const CONSTRUCT = 'app/web/Resource';

function pod(metadata: any = { name: 'web', namespace: 'shop' }, constructPath = CONSTRUCT): Manifest {
  const spec = { containers: [{ name: 'web', image: 'web' }, { name: 'proxy' }] };
  return Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata, spec }, { origin: { constructPath } });
}

function judge(waivers: readonly Waiver[], manifest = pod(), profile = PROFILE) {
  const report = new Checker({ profile, today: TODAY, waivers: [...waivers] }).check(
    ManifestSet.fromManifests([manifest]),
  );
  const name = ({ rule, container }: { rule: string; container?: string }) => `${rule} ${container ?? '-'}`;
  return {
    open: report.findings.map(name),
    waived: report.waived.map(({ finding }) => name(finding)),
    idle: idleWaivers(report).map(idleText),
    notes: report.notes,
  };
}

const WEB = 'no-containers web';
const ALL = ['no-objects -', WEB, 'no-containers proxy'];

describe('a waiver', () => {
  test('accepts one finding and no other', () => {
    expect(judge([])).toEqual({ open: ALL, waived: [], idle: [], notes: [] });
    expect(judge([WAIVER])).toEqual({ open: ALL.filter((each) => each !== WEB), waived: [WEB], idle: [], notes: [] });
  });

  test('without a container applies to the whole object, for its rule', () => {
    expect(judge([{ ...WAIVER, container: undefined }])).toMatchObject({
      open: ['no-objects -'],
      waived: [WEB, 'no-containers proxy'],
      idle: [],
    });
  });

  test('with a container does not match findings without a container', () => {
    expect(judge([{ ...WAIVER, rule: 'no-objects' }])).toMatchObject({
      open: ALL,
      waived: [],
      idle: ['matches nothing: the finding is not about a container; remove container'],
    });
  });

  test('holds on its last day, and is expired on the next', () => {
    expect(judge([{ ...WAIVER, expires: '2026-11-25' }]).waived).toEqual([WEB]);
    expect(judge([{ ...WAIVER, expires: '2026-11-23' }])).toMatchObject({
      open: ALL,
      waived: [],
      idle: ['expired on 2026-11-23; remove it, or set a new last day'],
    });
  });

  test('may use a former id of the rule', () => {
    expect(judge([{ ...WAIVER, rule: 'containers-exist' }]).waived).toEqual([WEB]);
  });

  test.each<[string, Partial<Waiver>, string]>([
    ['another kind', { kind: 'Deployment' }, 'matches nothing: the object is no Deployment; did you mean Pod?'],
    [
      'another kind and namespace',
      { kind: 'Deployment', namespaceName: 'bank' },
      'matches nothing: the object is no Deployment; did you mean Pod in namespace shop?',
    ],
    ['another namespace', { namespaceName: 'bank' }, 'matches nothing: namespace is shop; correct it'],
    ['no namespace', { namespaceName: undefined }, 'matches nothing: namespace is missing; add shop'],
    [
      'another name',
      { name: 'database' },
      'names no object here; correct it, or keep it for a run that has the object',
    ],
    ['the beginning of the name', { name: 'we' }, 'matches nothing: no Pod is called we; did you mean web?'],
    ['a longer name', { name: 'web-2' }, 'matches nothing: no Pod is called web-2; did you mean web?'],
    ['a pattern', { name: 'w*' }, 'matches nothing: no Pod is called w*; did you mean web?'],
    ['a name in another case', { name: 'Web' }, 'matches nothing: no Pod is called Web; did you mean web?'],
    ['another container', { container: 'we' }, 'matches nothing: containers are called web, proxy; correct it'],
    ['another field', { pointer: '/spec/containers/1' }, 'matches nothing: pointer is /spec/containers/0; correct it'],
    ['verbs', { verbs: ['get'] }, 'matches nothing: the finding is not about verbs; remove verbs'],
    ['another group', { apiGroup: 'apps' }, 'matches nothing: apiGroup is ""; correct it'],
  ])('with %s is unused, and says what is near', (_, change, why) => {
    const expected = { open: ALL, waived: [], idle: [why], notes: [] };
    expect(judge([{ ...WAIVER, ...change }])).toEqual(expected);
  });

  test('whose object is there and has no such finding can be removed, whatever has the name elsewhere', () => {
    const objects = [pod({ name: 'web', namespace: 'bank' }), pod()];
    const report = new Checker({
      profile: new Profile('ours', { rules: [noContainers, inShop] }),
      today: TODAY,
      waivers: [{ ...WAIVER, rule: 'in-shop', namespaceName: 'bank', container: undefined }],
    }).check(ManifestSet.fromManifests(objects));
    expect(report.findings.map(({ rule }) => rule)).toContain('in-shop');
    expect(idleWaivers(report).map(idleText)).toEqual(['matches no finding; remove it']);
  });

  test('finds its kind in any case, and names the right spelling', () => {
    const { waived, idle, notes } = judge([{ ...WAIVER, kind: 'pOD' }]);
    expect({ waived, idle, notes }).toEqual({
      waived: [WEB],
      idle: [],
      notes: ['waiver of "no-containers" names the kind pOD; write Pod'],
    });
  });

  test('of several rules is one of each', () => {
    const { rule: _, container: __, ...terms } = WAIVER;
    const several = { ...terms, rules: ['no-containers', 'no-objects', 'containers-exist'] };
    expect(judge([several])).toMatchObject({ open: [], waived: ALL, idle: [] });
    const { open, idle } = judge([{ ...several, container: 'web' }]);
    expect(open).toEqual(['no-objects -', 'no-containers proxy']);
    expect(idle).toEqual(['matches nothing: the finding is not about a container; remove container']);
  });

  test.each([
    ['no namespace', undefined],
    ['the namespace that the manifest writes', 'shop'],
    ['another namespace', 'bank'],
  ])('of an object of a kind without namespaces matches with %s', (_, namespaceName) => {
    for (const namespace of [undefined, 'shop']) {
      const role = Manifest.fromJson({
        ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', rules: [] },
        metadata: { name: 'reader', namespace },
      });
      const waiver = { ...WAIVER, rule: 'no-objects', container: undefined, kind: 'ClusterRole', name: 'reader' };
      expect(judge([{ ...waiver, namespaceName }], role)).toMatchObject({ waived: ['no-objects -'], idle: [] });
    }
  });

  test('and findings may be many: the cost is linear, also for one object and for what is near', () => {
    const containers = Array.from({ length: 10_000 }, (_, index) => ({ name: `c${index}`, image: 'web' }));
    const many = Manifest.fromJson({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
      spec: { containers },
    });
    const waiversFor = (change: (index: number) => Partial<Waiver>) =>
      containers.map((_, index): Waiver => ({ ...WAIVER, container: undefined, ...change(index) }));
    const millisecondsFor = (waivers: readonly Waiver[]) => {
      const start = performance.now();
      judge(waivers, many);
      return performance.now() - start;
    };
    const usual = millisecondsFor([]);
    for (const change of [
      (index: number) => ({ container: `c${index}` }),
      (index: number) => ({ pointer: `/spec/containers/${index}` }),
      (index: number) => ({ namespaceName: `n${index}` }),
      (index: number) => ({ name: `web${index}` }),
      (index: number) => ({ container: `gone${index}` }),
    ])
      expect(millisecondsFor(waiversFor(change))).toBeLessThan(usual + 3000);
  });

  test('about objects of two API groups is an error; with the group it is about one', () => {
    const about = { kind: 'Service', metadata: { name: 'web' } };
    const spec = { template: { spec: { containers: [{ name: 'web' }] } } };
    const both = [
      Manifest.fromJson({ apiVersion: 'v1', ...about, spec: { ports: [{ port: 80 }] } }),
      Manifest.fromJson({ apiVersion: 'serving.knative.dev/v1', ...about, spec }),
    ];
    const waiver = { rule: 'no-objects', kind: 'Service', name: 'web', reason: WAIVER.reason, expires: TODAY };
    const check = (more: Partial<Waiver>) =>
      new Checker({ profile: PROFILE, today: TODAY, waivers: [{ ...waiver, ...more }] }).check(
        ManifestSet.fromManifests(both),
      );
    expect(check({}).errors.map(({ message }) => message)).toEqual([
      'waiver of "no-objects" is about objects of the API groups "" and "serving.knative.dev"; name one with apiGroup',
    ]);
    for (const [apiGroup, apiVersion] of [
      ['', 'v1'],
      ['serving.knative.dev', 'serving.knative.dev/v1'],
    ]) {
      const { errors, waived } = check({ apiGroup });
      expect(errors).toEqual([]);
      expect(waived.map(({ finding }) => finding.objectRef.apiVersion)).toEqual([apiVersion]);
    }
  });

  test('must not have a namespace if the object has none, not even "default"', () => {
    const homeless = pod({ name: 'web' });
    expect(judge([{ ...WAIVER, namespaceName: undefined }], homeless).waived).toEqual([WEB]);
    expect(judge([{ ...WAIVER, namespaceName: 'default' }], homeless).waived).toEqual([]);
  });

  test('identifies an object without a name by its generateName', () => {
    const generated = pod({ generateName: 'web-', namespace: 'shop' });
    expect(judge([{ ...WAIVER, name: 'web-' }], generated).waived).toEqual([WEB]);
  });

  test('that is one of two on the same finding is not unused', () => {
    expect(judge([WAIVER, { ...WAIVER, container: undefined }])).toMatchObject({ idle: [] });
  });

  const byConstruct = (construct: string): Waiver => {
    const { kind: _, namespaceName: __, name: ___, ...rest } = WAIVER;
    return { ...rest, construct };
  };

  test.each(['app/web/Resource', 'app/web'])('names the construct that makes the object: %s', (construct) => {
    expect(judge([byConstruct(construct)]).waived).toEqual([WEB]);
  });

  test('that comes first accepts the finding, whether it names the object or its construct', () => {
    const { kind: _, name: __, namespaceName: ___, ...terms } = WAIVER;
    const parent: Waiver = { ...terms, construct: 'app/web', reason: 'by the parent of the construct' };
    const own: Waiver = { ...terms, construct: CONSTRUCT, reason: 'by the construct itself' };
    const acceptedBy = (...waivers: Waiver[]) =>
      new Checker({ profile: PROFILE, today: TODAY, waivers })
        .check(ManifestSet.fromManifests([pod()]))
        .waived.map(({ waiver }) => waiver.reason);
    for (const first of [WAIVER, parent, own])
      expect(acceptedBy(first, ...[own, WAIVER, parent].filter((each) => each !== first))).toEqual([first.reason]);
  });

  test('names a construct whose default child is called Default', () => {
    expect(judge([byConstruct('app/web')], pod(undefined, 'app/web/Default')).waived).toEqual([WEB]);
  });

  test.each(['app', 'app/we', 'app/web/', 'web', 'app/web/Resource/x', ''])(
    'that names another construct, or one above, is unused: %j',
    (construct) => {
      const { open, waived, idle } = judge([byConstruct(construct)]);
      expect({ open, waived }).toEqual({ open: ALL, waived: [] });
      expect(idle).toEqual([expect.stringMatching(/^(?:matches nothing|names a construct that makes no object here)/)]);
    },
  );

  test.each([
    ['a construct above', 'app', 'app makes no such object; did you mean app/web?'],
    ['a misspelt construct', 'app/wep', 'app/wep makes no such object; did you mean app/web?'],
  ])('that names %s says which one is near', (_, construct, text) => {
    expect(judge([byConstruct(construct)]).idle).toEqual([`matches nothing: ${text}`]);
  });

  test('that names a construct is unused where the object was read from a file', () => {
    const { waived } = judge([byConstruct('app/web')], Manifest.fromJson(pod().json));
    expect(waived).toEqual([]);
  });
});

describe('an invalid waiver is an error', () => {
  test.each<[string, Partial<Waiver>, string]>([
    [
      'an unknown rule',
      { rule: 'no-container' },
      'rule "no-container" is not in profile "ours"; did you mean "no-containers"?',
    ],
    ['the beginning of a rule', { rule: 'no' }, '"no" is not in profile'],
    ['a misspelt key', { conatiner: 'web' } as any, 'key "conatiner" is not known; did you mean "container"?'],
    ['a reason of spaces', { reason: `a${' '.repeat(20)}b` }, 'has no reason'],
    ['a reason of zero-width spaces', { reason: '\u200b'.repeat(20) }, 'has no reason'],
    ['a reason of fillers that look empty', { reason: '\u3164\u2800\u00ad\u2060'.repeat(5) }, 'has no reason'],
    ['a reason of tags and control characters', { reason: '\u{e0041}\u0000\u001b'.repeat(5) }, 'has no reason'],
    ['a reason of marks on nothing', { reason: `a${'\u0301'.repeat(20)}` }, 'has no reason'],
    ['a reason of symbols that look empty', { reason: '\u{1d159}\ufffc'.repeat(9) }, 'has no reason'],
    ['a reason of dots', { reason: '.'.repeat(20) }, 'has no reason'],
    ['verbs that are no list', { verbs: '' as any }, 'verbs is ""; write a list of texts'],
    ['verbs that are none', { verbs: null as any }, 'verbs is null; write a list of texts'],
    ['a container that is no name', { container: ['web'] as any }, 'container is ["web"]; write a text'],
    [
      'no reason',
      { reason: '' },
      'waiver of "no-containers" for Pod shop/web has no reason; give one of at least ten characters',
    ],
    ['a reason of blanks', { reason: ' '.repeat(20) }, 'has no reason'],
    ['a reason too short', { reason: 'because!!' }, 'has no reason'],
    ['a reason that is not a string', { reason: undefined as any }, 'has no reason'],
    ['no last day', { expires: undefined as any }, 'has the last day "undefined"; write it as YYYY-MM-DD'],
    [
      'a day that does not exist',
      { expires: '2027-02-29' },
      'has the last day "2027-02-29", which is no day of the calendar; correct it',
    ],
    ['a rule and rules', { rules: ['no-objects'] }, 'has both rule and rules; give one of them'],
    ['neither', { rule: undefined }, 'names no rule; give rule, or rules'],
    ['an empty list of rules', { rule: undefined, rules: [] }, 'has an empty list of rules; name at least one'],
    [
      'rules that are no list',
      { rule: undefined, rules: 'no-objects' as any },
      'has the rules "no-objects"; write a list',
    ],
    ['a list of other things', { rule: undefined, rules: [7] as any }, 'has the rules [7]; write a list of texts'],
    [
      'an unknown rule of several',
      { rule: undefined, rules: ['no-objects', 'no-object'] },
      'rule "no-object" is not in',
    ],
    ['a date in another order', { expires: '24.11.2026' }, 'write it as YYYY-MM-DD'],
    ['a date with a time', { expires: '2026-11-24T00:00:00Z' }, 'write it as YYYY-MM-DD'],
    ['no name', { name: undefined }, 'waiver of "no-containers" names no object; give kind and name, or construct'],
    ['no kind', { kind: undefined }, 'names no object'],
    ['an empty name', { name: '' }, 'names no object'],
    ['a name and a construct', { construct: 'app/web' }, 'names an object twice; give kind and name, or construct'],
  ])('%s', (_, change, message) => {
    expect(() => judge([{ ...WAIVER, ...change }])).toThrow(message);
  });

  test('a rule that cannot be waived, by its id or a former one', () => {
    const strict = PROFILE.withUnwaivableRules('no-containers');
    const message = 'is refused; profile "ours" does not let this rule be waived';
    expect(() => judge([WAIVER], pod(), strict)).toThrow(message);
    expect(() => judge([{ ...WAIVER, rule: 'containers-exist' }], pod(), strict)).toThrow(message);
    expect(() => judge([{ ...WAIVER, rule: 'no-objects' }], pod(), strict)).not.toThrow();
  });

  test('an expired waiver that is invalid is still an error', () => {
    expect(() => judge([{ ...WAIVER, expires: '2020-01-01', reason: '' }])).toThrow('has no reason');
  });
});

test('only a calendar day is a valid day', () => {
  expect(['2026-11-24', '2028-02-29', '1999-12-31'].map(isDay)).toEqual([true, true, true]);
  const none = [
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '',
    ' 2026-11-24',
    '+002026-11-24',
    20_261_124,
    null,
  ];
  expect(none.filter(isDay)).toEqual([]);
});
