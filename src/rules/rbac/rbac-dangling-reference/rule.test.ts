import { placesOf } from '../../../../test/support/findings';
import { RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const adds = (subject: any) => {
  return ({ clusterRoleBinding, roleBinding }: World): void => {
    clusterRoleBinding.subjects.push(subject);
    roleBinding.subjects.push(subject);
  };
};
const names = (kind: string, name: string) => {
  return ({ roleBinding }: World): void => {
    roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind, name };
  };
};

testRule(rule, {
  valid: {
    'a ClusterRole of the set in a RoleBinding': names('ClusterRole', 'web'),
    'a role that comes with Kubernetes': names('ClusterRole', 'view'),
    'a role of the system': names('ClusterRole', 'system:auth-delegator'),
    'users and groups, which are no objects': adds({ apiGroup: RBAC_GROUP, kind: 'User', name: 'jane' }),
    'an account that the API server makes': ({ spec }) => {
      spec.serviceAccountName = 'default';
    },
  },
  invalid: {
    'no such Role': {
      change: names('Role', 'other'),
      at: ['RoleBinding /roleRef/name'],
      mendedBy: 'none',
    },
    'no such ClusterRole': { change: names('ClusterRole', 'other'), at: ['RoleBinding /roleRef/name'] },
    'a Role called like one that comes with Kubernetes': {
      change: names('Role', 'view'),
      at: ['RoleBinding /roleRef/name'],
    },
    'a Role of another namespace': {
      change: ({ role }) => {
        role.metadata.namespace = 'other';
      },
      at: ['RoleBinding /roleRef/name'],
    },
    'no such account': {
      change: adds({ kind: 'ServiceAccount', name: 'worker', namespace: 'shop' }),
      at: ['ClusterRoleBinding /subjects/1/name', 'RoleBinding /subjects/1/name'],
    },
    'an account of another namespace': {
      change: adds({ kind: 'ServiceAccount', name: 'web', namespace: 'other' }),
      at: ['ClusterRoleBinding /subjects/1/name', 'RoleBinding /subjects/1/name'],
    },
    'of no namespace, which is that of the RoleBinding': {
      change: adds({ kind: 'ServiceAccount', name: 'worker' }),
      at: ['RoleBinding /subjects/1/name'],
    },
    'an account of a pod': {
      change: ({ spec }) => {
        spec.serviceAccountName = 'worker';
      },
      at: ['/serviceAccountName'],
    },
  },
});

test('the options list what the cluster has', () => {
  const fresh = world();
  names('ClusterRole', 'ours')(fresh);
  adds({ kind: 'ServiceAccount', name: 'worker', namespace: 'shop' })(fresh);
  fresh.spec.serviceAccountName = 'worker';
  expect(placesOf(rule, objectsOf(fresh))).toHaveLength(4);
  const known = { knownClusterRoles: ['ours'], knownServiceAccounts: ['shop/worker'] };
  expect(placesOf(rule.withOptions(known), objectsOf(fresh))).toEqual([]);
});

test('an account without a namespace is that of a binding or a pod with one, and the other way round', () => {
  const placed = world();
  delete placed.account.metadata.namespace;
  delete placed.operator.metadata.namespace;
  expect(placesOf(rule, objectsOf(placed))).toEqual([]);
  const unplaced = objectsOf(world()).map((each) =>
    each.kind === 'Pod' ? { ...each, metadata: { name: 'web' } } : each,
  );
  expect(placesOf(rule, unplaced)).toEqual([]);
});

test('an invalid manifest gives no finding', () => {
  const binding = { apiVersion: `${RBAC_GROUP}/v1`, kind: 'RoleBinding', metadata: { name: 'web' } };
  expect(placesOf(rule, [binding, { ...binding, roleRef: null, subjects: null }])).toEqual([]);
  expect(placesOf(rule, [{ ...binding, subjects: [{ kind: 'ServiceAccount' }, {}] }])).toEqual([]);
});
