import { placesOf } from '../../../../test/support/findings';
import { bootstrapped, boundInOneNamespace, boundTo, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const core = { ...everything, apiGroups: [''] };
const ALL_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const OF_EVERYTHING = [
  'rbac-admission-config-modify',
  'rbac-api-extension-modify',
  'rbac-audit-trail-delete',
  'rbac-bind',
  'rbac-broad-delete',
  'rbac-certificate-signing-request-approve',
  'rbac-cluster-admin-binding',
  'rbac-config-map-modify',
  'rbac-escalate',
  'rbac-impersonate',
  'rbac-namespace-modify',
  'rbac-network-modify',
  'rbac-node-modify',
  'rbac-node-proxy',
  'rbac-persistent-volume-create',
  'rbac-pod-attach',
  'rbac-pod-ephemeral-containers',
  'rbac-pod-exec',
  'rbac-pod-portforward',
  'rbac-pod-service-proxy',
  'rbac-role-modify',
  'rbac-secrets-modify',
  'rbac-secrets-read',
  'rbac-service-account-token-create',
  'rbac-service-status-modify',
  'rbac-trust-bundle-modify',
  'rbac-wildcard-api-group',
  'rbac-wildcard-resource',
  'rbac-wildcard-verb',
  'rbac-workload-create',
  'rbac-workload-modify',
];

testRule(rule, {
  valid: {
    'all verbs on one resource': grant('clusterRole', {
      apiGroups: ['example.com'],
      resources: ['widgets'],
      verbs: ALL_VERBS,
    }),
    'a copy of the roles with a label': ({ clusterRole }) => {
      clusterRole.aggregationRule = { clusterRoleSelectors: [{ matchLabels: { 'example.com/monitors': 'true' } }] };
    },
    'no selector': ({ clusterRole }) => {
      clusterRole.aggregationRule = { clusterRoleSelectors: [] };
    },
    "the API server's own": grant('clusterRole', everything, bootstrapped),
  },
  invalid: {
    'in the cluster': {
      change: grant('clusterRole', everything),
      at: ['ClusterRole /rules'],
      also: OF_EVERYTHING,
    },
    'a copy of every role': {
      change: ({ clusterRole }) => {
        clusterRole.aggregationRule = { clusterRoleSelectors: [{}] };
        clusterRole.rules = [];
      },
      at: ['ClusterRole /aggregationRule/clusterRoleSelectors'],
      also: ['rbac-cluster-admin-binding'],
      mendedBy: 'none',
    },
    'in a Role, for its namespace': {
      change: grant('role', everything),
      at: ['Role /rules'],
      severity: 'high',
      also: [
        'rbac-audit-trail-delete',
        'rbac-bind',
        'rbac-broad-delete',
        'rbac-cluster-admin-binding',
        'rbac-config-map-modify',
        'rbac-escalate',
        'rbac-impersonate',
        'rbac-namespace-modify',
        'rbac-network-modify',
        'rbac-node-modify',
        'rbac-pod-attach',
        'rbac-pod-ephemeral-containers',
        'rbac-pod-exec',
        'rbac-pod-portforward',
        'rbac-pod-service-proxy',
        'rbac-role-modify',
        'rbac-secrets-modify',
        'rbac-secrets-read',
        'rbac-service-account-token-create',
        'rbac-service-status-modify',
        'rbac-wildcard-api-group',
        'rbac-wildcard-resource',
        'rbac-wildcard-verb',
        'rbac-workload-create',
        'rbac-workload-modify',
      ],
    },
  },
});

describe('severity', () => {
  const judged = (change: (world: World) => void) => {
    const fresh = world();
    change(fresh);
    return placesOf(rule, objectsOf(fresh));
  };
  const rules = (...list: any[]) => {
    return (each: World): void => {
      each.clusterRole.rules = list;
    };
  };

  test.each<[string, (world: World) => void, string[]]>([
    ['everything', grant('clusterRole', everything), ['critical ClusterRole /rules']],
    ['every verb by name', grant('clusterRole', { ...everything, verbs: ALL_VERBS }), ['critical ClusterRole /rules']],
    ['one verb is missing', grant('clusterRole', { ...everything, verbs: ALL_VERBS.slice(1) }), []],
    [
      'in two rules',
      rules({ ...everything, verbs: ALL_VERBS.slice(0, 3) }, { ...everything, verbs: ALL_VERBS.slice(3) }),
      ['critical ClusterRole /rules'],
    ],
    ['bound in a namespace', grant('clusterRole', everything, boundInOneNamespace), ['high ClusterRole /rules']],
    ['not bound to a subject', grant('clusterRole', everything, unbound), ['medium ClusterRole /rules']],
    [
      'bound to a part of the cluster',
      grant('clusterRole', everything, boundTo('Group', 'system:masters')),
      ['medium ClusterRole /rules'],
    ],
    // Kubescape C-0035 calls these cluster administrators
    ['§4.12: the core group alone', grant('clusterRole', core), ['high ClusterRole /rules']],
    ['§4.12: in a Role', grant('role', everything), ['high Role /rules']],
    ['the core group, in a namespace', grant('clusterRole', core, boundInOneNamespace), ['medium ClusterRole /rules']],
    ['the core group, in a Role', grant('role', core), ['medium Role /rules']],
    ['an unbound Role', grant('role', everything, unbound), ['medium Role /rules']],
    [
      'a group of its own (§4.12: no cluster administrator)',
      grant('role', { ...everything, apiGroups: ['my.crd'] }),
      [],
    ],
    ['§4.7: */* is no wildcard', grant('clusterRole', { ...everything, resources: ['*/*'] }), []],
    ['some objects', grant('clusterRole', { ...everything, resourceNames: ['web'] }), []],
    ['§4.11: a name *', grant('clusterRole', { ...everything, resourceNames: ['*'] }), []],
    ['null rules', (each) => Object.assign(each.clusterRole, { rules: null }), []],
    [
      '§5.x: a system name alone',
      grant('clusterRole', everything, (each) => Object.assign(each.clusterRole.metadata, { name: 'system:test' })),
      ['medium ClusterRole /rules'],
    ],
    [
      'cluster-admin as the API server has it',
      grant('clusterRole', everything, ({ clusterRole }) => {
        clusterRole.metadata = { name: 'cluster-admin', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } };
      }),
      [],
    ],
    [
      'a Role of that name and label',
      grant('role', everything, ({ role }) => {
        role.metadata.name = 'cluster-admin';
        role.metadata.labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
      }),
      ['medium Role /rules'],
    ],
  ])('%s', (_, change, expected) => {
    expect(judged(change)).toEqual(expected);
  });
});

describe('a copy of cluster-admin', () => {
  const BOOTSTRAPPING = 'kubernetes.io/bootstrapping';
  const copy = (...clusterRoleSelectors: any[]) => {
    const fresh = world();
    fresh.clusterRole.aggregationRule = { clusterRoleSelectors };
    return placesOf(rule, objectsOf(fresh)).length > 0;
  };

  test.each<[boolean, any[]]>([
    [true, [{}]],
    [true, [{ matchLabels: {} }]],
    [true, [{ matchLabels: { 'example.com/monitors': 'true' } }, {}]],
    [true, [{ matchLabels: { [BOOTSTRAPPING]: 'rbac-defaults' } }]],
    [true, [{ matchExpressions: [{ key: BOOTSTRAPPING, operator: 'Exists' }] }]],
    [true, [{ matchExpressions: [{ key: BOOTSTRAPPING, operator: 'In', values: ['x', 'rbac-defaults'] }] }]],
    [true, [{ matchExpressions: [{ key: 'example.com/private', operator: 'DoesNotExist' }] }]],
    [true, [{ matchExpressions: [{ key: 'example.com/tier', operator: 'NotIn', values: ['one'] }] }]],
    [false, [{ matchExpressions: [{ key: BOOTSTRAPPING, operator: 'DoesNotExist' }] }]],
    [false, [{ matchExpressions: [{ key: 'example.com/tier', operator: 'Exists' }] }]],
    [false, [{ matchLabels: { [BOOTSTRAPPING]: 'rbac-defaults', 'example.com/tier': 'one' } }]],
  ])('%s: %j', (isCopied, selectors) => expect(copy(...selectors)).toBe(isCopied));
});
