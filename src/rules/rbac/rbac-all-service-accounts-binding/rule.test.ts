import { boundTo, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const both = ['ClusterRoleBinding /subjects/0/name', 'RoleBinding /subjects/0/name'];
const IN_CLUSTER = ['ClusterRoleBinding /subjects/0/name'];
const gives = (role: string, group: string) => {
  return ({ clusterRoleBinding }: World): void => {
    clusterRoleBinding.roleRef.name = role;
    clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: group }];
  };
};

testRule(rule, {
  valid: {
    'one account': boundTo('User', 'system:serviceaccount:shop:operator'),
    'another group': boundTo('Group', 'serviceaccounts'),
    'no namespace after the colon': boundTo('Group', 'system:serviceaccounts:'),
    'public keys': gives('system:service-account-issuer-discovery', 'system:serviceaccounts'),
    'images of the own namespace': gives('system:image-puller', 'system:serviceaccounts:shop'),
    'what kubelets do': gives('system:node', 'system:nodes'),
    'what nodes ask for': gives('system:certificates.k8s.io:certificatesigningrequests:selfnodeclient', 'system:nodes'),
    'what kubeadm lets kubelets read': ({ roleBinding }) => {
      roleBinding.roleRef.name = 'kubeadm:kubelet-config';
      roleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:nodes' }];
    },
  },
  invalid: {
    'every account': { change: boundTo('Group', 'system:serviceaccounts'), at: both, mendedBy: 'none' },
    'every account of a namespace': { change: boundTo('Group', 'system:serviceaccounts:shop'), at: both },
    'every node': { change: boundTo('Group', 'system:nodes'), at: both },
    'a role for nodes, to accounts': { change: gives('system:node', 'system:serviceaccounts'), at: IN_CLUSTER },
    'a role that starts like one for nodes': { change: gives('system:nodes2', 'system:nodes'), at: IN_CLUSTER },
    'as a user, which it is not': {
      change: ({ clusterRoleBinding }) => {
        clusterRoleBinding.subjects = [{ apiGroup: RBAC_GROUP, kind: 'User', name: 'system:serviceaccounts' }];
      },
      at: IN_CLUSTER,
      severity: 'low',
    },
  },
});
