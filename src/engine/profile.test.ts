import { Profiles } from '../profiles/profiles';
import { defineRule } from './define-rule';
import { Profile } from './profile';
import { type PodSecurityControl, PodSecurityLevel, type RuleMeta } from './rule';
import { Severity } from './severity';

function rule(id: string, rest: Partial<RuleMeta> = {}) {
  const meta = { title: 'A title', severity: Severity.LOW, profiles: [], references: [], sources: [] };
  return defineRule({ id, ...meta, ...rest, visit: {} });
}

function control(rest: Partial<PodSecurityControl>): Partial<RuleMeta> {
  return { podSecurity: { check: 'check', level: PodSecurityLevel.BASELINE, ...rest } };
}

const idsOf = (profile: Profile) => profile.rules.map(({ meta }) => meta.id);
const heldAt = (profile: Profile, version: string) => profile._rulesFor(version).map(({ meta }) => meta.id);

describe('a profile', () => {
  test('finds a rule by its id and by a former one', () => {
    const profile = new Profile('ours', [rule('new-name', { aliases: ['old-name'] }), rule('other')]);
    expect(profile.ruleCalled('new-name').meta.id).toBe('new-name');
    expect(profile.ruleCalled('old-name').meta.id).toBe('new-name');
    expect(profile.hasRule('old-name')).toBe(true);
    expect(profile.hasRule('old')).toBe(false);
  });

  test('says which rule may have been meant', () => {
    const profile = new Profile('ours', [rule('host-pid')]);
    expect(() => profile.ruleCalled('host-pd')).toThrow(
      'rule "host-pd" is not in profile "ours"; did you mean "host-pid"?',
    );
  });

  test.each([
    ['two ids', [rule('a'), rule('a')], 'a'],
    ['an id and an alias', [rule('a'), rule('b', { aliases: ['a'] })], 'a'],
    ['two aliases', [rule('a', { aliases: ['c'] }), rule('b', { aliases: ['c'] })], 'c'],
  ])('refuses rules that share a name: %s', (_, rules, name) => {
    expect(() => new Profile('ours', rules)).toThrow(`profile "ours" has two rules called "${name}"; rename one`);
  });

  test('gives out copies', () => {
    const profile = new Profile('ours', [rule('a')]);
    profile.rules.pop();
    expect(idsOf(profile)).toEqual(['a']);
  });
});

describe('plus, minus and unwaivable', () => {
  const ours = new Profile('ours', [rule('a'), rule('b', { aliases: ['old-b'] })]);

  test('make another profile of the same name and leave this one as it is', () => {
    expect(idsOf(ours.plus(rule('c')))).toEqual(['a', 'b', 'c']);
    expect(idsOf(ours.minus('a'))).toEqual(['b']);
    expect(idsOf(ours.minus('old-b'))).toEqual(['a']);
    expect(ours.unwaivable('old-b').allowsWaiverOf('b')).toBe(false);
    expect(ours.minus('a').name).toBe('ours');
    expect(idsOf(ours)).toEqual(['a', 'b']);
    expect(ours.allowsWaiverOf('b')).toBe(true);
  });

  test('refuse a rule that the profile does not have', () => {
    expect(() => ours.minus('x-long-name')).toThrow(
      'rule "x-long-name" is not in profile "ours"; see cdk8s-hardened rules',
    );
    expect(() => ours.unwaivable('x-long-name')).toThrow('"x-long-name" is not in profile');
    expect(() => new Profile('ours', [rule('a')], ['x-long-name'])).toThrow('"x-long-name" is not in profile');
  });

  test('refuse a rule that the profile has already', () => {
    expect(() => ours.plus(rule('old-b'))).toThrow('two rules called "old-b"');
  });

  test('keep what cannot be waived', () => {
    const strict = ours.unwaivable('a', 'b');
    expect(strict.plus(rule('c')).allowsWaiverOf('a')).toBe(false);
    expect(strict.minus('a').allowsWaiverOf('b')).toBe(false);
    expect(strict.minus('a').plus(rule('a')).allowsWaiverOf('a')).toBe(true);
    expect(ours.unwaivable('a').unwaivable('b').allowsWaiverOf('a')).toBe(false);
  });
});

describe('the rules of a version', () => {
  test('leave out what makes no sense yet, whatever the profile', () => {
    const profile = new Profile('ours', [rule('a', { since: '1.19' }), rule('b')]);
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
    ['baseline', '1.21', ['from-the-start', 'replaced']],
    ['baseline', '1.22', ['from-the-start', 'replaced']],
    ['baseline', '1.34', ['from-the-start', 'later', 'replaced']],
    ['restricted', '1.21', ['from-the-start', 'replaced']],
    ['restricted', '1.22', ['from-the-start']],
    ['restricted', '1.33', ['from-the-start']],
    ['restricted', '1.34', ['from-the-start', 'later']],
  ])('are those of the Pod Security Standards for %s at %s', (name, version, expected) => {
    expect(heldAt(new Profile(name, controls), version)).toEqual(expected);
  });

  test.each(['1.0', '1.34'])(
    'are all controls in any other profile, as none does harm before its time: %s',
    (version) => {
      expect(heldAt(new Profile('ours', controls), version)).toEqual(['from-the-start', 'later', 'replaced']);
    },
  );

  test('are read at the level that the profile is called by, else at the stricter one', () => {
    expect(new Profile('baseline', []).podSecurityLevel).toBe(PodSecurityLevel.BASELINE);
    expect(new Profile('restricted', []).podSecurityLevel).toBe(PodSecurityLevel.RESTRICTED);
    expect(new Profile('ours', []).podSecurityLevel).toBe(PodSecurityLevel.RESTRICTED);
  });
});

describe('the shipped profiles', () => {
  test('are known by name, and no other is', () => {
    expect(Profiles.named('nsa').name).toBe('nsa');
    expect(() => Profiles.named('NSA')).toThrow('profile "NSA" is not known; use one of baseline, restricted, nsa');
    expect(() => Profiles.named('restrict')).toThrow('did you mean "restricted"?');
    expect(() => Profiles.named('constructor')).toThrow('profile "constructor" is not known');
  });
});
