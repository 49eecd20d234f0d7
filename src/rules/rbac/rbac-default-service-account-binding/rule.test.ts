import { boundTo } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const names = (which: 'roleBinding' | 'clusterRoleBinding', subject: any) => {
  return (world: World): void => {
    world[which].subjects.push(subject);
  };
};
const DEFAULT = { kind: 'ServiceAccount', name: 'default', namespace: 'shop' };
const ROLE_BINDING = ['RoleBinding /subjects/1/name'];
const CLUSTER_ROLE_BINDING = ['ClusterRoleBinding /subjects/1/name'];

testRule(rule, {
  valid: {
    'another account of a namespace called default': names('roleBinding', {
      ...DEFAULT,
      name: 'web',
      namespace: 'default',
    }),
    'a user called default': boundTo('User', 'default'),
    'a group called so': boundTo('Group', 'system:serviceaccount:shop:default'),
    'a user with a longer name': boundTo('User', 'system:serviceaccount:shop:default:web'),
  },
  invalid: {
    'in a namespace': { change: names('roleBinding', DEFAULT), at: ROLE_BINDING, mendedBy: 'none' },
    'in the cluster': { change: names('clusterRoleBinding', DEFAULT), at: CLUSTER_ROLE_BINDING },
    'of another namespace': {
      change: names('roleBinding', { ...DEFAULT, namespace: 'kube-system' }),
      at: ROLE_BINDING,
    },
    'of a namespace that no cluster has': {
      change: names('roleBinding', { ...DEFAULT, namespace: 'a:b' }),
      at: ROLE_BINDING,
    },
    'of no namespace, which is that of the binding': {
      change: names('roleBinding', { kind: 'ServiceAccount', name: 'default' }),
      at: ROLE_BINDING,
    },
    'of no namespace, where the binding has none either': {
      change: names('clusterRoleBinding', { kind: 'ServiceAccount', name: 'default', namespace: '' }),
      at: CLUSTER_ROLE_BINDING,
    },
    'as a user': {
      change: names('roleBinding', { kind: 'User', name: 'system:serviceaccount:shop:default' }),
      at: ROLE_BINDING,
    },
  },
});
