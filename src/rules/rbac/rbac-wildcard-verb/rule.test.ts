import { bootstrapped, boundInOneNamespace, boundTo, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const everyVerb = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['*'] };
const ROLE = ['Role /rules/0/verbs'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/verbs'];

testRule(rule, {
  valid: {
    'all verbs by name': grant('role', {
      ...everyVerb,
      verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
    }),
    'a star that is part of a word': grant('role', { ...everyVerb, verbs: ['get*'] }),
    'no rules': ({ role, clusterRole }) => {
      role.rules = [];
      clusterRole.rules = null;
    },
    'null verbs': grant('role', { ...everyVerb, verbs: null }),
    'roles of the API server': grant('clusterRole', everyVerb, (world) => {
      bootstrapped(world);
      world.clusterRoleBinding.roleRef.name = 'system:web';
    }),
  },
  invalid: {
    'in a Role': { change: grant('role', everyVerb), at: ROLE, mendedBy: 'none' },
    'in a ClusterRole': { change: grant('clusterRole', everyVerb), at: CLUSTER_ROLE },
    'beside others': { change: grant('role', { ...everyVerb, verbs: ['get', '*'] }), at: ROLE },
    'for some objects': { change: grant('role', { ...everyVerb, resourceNames: ['web'] }), at: ROLE },
    'on URLs': {
      change: grant('clusterRole', { nonResourceURLs: ['/metrics'], verbs: ['*'] }),
      at: CLUSTER_ROLE,
    },
    'on URLs, bound in one namespace, which grants nothing': {
      change: grant('clusterRole', { nonResourceURLs: ['/metrics'], verbs: ['*'] }, boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'in the second rule': {
      change: ({ role }) => {
        role.rules.push(everyVerb);
      },
      at: ['Role /rules/1/verbs'],
    },
    unbound: { change: grant('role', everyVerb, unbound), at: ROLE, severity: 'medium' },
    'bound without subjects': {
      change: grant('role', everyVerb, ({ roleBinding }) => {
        roleBinding.subjects = null;
      }),
      at: ROLE,
      severity: 'medium',
    },
    'bound to a part of the cluster': {
      change: grant('role', everyVerb, boundTo('User', 'system:kube-scheduler')),
      at: ROLE,
      severity: 'medium',
    },
    'bound to all authenticated users': {
      change: grant('role', everyVerb, boundTo('Group', 'system:authenticated')),
      at: ROLE,
      also: ['rbac-authenticated-binding'],
    },
    'bound to all workloads of a namespace': {
      change: grant('role', everyVerb, boundTo('Group', 'system:serviceaccounts:shop')),
      at: ROLE,
      also: ['rbac-all-service-accounts-binding'],
    },
    'bound to a workload by its user name': {
      change: grant('role', everyVerb, boundTo('User', 'system:serviceaccount:shop:operator')),
      at: ROLE,
    },
    'bound in another namespace, which does not reach it': {
      change: grant('role', everyVerb, ({ roleBinding }) => {
        roleBinding.metadata.namespace = 'other';
      }),
      at: ROLE,
      severity: 'medium',
    },
    'bound in one namespace': { change: grant('clusterRole', everyVerb, boundInOneNamespace), at: CLUSTER_ROLE },
    'a binding of the Role of that name': {
      change: grant('clusterRole', everyVerb, (world) => {
        world.clusterRoleBinding = undefined;
      }),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'a system name alone': {
      change: grant('clusterRole', everyVerb, ({ clusterRole, clusterRoleBinding }) => {
        clusterRole.metadata.name = 'system:test';
        clusterRoleBinding.roleRef.name = 'system:test';
      }),
      at: CLUSTER_ROLE,
    },
    'the label of the API server alone': {
      change: grant('clusterRole', everyVerb, ({ clusterRole }) => {
        clusterRole.metadata.labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
      }),
      at: CLUSTER_ROLE,
    },
    'bound through a role that aggregates it': {
      change: grant('clusterRole', everyVerb, ({ clusterRole, clusterRoleBinding, others }) => {
        clusterRole.metadata.labels = { 'aggregate-to': 'all' };
        const clusterRoleSelectors = [{ matchLabels: { 'aggregate-to': 'all' } }];
        others.push({
          ...clusterRole,
          metadata: { name: 'all' },
          rules: [],
          aggregationRule: { clusterRoleSelectors },
        });
        clusterRoleBinding.roleRef.name = 'all';
      }),
      at: CLUSTER_ROLE,
    },
    'beside a role that aggregates others': {
      change: grant('clusterRole', everyVerb, ({ clusterRole, clusterRoleBinding, others }) => {
        const clusterRoleSelectors = [{ matchLabels: { 'aggregate-to': 'all' } }];
        others.push({
          ...clusterRole,
          metadata: { name: 'all' },
          rules: [],
          aggregationRule: { clusterRoleSelectors },
        });
        clusterRoleBinding.roleRef.name = 'all';
      }),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
  },
});
