import { ManifestSet } from '../model/manifest-set';
import { jsonAsWritten } from '../model/wrapped';
import { placeAll } from './placement';

const account = (name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});
const binding = (kind: string, metadata: object, subjects: object[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata,
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: subjects.map((subject) => ({ kind: 'ServiceAccount', ...subject })),
});

const OBJECTS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'system' } },
  account('web', 'system'),
  account('free'),
  binding('ClusterRoleBinding', { name: 'b' }, [
    { name: 'web', namespace: 'system' },
    { name: 'default', namespace: 'other' },
    { name: 'elsewhere', namespace: 'other' },
    { name: 'free' },
    { name: 'free', namespace: 'default' },
    { name: 'web', namespace: 'other' },
  ]),
  binding('RoleBinding', { name: 'rb', namespace: 'system' }, [{ name: 'web' }, { name: 'unknown' }]),
  { apiVersion: 'acme.example/v1', kind: 'Fleet', metadata: { name: 'f' } },
];

test('kustomize 5.5.0 gives the same objects', () => {
  const all = ManifestSet.fromJson(OBJECTS).all;
  const placed = placeAll(all, { namespaceOf: () => 'prod' });
  expect(placed.map(({ json }) => json)).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
    account('web', 'prod'),
    account('free', 'prod'),
    binding('ClusterRoleBinding', { name: 'b' }, [
      { name: 'web', namespace: 'prod' },
      { name: 'default', namespace: 'prod' },
      { name: 'elsewhere', namespace: 'other' },
      { name: 'free', namespace: 'prod' },
      { name: 'free', namespace: 'prod' },
      { name: 'web', namespace: 'other' },
    ]),
    binding('RoleBinding', { name: 'rb', namespace: 'prod' }, [
      { name: 'web', namespace: 'prod' },
      { name: 'unknown' },
    ]),
    { apiVersion: 'acme.example/v1', kind: 'Fleet', metadata: { name: 'f', namespace: 'prod' } },
  ]);
  expect(placed.map(jsonAsWritten)).toEqual(OBJECTS);
  expect(all.map(({ json }) => json)).toEqual(OBJECTS);
});

test('an object that is changed afterwards is written without the namespace, and with the change', () => {
  const [web] = placeAll(ManifestSet.fromJson([account('web')]).all, { namespaceName: 'shop' });
  const changed = web?._withJson({ ...web.json, automountServiceAccountToken: false });
  expect(changed?.objectRef.namespaceName).toBe('shop');
  expect(changed && jsonAsWritten(changed)).toEqual({ ...account('web'), automountServiceAccountToken: false });
});

test.each([
  ['metadata is no mapping', { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'a' }],
  ['metadata is missing', { apiVersion: 'v1', kind: 'ConfigMap' }],
  ['the kind is of the cluster', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }],
  [
    'the kind is of the cluster, and has a namespace',
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a', namespace: 'b' } },
  ],
  ['the namespace is written', account('a', 'default')],
])('an object stays where it is if %s', (_, object) => {
  const { all } = ManifestSet.fromJson([object]);
  expect(placeAll(all, { namespaceName: 'shop' })[0]).toBe(all[0]);
});
