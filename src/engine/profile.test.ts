import { Profiles } from '../profiles/profiles';
import { defineRule } from './define-rule';
import { Profile } from './profile';
import { type PodSecurityControl, PodSecurityLevel, type RuleMeta } from './rule';
import { Severity } from './severity';

function rule(id: string, rest: Partial<RuleMeta> = {}) {
  const meta = { title: 'A title', severity: Severity.LOW, profiles: [], references: [], standards: [] };
  return defineRule({ id, ...meta, ...rest, visit: {} });
}

function control(rest: Partial<PodSecurityControl>): Partial<RuleMeta> {
  return { podSecurity: { check: 'check', level: PodSecurityLevel.BASELINE, ...rest } };
}

const idsOf = (profile: Profile) => profile.rules.map(({ meta }) => meta.id);
const heldAt = (profile: Profile, version: string) => profile._rulesFor(version).map(({ meta }) => meta.id);

describe('a profile', () => {
  test('finds a rule by its id and by a former one', () => {
    const profile = new Profile('ours', { rules: [rule('new-name', { aliases: ['old-name'] }), rule('other')] });
    expect(profile.rule('new-name').meta.id).toBe('new-name');
    expect(profile.rule('old-name').meta.id).toBe('new-name');
    expect(profile.hasRule('old-name')).toBe(true);
    expect(profile.hasRule('old')).toBe(false);
  });

  test('says which rule may have been meant', () => {
    const profile = new Profile('ours', { rules: [rule('host-pid')] });
    expect(() => profile.rule('host-pd')).toThrow('rule "host-pd" is not in profile "ours"; did you mean "host-pid"?');
  });

  const meta = { id: 'acme', title: 'T', severity: Severity.LOW, profiles: [], standards: [], references: [] };
  const check = () => [];
  test.each<[string, unknown, string]>([
    [
      'undefined',
      undefined,
      'has no "meta"; give it a property "meta" that returns a RuleMeta with id, title, severity',
    ],
    ['no meta', { check }, 'has no "meta"; give it a property "meta" that returns a RuleMeta with id, title, severity'],
    ['a method as meta', { meta: () => meta, check }, 'has no "meta"; give it a property "meta"'],
    [
      'a meta that throws',
      {
        get meta() {
          throw new Error('RuleMeta.__init__() missing 1 required argument');
        },
        check,
      },
      'has a "meta" that cannot be read: RuleMeta.__init__() missing 1 required argument',
    ],
    ['no id', { meta: { ...meta, id: undefined }, check }, 'has no id in its "meta"; give it one in kebab case'],
    ['no title', { meta: { ...meta, title: undefined }, check }, '("acme") has no title in its "meta"'],
    [
      'no standards',
      { meta: { ...meta, standards: undefined }, check },
      '("acme") has no list "standards" in its "meta"',
    ],
    ['no check', { meta }, '("acme") has no method "check"; write one that takes a ManifestSet and a RuleContext'],
  ])('says what a rule lacks: %s', (_, broken, text) => {
    const rules = [rule('first'), broken as any];
    expect(() => new Profile('ours', { rules })).toThrow(`rule 2 of profile "ours" ${text}`);
    expect(() => new Profile('ours', { rules: rules.slice(0, 1) }).withRules(broken as any)).toThrow(text);
  });

  test.each([
    ['two ids', [rule('a'), rule('a')], 'a'],
    ['an id and an alias', [rule('a'), rule('b', { aliases: ['a'] })], 'a'],
    ['two aliases', [rule('a', { aliases: ['c'] }), rule('b', { aliases: ['c'] })], 'c'],
  ])('refuses rules that share a name: %s', (_, rules, name) => {
    expect(() => new Profile('ours', { rules: rules })).toThrow(
      `profile "ours" has two rules called "${name}"; rename one`,
    );
  });

  test('returns copies', () => {
    const profile = new Profile('ours', { rules: [rule('a')] });
    profile.rules.pop();
    expect(idsOf(profile)).toEqual(['a']);
  });
});

describe('withRules, withoutRules and withUnwaivableRules', () => {
  const ours = new Profile('ours', { rules: [rule('a'), rule('b', { aliases: ['old-b'] })] });

  test('return a new profile of the same name and do not change this one', () => {
    expect(idsOf(ours.withRules(rule('c')))).toEqual(['a', 'b', 'c']);
    expect(idsOf(ours.withoutRules('a'))).toEqual(['b']);
    expect(idsOf(ours.withoutRules('old-b'))).toEqual(['a']);
    expect(ours.withUnwaivableRules('old-b').allowsWaiverOf('b')).toBe(false);
    expect(ours.withoutRules('a').name).toBe('ours');
    expect(idsOf(ours)).toEqual(['a', 'b']);
    expect(ours.allowsWaiverOf('b')).toBe(true);
  });

  test('refuse a rule that the profile does not have', () => {
    expect(() => ours.withoutRules('x-long-name')).toThrow(
      'rule "x-long-name" is not in profile "ours"; see cdk8s-hardened rules',
    );
    expect(() => ours.withUnwaivableRules('x-long-name')).toThrow('"x-long-name" is not in profile');
    expect(() => new Profile('ours', { rules: [rule('a')], unwaivable: ['x-long-name'] })).toThrow(
      '"x-long-name" is not in profile',
    );
  });

  test('refuse a rule that the profile already has', () => {
    expect(() => ours.withRules(rule('old-b'))).toThrow('two rules called "old-b"');
  });

  test('keep what cannot be waived', () => {
    const strict = ours.withUnwaivableRules('a', 'b');
    expect(strict.withRules(rule('c')).allowsWaiverOf('a')).toBe(false);
    expect(strict.withoutRules('a').allowsWaiverOf('b')).toBe(false);
    expect(strict.withoutRules('a').withRules(rule('a')).allowsWaiverOf('a')).toBe(false);
    expect(strict.withSeverity('b', Severity.LOW).withWaiverPolicy({}).allowsWaiverOf('a')).toBe(false);
    expect(ours.withUnwaivableRules('a').withUnwaivableRules('b').allowsWaiverOf('a')).toBe(false);
  });
});

describe('the rules of a version', () => {
  test('leave out rules for later versions, in every profile', () => {
    const profile = new Profile('ours', { rules: [rule('a', { since: '1.19' }), rule('b')] });
    expect(heldAt(profile, '1.18')).toEqual(['b']);
    expect(heldAt(profile, '1.19')).toEqual(['a', 'b']);
    expect(heldAt(profile, '1.30')).toEqual(['a', 'b']);
  });

  const controls = [
    rule('from-the-start', control({})),
    rule('later', control({ since: '1.34' })),
    rule('replaced', control({ replacedInRestrictedSince: '1.22' })),
  ];

  test.each([
    [PodSecurityLevel.BASELINE, '1.21', ['from-the-start', 'replaced']],
    [PodSecurityLevel.BASELINE, '1.22', ['from-the-start', 'replaced']],
    [PodSecurityLevel.BASELINE, '1.34', ['from-the-start', 'later', 'replaced']],
    [PodSecurityLevel.RESTRICTED, '1.21', ['from-the-start', 'replaced']],
    [PodSecurityLevel.RESTRICTED, '1.22', ['from-the-start']],
    [PodSecurityLevel.RESTRICTED, '1.33', ['from-the-start']],
    [PodSecurityLevel.RESTRICTED, '1.34', ['from-the-start', 'later']],
  ])('are those of the Pod Security Standards for %s at %s', (podSecurityLevel, version, expected) => {
    expect(heldAt(new Profile('ours', { rules: controls, podSecurityLevel }), version)).toEqual(expected);
  });

  test.each(['1.0', '1.34'])('are all controls in a profile without a level, for every name: %s', (version) => {
    const everything = ['from-the-start', 'later', 'replaced'];
    for (const name of ['ours', 'baseline', 'restricted'])
      expect(heldAt(new Profile(name, { rules: controls }), version)).toEqual(everything);
  });

  test('keep their level in every copy of the profile', () => {
    const profile = new Profile('ours', { rules: controls, podSecurityLevel: PodSecurityLevel.BASELINE });
    const copies = [profile.withoutRules('later'), profile.withRules(rule('more')), profile.withWaiverPolicy({})];
    expect(copies.map(({ podSecurityLevel }) => podSecurityLevel)).toEqual(Array(3).fill(PodSecurityLevel.BASELINE));
  });
});

describe('the shipped profiles', () => {
  test('are found by name, and no others are', () => {
    expect(Profiles.fromName('nsa').name).toBe('nsa');
    expect(() => Profiles.fromName('NSA')).toThrow('profile "NSA" is not known; use one of baseline, restricted, nsa');
    expect(() => Profiles.fromName('restrict')).toThrow('did you mean "restricted"?');
    expect(() => Profiles.fromName('constructor')).toThrow('profile "constructor" is not known');
  });
});
