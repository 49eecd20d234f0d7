import { boundInOneNamespace, grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const AUTHENTICATION = 'authentication.k8s.io';
const impersonate = (apiGroup: string, ...resources: string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs: ['impersonate'],
});
const ROLE = ['Role /rules/0/verbs'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/verbs'];

const WILDCARDS = ['rbac-wildcard-api-group', 'rbac-wildcard-resource', 'rbac-wildcard-verb'];
/** What a rule for a subresource of every group, with every verb, grants otherwise. */
const STATUS = ['rbac-namespace-modify', 'rbac-node-modify', 'rbac-service-status-modify'];

testRule(rule, {
  valid: {
    ...Object.fromEntries(
      ['*/scale', '*/status', '*/finalizers'].map((resource) => [
        `${resource} of every group, with every verb`,
        {
          change: grant('clusterRole', { apiGroups: ['*'], resources: [resource], verbs: ['*'] }),
          also: resource === '*/status' ? [...STATUS, ...WILDCARDS] : WILDCARDS,
        },
      ]),
    ),
    'users in a Role, which grants nothing': grant('role', impersonate('', 'users', 'groups')),
    'uids and extras in a Role, which grants nothing': grant(
      'role',
      impersonate(AUTHENTICATION, 'uids', 'userextras/scopes'),
    ),
    'uids in the core group, where the API server does not check them': grant(
      'clusterRole',
      impersonate('', 'uids', 'userextras/scopes'),
    ),
    'users in the group of uids, where the API server does not check them': grant(
      'clusterRole',
      impersonate(AUTHENTICATION, 'users'),
    ),
    'extras without a key, where the API server does not check them': grant(
      'clusterRole',
      impersonate(AUTHENTICATION, 'userextras', 'userextras/*'),
    ),
    'a group of that name': grant('clusterRole', impersonate('user.openshift.io', 'users', 'groups')),
    'reading accounts': grant('role', { ...impersonate('', 'serviceaccounts'), verbs: ['get', 'list'] }),
    'a verb with the same beginning': grant('clusterRole', { ...impersonate('', 'users'), verbs: ['impersonated'] }),
    'on roles': grant('clusterRole', impersonate(RBAC_GROUP, 'clusterroles')),
  },
  invalid: {
    users: { change: grant('clusterRole', impersonate('', 'users')), at: CLUSTER_ROLE, mendedBy: 'none' },
    groups: { change: grant('clusterRole', impersonate('', 'groups')), at: CLUSTER_ROLE },
    'accounts in the cluster': { change: grant('clusterRole', impersonate('', 'serviceaccounts')), at: CLUSTER_ROLE },
    'accounts of a namespace': { change: grant('role', impersonate('', 'serviceaccounts')), at: ROLE },
    '§4.10: uids, which have a separate group': {
      change: grant('clusterRole', impersonate(AUTHENTICATION, 'uids')),
      at: CLUSTER_ROLE,
    },
    extras: { change: grant('clusterRole', impersonate(AUTHENTICATION, 'userextras/scopes')), at: CLUSTER_ROLE },
    'an extra field called like a subresource': {
      change: grant('clusterRole', impersonate(AUTHENTICATION, 'userextras/scale')),
      at: CLUSTER_ROLE,
    },
    'extras with a wildcard': {
      change: grant('clusterRole', impersonate(AUTHENTICATION, '*/scopes')),
      also: ['rbac-wildcard-resource'],
      at: CLUSTER_ROLE,
    },
    'users, bound in one namespace, which grants nothing': {
      change: grant('clusterRole', impersonate('', 'users'), boundInOneNamespace),
      at: CLUSTER_ROLE,
      severity: 'medium',
    },
    'accounts, bound in one namespace': {
      change: grant('clusterRole', impersonate('', 'serviceaccounts'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'a user by name': {
      change: grant('clusterRole', { ...impersonate('', 'users'), resourceNames: ['jane'] }),
      at: CLUSTER_ROLE,
      severity: 'high',
    },
    'the group with every permission': {
      change: grant('clusterRole', { ...impersonate('', 'groups'), resourceNames: ['dev', 'system:masters'] }),
      at: CLUSTER_ROLE,
    },
    'not bound to a subject': {
      change: grant('role', impersonate('', 'serviceaccounts'), unbound),
      at: ROLE,
      severity: 'medium',
    },
    '§4.10: constrained, users': {
      change: grant('clusterRole', { ...impersonate(AUTHENTICATION, 'users'), verbs: ['impersonate:user-info'] }),
      at: CLUSTER_ROLE,
    },
    'constrained, nodes': {
      change: grant('clusterRole', { ...impersonate(AUTHENTICATION, 'nodes'), verbs: ['impersonate:arbitrary-node'] }),
      at: CLUSTER_ROLE,
    },
    'constrained, accounts of a namespace': {
      change: grant('role', {
        ...impersonate(AUTHENTICATION, 'serviceaccounts'),
        verbs: ['impersonate:serviceaccount'],
      }),
      at: ROLE,
    },
    'constrained, the actions on behalf of another': {
      change: grant('role', {
        apiGroups: [''],
        resources: ['pods'],
        verbs: ['impersonate-on:serviceaccount:list'],
      }),
      at: ROLE,
      severity: 'high',
    },
    'every verb on accounts': {
      change: grant('role', { ...impersonate('', 'serviceaccounts'), verbs: ['*'] }),
      at: ROLE,
      also: ['rbac-wildcard-verb'],
    },
    'every resource': {
      change: grant('clusterRole', impersonate('', '*')),
      at: CLUSTER_ROLE,
      also: ['rbac-wildcard-resource'],
    },
  },
});
