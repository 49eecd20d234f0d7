import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({ apiGroups: [''], resources: [resource], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('clusterRole', on('nodes', 'get', 'list', 'watch')),
    '§4.13: nodes in a Role, which grants nothing': grant('role', on('nodes', 'update', 'patch', 'delete')),
    'their status in a Role, which grants nothing': grant('role', on('nodes/status', 'patch')),
    'verbs that a status does not have': grant('clusterRole', on('nodes/status', 'create', 'delete')),
    'a binding that is read': grant('role', on('pods/binding', 'get', 'update')),
    'nodes of another group': grant('clusterRole', { ...on('nodes', 'patch'), apiGroups: ['metrics.k8s.io'] }),
    'the binding of roles': grant('role', { ...on('bindings', 'create'), apiGroups: ['rbac.authorization.k8s.io'] }),
    'create of a binding with resourceNames, which grants nothing': grant('role', {
      ...on('bindings', 'create'),
      resourceNames: ['web'],
    }),
  },
  invalid: {
    ...Object.fromEntries(
      ['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => [
        `${verb} nodes`,
        { change: grant('clusterRole', on('nodes', verb)), at: CLUSTER_ROLE, mendedBy: 'none' as const },
      ]),
    ),
    'update their status': { change: grant('clusterRole', on('nodes/status', 'update')), at: CLUSTER_ROLE },
    'patch their status': { change: grant('clusterRole', on('nodes/status', 'patch')), at: CLUSTER_ROLE },
    'place pods': { change: grant('role', on('pods/binding', 'create')), at: ROLE },
    'place pods with the former resource': { change: grant('role', on('bindings', 'create')), at: ROLE },
    'place one pod': {
      change: grant('role', { ...on('pods/binding', 'create'), resourceNames: ['web'] }),
      at: ROLE,
      severity: 'low',
    },
    'one node': {
      change: grant('clusterRole', { ...on('nodes', 'patch'), resourceNames: ['node-1'] }),
      at: CLUSTER_ROLE,
      severity: 'low',
    },
    'not bound to a subject': { change: grant('clusterRole', on('nodes', 'patch'), unbound), at: CLUSTER_ROLE },
  },
});
