import { bootstrapped, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (group: string, ...verbs: string[]) => ({ apiGroups: [group], resources: ['events'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to report': grant('role', { ...on('', 'create', 'patch', 'update'), apiGroups: ['', 'events.k8s.io'] }),
    'to read': grant('role', on('events.k8s.io', 'get', 'list', 'watch')),
    'events of another group': grant('role', on('argoproj.io', 'delete')),
    'logs, which no request can delete': grant('role', { ...on('', 'delete'), resources: ['pods/log'] }),
    'deletecollection with resourceNames, which grants nothing': grant('role', {
      ...on('', 'deletecollection'),
      resourceNames: ['web.1'],
    }),
    'roles of the API server': grant('clusterRole', on('', 'delete'), bootstrapped),
  },
  invalid: {
    'one of the core group': { change: grant('role', on('', 'delete')), at: ROLE, mendedBy: 'none' },
    'many of the core group': { change: grant('role', on('', 'deletecollection')), at: ROLE },
    'one of their own group': { change: grant('role', on('events.k8s.io', 'delete')), at: ROLE },
    'many of their own group': { change: grant('role', on('events.k8s.io', 'deletecollection')), at: ROLE },
    'in the whole cluster': { change: grant('clusterRole', on('', 'delete')), at: CLUSTER_ROLE },
    'by name': { change: grant('role', { ...on('', 'delete'), resourceNames: ['web.1'] }), at: ROLE, severity: 'info' },
    'not bound to a subject': { change: grant('role', on('', 'delete'), unbound), at: ROLE },
  },
});
