import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as broadDelete } from '../rbac-broad-delete/rule';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({ apiGroups: [''], resources: [resource], verbs });
const named = (name: string) => ({ ...on('namespaces', 'patch'), resourceNames: [name] });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  plus: [broadDelete],
  valid: {
    'to read': grant('clusterRole', on('namespaces', 'get', 'list', 'watch')),
    'another namespace in a Role, which grants nothing': grant('role', named('other')),
    'to create in a Role, which grants nothing': grant('role', on('namespaces', 'create')),
    'namespaces of another group': grant('clusterRole', { ...on('namespaces', 'patch'), apiGroups: ['example.com'] }),
    'create with resourceNames, which grants nothing': grant('clusterRole', {
      ...on('namespaces', 'create'),
      resourceNames: ['shop'],
    }),
    'a patch of the finalizers, which does not exist': grant('clusterRole', on('namespaces/finalize', 'patch')),
    'many at once, which does not exist': grant('clusterRole', on('namespaces', 'deletecollection')),
  },
  invalid: {
    update: { change: grant('clusterRole', on('namespaces', 'update')), at: CLUSTER_ROLE, mendedBy: 'none' },
    patch: { change: grant('clusterRole', on('namespaces', 'patch')), at: CLUSTER_ROLE },
    'their status, with which labels are written': {
      change: grant('clusterRole', on('namespaces/status', 'patch')),
      at: CLUSTER_ROLE,
    },
    'their finalizers, with which labels are written': {
      change: grant('clusterRole', on('namespaces/finalize', 'update')),
      at: CLUSTER_ROLE,
    },
    'its own in a Role': { change: grant('role', on('namespaces', 'patch')), at: ROLE },
    'its own by name in a Role': { change: grant('role', named('shop')), at: ROLE, severity: 'medium' },
    'its own, bound in one namespace': {
      change: grant('clusterRole', on('namespaces', 'update'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'one by name': { change: grant('clusterRole', named('other')), at: CLUSTER_ROLE, severity: 'medium' },
    'to create': { change: grant('clusterRole', on('namespaces', 'create')), at: CLUSTER_ROLE, severity: 'low' },
    'to delete': {
      change: grant('clusterRole', on('namespaces', 'delete')),
      at: CLUSTER_ROLE,
      severity: 'low',
      also: ['rbac-broad-delete'],
    },
    'to create and to patch, the worse of which counts': {
      change: grant('clusterRole', on('namespaces', 'create', 'patch')),
      at: CLUSTER_ROLE,
    },
    'not bound to a subject': {
      change: grant('clusterRole', on('namespaces', 'patch'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
