import { Manifest } from '../../model/manifest';
import { allows, allowsForSome, namesOf, policyRulesOf } from './policy-rule';

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

describe('allows for some object', () => {
  const named = (resource: string, ...verbs: string[]) => ({
    apiGroups: [''],
    resources: [resource],
    resourceNames: ['web'],
    verbs,
  });

  test.each([
    ['an update by name', named('pods', 'update'), 'update', 'pods', true],
    ['a create, which has no name yet', named('pods', 'create'), 'create', 'pods', false],
    ['a create by server-side apply', named('pods', 'create', 'patch'), 'create', 'pods', true],
    ['every verb', named('pods', '*'), 'create', 'pods', true],
    ['a create of a subresource of a named object', named('pods/exec', 'create'), 'create', 'pods/exec', true],
    ['the deletion of one', named('pods', 'delete'), 'delete', 'pods', true],
    ['the deletion of many', named('pods', 'deletecollection'), 'deletecollection', 'pods', false],
    ['the deletion of many with every verb', named('pods', '*'), 'deletecollection', 'pods', false],
    ['no names', { ...named('pods', 'create'), resourceNames: null }, 'create', 'pods', true],
    ['another verb', named('pods', 'get'), 'update', 'pods', false],
  ])('%s', (_, rule, verb, resource, expected) => {
    expect(allowsForSome(rule, verb, '', resource)).toBe(expected);
  });
});

test('absent, null and empty names are all objects', () => {
  expect([{}, { resourceNames: null }, { resourceNames: [] }].map(namesOf)).toEqual([[], [], []]);
});

test('a role without rules has none', () => {
  const role = (rules: unknown) =>
    Manifest.fromJson({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'web' }, rules });
  expect([role(undefined), role(null)].map(policyRulesOf)).toEqual([[], []]);
  expect(policyRulesOf(role([{ verbs: ['get'] }]))).toEqual([{ verbs: ['get'] }]);
});
