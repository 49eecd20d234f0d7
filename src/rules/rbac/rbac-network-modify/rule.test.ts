import { grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as broadDelete } from '../rbac-broad-delete/rule';
import { rule } from './rule';

const on = (group: string, resource: string, ...verbs: string[]) => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});
const PRODUCTS: readonly (readonly [group: string, resource: string])[] = [
  ['cilium.io', 'ciliumnetworkpolicies'],
  ['crd.projectcalico.org', 'networkpolicies'],
  ['projectcalico.org', 'networkpolicies'],
  ['crd.antrea.io', 'networkpolicies'],
  ['k8s.ovn.org', 'egressfirewalls'],
  ['network.openshift.io', 'egressnetworkpolicies'],
  ['k8s.cni.cncf.io', 'multi-networkpolicies'],
  ['security.istio.io', 'authorizationpolicies'],
  ['policy.linkerd.io', 'servers'],
];
const CLUSTER_SCOPED: readonly (readonly [group: string, resource: string])[] = [
  ['policy.networking.k8s.io', 'adminnetworkpolicies'],
  ['policy.networking.k8s.io', 'baselineadminnetworkpolicies'],
  ['policy.networking.k8s.io', 'clusternetworkpolicies'],
  ['cilium.io', 'ciliumclusterwidenetworkpolicies'],
  ['cilium.io', 'ciliumcidrgroups'],
  ['crd.projectcalico.org', 'globalnetworkpolicies'],
  ['projectcalico.org', 'globalnetworksets'],
  ['crd.antrea.io', 'clusternetworkpolicies'],
];
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
  ['gateway.networking.k8s.io', 'referencegrants'],
];

testRule(rule, {
  plus: [broadDelete],
  valid: {
    'to read': grant('role', on('networking.k8s.io', 'networkpolicies', 'get', 'list', 'watch')),
    '§4.42: a verb that does not exist': grant('role', on('', 'endpoints', 'edit')),
    'cluster-scoped policies in a Role, which grants nothing': grant(
      'role',
      on('policy.networking.k8s.io', 'adminnetworkpolicies', 'update'),
    ),
    'other resources of a network plugin': grant('clusterRole', on('cilium.io', 'ciliumendpoints', 'update')),
    'policies of a plugin, to read': grant('role', on('cilium.io', 'ciliumnetworkpolicies', 'list')),
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
      [...TRAFFIC, ...PRODUCTS].map(([group, resource]) => [
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
    ...Object.fromEntries(
      CLUSTER_SCOPED.map(([group, resource]) => [
        `${resource} of "${group}"`,
        { change: grant('clusterRole', on(group, resource, 'update')), at: CLUSTER_ROLE, mendedBy: 'none' as const },
      ]),
    ),
    'a policy of a plugin, by its name in any group': {
      change: grant('role', on('*', 'ciliumnetworkpolicies', 'patch')),
      at: ROLE,
      also: ['rbac-wildcard-api-group'],
    },
    'every resource of a plugin': {
      change: grant('role', on('cilium.io', '*', 'create')),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
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
