import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as broadDelete } from '../rbac-broad-delete/rule';
import { rule } from './rule';

const on = (group: string, resource: string, ...verbs: string[]) => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

const TRAFFIC: readonly (readonly [group: string, resource: string])[] = [
  ['', 'services'],
  ['', 'endpoints'],
  ['discovery.k8s.io', 'endpointslices'],
  ['networking.k8s.io', 'networkpolicies'],
  ['networking.k8s.io', 'ingresses'],
  ['gateway.networking.k8s.io', 'httproutes'],
  ['gateway.networking.k8s.io', 'grpcroutes'],
  ['gateway.networking.k8s.io', 'tlsroutes'],
  ['gateway.networking.k8s.io', 'tcproutes'],
  ['gateway.networking.k8s.io', 'udproutes'],
];

testRule(rule, {
  plus: [broadDelete],
  valid: {
    'to read': grant('role', on('networking.k8s.io', 'networkpolicies', 'get', 'list', 'watch')),
    '§4.42: a verb that does not exist': grant('role', on('', 'endpoints', 'edit')),
    'policies in their former group': grant('role', on('extensions', 'networkpolicies', 'update')),
    'the right name in another group': grant('role', on('', 'endpointslices', 'update')),
    'their status': grant('role', on('networking.k8s.io', 'ingresses/status', 'update')),
    'create with resourceNames, which grants nothing': grant('role', {
      ...on('', 'services', 'create'),
      resourceNames: ['web'],
    }),
  },
  invalid: {
    ...Object.fromEntries(
      TRAFFIC.map(([group, resource]) => [
        `${resource} of "${group}"`,
        { change: grant('role', on(group, resource, 'update')), at: ROLE, mendedBy: 'none' as const },
      ]),
    ),
    ...Object.fromEntries(
      ['create', 'patch', 'delete', 'deletecollection'].map((verb) => [
        verb,
        { change: grant('role', on('networking.k8s.io', 'networkpolicies', verb)), at: ROLE },
      ]),
    ),
    'to delete services': {
      change: grant('role', on('', 'services', 'delete')),
      at: ROLE,
      also: ['rbac-broad-delete'],
    },
    'one by name': {
      change: grant('role', { ...on('', 'services', 'patch'), resourceNames: ['web'] }),
      at: ROLE,
      severity: 'low',
    },
    'in the whole cluster': { change: grant('clusterRole', on('', 'endpoints', 'update')), at: CLUSTER_ROLE },
    'not bound to a subject': { change: grant('role', on('', 'endpoints', 'update'), unbound), at: ROLE },
  },
});
