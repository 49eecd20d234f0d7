import { bootstrapped, boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as podServiceProxy } from '../rbac-pod-service-proxy/rule';
import { rule } from './rule';

const proxy = (...verbs: string[]) => ({ apiGroups: [''], resources: ['nodes/proxy'], verbs });
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  plus: [podServiceProxy],
  valid: {
    '§4.13: in a Role, which grants nothing': grant('role', proxy('get', 'create')),
    'verbs that the kubelet does not check': grant('clusterRole', proxy('list', 'watch')),
    'what is there for monitoring': grant('clusterRole', {
      ...proxy('get'),
      resources: ['nodes/metrics', 'nodes/stats', 'nodes/log', 'nodes/healthz', 'nodes/pods', 'nodes/configz'],
    }),
    'a star after the slash, which matches nothing': grant('clusterRole', { ...proxy('get'), resources: ['nodes/*'] }),
    'nodes themselves': grant('clusterRole', { ...proxy('get'), resources: ['nodes'] }),
    '§4.9: its group in one rule, its name in another': ({ clusterRole }) => {
      clusterRole.rules = [
        { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
        { apiGroups: ['metrics.k8s.io'], resources: ['nodes/proxy'], verbs: ['get'] },
      ];
    },
    'roles of the API server': grant('clusterRole', proxy('get'), bootstrapped),
  },
  invalid: {
    '§4.9: get alone': { change: grant('clusterRole', proxy('get')), at: CLUSTER_ROLE, mendedBy: 'none' },
    create: { change: grant('clusterRole', proxy('create')), at: CLUSTER_ROLE },
    '§4.9: every verb': { change: grant('clusterRole', proxy('*')), at: CLUSTER_ROLE, also: ['rbac-wildcard-verb'] },
    '§4.7: a star before the slash': {
      change: grant('clusterRole', { ...proxy('get'), resources: ['*/proxy'] }),
      at: CLUSTER_ROLE,
      also: ['rbac-pod-service-proxy', 'rbac-wildcard-resource'],
    },
    '§4.13: bound in one namespace, which grants nothing': {
      change: grant('clusterRole', proxy('get'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': {
      change: grant('clusterRole', proxy('get'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'one node': {
      change: grant('clusterRole', { ...proxy('get'), resourceNames: ['node-1'] }),
      at: CLUSTER_ROLE,
      severity: 'high',
    },
  },
});
