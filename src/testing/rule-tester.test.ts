import { defineRule } from '../engine/define-rule';
import type { IRule } from '../engine/rule';
import { Severity } from '../engine/severity';
import { RuleTester } from './rule-tester';

const meta = { title: 'Pods are quiet', severity: Severity.LOW, profiles: [], standards: [], references: [] };
const quiet = (value: any) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'web' }], quiet: value },
});
const rule = (fix: any) =>
  defineRule({
    id: 'quiet',
    ...meta,
    visit: {
      podTemplate(pod, { report }) {
        if (pod.value('/quiet') === true) return;
        report({ pointer: '/spec/quiet', message: 'pod is loud; set quiet', fix: pod.patchTo('/quiet', fix) });
      },
    },
  });
const foreign = (check: IRule['check']): IRule => ({ meta: { id: 'foreign', ...meta }, check });

test('passes objects without findings, and no others', () => {
  const tester = new RuleTester(rule(true));
  tester.passes([quiet(true)]);
  expect(() => tester.passes([quiet(false)])).toThrow('rule "quiet" finds Pod /spec/quiet; it should find nothing');
});

test('finds exactly the named places, in any order, also in lists', () => {
  const tester = new RuleTester(rule(true));
  tester.finds([quiet(false)], ['Pod /spec/quiet']);
  tester.finds(
    [{ apiVersion: 'v1', kind: 'List', items: [quiet(1), { ...quiet(2), metadata: { name: 'api' } }] }],
    ['Pod /spec/quiet', 'Pod /spec/quiet'],
  );
  expect(() => tester.finds([quiet(true)], ['Pod /spec/quiet'])).toThrow('it should find Pod /spec/quiet');
  expect(() => tester.finds([quiet(false)], ['Pod /spec/loud'])).toThrow('it should find Pod /spec/loud');
});

test('returns the fixed objects', () => {
  expect(new RuleTester(rule(true)).mends([quiet(false)])).toEqual([quiet(true)]);
});

test.each<[string, () => unknown, string]>([
  ['there is nothing to fix', () => new RuleTester(rule(true)).mends([quiet(true)]), 'finds nothing to fix'],
  ['a fix does not end its finding', () => new RuleTester(rule('yes')).mends([quiet(false)]), 'undo each other'],
  [
    'the rule has no fix',
    () => new RuleTester(foreign((all) => all.all.map((each) => finding(each, 'foreign')))).mends([quiet(1)]),
    'still finds Pod /spec/quiet',
  ],
  [
    'the rule crashes',
    () =>
      new RuleTester(
        foreign(() => {
          throw new Error('boom');
        }),
      ).passes([quiet(1)]),
    'rule "foreign" crashed: boom',
  ],
  [
    'the rule changes an object',
    () =>
      new RuleTester(
        foreign((all) => {
          for (const each of all.all) each.json.spec.quiet = true;
          return [];
        }),
      ).passes([quiet(1)]),
    'rule "foreign" crashed: Cannot assign to read only',
  ],
  [
    'the rule reports a finding of another rule',
    () => new RuleTester(foreign((all) => all.all.map((each) => finding(each, 'other')))).passes([quiet(1)]),
    'reports a finding of "other"',
  ],
  [
    'a value is not a Kubernetes object',
    () => new RuleTester(rule(true)).passes([{ kind: 'Pod' }]),
    'apiVersion is missing',
  ],
  ['the version is unknown', () => new RuleTester(rule(true), { kubernetesVersion: '2.0' }), '2.0'],
])('throws where %s', (_, act, message) => {
  expect(act).toThrow(message);
});

function finding({ objectRef, origin }: any, id: string): any {
  return {
    rule: id,
    severity: Severity.LOW,
    objectRef,
    origin,
    pointer: '/spec/quiet',
    message: 'm; set x',
    fix: [],
  };
}
