import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { Checker } from './checker';
import { defineRule } from './define-rule';
import { Profile } from './profile';
import { booleanOption, integerOption, stringListOption } from './rule-option';
import { Severity } from './severity';

const most = integerOption('most', 1, 'how many containers may be there');
const names = stringListOption('names', ['web'], 'names that may be there');
const quiet = booleanOption('quiet', false, 'whether nothing is said');
const rule = defineRule({
  id: 'few-containers',
  title: 'There are few containers',
  severity: Severity.LOW,
  profiles: [],
  references: [],
  standards: [],
  options: [most, names, quiet],
  visit: {
    podTemplate(pod, { option, report }) {
      const others = pod.containers.filter(({ name }) => !option(names).includes(name));
      if (others.length > option(most) && !option(quiet)) report({ pointer: '/spec', message: `${others.length}` });
    },
  },
});
const PROFILE = new Profile('ours', { rules: [rule] });
const containers = [{ name: 'web' }, { name: 'a' }, { name: 'b' }];
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } };

function judge(profile: Profile): string[] {
  const report = new Checker({ profile, today: '2026-11-24' }).check(
    ManifestSet.fromManifests([Manifest.fromJson(POD)]),
  );
  return report.findings.map(({ message, severity }) => `${severity} ${message}`);
}

test('the value of an option is used if it is set, else its default', () => {
  expect(judge(PROFILE)).toEqual(['low 2']);
  expect(judge(PROFILE.withOptions('few-containers', { most: 2 }))).toEqual([]);
  expect(judge(PROFILE.withOptions('few-containers', { names: [] }))).toEqual(['low 3']);
  expect(
    judge(PROFILE.withOptions('few-containers', { names: [] }).withOptions('few-containers', { most: 3 })),
  ).toEqual([]);
  expect(judge(PROFILE.withOptions('few-containers', { quiet: true }))).toEqual([]);
  expect(judge(PROFILE)).toEqual(['low 2']); // The original profile is unchanged.
});

test('a severity applies to all findings, and is kept when the profile changes', () => {
  const severe = PROFILE.withSeverity('few-containers', Severity.CRITICAL);
  expect(judge(severe)).toEqual(['critical 2']);
  expect(judge(severe.withOptions('few-containers', { names: [] }).withUnwaivableRules('few-containers'))).toEqual([
    'critical 3',
  ]);
});

test.each([
  [{ mots: 2 }, 'rule "few-containers": option "mots" is not known; did you mean "most"?'],
  [{ most: '2' }, 'option "most" of rule "few-containers" is "2"; give a whole number, zero or more'],
  [{ most: -1 }, 'is -1; give a whole number, zero or more'],
  [{ most: 1.5 }, 'is 1.5; give a whole number, zero or more'],
  [{ most: null }, 'is null; give a whole number, zero or more'],
  [{ names: 'web' }, 'is "web"; give a list of strings'],
  [{ names: [1] }, 'is [1]; give a list of strings'],
  [{ quiet: 'true' }, 'is "true"; give true or false'],
])('%j is refused', (options, message) => {
  expect(() => PROFILE.withOptions('few-containers', options)).toThrow(message);
});

test('a rule without options takes none', () => {
  const { options: _, ...meta } = rule.meta;
  const plain = defineRule({ ...meta, visit: {} });
  expect(() => new Profile('ours', { rules: [plain] }).withOptions('few-containers', { most: 1 })).toThrow(
    'rule "few-containers" has no options; remove "most"',
  );
  const foreign = { meta, check: () => [] };
  expect(() => new Profile('ours', { rules: [foreign] }).withOptions('few-containers', { most: 1 })).toThrow(
    'has no options',
  );
});
