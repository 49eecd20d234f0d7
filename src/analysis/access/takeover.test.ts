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
  const expected = ['wide', 'read all secrets and create pods', undefined, 'ClusterRole "edit"', true];
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
