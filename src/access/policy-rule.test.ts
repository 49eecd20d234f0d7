import { Manifest } from '../model/manifest';
import { allows, namesOf, policyRulesOf } from './policy-rule';

describe('allows', () => {
  const rule = (resources: string[], verbs = ['get'], apiGroups = ['']) => ({ apiGroups, resources, verbs });

  test.each([
    [rule(['pods']), 'pods', true],
    [rule(['pods']), 'pods/log', false],
    [rule(['pods/log']), 'pods/log', true],
    [rule(['pods/log']), 'pods', false],
    [rule(['*']), 'pods', true],
    [rule(['*']), 'pods/log', true],
    [rule(['*/log']), 'pods/log', true],
    [rule(['*/log']), 'pods', false],
    [rule(['*/log']), 'pods/exec', false],
    [rule(['pods/*']), 'pods/log', false],
    [rule(['*/*']), 'pods/log', false],
    [rule(['po*']), 'pods', false],
    [rule(['pods'], ['*']), 'pods', true],
    [rule(['pods'], ['g*']), 'pods', false],
    [rule(['pods'], ['get'], ['*']), 'pods', true],
    [rule(['pods'], ['get'], ['apps']), 'pods', false],
    [rule([]), 'pods', false],
    [{ apiGroups: null, resources: ['pods'], verbs: ['get'] }, 'pods', false],
    [{ apiGroups: [''], resources: null, verbs: ['get'] }, 'pods', false],
    [{}, 'pods', false],
  ])('%j on %s: %s', (each, resource, expected) => {
    expect(allows(each, 'get', '', resource)).toBe(expected);
  });
});

test('absent, null and empty names are all objects', () => {
  expect([{}, { resourceNames: null }, { resourceNames: [] }].map(namesOf)).toEqual([[], [], []]);
});

test('a role that cannot be read has no rules', () => {
  const role = (rules: unknown) =>
    Manifest.of({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'web' }, rules });
  expect([role(undefined), role(null), role('all')].map(policyRulesOf)).toEqual([[], [], []]);
  expect(policyRulesOf(role([{ verbs: ['get'] }]))).toEqual([{ verbs: ['get'] }]);
});
