import { problemsOf } from '../../../../test/support/kubernetes';

const GROUP = 'rbac.authorization.k8s.io';
const object = (kind: string, rest: any) => ({
  apiVersion: `${GROUP}/v1`,
  kind,
  metadata: { name: 'web', ...(kind.startsWith('Role') && { namespace: 'shop' }) },
  ...rest,
});
const READ = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

test.each([
  ['Role', [READ], []],
  ['Role', null, []],
  ['Role', [{ ...READ, verbs: [] }], ['/rules/0/verbs: is missing; must be set']],
  ['Role', [{ resources: ['pods'], verbs: ['get'] }], ['/rules/0/apiGroups: is missing; must be set']],
  ['Role', [{ apiGroups: [''], verbs: ['get'] }], ['/rules/0/resources: is missing; must be set']],
  [
    'Role',
    [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }],
    ['/rules/0/nonResourceURLs: is set; must be only in a ClusterRole'],
  ],
  ['ClusterRole', [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }], []],
  [
    'ClusterRole',
    [{ ...READ, nonResourceURLs: ['/healthz'] }],
    ['/rules/0/nonResourceURLs: is set; must not be beside apiGroups, resources or resourceNames'],
  ],
])('%s %j', (kind, rules, expected) => {
  expect(problemsOf(object(kind, { rules }))).toEqual(expected);
});

const ROLE = { apiGroup: GROUP, kind: 'Role', name: 'web' };
const CLUSTER_ROLE = { ...ROLE, kind: 'ClusterRole' };
const ACCOUNT = { kind: 'ServiceAccount', name: 'web', namespace: 'shop' };

test.each([
  ['RoleBinding', { roleRef: ROLE, subjects: [ACCOUNT] }, []],
  ['RoleBinding', { roleRef: ROLE, subjects: [{ kind: 'ServiceAccount', name: 'web' }] }, []],
  ['RoleBinding', { roleRef: CLUSTER_ROLE }, []],
  ['RoleBinding', {}, ['/roleRef: is missing; must be set']],
  [
    'RoleBinding',
    { roleRef: { ...ROLE, kind: 'role' } },
    ['/roleRef/kind: is "role"; must be "Role" or "ClusterRole"'],
  ],
  ['RoleBinding', { roleRef: { ...ROLE, apiGroup: 'rbac' } }, [`/roleRef/apiGroup: is "rbac"; must be "${GROUP}"`]],
  ['ClusterRoleBinding', { roleRef: ROLE }, ['/roleRef/kind: is "Role"; must be "ClusterRole"']],
  [
    'ClusterRoleBinding',
    { roleRef: CLUSTER_ROLE, subjects: [{ kind: 'ServiceAccount', name: 'web' }] },
    ['/subjects/0/namespace: is missing; must be set'],
  ],
  [
    'RoleBinding',
    { roleRef: ROLE, subjects: [{ kind: 'Robot', name: 'web' }] },
    ['/subjects/0/kind: is "Robot"; must be one of "ServiceAccount", "User", "Group"'],
  ],
  [
    'RoleBinding',
    { roleRef: ROLE, subjects: [{ kind: 'User', name: 'jane', apiGroup: 'v1' }] },
    [`/subjects/0/apiGroup: is "v1"; must be "${GROUP}"`],
  ],
  [
    'RoleBinding',
    { roleRef: ROLE, subjects: [{ ...ACCOUNT, apiGroup: GROUP }] },
    ['/subjects/0/apiGroup: is set; must not be for a ServiceAccount'],
  ],
])('%s %j', (kind, rest, expected) => {
  expect(problemsOf(object(kind, rest))).toEqual(expected);
});
