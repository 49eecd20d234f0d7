import { placesOf } from '../../../../test/support/findings';
import { boundTo, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const IN_CLUSTER = ['ClusterRoleBinding /subjects/0/name'];
const both = ['ClusterRoleBinding /subjects/0/name', 'RoleBinding /subjects/0/name'];
const subject = (kind: string, name: string) => ({ apiGroup: RBAC_GROUP, kind, name });
const inCluster = (...subjects: any[]) => {
  return ({ clusterRoleBinding }: World): void => {
    clusterRoleBinding.subjects = subjects;
  };
};

testRule(rule, {
  valid: {
    'a user': boundTo('User', 'jane'),
    'a name with the same beginning': boundTo('User', 'system:anonymous:web'),
    'the public paths of the API server': ({ clusterRoleBinding }) => {
      clusterRoleBinding.roleRef.name = 'system:public-info-viewer';
      clusterRoleBinding.subjects = [subject('Group', 'system:unauthenticated')];
    },
    'what nodes read to join': ({ roleBinding }) => {
      roleBinding.metadata = { name: 'kubeadm:bootstrap-signer-clusterinfo', namespace: 'kube-public' };
      roleBinding.roleRef.name = 'kubeadm:bootstrap-signer-clusterinfo';
      roleBinding.subjects = [subject('User', 'system:anonymous')];
    },
    'null subjects': ({ clusterRoleBinding }) => {
      clusterRoleBinding.subjects = null;
    },
  },
  invalid: {
    // Trivy KSV-0122 looks for the kind "ClusterRolebinding", which does not exist
    '§4.1: system:anonymous': { change: boundTo('User', 'system:anonymous'), at: both, mendedBy: 'none' },
    '§4.1: system:unauthenticated': { change: boundTo('Group', 'system:unauthenticated'), at: both },
    'beside others': {
      change: inCluster(subject('User', 'jane'), subject('User', 'system:anonymous')),
      at: ['ClusterRoleBinding /subjects/1/name'],
    },
    'as a group, which it is not': {
      change: inCluster(subject('Group', 'system:anonymous')),
      at: IN_CLUSTER,
      severity: 'low',
    },
    'as a user, which it is not': {
      change: inCluster(subject('User', 'system:unauthenticated')),
      at: IN_CLUSTER,
      severity: 'low',
    },
    'as a service account': {
      change: inCluster({ kind: 'ServiceAccount', name: 'system:anonymous', namespace: 'shop' }),
      at: IN_CLUSTER,
      severity: 'low',
    },
    'another role, under the name and label of the usual binding': {
      change: (world) => {
        inCluster(subject('Group', 'system:unauthenticated'))(world);
        const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
        world.clusterRoleBinding.metadata = { name: 'system:public-info-viewer', labels };
      },
      at: IN_CLUSTER,
    },
    'the usual role, which the set makes another': {
      change: (world) => {
        inCluster(subject('Group', 'system:unauthenticated'))(world);
        world.clusterRole.metadata.name = 'system:public-info-viewer';
        world.clusterRoleBinding.roleRef.name = 'system:public-info-viewer';
      },
      at: IN_CLUSTER,
    },
    'what nodes read to join, in another namespace': {
      change: ({ roleBinding }) => {
        roleBinding.roleRef.name = 'kubeadm:bootstrap-signer-clusterinfo';
        roleBinding.subjects = [subject('User', 'system:anonymous')];
      },
      at: ['RoleBinding /subjects/0/name'],
    },
  },
});

test.each([
  [{ metadata: { name: 'x' } }],
  [{ metadata: { name: 'x' }, subjects: [{ kind: 'User', name: null }] }],
  [{ metadata: { name: 'x' }, subjects: [{}] }],
  [{ metadata: { name: 'x' }, subjects: 'system:anonymous' }],
])('%j says nothing', (rest) => {
  expect(placesOf(rule, [{ apiVersion: `${RBAC_GROUP}/v1`, kind: 'ClusterRoleBinding', ...rest }])).toEqual([]);
});
