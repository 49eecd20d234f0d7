import type { Finding } from '../../engine/finding';
import { Report } from '../../engine/report';
import { Severity } from '../../engine/severity';
import type { ObjectRef } from '../../model/object-ref';
import { type Difference, differenceOf, type Side } from './difference';

const web: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespaceName: 'shop', name: 'web' };
const db: ObjectRef = { ...web, name: 'db' };

function finding(objectRef: ObjectRef, rule: string, severity = Severity.MEDIUM): Finding {
  return { rule, severity, message: `${rule} is wrong; mend it`, objectRef, origin: {}, pointer: '/spec', fix: [] };
}

function side(objects: readonly ObjectRef[], findings: Finding[] = [], waived: Finding[] = []): Side {
  const waiver = { rule: 'any', reason: 'it is going away', expires: '2026-12-01' };
  const report = new Report({
    profile: 'test',
    kubernetesVersion: '1.37',
    objectCount: objects.length,
    findings,
    waived: waived.map((each) => ({ finding: each, waiver })),
    unusedWaivers: [],
    errors: [],
    unknown: [],
  });
  return { report, objects };
}

/** `web: weaker ! (new a, gone b)`, where `!` is for one that fails. */
function summarize({ objects }: Difference): string[] {
  return objects.map(({ object, change, fails, findings }) => {
    const list = findings.map((each) => `${each.change} ${each.finding.rule}`).join(', ');
    return `${object.name}: ${change}${fails ? ' !' : ''}${list ? ` (${list})` : ''}`;
  });
}

describe('a difference', () => {
  const difference = (before: Side, now: Side, failOn = Severity.INFO) => differenceOf(before, now, failOn);

  test('is nothing between two equal sides', () => {
    const same = side([web, db], [finding(web, 'a')]);
    expect(summarize(difference(same, same))).toEqual(['web: unchanged (unchanged a)', 'db: unchanged']);
    expect(difference(same, same).fails).toBe(false);
  });

  test('finds what became weaker and what became stronger', () => {
    const before = side([web, db], [finding(web, 'a'), finding(db, 'b')]);
    const now = side([web, db], [finding(web, 'a'), finding(web, 'c')]);
    expect(summarize(difference(before, now))).toEqual(['web: weaker ! (unchanged a, new c)', 'db: stronger (gone b)']);
    expect(difference(before, now).fails).toBe(true);
  });

  test('rates an object as weaker if it fixed one thing and broke another', () => {
    const before = side([web], [finding(web, 'a', Severity.HIGH)]);
    const now = side([web], [finding(web, 'b', Severity.LOW)]);
    expect(summarize(difference(before, now))).toEqual(['web: weaker ! (new b, gone a)']);
  });

  test.each([
    ['its own object', db, 'pss-enforce-not-restricted', 'db: stronger'],
    ['another object', web, 'pss-enforce-not-restricted', 'db: weaker !'],
    ['an unrelated rule', db, 'host-pid', 'db: weaker !'],
  ])('does not rate an object as weaker by a milder form of what is gone: %s', (_, object, rule, expected) => {
    const before = side([web, db], [finding(object, 'pss-enforce-missing', Severity.MEDIUM)]);
    const now = side([web, db], [finding(db, rule, Severity.LOW)]);
    expect(summarize(difference(before, now)).map((line) => line.replace(/ \(.*/, ''))).toContain(expected);
  });

  test('fails only for findings at the threshold or above', () => {
    const before = side([web], [finding(web, 'a', Severity.CRITICAL)]);
    const now = side([web], [finding(web, 'a', Severity.CRITICAL), finding(web, 'b', Severity.MEDIUM)]);
    expect(summarize(difference(before, now, Severity.MEDIUM))).toEqual(['web: weaker ! (unchanged a, new b)']);
    expect(summarize(difference(before, now, Severity.HIGH))).toEqual(['web: weaker (unchanged a, new b)']);
    expect(difference(before, now, Severity.HIGH).fails).toBe(false);
  });

  test('finds a finding that became more or less severe', () => {
    const [mild, bad] = [
      side([web], [finding(web, 'a', Severity.LOW)]),
      side([web], [finding(web, 'a', Severity.HIGH)]),
    ];
    expect(summarize(difference(mild, bad))).toEqual(['web: weaker ! (unchanged a)']);
    expect(difference(mild, bad).objects[0]?.findings[0]).toMatchObject({
      before: 'low',
      finding: { severity: 'high' },
    });
    expect(summarize(difference(bad, mild))).toEqual(['web: stronger (unchanged a)']);
  });

  test('an object with findings that appears is weaker, one without appears', () => {
    expect(summarize(difference(side([]), side([web, db], [finding(web, 'a')])))).toEqual([
      'web: weaker ! (new a)',
      'db: appeared',
    ]);
  });

  test('a renamed object vanishes and appears', () => {
    const before = side([web], [finding(web, 'a')]);
    const now = side([db], [finding(db, 'a')]);
    expect(summarize(difference(before, now))).toEqual(['db: weaker ! (new a)', 'web: vanished (gone a)']);
  });

  test('an object in a newer version of its API is the same object', () => {
    const old = { ...web, apiVersion: 'apps/v1beta1' };
    const { objects } = difference(side([old], [finding(old, 'a')]), side([web], [finding(web, 'a')]));
    expect(objects).toMatchObject([{ object: { apiVersion: 'apps/v1' }, change: 'unchanged' }]);
    const other = { ...web, apiVersion: 'acme.example/v1' };
    expect(summarize(difference(side([other]), side([web])))).toEqual(['web: appeared', 'web: vanished']);
  });

  test('a waiver makes no object stronger, and its end makes one weaker', () => {
    const [open, waived] = [side([web], [finding(web, 'a')]), side([web], [], [finding(web, 'a')])];
    expect(summarize(difference(open, waived))).toEqual(['web: unchanged (waived a)']);
    expect(summarize(difference(waived, waived))).toEqual(['web: unchanged']);
    expect(summarize(difference(waived, open))).toEqual(['web: weaker ! (new a)']);
    expect(summarize(difference(waived, side([web])))).toEqual(['web: unchanged']);
    expect(summarize(difference(side([]), waived))).toEqual(['web: appeared (waived a)']);
  });

  test('counts exact repeats', () => {
    const twice = side([web], [finding(web, 'a'), finding(web, 'a')]);
    const once = side([web], [finding(web, 'a')]);
    expect(summarize(difference(twice, once))).toEqual(['web: stronger (unchanged a, gone a)']);
    expect(summarize(difference(once, twice))).toEqual(['web: weaker ! (unchanged a, new a)']);
  });

  test('includes an object that only a finding names', () => {
    expect(summarize(difference(side([]), side([], [finding(web, 'a')])))).toEqual(['web: weaker ! (new a)']);
  });
});
