import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const token = (...verbs: string[]) => ({ apiGroups: [''], resources: ['serviceaccounts/token'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'other verbs': grant('role', token('get', 'update', 'patch')),
    'accounts, which are no tokens': grant('role', { ...token('create'), resources: ['serviceaccounts'] }),
    'a star after the slash, which matches nothing': grant('role', {
      ...token('create'),
      resources: ['serviceaccounts/*'],
    }),
    'the review of tokens': grant('clusterRole', {
      ...token('create'),
      apiGroups: ['authentication.k8s.io'],
      resources: ['tokenreviews', 'serviceaccounts/token'],
    }),
    'roles of the API server': grant('clusterRole', token('create'), bootstrapped),
  },
  invalid: {
    'in a Role': { change: grant('role', token('create')), at: ROLE, mendedBy: 'none' },
    'in the whole cluster': { change: grant('clusterRole', token('create')), at: CLUSTER_ROLE },
    'bound in one namespace': {
      change: grant('clusterRole', token('create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    '§4.7: a star before the slash': {
      change: grant('role', { ...token('create'), resources: ['*/token'] }),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'of one account': {
      change: grant('role', { ...token('create'), resourceNames: ['web'] }),
      at: ROLE,
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('role', token('create'), unbound), at: ROLE, severity: 'medium' },
    'every verb': { change: grant('role', token('*')), at: ROLE, also: ['rbac-wildcard-verb'] },
  },
});
