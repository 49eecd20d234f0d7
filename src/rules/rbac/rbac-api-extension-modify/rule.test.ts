import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({
  apiGroups: ['apiextensions.k8s.io'],
  resources: [resource],
  verbs,
});
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('clusterRole', on('customresourcedefinitions', 'get', 'list', 'watch')),
    '§4.13: in a Role, which grants nothing': grant(
      'role',
      on('customresourcedefinitions', 'create', 'update', 'patch'),
    ),
    'in another group': grant('clusterRole', {
      ...on('customresourcedefinitions', 'create'),
      apiGroups: ['example.com'],
    }),
    'a subresource': grant('clusterRole', on('customresourcedefinitions/status', 'create')),
    'create with resourceNames, which grants nothing': grant('clusterRole', {
      ...on('customresourcedefinitions', 'create'),
      resourceNames: ['web'],
    }),
    'to delete': grant('clusterRole', on('customresourcedefinitions', 'delete')),
    'API services under the wrong group': grant('clusterRole', on('apiservices', 'create')),
  },
  invalid: {
    ...Object.fromEntries(
      ['customresourcedefinitions'].flatMap((resource) =>
        ['create', 'update', 'patch'].map((verb) => [
          `${verb} ${resource}`,
          { change: grant('clusterRole', on(resource, verb)), at: CLUSTER_ROLE, mendedBy: 'none' as const },
        ]),
      ),
    ),
    'one of them': {
      change: grant('clusterRole', { ...on('customresourcedefinitions', 'patch'), resourceNames: ['web'] }),
      at: CLUSTER_ROLE,
      severity: 'low',
    },
    'bound in one namespace, which grants nothing': {
      change: grant('clusterRole', on('customresourcedefinitions', 'create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': {
      change: grant('clusterRole', on('customresourcedefinitions', 'create'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'API services': {
      change: grant('clusterRole', { ...on('apiservices', 'create'), apiGroups: ['apiregistration.k8s.io'] }),
      at: CLUSTER_ROLE,
    },
  },
});
