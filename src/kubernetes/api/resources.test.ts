import { KubernetesApi } from './kubernetes-api';

const NEWEST = new KubernetesApi('latest');
const ALL = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

test.each([
  ['', 'pods', true, ALL],
  ['', 'pods/exec', true, ['create', 'get']],
  ['', 'pods/log', true, ['get']],
  ['', 'nodes', false, ALL],
  ['', 'serviceaccounts', true, [...ALL, 'impersonate'].sort()],
  ['', 'users', false, ['impersonate']],
  ['', 'nodes/metrics', false, ['create', 'delete', 'get', 'patch', 'update']],
  ['apps', 'deployments/scale', true, ['get', 'patch', 'update']],
  ['authorization.k8s.io', 'subjectaccessreviews', false, ['create']],
  ['authentication.k8s.io', 'userextras/scopes', false, ['impersonate', 'impersonate:user-info']],
  ['rbac.authorization.k8s.io', 'clusterroles', false, [...ALL, 'bind', 'escalate'].sort()],
  ['certificates.k8s.io', 'signers', false, ['approve', 'attest', 'sign']],
])('%s %s', (group, name, isNamespaced, verbs) => {
  const resource = NEWEST.resource(group, name);
  expect({ isNamespaced: resource?.isNamespaced, verbs: resource?.verbs }).toEqual({ isNamespaced, verbs });
});

test.each([
  ['', 'pod'],
  ['', 'pods/shell'],
  ['extensions', 'ingresses'],
  ['policy', 'podsecuritypolicies'],
  ['example.com', 'widgets'],
])('%s %s is no resource', (group, name) => {
  expect(NEWEST.resource(group, name)).toBeUndefined();
});

test('a resource of an older version', () => {
  const old = new KubernetesApi('1.21');
  expect(old.resource('extensions', 'ingresses')?.verbs).toEqual(ALL);
  expect(old.resource('policy', 'podsecuritypolicies')?.verbs).toContain('use');
});

test('verbs that any resource takes', () => {
  const own = NEWEST.verbsOf('', 'pods/log');
  expect(own).toContain('get');
  expect(own).not.toContain('gett');
  expect(own).not.toContain('GET');
  expect(NEWEST.verbsOf('example.com', 'widgets/finalizers')).toContain('update');
  expect(NEWEST.verbsOf('apps', 'deployments')).toContain('impersonate-on:*');
  expect(new KubernetesApi('1.34').verbsOf('apps', 'deployments')).not.toContain('impersonate-on:*');
});
