import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const debug = (...verbs: string[]) => ({ apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('role', debug('get')),
    'create, which does not exist': grant('role', debug('create', 'delete')),
    'a star after the slash, which matches nothing': grant('role', { ...debug('patch'), resources: ['pods/*'] }),
    'in another group': grant('role', { ...debug('patch'), apiGroups: ['apps'] }),
    'the field, which is no resource': grant('role', { ...debug('patch'), resources: ['pods/ephemeralContainers'] }),
  },
  invalid: {
    update: { change: grant('role', debug('update')), at: ROLE, mendedBy: 'none' },
    patch: { change: grant('role', debug('patch')), at: ROLE },
    'a star before the slash': {
      change: grant('role', { ...debug('patch'), resources: ['*/ephemeralcontainers'] }),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'in the whole cluster': { change: grant('clusterRole', debug('patch')), at: CLUSTER_ROLE },
    'by name': {
      change: grant('role', { ...debug('patch'), resourceNames: ['web-0'] }),
      at: ROLE,
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('role', debug('patch'), unbound), at: ROLE, severity: 'medium' },
    'every verb': { change: grant('role', debug('*')), at: ROLE, also: ['rbac-wildcard-verb'] },
  },
});
