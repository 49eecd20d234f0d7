import { Manifest } from '../../model/manifest';
import { granteeOf, granteesOf, subjectsOf } from './subjects';

const binding = (kind: string, rest: any = {}, namespace?: string) =>
  Manifest.fromJson({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'web', namespace },
    ...rest,
  });
const IN_SHOP = binding('RoleBinding', {}, 'shop');
const IN_CLUSTER = binding('ClusterRoleBinding');

test.each([
  [{ kind: 'User', name: 'jane' }, IN_SHOP, 'User jane'],
  [{ kind: 'Group', name: 'system:masters' }, IN_CLUSTER, 'Group system:masters'],
  [{ kind: 'ServiceAccount', name: 'web', namespace: 'x' }, IN_SHOP, 'User system:serviceaccount:x:web'],
  [{ kind: 'ServiceAccount', name: 'web' }, IN_SHOP, 'User system:serviceaccount:shop:web'],
  [{ kind: 'ServiceAccount', name: 'web', namespace: '' }, IN_SHOP, 'User system:serviceaccount:shop:web'],
  [{ kind: 'ServiceAccount', name: 'web' }, binding('RoleBinding'), 'User system:serviceaccount:default:web'],
  [{ kind: 'ServiceAccount', name: 'web', namespace: null }, IN_CLUSTER, undefined],
  [{ kind: 'Robot', name: 'web' }, IN_CLUSTER, undefined],
  [{ kind: 'User' }, IN_CLUSTER, undefined],
])('%j', (subject, by, expected) => {
  const grantee = granteeOf(subject, by);
  expect(grantee && `${grantee.kind} ${grantee.name}`).toBe(expected);
});

test('a service account is itself and three groups', () => {
  expect(granteesOf('shop', 'web').map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'User system:serviceaccount:shop:web',
    'Group system:serviceaccounts',
    'Group system:serviceaccounts:shop',
    'Group system:authenticated',
  ]);
});

test('a binding without subjects has none', () => {
  expect([{}, { subjects: null }].map((rest) => subjectsOf(binding('RoleBinding', rest)))).toEqual([[], []]);
});
