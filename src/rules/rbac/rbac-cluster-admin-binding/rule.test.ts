import { grant, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const CLUSTER = ['ClusterRoleBinding /roleRef/name'];
const NAMESPACE = ['RoleBinding /roleRef/name'];
const admin = (world: World) => {
  world.clusterRoleBinding.roleRef.name = 'cluster-admin';
};
const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const OF_EVERYTHING = [
  'rbac-admission-config-modify',
  'rbac-api-extension-modify',
  'rbac-audit-trail-delete',
  'rbac-bind',
  'rbac-broad-delete',
  'rbac-certificate-signing-request-approve',
  'rbac-cluster-admin-equivalent',
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
    'a role with a name with the same beginning': ({ clusterRoleBinding }) => {
      clusterRoleBinding.roleRef.name = 'cluster-admin-view';
    },
    'a role that is not in the set': ({ clusterRoleBinding }) => {
      clusterRoleBinding.roleRef.name = 'view';
    },
    'a Role of that name': ({ role, roleBinding }) => {
      role.metadata.name = 'cluster-admin';
      roleBinding.roleRef.name = 'cluster-admin';
    },
    'the binding of the API server': ({ clusterRoleBinding }) => {
      clusterRoleBinding.metadata = {
        name: 'cluster-admin',
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      };
      clusterRoleBinding.roleRef.name = 'cluster-admin';
      clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:masters' }];
    },
  },
  invalid: {
    'in the cluster': { change: admin, at: CLUSTER, mendedBy: 'none' },
    '§4.43: in a namespace': {
      change: ({ roleBinding }) => {
        roleBinding.roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: 'cluster-admin' };
      },
      at: NAMESPACE,
      severity: 'high',
    },
    'under the name and label of the API server, with another subject': {
      change: (world) => {
        admin(world);
        const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
        world.clusterRoleBinding.metadata = { name: 'cluster-admin', labels };
      },
      at: CLUSTER,
    },
    'under a system name': {
      change: (world) => {
        admin(world);
        world.clusterRoleBinding.metadata.name = 'system:web';
      },
      at: CLUSTER,
    },
    'without subjects': {
      change: (world) => {
        admin(world);
        world.clusterRoleBinding.subjects = [];
      },
      at: CLUSTER,
      severity: 'medium',
    },
    'to all authenticated users': {
      change: (world) => {
        admin(world);
        world.clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:unauthenticated' }];
      },
      at: CLUSTER,
      also: ['rbac-anonymous-binding'],
    },
    'a role of the set that allows everything': {
      change: grant('clusterRole', everything),
      at: CLUSTER,
      also: OF_EVERYTHING,
    },
    'a Role of the set that allows everything': {
      change: grant('role', everything),
      at: NAMESPACE,
      severity: 'high',
      also: [
        'rbac-audit-trail-delete',
        'rbac-bind',
        'rbac-broad-delete',
        'rbac-cluster-admin-equivalent',
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
    'a role that names every verb, in two rules': {
      change: ({ clusterRole }) => {
        clusterRole.rules = [
          { ...everything, verbs: ['get', 'list', 'watch'] },
          { ...everything, verbs: ['create', 'update', 'patch', 'delete'] },
        ];
      },
      at: CLUSTER,
      also: [
        'rbac-admission-config-modify',
        'rbac-api-extension-modify',
        'rbac-audit-trail-delete',
        'rbac-broad-delete',
        'rbac-certificate-signing-request-approve',
        'rbac-cluster-admin-equivalent',
        'rbac-config-map-modify',
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
        'rbac-workload-create',
        'rbac-workload-modify',
      ],
    },
    'everything of the core group': {
      change: grant('clusterRole', { ...everything, apiGroups: [''] }),
      at: CLUSTER,
      severity: 'high',
      also: [
        'rbac-audit-trail-delete',
        'rbac-broad-delete',
        'rbac-cluster-admin-equivalent',
        'rbac-config-map-modify',
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
        'rbac-secrets-modify',
        'rbac-secrets-read',
        'rbac-service-account-token-create',
        'rbac-service-status-modify',
        'rbac-wildcard-resource',
        'rbac-wildcard-verb',
        'rbac-workload-create',
        'rbac-workload-modify',
      ],
    },
    'everything of the core group, in a namespace': {
      change: grant('role', { ...everything, apiGroups: [''] }),
      at: NAMESPACE,
      severity: 'medium',
      also: [
        'rbac-audit-trail-delete',
        'rbac-broad-delete',
        'rbac-cluster-admin-equivalent',
        'rbac-config-map-modify',
        'rbac-impersonate',
        'rbac-namespace-modify',
        'rbac-network-modify',
        'rbac-node-modify',
        'rbac-pod-attach',
        'rbac-pod-ephemeral-containers',
        'rbac-pod-exec',
        'rbac-pod-portforward',
        'rbac-pod-service-proxy',
        'rbac-secrets-modify',
        'rbac-secrets-read',
        'rbac-service-account-token-create',
        'rbac-service-status-modify',
        'rbac-wildcard-resource',
        'rbac-wildcard-verb',
        'rbac-workload-create',
        'rbac-workload-modify',
      ],
    },
    'a role that aggregates one that allows everything': {
      change: grant('clusterRole', everything, ({ clusterRole, clusterRoleBinding, others }) => {
        clusterRole.metadata.labels = { 'aggregate-to': 'all' };
        const clusterRoleSelectors = [{ matchExpressions: [{ key: 'aggregate-to', operator: 'Exists' }] }];
        others.push({
          ...clusterRole,
          metadata: { name: 'all' },
          rules: null,
          aggregationRule: { clusterRoleSelectors },
        });
        clusterRoleBinding.roleRef.name = 'all';
      }),
      at: CLUSTER,
      also: OF_EVERYTHING,
    },
  },
});

test.each([
  ['one verb is missing', { ...everything, verbs: ['get', 'list', 'watch', 'create', 'update', 'patch'] }],
  ['only some objects', { ...everything, resourceNames: ['web'] }],
  ['another group', { ...everything, apiGroups: ['apps'] }],
  ['a dead wildcard', { ...everything, resources: ['*/*'] }],
])('passes a role that is not equal to it: %s', (_, limited) => {
  const changed = world();
  grant('clusterRole', limited)(changed);
  const all = ManifestSet.fromManifests(objectsOf(changed).map((json) => Manifest.fromJson(json)));
  const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
  expect(rule.check(all, target)).toEqual([]);
});
