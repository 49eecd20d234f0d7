import { pod, problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' } };
const SUBDOMAIN = 'a DNS name in lower case such as "web-1.example", of at most 253 characters';
const LABEL = 'a DNS label such as "web-1", of at most 63 characters';
const KEY = 'a name such as "app" or "example.com/app", the part after the prefix of at most 63 characters';
const VALUE = 'empty, or letters, digits, "-", "_" and "." between letters or digits, of at most 63 characters';

test.each([
  ['name', undefined, ['/metadata/name: is missing; must be set']],
  ['name', '', ['/metadata/name: is missing; must be set']],
  ['name', 'a_b', [`/metadata/name: is "a_b"; must be ${SUBDOMAIN}`]],
  ['name', 'a.b', []],
  ['generateName', 'web-', []],
  ['generateName', 'Web-', [`/metadata/generateName: is "Web-"; must be ${SUBDOMAIN}`]],
  ['namespace', 'a.b', [`/metadata/namespace: is "a.b"; must be ${LABEL}`]],
  ['labels', { 'example.com/app': '' }, []],
  ['labels', { 'a b': 'x' }, [`/metadata/labels/a b: must be ${KEY}`]],
  ['labels', { app: 'a b' }, [`/metadata/labels/app: is "a b"; must be ${VALUE}`]],
  ['labels', { app: null }, []],
  ['labels', { app: 1 }, ['/metadata/labels/app: is the number 1; must be a string']],
  ['annotations', { 'Example.com/Note': 'any text' }, []],
  ['annotations', { 'a b': '' }, [`/metadata/annotations/a b: must be ${KEY}`]],
  [
    'annotations',
    { a: 'x'.repeat(262144) },
    ['/metadata/annotations: has 262145 characters; at most 262144 are allowed'],
  ],
  ['finalizers', ['example.com/hold', 'kubernetes'], []],
  [
    'finalizers',
    ['hold'],
    ['/metadata/finalizers/0: is "hold"; must be a name with a domain, such as "example.com/hold"'],
  ],
  [
    'finalizers',
    ['orphan', 'foregroundDeletion'],
    ['/metadata/finalizers: has "orphan" and "foregroundDeletion"; must have one of them'],
  ],
])('%s %j', (field, value, expected) => {
  expect(problemsWith(CONFIG_MAP, `metadata.${field}`, value)).toEqual(expected);
});

const OWNER = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: '1', controller: true };

test.each([
  [[OWNER], []],
  [[OWNER, OWNER], ['/metadata/ownerReferences: has several controllers; must have one at most']],
  [
    [{ ...OWNER, apiVersion: 'a/b/c' }],
    ['/metadata/ownerReferences/0/apiVersion: is "a/b/c"; must be VERSION or GROUP/VERSION'],
  ],
  [
    [{ ...OWNER, apiVersion: 'v1', kind: 'Event' }],
    ['/metadata/ownerReferences/0/kind: is "Event"; must be a kind that can own others'],
  ],
])('owners %j', (owners, expected) => {
  expect(problemsWith(CONFIG_MAP, 'metadata.ownerReferences', owners)).toEqual(expected);
});

const named = (apiVersion: string, kind: string, name: string, rest: any = {}) => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});

test.each([
  [named('v1', 'Namespace', 'a.b'), 'latest', 1],
  [named('rbac.authorization.k8s.io/v1', 'Role', 'system:Web'), 'latest', 0],
  [named('rbac.authorization.k8s.io/v1', 'Role', 'a/b'), 'latest', 1],
  [named('v1', 'Service', '1a', { spec: { ports: [{ port: 80 }] } }), '1.35', 1],
  [named('v1', 'Service', '1a', { spec: { ports: [{ port: 80 }] } }), '1.36', 0],
  [named('v1', 'LimitRange', '', { spec: { limits: [] } }), 'latest', 0],
])('%j in %s', (object, version, count) => {
  expect(problemsOf(object, version)).toHaveLength(count);
});

test('a template has labels, and needs no name', () => {
  const template = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: { spec: pod().spec } };
  expect(problemsOf(template)).toEqual([]);
  expect(problemsWith(template, 'template.metadata.labels', { 'a b': '' })).toEqual([
    `/template/metadata/labels/a b: must be ${KEY}`,
  ]);
});
