import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { clusterRolesBehind, clusterRolesBehindAny, clusterRolesNamed, keyOf, rolesBoundBy } from './roles';

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

test('aggregation is followed, also in circles', () => {
  expect(names(clusterRolesBehind('third', CIRCLE))).toEqual(['third', 'first', 'second']);
  expect(names(clusterRolesBehind('first', CIRCLE))).toEqual(['first']);
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

  test('is the one of the set if the set has it', () => {
    const own = object('ClusterRole', 'view', {});
    const role = labelled('view');
    const all = ManifestSet.fromManifests([own, role]);
    expect(names(clusterRolesBehind('view', all))).toEqual(['view']);
    expect(names(clusterRolesBehind('edit', all))).toEqual(['to-view']);
  });

  test('has nothing by a label with the value false', () => {
    expect(clusterRolesBehind('view', ManifestSet.fromManifests([labelled('view', 'false')]))).toEqual([]);
  });
});

test('several names give each role once, with what an earlier name has first', () => {
  const far = object('ClusterRole', 'far', {}, undefined, { to: 'near' });
  const near = object('ClusterRole', 'near', aggregating({ to: 'near' }));
  const other = object('ClusterRole', 'other', aggregating({ to: 'near' }));
  const all = ManifestSet.fromManifests([far, near, other]);
  expect(names(clusterRolesBehindAny(['near', 'other', 'near', 'missing'], all))).toEqual(['near', 'far', 'other']);
  expect(clusterRolesBehindAny([], all)).toEqual([]);
});

test('aggregated roles are in the order of the set, whatever the order of the selectors', () => {
  const [a, b] = ['a', 'b'].map((name) => object('ClusterRole', name, {}, undefined, { [name]: 'yes', both: 'yes' }));
  const all = (aggregator: Manifest) => ManifestSet.fromManifests([a as Manifest, b as Manifest, aggregator]);
  const behind = (...selectors: any[]) => {
    const rule = { aggregationRule: { clusterRoleSelectors: selectors } };
    return names(clusterRolesBehind('all', all(object('ClusterRole', 'all', rule))));
  };
  expect(behind({ matchLabels: { b: 'yes' } }, { matchLabels: { a: 'yes' } })).toEqual(['all', 'a', 'b']);
  expect(behind({ matchLabels: { both: 'yes', b: 'yes' } })).toEqual(['all', 'b']);
  expect(behind({ matchLabels: { both: 'no' } })).toEqual(['all']);
  expect(behind({ matchExpressions: [{ key: 'both', operator: 'Exists' }] })).toEqual(['all', 'a', 'b']);
  expect(behind({})).toEqual(['all', 'a', 'b']);
});

test('the labels of a role are read in proportion to the roles, if many aggregate with the same selectors', () => {
  const reads = (count: number) => {
    let total = 0;
    const roles = Array.from({ length: count }, (_, index) => {
      const role = object('ClusterRole', `r${index}`, aggregating({ to: 'all' }), undefined, { to: 'all' });
      const { labels } = role;
      const get = () => {
        total += 1;
        return labels;
      };
      Object.defineProperty(role, 'labels', { get });
      return role;
    });
    const all = ManifestSet.fromManifests(roles);
    for (const { objectRef } of roles) expect(clusterRolesBehind(objectRef.name, all)).toHaveLength(count);
    return total;
  };
  expect(reads(40)).toBe(2 * reads(20));
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
  expect(bound('RoleBinding', 'Role')).toEqual([role, other]); // its namespace is set on apply, so that it may be either
  expect(bound('RoleBinding', 'ClusterRole', 'shop')).toEqual([clusterRole]);
  expect(bound('ClusterRoleBinding', 'ClusterRole')).toEqual([clusterRole]);
  expect(bound('ClusterRoleBinding', 'Role')).toEqual([]);
  expect(bound('RoleBinding', undefined, 'shop')).toEqual([]);
  expect(rolesBoundBy(object('RoleBinding', 'b'), CIRCLE)).toEqual([]);
});

test('keys of two names are never the same', () => {
  expect(keyOf('a', 'b c')).not.toBe(keyOf('a b', 'c'));
  expect(keyOf('a"', 'b')).not.toBe(keyOf('a', '"b'));
});

test.each<[string, string | undefined, string | undefined, boolean]>([
  ['one namespace', 'shop', 'shop', true],
  ['two namespaces', 'shop', 'other', false],
  ['a binding with one, a role without', 'shop', undefined, true],
  ['a binding without, a role with one', undefined, 'shop', true],
  ['neither', undefined, undefined, true],
])('a namespace that is not written is set on apply: %s', (_, ofBinding, ofRole, expected) => {
  const role = object('Role', 'web', { rules: [] }, ofRole);
  const binding = object('RoleBinding', 'web', { roleRef: { kind: 'Role', name: 'web' } }, ofBinding);
  const all = ManifestSet.fromManifests([role, binding]);
  expect(rolesBoundBy(binding, all)).toEqual(expected ? [role] : []);
  const nearer = object('Role', 'web', { rules: [] }, ofBinding);
  expect(rolesBoundBy(binding, ManifestSet.fromManifests([object('Role', 'web', {}, 'third'), nearer]))).toEqual([
    nearer,
  ]);
});
