import { boundTo, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const both = ['ClusterRoleBinding /subjects/0/name', 'RoleBinding /subjects/0/name'];
const IN_CLUSTER = ['ClusterRoleBinding /subjects/0/name'];
const gives = (role: string, group = 'system:authenticated', kind = 'Group') => {
  return ({ clusterRoleBinding }: World): void => {
    clusterRoleBinding.roleRef.name = role;
    clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind, name: group }];
  };
};

testRule(rule, {
  valid: {
    'another group': boundTo('Group', 'authenticated'),
    'a name with the same beginning': boundTo('Group', 'system:authenticated:web'),
    'about oneself': gives('system:basic-user'),
    'about the API': gives('system:discovery'),
    'the public paths': gives('system:public-info-viewer'),
    'the usual role in the set, with the label of the API server': (world) => {
      gives('system:discovery')(world);
      const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
      world.clusterRole.metadata = { name: 'system:discovery', labels };
    },
  },
  invalid: {
    // Trivy KSV-01011 asks for "-gke" in the version, and for a kind that does not exist
    '§4.1: all authenticated users': { change: boundTo('Group', 'system:authenticated'), at: both, mendedBy: 'none' },
    'on OpenShift': { change: boundTo('Group', 'system:authenticated:oauth'), at: both },
    'the permission to create projects': {
      change: gives('self-provisioner', 'system:authenticated:oauth'),
      at: IN_CLUSTER,
    },
    'a role that starts like a usual one': { change: gives('system:discovery-all'), at: IN_CLUSTER },
    'as a user, which it is not': {
      change: gives('web', 'system:authenticated', 'User'),
      at: IN_CLUSTER,
      severity: 'low',
    },
    'the usual role, which the set makes another': {
      change: (world) => {
        gives('system:discovery')(world);
        world.clusterRole.metadata.name = 'system:discovery';
      },
      at: IN_CLUSTER,
    },
  },
});
