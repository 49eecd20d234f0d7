import { isOutOfNamespace } from './cluster-scoped';

const RBAC = 'rbac.authorization.k8s.io';

test.each<[string[], string, string[], boolean]>([
  [[''], 'nodes', ['get'], true],
  [[''], 'nodes/proxy', ['get'], true],
  [['metrics.k8s.io'], 'nodes', ['get'], true],
  [['apps'], 'nodes', ['get'], false],
  [['apps', ''], 'nodes', ['get'], true],
  [['*'], 'nodes', ['get'], false],
  [[''], 'pods', ['get'], false],
  [[''], '*', ['get'], false],
  [[''], 'namespaces', ['list', 'watch', 'create'], true],
  [[''], 'namespaces', ['get'], false],
  [[''], 'namespaces', ['patch'], false],
  [[''], 'namespaces', ['*'], false],
  [[''], 'users', ['impersonate'], true],
  [[''], 'serviceaccounts', ['impersonate'], false],
  [[RBAC], 'clusterroles', ['get'], true],
  [[RBAC], 'clusterroles', ['bind'], false],
  [[RBAC], 'clusterroles', ['*'], false],
  [[RBAC], 'clusterrolebindings', ['bind'], true],
  [[RBAC], 'roles', ['get'], false],
  [['authentication.k8s.io'], 'userextras/scopes', ['impersonate'], true],
  [['authentication.k8s.io'], 'users', ['impersonate:user-info'], true],
  [['authentication.k8s.io'], 'serviceaccounts', ['impersonate:serviceaccount'], false],
  [['authorization.k8s.io'], 'localsubjectaccessreviews', ['create'], false],
  [['authorization.k8s.io'], 'subjectaccessreviews', ['create'], true],
  [['certificates.k8s.io'], 'certificatesigningrequests/approval', ['update'], true],
  [['policy'], 'podsecuritypolicies', ['use'], false],
  [['security.openshift.io'], 'securitycontextconstraints', ['use'], false],
  [['storage.k8s.io'], 'csistoragecapacities', ['list'], false],
  [['storage.k8s.io'], 'storageclasses', ['list'], true],
  [['networking.k8s.io'], 'ingresses', ['list'], false],
])('%j %s %j: %s', (apiGroups, resource, verbs, expected) => {
  expect(isOutOfNamespace({ apiGroups, resources: ['pods', resource], verbs }, resource)).toBe(expected);
});

test('null groups are no groups', () => {
  expect(isOutOfNamespace({ apiGroups: null, resources: ['nodes'], verbs: ['get'] }, 'nodes')).toBe(false);
});
