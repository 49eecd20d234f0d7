import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { reachesCluster, takeoverBy } from './takeover';

const object = (kind: string, name: string, rest: any = {}, namespace?: string, labels?: any) =>
  Manifest.fromJson({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name, namespace, labels },
    ...rest,
  });
const WEB = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };
const binds = (kind: string, name: string, roleKind: string, role: string, namespace?: string, subjects: any = [WEB]) =>
  object(kind, name, { roleRef: { kind: roleKind, name: role }, subjects }, namespace);
const PODS = { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['create'] }] };
const SECRETS = { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] };

const found = (...objects: Manifest[]) => {
  const path = takeoverBy('shop', 'web', ManifestSet.fromManifests(objects), '1.37');
  return path && [path.binding.objectRef.name, path.does, path.namespace, path.grant, reachesCluster(path)];
};

test('no bindings give no path', () => {
  expect(found()).toBeUndefined();
  expect(found(object('ClusterRole', 'pods', PODS))).toBeUndefined();
  expect(found(binds('ClusterRoleBinding', 'b', 'ClusterRole', 'missing'))).toBeUndefined();
  expect(found(object('ClusterRoleBinding', 'b'))).toBeUndefined();
});

test('a wide path is preferred, in every order', () => {
  const role = object('Role', 'pods', PODS, 'shop');
  const narrow = binds('RoleBinding', 'narrow', 'Role', 'pods', 'shop');
  const wide = binds('ClusterRoleBinding', 'wide', 'ClusterRole', 'edit');
  const grant = 'ClusterRole "edit", rule 1 of ClusterRole "system:aggregate-to-edit"';
  const expected = ['wide', 'act as another service account', undefined, grant, true];
  expect(found(role, narrow, wide)).toEqual(expected);
  expect(found(wide, narrow, role)).toEqual(expected);
  expect(found(narrow, role)).toEqual(['narrow', 'create pods', 'shop', 'Role "pods", rule 0', false]);
});

test('kube-system counts as the whole cluster, and comes before another namespace', () => {
  const objects = [
    object('Role', 'pods', PODS, 'shop'),
    binds('RoleBinding', 'narrow', 'Role', 'pods', 'shop'),
    object('Role', 'secrets', SECRETS, 'kube-system'),
    binds('RoleBinding', 'system', 'Role', 'secrets', 'kube-system'),
  ];
  expect(found(...objects)).toEqual(['system', 'read all secrets', 'kube-system', 'Role "secrets", rule 0', true]);
});

test('one role is evaluated for each scope separately', () => {
  const role = object('ClusterRole', 'secrets', SECRETS);
  const narrow = binds('RoleBinding', 'narrow', 'ClusterRole', 'secrets', 'shop');
  const wide = binds('ClusterRoleBinding', 'wide', 'ClusterRole', 'secrets');
  expect(found(role, narrow)).toBeUndefined();
  expect(found(role, narrow, wide)?.[0]).toBe('wide');
});

test('a Role with the name of a built-in role is an ordinary role', () => {
  const role = object('Role', 'edit', { rules: [] }, 'shop');
  expect(found(role, binds('RoleBinding', 'b', 'Role', 'edit', 'shop'))).toBeUndefined();
});

test('everything, from two rules', () => {
  const all = { apiGroups: ['*'], resources: ['*'] };
  const rules = [
    { ...all, verbs: ['get', 'list', 'watch'] },
    { ...all, verbs: ['create', 'update', 'patch', 'delete'] },
  ];
  const objects = [object('ClusterRole', 'all', { rules }), binds('ClusterRoleBinding', 'b', 'ClusterRole', 'all')];
  expect(found(...objects)).toEqual(['b', 'do everything', undefined, 'ClusterRole "all"', true]);
});

test('a set is evaluated for each version separately', () => {
  const exec = { rules: [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['get'] }] };
  const all = ManifestSet.fromManifests([
    object('ClusterRole', 'exec', exec),
    binds('ClusterRoleBinding', 'b', 'ClusterRole', 'exec'),
  ]);
  expect(takeoverBy('shop', 'web', all, '1.37')).toBeUndefined();
  expect(takeoverBy('shop', 'web', all, '1.34')?.does).toBe('run commands in pods');
});

test('the most powerful rule of a role is named, wherever it stands', () => {
  const rules = [...PODS.rules, { apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }];
  const path = found(object('ClusterRole', 'all', { rules }), binds('ClusterRoleBinding', 'b', 'ClusterRole', 'all'));
  expect(path?.slice(1, 4)).toEqual(['run commands on nodes', undefined, 'ClusterRole "all", rule 1']);
});

describe('roles that the cluster has are known', () => {
  test.each([
    ['view', undefined],
    ['system:auth-delegator', undefined],
    ['edit', 'act as another service account'],
    ['cluster-admin', 'do everything'],
    ['system:kube-controller-manager', 'read all secrets'],
  ])('%s', (role, expected) => {
    expect(found(binds('ClusterRoleBinding', 'b', 'ClusterRole', role))?.[1]).toBe(expected);
  });
});

describe('what a takeover is accepted with', () => {
  const OTHER = { kind: 'User', name: 'jane' };
  const role = object('ClusterRole', 'pods', PODS);
  const binding = binds('ClusterRoleBinding', 'b', 'ClusterRole', 'pods');
  const own = (...objects: Manifest[]) => {
    const path = takeoverBy('shop', 'web', ManifestSet.fromManifests(objects), '1.37');
    return path?.own?.map(({ manifest, pointer, rule }) => [manifest.objectRef.name, pointer, rule]);
  };
  const PLACE = ['pods', '/rules/0/', 'rbac-workload-create'];

  test('the rule of a role that nothing but this account is bound to', () => {
    expect(own(role, binding)).toEqual([PLACE]);
  });

  test('each of several', () => {
    const node = object('ClusterRole', 'node', {
      rules: [{ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }],
    });
    const second = binds('ClusterRoleBinding', 'second', 'ClusterRole', 'node');
    expect(own(role, binding, node, second)).toEqual([PLACE, ['node', '/rules/0/', 'rbac-node-proxy']]);
  });

  test('the binding, of a role that the cluster has', () => {
    const places = own(binds('RoleBinding', 'b', 'ClusterRole', 'edit', 'shop'));
    expect(new Set(places?.map((place) => JSON.stringify(place)))).toEqual(new Set(['["b","/roleRef/",null]']));
  });

  test.each<[string, Manifest[]]>([
    ['another subject', [role, binds('ClusterRoleBinding', 'b', 'ClusterRole', 'pods', undefined, [WEB, OTHER])]],
    ['another binding', [role, binding, binds('RoleBinding', 'c', 'ClusterRole', 'pods', 'shop', [OTHER])]],
    [
      'a group',
      [
        role,
        binds('ClusterRoleBinding', 'b', 'ClusterRole', 'pods', undefined, [
          { kind: 'Group', name: 'system:serviceaccounts:shop' },
        ]),
      ],
    ],
    [
      'a role that adds to edit',
      [
        object('ClusterRole', 'pods', PODS, undefined, { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' }),
        binding,
      ],
    ],
    [
      'a role that another takes in',
      [
        object('ClusterRole', 'pods', PODS, undefined, { part: 'yes' }),
        object('ClusterRole', 'all', { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'yes' } }] } }),
        binds('ClusterRoleBinding', 'b', 'ClusterRole', 'all'),
      ],
    ],
  ])('nothing, where others have it: %s', (_, objects) => {
    expect(takeoverBy('shop', 'web', ManifestSet.fromManifests(objects), '1.37')?.does).toBe('create pods');
    expect(own(...objects)).toBeUndefined();
  });
});

test('names all of many bindings of one role, for each of many pods', () => {
  const bindings = Array.from({ length: 2_000 }, (_, index) =>
    binds('RoleBinding', `b${index}`, 'Role', 'pods', 'shop', [WEB]),
  );
  const all = ManifestSet.fromManifests([object('Role', 'pods', PODS, 'shop'), ...bindings]);
  // Each with each would be 400 million comparisons.
  for (let pod = 0; pod < 100; pod += 1) expect(takeoverBy('shop', 'web', all, '1.37')?.own).toHaveLength(2_000);
});
