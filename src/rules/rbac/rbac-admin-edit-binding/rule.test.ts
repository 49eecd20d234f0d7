import { RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const CLUSTER = ['ClusterRoleBinding /roleRef/name'];
const NAMESPACE = ['RoleBinding /roleRef/name'];
const inCluster = (name: string, and: (world: World) => void = () => {}) => {
  return (world: World): void => {
    world.clusterRoleBinding.roleRef.name = name;
    and(world);
  };
};
const inNamespace = (name: string) => {
  return ({ roleBinding }: World): void => {
    roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name };
  };
};

testRule(rule, {
  valid: {
    'view in the cluster': inCluster('view'),
    'view in a namespace': inNamespace('view'),
    'a name with the same beginning': inCluster('editor'),
    'a name with the same end': inCluster('system:aggregate-to-admin'),
    'a Role of that name': ({ role, roleBinding }) => {
      role.metadata.name = 'edit';
      roleBinding.roleRef.name = 'edit';
    },
  },
  invalid: {
    'admin in the cluster': { change: inCluster('admin'), at: CLUSTER, severity: 'high', mendedBy: 'none' },
    'edit in the cluster': { change: inCluster('edit'), at: CLUSTER, severity: 'high' },
    'admin in a namespace': { change: inNamespace('admin'), at: NAMESPACE, severity: 'low' },
    'edit in a namespace': { change: inNamespace('edit'), at: NAMESPACE, severity: 'low' },
    'without subjects': {
      change: inCluster('edit', ({ clusterRoleBinding }) => {
        clusterRoleBinding.subjects = null;
      }),
      at: CLUSTER,
      severity: 'medium',
    },
    'to a user': {
      change: inCluster('edit', ({ clusterRoleBinding }) => {
        clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'User', name: 'jane' }];
      }),
      at: CLUSTER,
      severity: 'high',
    },
  },
});
