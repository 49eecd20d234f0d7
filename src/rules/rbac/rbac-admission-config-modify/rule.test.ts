import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({
  apiGroups: ['admissionregistration.k8s.io'],
  resources: [resource],
  verbs,
});
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

testRule(rule, {
  valid: {
    'to read': grant('clusterRole', on('mutatingwebhookconfigurations', 'get', 'list', 'watch')),
    '§4.13: in a Role, which grants nothing': grant(
      'role',
      on('mutatingwebhookconfigurations', 'create', 'update', 'patch', 'delete', 'deletecollection'),
    ),
    'in another group': grant('clusterRole', {
      ...on('mutatingwebhookconfigurations', 'create'),
      apiGroups: ['example.com'],
    }),
    'a subresource': grant('clusterRole', on('mutatingwebhookconfigurations/status', 'create')),
    'create with resourceNames, which grants nothing': grant('clusterRole', {
      ...on('mutatingwebhookconfigurations', 'create'),
      resourceNames: ['web'],
    }),
  },
  invalid: {
    ...Object.fromEntries(
      [
        'mutatingwebhookconfigurations',
        'validatingwebhookconfigurations',
        'mutatingadmissionpolicies',
        'mutatingadmissionpolicybindings',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      ].flatMap((resource) =>
        ['create', 'update', 'patch', 'delete', 'deletecollection'].map((verb) => [
          `${verb} ${resource}`,
          { change: grant('clusterRole', on(resource, verb)), at: CLUSTER_ROLE, mendedBy: 'none' as const },
        ]),
      ),
    ),
    'one of them': {
      change: grant('clusterRole', { ...on('mutatingwebhookconfigurations', 'patch'), resourceNames: ['web'] }),
      at: CLUSTER_ROLE,
      severity: 'high',
    },
    'bound in one namespace, which grants nothing': {
      change: grant('clusterRole', on('mutatingwebhookconfigurations', 'create'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'not bound to a subject': {
      change: grant('clusterRole', on('mutatingwebhookconfigurations', 'create'), unbound),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    '§4.42: patch alone, of one that is bound nowhere': {
      change: grant(
        'clusterRole',
        { ...on('mutatingwebhookconfigurations', 'patch'), resourceNames: ['web'] },
        unbound,
      ),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
