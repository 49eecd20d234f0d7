import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (resource: string, ...verbs: string[]) => ({
  apiGroups: ['admissionregistration.k8s.io'],
  resources: [resource],
  verbs,
});
const of = (group: string, resource: string, ...verbs: string[]) => ({
  ...on(resource, ...verbs),
  apiGroups: [group],
});
const ENGINES: readonly (readonly [group: string, resource: string])[] = [
  ['kyverno.io', 'clusterpolicies'],
  ['kyverno.io', 'policies'],
  ['kyverno.io', 'policyexceptions'],
  ['policies.kyverno.io', 'validatingpolicies'],
  ['policies.kyverno.io', 'policyexceptions'],
  ['constraints.gatekeeper.sh', 'k8sallowedrepos'],
  ['constraints.gatekeeper.sh', '*'],
  ['templates.gatekeeper.sh', 'constrainttemplates'],
  ['mutations.gatekeeper.sh', 'assign'],
  ['config.gatekeeper.sh', 'configs'],
  ['policies.kubewarden.io', 'clusteradmissionpolicies'],
  ['policies.kubewarden.io', 'admissionpolicies'],
  ['policy.sigstore.dev', 'clusterimagepolicies'],
];
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
    'policies of an engine, to read': grant('clusterRole', of('kyverno.io', 'clusterpolicies', 'get', 'list', 'watch')),
    'the status of a constraint': grant(
      'clusterRole',
      of('constraints.gatekeeper.sh', 'k8sallowedrepos/status', 'update'),
    ),
    'reports of an engine': grant('clusterRole', of('wgpolicyk8s.io', 'policyreports', 'update')),
    'a constraint in a Role, which grants nothing': grant(
      'role',
      of('constraints.gatekeeper.sh', 'k8sallowedrepos', 'update'),
    ),
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
    ...Object.fromEntries(
      ENGINES.map(([group, resource]) => [
        `${resource} of "${group}"`,
        {
          change: grant('clusterRole', of(group, resource, 'patch')),
          at: CLUSTER_ROLE,
          severity: 'high',
          mendedBy: 'none' as const,
          also: resource === '*' ? ['rbac-wildcard-resource'] : [],
        },
      ]),
    ),
    'exceptions in a namespace': {
      change: grant('role', of('kyverno.io', 'policyexceptions', 'create')),
      at: ['Role /rules/0/resources'],
      severity: 'high',
    },
    'one exception': {
      change: grant('role', { ...of('kyverno.io', 'policyexceptions', 'update'), resourceNames: ['web'] }),
      at: ['Role /rules/0/resources'],
      severity: 'medium',
    },
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
