import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { grantsToOutsiders, Power, powerOf, powerOfClusterRole, reachOf } from './bindings';

const object = (kind: string, name: string, rest: any = {}, namespace?: string, labels?: any) =>
  Manifest.fromJson({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name, namespace, labels },
    ...rest,
  });
const binding = (kind: string, roleKind: string, name: string, namespace?: string, subjects: any = [WEB]) =>
  object(kind, 'binding', { roleRef: { kind: roleKind, name }, subjects }, namespace);
const WEB = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };
const EVERYTHING = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
const aggregating = (...matchLabels: any[]) => ({
  aggregationRule: { clusterRoleSelectors: matchLabels.map((each) => ({ matchLabels: each })) },
});

describe('reach', () => {
  const role = object('Role', 'web', {}, 'shop');
  const clusterRole = object('ClusterRole', 'web');
  const none = { namespaced: false, clusterWide: false };

  test.each([
    ['a RoleBinding to a Role', role, binding('RoleBinding', 'Role', 'web', 'shop'), { ...none, namespaced: true }],
    ['one of another namespace', role, binding('RoleBinding', 'Role', 'web', 'other'), none],
    ['one to the ClusterRole of that name', role, binding('RoleBinding', 'ClusterRole', 'web', 'shop'), none],
    ['a ClusterRoleBinding to a Role, which is refused', role, binding('ClusterRoleBinding', 'Role', 'web'), none],
    [
      'a RoleBinding to a ClusterRole',
      clusterRole,
      binding('RoleBinding', 'ClusterRole', 'web', 'shop'),
      { ...none, namespaced: true },
    ],
    [
      'a ClusterRoleBinding',
      clusterRole,
      binding('ClusterRoleBinding', 'ClusterRole', 'web'),
      { ...none, clusterWide: true },
    ],
    ['no subjects', clusterRole, binding('ClusterRoleBinding', 'ClusterRole', 'web', undefined, null), none],
  ])('%s', (_, of, by, expected) => {
    expect(reachOf(of, ManifestSet.fromManifests([of, by]))).toEqual(expected);
  });

  test('absent and default are one namespace', () => {
    const inDefault = object('Role', 'web');
    const by = binding('RoleBinding', 'Role', 'web', 'default');
    expect(reachOf(inDefault, ManifestSet.fromManifests([inDefault, by])).namespaced).toBe(true);
  });

  test('goes through aggregation, step by step, also in circles', () => {
    const first = object('ClusterRole', 'first', {}, undefined, { to: 'second' });
    const second = object('ClusterRole', 'second', aggregating({ to: 'second' }), undefined, { to: 'third' });
    const third = object('ClusterRole', 'third', aggregating({ to: 'third' }), undefined, { to: 'second' });
    const set = ManifestSet.fromManifests([
      first,
      second,
      third,
      binding('ClusterRoleBinding', 'ClusterRole', 'third'),
    ]);
    expect([first, second, third].map((each) => reachOf(each, set).clusterWide)).toEqual([true, true, true]);
  });

  test.each([
    ['view', [true, true, true, false]],
    ['edit', [false, true, true, false]],
    ['admin', [false, false, true, false]],
  ])('goes from a built-in role that is not in the set to what is added to it by label: %s', (label, expected) => {
    const added = object('ClusterRole', 'added', {}, undefined, {
      [`rbac.authorization.k8s.io/aggregate-to-${label}`]: 'true',
    });
    const reaches = ['view', 'edit', 'admin', 'cluster-admin'].map(
      (name) =>
        reachOf(added, ManifestSet.fromManifests([added, binding('ClusterRoleBinding', 'ClusterRole', name)]))
          .clusterWide,
    );
    expect(reaches).toEqual(expected);
  });

  test('does not go from a built-in role of which the set has its own', () => {
    const added = object('ClusterRole', 'added', {}, undefined, {
      'rbac.authorization.k8s.io/aggregate-to-view': 'true',
    });
    const own = object('ClusterRole', 'view');
    const set = ManifestSet.fromManifests([added, own, binding('ClusterRoleBinding', 'ClusterRole', 'view')]);
    expect([added, own].map((each) => reachOf(each, set).clusterWide)).toEqual([false, true]);
  });
});

test.each([
  [{ kind: 'User', name: 'jane' }, true],
  [{ kind: 'User', name: 'system:anonymous' }, true],
  [{ kind: 'User', name: 'system:serviceaccount:shop:web' }, true],
  [{ kind: 'Group', name: 'system:authenticated' }, true],
  [{ kind: 'Group', name: 'system:unauthenticated' }, true],
  [{ kind: 'Group', name: 'system:serviceaccounts' }, true],
  [{ kind: 'Group', name: 'system:serviceaccounts:shop' }, true],
  [{ kind: 'Group', name: 'system:masters' }, false],
  [{ kind: 'Group', name: 'system:nodes' }, false],
  [{ kind: 'User', name: 'system:kube-controller-manager' }, false],
  [{ kind: 'ServiceAccount', name: 'web', namespace: 'kube-system' }, true],
  [{ kind: 'User', name: 'systems' }, true],
])('%j is outside: %s', (subject, expected) => {
  expect(grantsToOutsiders(binding('ClusterRoleBinding', 'ClusterRole', 'web', undefined, [subject]))).toBe(expected);
});

describe('power', () => {
  const power = (rules: any) =>
    powerOfClusterRole('web', ManifestSet.fromManifests([object('ClusterRole', 'web', { rules })]));
  const rule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

  test.each([
    [[rule], Power.ALL],
    [[{ ...rule, apiGroups: ['apps', '*'] }], Power.ALL],
    [[{ ...rule, verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] }], Power.ALL],
    [
      [
        { ...rule, verbs: ['get', 'list', 'watch', 'create'] },
        { ...rule, verbs: ['update', 'patch', 'delete'] },
      ],
      Power.ALL,
    ],
    [[{ ...rule, verbs: ['get', 'list', 'watch', 'create', 'update', 'patch'] }], Power.LIMITED],
    [[{ ...rule, apiGroups: [''] }], Power.CORE],
    [[{ ...rule, apiGroups: ['apps'] }], Power.LIMITED],
    [[{ ...rule, resources: ['pods', 'secrets'] }], Power.LIMITED],
    [[{ ...rule, resourceNames: ['web'] }], Power.LIMITED],
    [[{ nonResourceURLs: ['*'], verbs: ['*'] }], Power.LIMITED],
    [null, Power.LIMITED],
  ])('%j: %s', (rules, expected) => {
    expect(power(rules)).toBe(expected);
  });

  test('the built-in role allows everything; another that is not in the set is unknown', () => {
    expect(powerOfClusterRole('cluster-admin', ManifestSet.fromManifests([]))).toBe(Power.ALL);
    expect(powerOfClusterRole('admin', ManifestSet.fromManifests([]))).toBe(Power.LIMITED);
  });

  test('a binding has the power of its own role', () => {
    const role = object('Role', 'web', EVERYTHING, 'shop');
    const of = (by: Manifest) => powerOf(by, ManifestSet.fromManifests([role, by]));
    expect(of(binding('RoleBinding', 'Role', 'web', 'shop'))).toBe(Power.ALL);
    expect(of(binding('RoleBinding', 'Role', 'web', 'other'))).toBe(Power.LIMITED);
    expect(of(binding('RoleBinding', 'ClusterRole', 'web', 'shop'))).toBe(Power.LIMITED);
    expect(of(binding('ClusterRoleBinding', 'Role', 'web'))).toBe(Power.LIMITED);
    expect(of(object('RoleBinding', 'none', {}, 'shop'))).toBe(Power.LIMITED);
  });

  test('an aggregating role has the power of the roles that it aggregates', () => {
    const all = object('ClusterRole', 'all', EVERYTHING, undefined, { to: 'web' });
    const web = object('ClusterRole', 'web', aggregating({ to: 'other' }, { to: 'web' }));
    expect(powerOfClusterRole('web', ManifestSet.fromManifests([all, web]))).toBe(Power.ALL);
    expect(powerOfClusterRole('web', ManifestSet.fromManifests([web]))).toBe(Power.LIMITED);
  });
});
