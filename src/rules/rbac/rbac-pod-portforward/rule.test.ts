import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const portforward = (...verbs: string[]) => ({ apiGroups: [''], resources: ['pods/portforward'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'get since 1.35, which requires create': grant('role', portforward('get')),
    'get at 1.35': { change: grant('role', portforward('get')), version: '1.35' },
    'verbs that open no stream': grant('role', portforward('list', 'watch', 'update', 'patch', 'delete')),
    '§4.7: a star after the slash, which matches nothing': grant('role', {
      ...portforward('create'),
      resources: ['pods/*', '*/*'],
    }),
    'other subresources': grant('role', {
      ...portforward('create'),
      resources: ['pods/log', 'pods/eviction', 'portforward'],
    }),
    'in another group': grant('role', { ...portforward('create'), apiGroups: ['apps'] }),
    'in two rules, of which neither allows it': ({ role }) => {
      role.rules = [
        { apiGroups: [''], resources: ['pods/log'], verbs: ['create'] },
        { apiGroups: [''], resources: ['pods/portforward'], verbs: ['list'] },
      ];
    },
    'roles of the API server': grant('clusterRole', portforward('create'), bootstrapped),
  },
  invalid: {
    create: { change: grant('role', portforward('create')), at: ROLE, mendedBy: 'none' },
    '§4.8: get up to 1.34': { change: grant('role', portforward('get')), version: '1.34', at: ROLE },
    'create up to 1.34': { change: grant('role', portforward('create')), version: '1.34', at: ROLE },
    '§4.7: a star before the slash': {
      change: grant('role', { ...portforward('create'), resources: ['*/portforward'] }),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'in the whole cluster': { change: grant('clusterRole', portforward('create')), at: CLUSTER_ROLE },
    '§4.5: a ClusterRole bound in one namespace': {
      change: grant('clusterRole', portforward('create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'by name': {
      change: grant('role', { ...portforward('create'), resourceNames: ['web-0'] }),
      at: ROLE,
      severity: 'low',
    },
    'not bound to a subject': { change: grant('role', portforward('create'), unbound), at: ROLE, severity: 'medium' },
    'every verb': { change: grant('role', portforward('*')), at: ROLE, also: ['rbac-wildcard-verb'] },
  },
});
