import { findingsOf } from '../../../../test/support/findings';
import { bootstrapped, boundInOneNamespace, grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const widgets = (rest: any) => ({ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get'], ...rest });
const role = (field: string) => [`Role /rules/0/${field}`];

testRule(rule, {
  valid: {
    'create without names': grant('role', widgets({ verbs: ['create', 'deletecollection'] })),
    'create on a subresource, by name': grant(
      'role',
      widgets({
        resources: ['widgets/scale'],
        verbs: ['create'],
        resourceNames: ['web'],
      }),
    ),
    'create by name, which reaches a subresource beside it': grant(
      'role',
      widgets({ resources: ['widgets', 'widgets/scale'], verbs: ['create'], resourceNames: ['web'] }),
    ),
    'create by name on every resource, subresources among them': {
      change: grant('role', widgets({ resources: ['*'], verbs: ['create'], resourceNames: ['web'] })),
      also: ['rbac-wildcard-resource'],
    },
    'create by server-side apply, by name': grant(
      'role',
      widgets({ verbs: ['create', 'patch'], resourceNames: ['web'] }),
    ),
    'deleting one, by name': grant('role', widgets({ verbs: ['delete'], resourceNames: ['web'] })),
    'nodes in the cluster': grant('clusterRole', { apiGroups: [''], resources: ['nodes'], verbs: ['get'] }),
    'nodes in a ClusterRole without a bound subject': grant(
      'clusterRole',
      { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
      unbound,
    ),
    'the own namespace': grant('role', { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }),
    'paths in a ClusterRole': grant('clusterRole', { nonResourceURLs: ['/metrics', '/logs/*'], verbs: ['get'] }),
    'signers of a domain': {
      change: grant('clusterRole', {
        apiGroups: ['certificates.k8s.io'],
        resources: ['signers'],
        verbs: ['attest'],
        resourceNames: ['example.com/*'],
      }),
      also: ['rbac-trust-bundle-modify'],
    },
    'roles of the API server': grant('clusterRole', widgets({ resources: ['widgets/*'] }), bootstrapped),
    'null in all fields': grant('role', {
      apiGroups: null,
      resources: null,
      verbs: ['get'],
      resourceNames: null,
      nonResourceURLs: null,
    }),
  },
  invalid: {
    // Trivy reports this as if it were granted
    '§4.13: a cluster-scoped resource in a Role': {
      change: grant('role', { apiGroups: [''], resources: ['pods', 'nodes/status'], verbs: ['get'] }),
      at: role('resources/1'),
      mendedBy: 'none',
    },
    'listing namespaces in a Role': {
      change: grant('role', { apiGroups: [''], resources: ['namespaces'], verbs: ['list'] }),
      at: role('resources/0'),
    },
    'in a ClusterRole that a RoleBinding grants': {
      change: grant('clusterRole', { apiGroups: [''], resources: ['nodes'], verbs: ['get'] }, boundInOneNamespace),
      at: ['ClusterRole /rules/0/resources/0'],
    },
    // Kubescape C-0002 takes this for pods/exec
    '§4.7: all subresources of one resource': {
      change: grant('role', { apiGroups: [''], resources: ['pods/*'], verbs: ['create'] }),
      at: role('resources/0'),
    },
    '§4.7: */*': { change: grant('role', widgets({ resources: ['*/*'] })), at: role('resources/0') },
    'a beginning': { change: grant('role', widgets({ resources: ['wid*'] })), at: role('resources/0') },
    'a beginning of a verb': { change: grant('role', widgets({ verbs: ['get*'] })), at: role('verbs/0') },
    'an end of a group': {
      change: grant('role', widgets({ apiGroups: ['*.example.com'] })),
      at: role('apiGroups/0'),
    },
    'create by name': {
      change: grant('role', widgets({ verbs: ['get', 'create'], resourceNames: ['web'] })),
      at: role('verbs/1'),
    },
    'deletecollection by name': {
      change: grant('role', widgets({ verbs: ['deletecollection'], resourceNames: ['web'] })),
      at: role('verbs/0'),
    },
    '§4.11: a name with a star, which is not a pattern': {
      change: grant('role', widgets({ resourceNames: ['*'] })),
      at: role('resourceNames/0'),
    },
    'a beginning of a name': {
      change: grant('role', widgets({ resourceNames: ['web', 'web-*'] })),
      at: role('resourceNames/1'),
    },
    'paths in a Role': {
      change: grant('role', { nonResourceURLs: ['/metrics'], verbs: ['get'] }),
      at: role('nonResourceURLs'),
    },
    'a Role for the cluster': {
      change: ({ clusterRoleBinding }) => {
        clusterRoleBinding.roleRef = { apiGroup: RBAC_GROUP, kind: 'Role', name: 'web' };
      },
      at: ['ClusterRoleBinding /roleRef/kind'],
    },
  },
});

test('effective wildcards', () => {
  const wildcards = { apiGroups: ['*'], resources: ['*', '*/status'], verbs: ['*'] };
  const role = { apiVersion: `${RBAC_GROUP}/v1`, kind: 'Role', metadata: { name: 'web' }, rules: [wildcards] };
  expect(findingsOf(rule, [role])).toEqual([]);
});
