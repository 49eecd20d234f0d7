import { ManifestSet } from '../../../model/manifest-set';
import { type AskedDetails, readRequest } from './asked';

const NONE = ManifestSet.fromJson([]);
const read = (text: string, details: AskedDetails = {}, verb = 'get', all = NONE) =>
  readRequest(verb, text, details, all);
const plain = (group: string, resource: string, subresource?: string) => ({
  verb: 'get',
  group,
  resource,
  subresource,
});

test.each<[string, object]>([
  ['pods', plain('', 'pods')],
  ['pods/log', plain('', 'pods', 'log')],
  ['deployments', plain('apps', 'deployments')],
  ['deployments/scale', plain('apps', 'deployments', 'scale')],
  ['deployments.apps/scale', plain('apps', 'deployments', 'scale')],
  ['deployments.v1.apps', plain('apps', 'deployments')],
  ['deploy', plain('apps', 'deployments')],
  ['pod', plain('', 'pods')],
  ['networkpolicy', plain('networking.k8s.io', 'networkpolicies')],
  ['events', plain('', 'events')],
  ['leases', plain('coordination.k8s.io', 'leases')],
  ['*', plain('', '*')],
  ['*.*', plain('*', '*')],
  ['widgets.example.com', plain('example.com', 'widgets')],
  ['serviceaccounts/token', plain('', 'serviceaccounts', 'token')],
])('%s', (text, expected) => {
  expect(read(text)).toEqual({ request: { ...expected, name: undefined, namespace: undefined }, notes: [] });
});

test('a path has neither group nor namespace', () => {
  expect(read('/healthz', { namespace: 'shop' })).toEqual({ request: { verb: 'get', path: '/healthz' }, notes: [] });
  expect(() => read('/healthz', { name: 'a' })).toThrow(
    '"/healthz" is a path, which has neither a name nor a subresource',
  );
});

test('the namespace is the given one, else the fallback, and none for what is in none', () => {
  const place = (text: string, details: AskedDetails, verb = 'get') => {
    const { request, notes } = read(text, details, verb);
    return ['namespace' in request ? request.namespace : 'a path', notes.length];
  };
  expect(place('pods', { fallback: 'default' })).toEqual(['default', 0]);
  expect(place('pods', { fallback: 'default', namespace: 'shop' })).toEqual(['shop', 0]);
  expect(place('pods', { fallback: 'default', namespace: '' })).toEqual([undefined, 0]);
  expect(place('nodes', { fallback: 'default' })).toEqual([undefined, 0]);
  expect(place('nodes', { namespace: 'shop' })).toEqual(['shop', 1]);
  expect(place('namespaces', { name: 'shop' })).toEqual(['shop', 0]);
  expect(place('namespaces', { name: 'shop' }, 'list')).toEqual([undefined, 0]);
  expect(place('namespaces', { namespace: 'shop', name: 'shop' })).toEqual(['shop', 0]);
});

test('a custom resource is known by its definition, and by the roles that name it', () => {
  const definition = {
    ...{
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
    },
    spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'widgets', singular: 'widget', kind: 'Widget' } },
  };
  const role = {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'gadgets' } },
    rules: [{ verbs: ['get'], apiGroups: ['example.org'], resources: ['gadgets/status'] }],
  };
  const all = ManifestSet.fromJson([definition, role]);
  const request = (text: string) => read(text, { fallback: 'shop' }, 'get', all);
  expect(request('widget')).toMatchObject({
    request: { group: 'example.com', resource: 'widgets', namespace: undefined },
  });
  expect(request('gadgets')).toMatchObject({ request: { group: 'example.org', namespace: 'shop' }, notes: [] });
  expect(request('unheard')).toMatchObject({
    request: { group: '' },
    notes: [expect.stringContaining('"unheard" is not known')],
  });
});

test.each<[string, AskedDetails, string]>([
  ['', {}, '"" is no resource'],
  ['pods/', {}, '"pods/" is no resource'],
  ['pods/log', { subresource: 'exec' }, 'give one of them'],
])('%j is refused', (text, details, message) => {
  expect(() => read(text, details)).toThrow(message);
});
