import { boundInOneNamespace, grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const escalate = (...resources: string[]) => ({ apiGroups: [RBAC_GROUP], resources, verbs: ['escalate'] });
const ROLE = ['Role /rules/0/verbs'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/verbs'];

testRule(rule, {
  valid: {
    'to create one by name': grant('role', {
      ...escalate('roles', 'rolebindings'),
      verbs: ['create'],
      resourceNames: ['web'],
    }),
    'on bindings, where the API server does not check it': grant(
      'clusterRole',
      escalate('rolebindings', 'clusterrolebindings'),
    ),
    'on cluster roles in a Role, which grants nothing': grant('role', escalate('clusterroles')),
    'in another group': grant('clusterRole', { ...escalate('roles'), apiGroups: [''] }),
    'on a subresource': grant('clusterRole', escalate('roles/status', 'roles/*')),
  },
  invalid: {
    'in a Role': { change: grant('role', escalate('roles')), at: ROLE, mendedBy: 'none' },
    'on roles in a ClusterRole': { change: grant('clusterRole', escalate('roles')), at: CLUSTER_ROLE },
    'on cluster roles': { change: grant('clusterRole', escalate('clusterroles')), at: CLUSTER_ROLE },
    'on cluster roles by name': {
      change: grant('clusterRole', { ...escalate('clusterroles'), resourceNames: ['view'] }),
      at: CLUSTER_ROLE,
    },
    'on roles, bound in one namespace': {
      change: grant('clusterRole', escalate('roles'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'on cluster roles, bound in one namespace, which grants nothing': {
      change: grant('clusterRole', escalate('clusterroles'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('role', escalate('roles'), unbound), at: ROLE, severity: 'medium' },
    'every verb': {
      change: grant('role', { ...escalate('roles'), verbs: ['*'] }),
      at: ROLE,
      also: ['rbac-bind', 'rbac-role-modify', 'rbac-wildcard-verb'],
    },
    'every resource, every group': {
      change: grant('role', { ...escalate('*'), apiGroups: ['*'] }),
      at: ROLE,
      also: ['rbac-wildcard-api-group', 'rbac-wildcard-resource'],
    },
  },
});
