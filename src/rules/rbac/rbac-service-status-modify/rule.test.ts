import { bootstrapped, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const status = (...verbs: string[]) => ({ apiGroups: [''], resources: ['services/status'], verbs });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('role', status('get')),
    'create, which does not exist': grant('role', status('create', 'delete')),
    'a star after the slash, which matches nothing': grant('role', { ...status('patch'), resources: ['services/*'] }),
    'in another group': grant('role', { ...status('patch'), apiGroups: ['serving.knative.dev'] }),
    'the status of ingresses': grant('role', {
      ...status('patch'),
      apiGroups: ['networking.k8s.io'],
      resources: ['ingresses/status'],
    }),
    'roles of the API server': grant('clusterRole', status('patch'), bootstrapped),
  },
  invalid: {
    update: { change: grant('role', status('update')), at: ROLE, mendedBy: 'none' },
    patch: { change: grant('role', status('patch')), at: ROLE },
    'in the whole cluster': { change: grant('clusterRole', status('patch')), at: CLUSTER_ROLE },
    'of one service': {
      change: grant('role', { ...status('patch'), resourceNames: ['web'] }),
      at: ROLE,
      severity: 'low',
    },
    'not bound to a subject': { change: grant('role', status('patch'), unbound), at: ROLE },
    'every verb': { change: grant('role', status('*')), at: ROLE, also: ['rbac-wildcard-verb'] },
  },
});
