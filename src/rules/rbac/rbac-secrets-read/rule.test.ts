import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const read = (...verbs: string[]) => ({ apiGroups: [''], resources: ['secrets'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'other verbs': grant('role', { ...read('create', 'deletecollection'), resourceNames: ['tls'] }),
    'secrets of another group': grant('role', { ...read('get'), apiGroups: ['example.com'] }),
    'a subresource': grant('role', { ...read('get'), resources: ['secrets/status', 'secrets/*'] }),
    'no group': grant('role', { ...read('get'), apiGroups: [] }),
    'null groups': grant('role', { ...read('get'), apiGroups: null }),
    'a verb in the wrong case': grant('role', read('Get')),
    'in two rules, of which neither allows it': ({ role }) => {
      role.rules = [
        { apiGroups: [''], resources: ['secrets'], verbs: ['use'] },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
      ];
    },
    'roles of the API server': grant('clusterRole', read('list'), bootstrapped),
  },
  invalid: {
    'get, in a Role': { change: grant('role', read('get')), at: ROLE, mendedBy: 'none' },
    'list, in a Role': { change: grant('role', read('list')), at: ROLE },
    'watch, in a Role': { change: grant('role', read('watch')), at: ROLE },
    'in the whole cluster': { change: grant('clusterRole', read('get')), at: CLUSTER_ROLE, severity: 'critical' },
    'a ClusterRole bound in one namespace': {
      change: grant('clusterRole', read('get'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'a ClusterRole without a bound subject': {
      change: grant('clusterRole', read('get'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'a Role without a bound subject': { change: grant('role', read('get'), unbound), at: ROLE, severity: 'medium' },
    'get by name': {
      change: grant('role', { ...read('get'), resourceNames: ['tls'] }),
      at: ROLE,
      severity: 'low',
    },
    'get by name in the whole cluster': {
      change: grant('clusterRole', { ...read('get'), resourceNames: ['tls'] }),
      at: CLUSTER_ROLE,
      severity: 'low',
    },
    'get by name, not bound to a subject': {
      change: grant('role', { ...read('get'), resourceNames: ['tls'] }, unbound),
      at: ROLE,
      severity: 'low',
    },
    'list by name': {
      change: grant('role', { ...read('get', 'list'), resourceNames: ['tls'] }),
      at: ROLE,
      severity: 'medium',
    },
    'list by name in the whole cluster': {
      change: grant('clusterRole', { ...read('list'), resourceNames: ['tls'] }),
      at: CLUSTER_ROLE,
      severity: 'high',
    },
    'an empty list of names': { change: grant('role', { ...read('get'), resourceNames: [] }), at: ROLE },
    'every verb': {
      change: grant('role', read('*')),
      at: ROLE,
      also: ['rbac-broad-delete', 'rbac-secrets-modify', 'rbac-wildcard-verb'],
    },
    'every resource': {
      change: grant('role', { ...read('get'), resources: ['*'] }),
      at: ROLE,
      also: ['rbac-pod-service-proxy', 'rbac-wildcard-resource'],
    },
    'every group': {
      change: grant('role', { ...read('get'), apiGroups: ['*'] }),
      at: ROLE,
      also: ['rbac-wildcard-api-group'],
    },
  },
});
