import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const exec = (...verbs: string[]) => ({ apiGroups: [''], resources: ['pods/exec'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'get since 1.35, which requires create': grant('role', exec('get')),
    'get at 1.35': { change: grant('role', exec('get')), version: '1.35' },
    'verbs that open no stream': grant('role', exec('list', 'watch', 'update', 'patch', 'delete')),
    '§4.7: a star after the slash, which matches nothing': grant('role', {
      ...exec('create'),
      resources: ['pods/*', '*/*'],
    }),
    'other subresources': grant('role', { ...exec('create'), resources: ['pods/log', 'pods/eviction', 'exec'] }),
    'in another group': grant('role', { ...exec('create'), apiGroups: ['apps'] }),
    'in two rules, of which neither allows it': ({ role }) => {
      role.rules = [
        { apiGroups: [''], resources: ['pods/log'], verbs: ['create'] },
        { apiGroups: [''], resources: ['pods/exec'], verbs: ['list'] },
      ];
    },
    'roles of the API server': grant('clusterRole', exec('create'), bootstrapped),
  },
  invalid: {
    create: { change: grant('role', exec('create')), at: ROLE, mendedBy: 'none' },
    '§4.8: get up to 1.34': { change: grant('role', exec('get')), version: '1.34', at: ROLE },
    'create up to 1.34': { change: grant('role', exec('create')), version: '1.34', at: ROLE },
    '§4.7: a star before the slash': {
      change: grant('role', { ...exec('create'), resources: ['*/exec'] }),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'in the whole cluster': { change: grant('clusterRole', exec('create')), at: CLUSTER_ROLE },
    '§4.5: a ClusterRole bound in one namespace': {
      change: grant('clusterRole', exec('create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'by name': {
      change: grant('role', { ...exec('create'), resourceNames: ['web-0'] }),
      at: ROLE,
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('role', exec('create'), unbound), at: ROLE, severity: 'medium' },
    'every verb': { change: grant('role', exec('*')), at: ROLE, also: ['rbac-wildcard-verb'] },
  },
});
