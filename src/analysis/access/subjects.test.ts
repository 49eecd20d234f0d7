import { Manifest } from '../../model/manifest';
import { granteeOf, granteesOf, keysOfAccount, keysOfSubject, subjectsOf } from './subjects';

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

test.each<[string, any, Manifest, [string | undefined, string][]]>([
  ['a user is no account', { kind: 'User', name: 'jane' }, IN_SHOP, []],
  [
    'an account of a namespace',
    { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
    IN_CLUSTER,
    [
      ['shop', 'web'],
      [undefined, 'web'],
    ],
  ],
  [
    'an account without a namespace',
    { kind: 'ServiceAccount', name: 'web' },
    binding('RoleBinding'),
    [
      ['shop', 'web'],
      ['other', 'web'],
      [undefined, 'web'],
    ],
  ],
  [
    'the accounts of a namespace',
    { kind: 'Group', name: 'system:serviceaccounts:shop' },
    IN_CLUSTER,
    [
      ['shop', 'web'],
      ['shop', 'api'],
      [undefined, 'web'],
      [undefined, 'api'],
    ],
  ],
])('holders: %s', (_, subject, by, expected) => {
  const keys = keysOfSubject(subject, by);
  const accounts = ['shop', 'other', undefined].flatMap((namespace) =>
    ['web', 'api'].map((name): [string | undefined, string] => [namespace, name]),
  );
  const held = accounts.filter(([namespace, name]) => keysOfAccount(namespace, name).some((key) => keys.includes(key)));
  expect(held.sort()).toEqual([...expected].sort());
});
