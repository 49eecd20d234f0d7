import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { Checker } from '../checker';
import { defineRule } from '../define-rule';
import { Profile } from '../profile';
import { Severity } from '../severity';
import { idleWaivers } from './waiver';

const TODAY = '2026-11-24';
const rule = defineRule({
  id: 'no-containers',
  title: 'There are no containers',
  severity: Severity.LOW,
  profiles: [],
  references: [],
  standards: [],
  aliases: ['containers-exist'],
  visit: {
    container: (container, { report }) =>
      report({
        pointer: container.path,
        message: 'is there',
        verbs: container.name === 'web' ? ['get', 'list'] : undefined,
      }),
  },
});
const PROFILE = new Profile('ours', { rules: [rule] });
const KEY = 'cdk8s-hardened.github.io/waive.no-containers';

function pod(annotations: any, name = 'web'): Manifest {
  const spec = {
    containers: [
      { name: 'web', image: 'web' },
      { name: 'proxy', image: 'proxy' },
    ],
  };
  return Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations }, spec });
}

function judge(annotations: any, profile = PROFILE, ...others: Manifest[]) {
  const report = new Checker({ profile, today: TODAY }).check(ManifestSet.fromManifests([pod(annotations), ...others]));
  return {
    open: report.findings.map(({ objectRef, container }) => `${objectRef.name} ${container}`),
    waived: report.waived.map(({ finding, waiver }) => `${finding.container}: ${waiver.reason}`),
    idle: idleWaivers(report).map(({ why }) => why),
    soon: report.expiringWaivers.map(({ daysLeft }) => daysLeft),
    errors: report.errors.map(({ message, pointer }) => `${pointer} ${message}`),
  };
}

const BOTH = ['web web', 'web proxy'];
const AT = '/metadata/annotations/cdk8s-hardened.github.io~1waive.no-containers';

test('waives the findings of its object, and of no other', () => {
  const { open, waived, soon } = judge(
    { [KEY]: 'they go away; expires=2027-03-01; ticket=SEC-1' },
    PROFILE,
    pod({}, 'b'),
  );
  expect(open).toEqual(['b web', 'b proxy']);
  expect(waived).toEqual(['web: they go away', 'proxy: they go away']);
  expect(soon).toEqual([]);
});

test('does not waive for another object of the same name', () => {
  const { open } = judge({ [KEY]: 'they go away; expires=2027-03-01' }, PROFILE, pod({}));
  expect(open).toEqual(BOTH);
});

test('takes a former id of the rule', () => {
  expect(judge({ 'cdk8s-hardened.github.io/waive.containers-exist': 'they go away; expires=2027-03-01' }).open).toEqual(
    [],
  );
});

test.each([
  ['container=web', ['web proxy']],
  ['container=we', BOTH],
  ['pointer=/spec/containers/1', ['web web']],
  ['pointer=/spec/containers', BOTH],
  ['verbs=list,get,watch', ['web proxy']],
  ['verbs=get', BOTH],
])('is exact: %s', (term, open) => {
  expect(judge({ [KEY]: `they go away; expires=2027-03-01; ${term}` }).open).toEqual(open);
});

test('is reported before it expires, and still applies on its last day', () => {
  expect(judge({ [KEY]: 'they go away; expires=2026-12-08' })).toMatchObject({ open: [], soon: [14] });
  expect(judge({ [KEY]: 'they go away; expires=2026-12-09' })).toMatchObject({ open: [], soon: [] });
  expect(judge({ [KEY]: `they go away; expires=${TODAY}` })).toMatchObject({ open: [], soon: [0] });
  expect(judge({ [KEY]: 'they go away; expires=2026-11-23' })).toMatchObject({
    open: BOTH,
    idle: ['expired on 2026-11-23'],
  });
  const longer = PROFILE.withWaiverPolicy({ expiryNoticeDays: 100 });
  expect(judge({ [KEY]: 'they go away; expires=2027-01-31' }, longer).soon).toEqual([68]);
});

test('is unused if it matches no finding', () => {
  const { idle } = judge({ [KEY]: 'they go away; expires=2027-03-01; container=gone' });
  expect(idle).toEqual(['matches nothing: containers are called web, proxy']);
});

test('is ignored if the profile forbids it, or does not have the rule', () => {
  const said = 'they go away; expires=2027-03-01';
  expect(judge({ [KEY]: said }, PROFILE.withWaiverPolicy({ annotations: false }))).toMatchObject({
    open: BOTH,
    idle: ['is an annotation, which profile "ours" forbids'],
    errors: [],
  });
  expect(judge({ 'cdk8s-hardened.github.io/waive.no-container': said })).toMatchObject({
    open: BOTH,
    idle: ['is of a rule that profile "ours" does not have; did you mean "no-containers"?'],
  });
});

test.each([
  ['', 'has no last day; add "; expires=YYYY-MM-DD"'],
  ['they go away', 'has no last day; add "; expires=YYYY-MM-DD"'],
  ['short; expires=2027-03-01', 'has no reason; give one of at least ten characters'],
  ['they go away; expires=tomorrow', 'has the last day "tomorrow"; write it as YYYY-MM-DD'],
  ['they go away; expirse=2027-03-01', 'term "expirse" is not known; did you mean "expires"?'],
  ['they go away; expires=2027-03-01; expires=2028-03-01', 'says "expires" twice; say it once'],
  ['they go away; for ever', 'says "for ever" after the reason; write terms as name=value'],
])('that cannot be read is an error, and waives nothing: "%s"', (text, message) => {
  expect(judge({ [KEY]: text })).toMatchObject({
    open: BOTH,
    errors: [`${AT} waiver of "no-containers" ${message}`],
  });
});

test('must meet the terms of the profile', () => {
  const strict = PROFILE.withWaiverPolicy({ ticketPattern: 'SEC-\\d+', maxLifetimeDays: 30 });
  expect(judge({ [KEY]: 'they go away; expires=2026-12-24; ticket=SEC-12' }, strict)).toMatchObject({
    open: [],
    errors: [],
  });
  expect(judge({ [KEY]: 'they go away; expires=2026-12-24; ticket=XSEC-12' }, strict).open).toEqual(BOTH);
  expect(judge({ [KEY]: 'they go away; expires=2026-12-24' }, strict).open).toEqual(BOTH);
  expect(judge({ [KEY]: 'they go away; expires=2026-12-25; ticket=SEC-12' }, strict).open).toEqual(BOTH);
  expect(
    judge({ [KEY]: 'they go away; expires=2026-12-24; ticket=SEC-12' }, strict.withUnwaivableRules('no-containers'))
      .open,
  ).toEqual(BOTH);
});

test.each([
  ['(a+)+', 'repeats a group; remove the repetition'],
  ['(?:a|a)*b', 'repeats a group; remove the repetition'],
  ['(a){2}', 'repeats a group; remove the repetition'],
  ['(a)\\1', 'has a back-reference; remove it'],
  ['a*a*a*a*a*b', 'repeats more than 4 things; shorten it'],
  ['(', 'is not a valid regular expression'],
])('a ticket pattern that may take too long is refused: %s', (ticketPattern, message) => {
  expect(() => PROFILE.withWaiverPolicy({ ticketPattern })).toThrow(message);
});

test.each(['SEC-[0-9]+', '(SEC|OPS)-\\d{1,6}', '[()+]+\\)+', 'a*a*a*a*b'])('a ticket pattern: %s', (ticketPattern) => {
  const ticket = 'a'.repeat(5000);
  const strict = PROFILE.withWaiverPolicy({ ticketPattern });
  expect(judge({ [KEY]: `they go away; expires=2026-12-24; ticket=${ticket}` }, strict).open).toEqual(BOTH);
});
