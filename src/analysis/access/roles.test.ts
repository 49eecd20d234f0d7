import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { clusterRolesBehind, clusterRolesNamed, keyOf, namesWithAggregators, rolesBoundBy } from './roles';

const object = (kind: string, name: string, rest: any = {}, namespace?: string, labels?: any) =>
  Manifest.fromJson({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name, namespace, labels },
    ...rest,
  });
const aggregating = (...matchLabels: any[]) => ({
  aggregationRule: { clusterRoleSelectors: matchLabels.map((each) => ({ matchLabels: each })) },
});
const names = (roles: Iterable<Manifest>) => [...roles].map(({ objectRef }) => objectRef.name);

const FIRST = object('ClusterRole', 'first', {}, undefined, { to: 'second' });
const SECOND = object('ClusterRole', 'second', aggregating({ to: 'second' }), undefined, { to: 'third' });
const THIRD = object('ClusterRole', 'third', aggregating({ to: 'third' }), undefined, { to: 'second' });
const CIRCLE = ManifestSet.fromManifests([FIRST, SECOND, THIRD]);

test('aggregation is followed both ways, also in circles', () => {
  expect(names(clusterRolesBehind('third', CIRCLE))).toEqual(['third', 'second', 'first']);
  expect(names(clusterRolesBehind('first', CIRCLE))).toEqual(['first']);
  expect(namesWithAggregators(FIRST, CIRCLE)).toEqual(['first', 'second', 'third']);
  expect(names(clusterRolesNamed('third', CIRCLE))).toEqual(['third']);
});

describe('a role that comes with Kubernetes', () => {
  const labelled = (target: string, value = 'true') =>
    object('ClusterRole', `to-${target}`, {}, undefined, {
      [`rbac.authorization.k8s.io/aggregate-to-${target}`]: value,
    });
  const added = ['view', 'edit', 'admin', 'other'].map((target) => labelled(target));

  test.each([
    ['view', ['to-view']],
    ['edit', ['to-view', 'to-edit']],
    ['admin', ['to-view', 'to-edit', 'to-admin']],
    ['cluster-admin', []],
  ])('has what is added to it by label: %s', (name, expected) => {
    expect(names(clusterRolesBehind(name, ManifestSet.fromManifests(added)))).toEqual(expected);
  });

  test('is granted with what is added to it', () => {
    const all = ManifestSet.fromManifests(added);
    expect(added.map((role) => namesWithAggregators(role, all).slice(1))).toEqual([
      ['view', 'edit', 'admin'],
      ['edit', 'admin'],
      ['admin'],
      [],
    ]);
  });

  test('is the one of the set if the set has it', () => {
    const own = object('ClusterRole', 'view', {});
    const role = labelled('view');
    const all = ManifestSet.fromManifests([own, role]);
    expect(names(clusterRolesBehind('view', all))).toEqual(['view']);
    expect(namesWithAggregators(role, all)).toEqual(['to-view', 'edit', 'admin']);
  });

  test('has nothing by a label with the value false', () => {
    expect(clusterRolesBehind('view', ManifestSet.fromManifests([labelled('view', 'false')]))).toEqual([]);
  });
});

test('results are cached', () => {
  expect(clusterRolesBehind('third', CIRCLE)).toBe(clusterRolesBehind('third', CIRCLE));
});

test('a binding finds the roles that it can refer to', () => {
  const role = object('Role', 'web', {}, 'shop');
  const other = object('Role', 'web', {}, 'other');
  const clusterRole = object('ClusterRole', 'web');
  const bound = (kind: string, roleKind: any, namespace?: string) => {
    const binding = object(kind, 'b', { roleRef: { kind: roleKind, name: 'web' } }, namespace);
    return rolesBoundBy(binding, ManifestSet.fromManifests([role, other, clusterRole, binding]));
  };
  expect(bound('RoleBinding', 'Role', 'shop')).toEqual([role]);
  expect(bound('RoleBinding', 'Role')).toEqual([]);
  expect(bound('RoleBinding', 'ClusterRole', 'shop')).toEqual([clusterRole]);
  expect(bound('ClusterRoleBinding', 'ClusterRole')).toEqual([clusterRole]);
  expect(bound('ClusterRoleBinding', 'Role')).toEqual([]);
  expect(bound('RoleBinding', undefined, 'shop')).toEqual([]);
  expect(rolesBoundBy(object('RoleBinding', 'b'), CIRCLE)).toEqual([]);
});

test('an unreadable binding has none', () => {
  expect(
    clusterRolesBehind('web', ManifestSet.fromManifests([object('ClusterRole', 'web', { rules: 'all' })])),
  ).toEqual([]);
});

test('keys of two names are never the same', () => {
  expect(keyOf('a', 'b c')).not.toBe(keyOf('a b', 'c'));
  expect(keyOf('a"', 'b')).not.toBe(keyOf('a', '"b'));
});
