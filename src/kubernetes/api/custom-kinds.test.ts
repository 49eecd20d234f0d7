import { customKinds } from './custom-kinds';
import { KubernetesApi } from './kubernetes-api';

const SCHEMA = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size', 'mode', 'note'],
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 9 },
        mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast' },
        note: { type: 'string', nullable: true, maxLength: 5 },
        port: { 'x-kubernetes-int-or-string': true },
        labels: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
        names: { type: 'array', 'x-kubernetes-list-type': 'set', maxItems: 3, items: { type: 'string' } },
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name', 'protocol'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, protocol: { type: 'string', default: 'TCP' } },
          },
        },
        raw: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'boolean' } } },
        none: { type: 'object' },
        embedded: { type: 'object', 'x-kubernetes-embedded-resource': true },
        perhaps: { type: 'array', items: { type: 'object', nullable: true, required: ['a'] } },
      },
    },
    status: { type: 'object', required: ['ready'], properties: { ready: { type: 'boolean' } } },
  },
};
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: SCHEMA }, subresources: { status: {} } },
      { name: 'v1beta1', served: false, storage: false, schema: { openAPIV3Schema: SCHEMA } },
    ],
  },
};
const API = new KubernetesApi('latest', customKinds(DEFINITION));
const problems = (spec: any, rest: any = {}) =>
  API.problems({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'web' }, spec, ...rest }).map(
    ({ category, pointer, message }) => `${category} ${pointer}: ${message}`,
  );
const RIGHT = { size: 1, note: '' };

// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
test.each([
  [{}, []],
  [{ note: null }, []],
  [{ size: undefined }, ['semantics /spec/size: is missing; must be set']],
  [{ size: '1' }, ['structure /spec/size: is the string "1"; must be an integer']],
  [{ size: 0 }, ['semantics /spec/size: is 0; must be at least 1']],
  [{ size: 10 }, ['semantics /spec/size: is 10; must be at most 9']],
  [{ mode: 'slow' }, []],
  [{ mode: '' }, ['semantics /spec/mode: is ""; must be one of "fast", "slow"']],
  [{ note: 'é'.repeat(5) }, []],
  [{ note: 'abcdef' }, ['semantics /spec/note: has 6 characters; must have at most 5']],
  [{ port: 80 }, []],
  [{ port: 'http' }, []],
  [{ port: true }, ['structure /spec/port: is the boolean true; must be an integer or a string']],
  [{ labels: { a: 'b' } }, []],
  [{ labels: { a: 1 } }, ['structure /spec/labels/a: is the number 1; must be a string']],
  [{ labels: { a: '' } }, ['semantics /spec/labels/a: has 0 characters; must have at least 1']],
  [{ names: ['a', 'b'] }, []],
  [{ names: ['a', 'a'] }, ['semantics /spec/names/1: "a" is there twice; must be unique']],
  [{ names: ['a', 'b', 'c', 'd'] }, ['semantics /spec/names: has 4 items; must have at most 3']],
  [{ parts: [{ name: 'a' }, { name: 'a', protocol: 'UDP' }] }, []],
  [
    { parts: [{ name: 'a' }, { name: 'a', protocol: 'TCP' }] },
    ['semantics /spec/parts/1: ["a","TCP"] is there twice; must be unique'],
  ],
  [{ parts: [{}] }, ['semantics /spec/parts/0/name: is missing; must be set']],
  [{ raw: { a: true, anything: [1] } }, []],
  [{ raw: { a: 1 } }, ['structure /spec/raw/a: is the number 1; must be a boolean']],
  [{ none: { other: 1 } }, ['unknown-field /spec/none/other: does not exist; remove it']],
  [{ embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } } }, []],
  [{ embedded: { apiVersion: 'v1' } }, ['semantics /spec/embedded/kind: is missing; must be set']],
  [{ perhaps: [null] }, []],
  [{ perhaps: [{}] }, ['semantics /spec/perhaps/0/a: is missing; must be set']],
  [{ Size: 1 }, ['unknown-field /spec/Size: does not exist; use "size"']],
])('%j', (change, expected) => {
  expect(problems({ ...RIGHT, ...change })).toEqual(expected);
});

test('a status has its own resource, and is not read', () => {
  expect(problems(RIGHT, { status: {} })).toEqual([]);
  expect(problems(RIGHT, { status: { ready: 'yes' } })).toEqual([]);
});

test('metadata is that of Kubernetes', () => {
  expect(problems(RIGHT, { metadata: { name: 'Web', labels: { a: 1 } } })).toEqual([
    'structure /metadata/labels/a: is the number 1; must be a string',
  ]);
  expect(problems(RIGHT, { metadata: { name: 'web', finalizers: ['widget'] } })).toEqual([]);
  expect(problems(undefined, {})).toEqual(['semantics /spec: is missing; must be set']);
});

test('a version that is not served', () => {
  const problem = (apiVersion: string) => API.problems({ apiVersion, kind: 'Widget', metadata: { name: 'web' } });
  for (const version of ['example.com/v1beta1', 'example.com/v2'])
    expect(problem(version)).toEqual([
      {
        category: 'unknown-kind',
        pointer: '/apiVersion',
        message: `${version} has no kind "Widget"; use example.com/v1 Widget`,
        meant: { reason: 'place', name: 'Widget', path: 'example.com/v1' },
      },
    ]);
});

test('other kinds of the group are not judged', () => {
  expect(API.problems({ apiVersion: 'example.com/v1', kind: 'Gadget' })).toEqual([]);
});

test('scope, resources and verbs', () => {
  expect(API.scopeOf('example.com/v1', 'Widget')).toBe('namespaced');
  expect([...API.resourcesOf('example.com').keys()]).toEqual(['widgets', 'widgets/status']);
  expect(API.verbsOf('example.com', 'widgets')).toContain('deletecollection');
  expect(API.resource('example.com', 'widgets/status')?.verbs).toEqual(['get', 'patch', 'update']);
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ ...DEFINITION, apiVersion: 'apiextensions.k8s.io/v1beta1' }],
  [{ ...DEFINITION, spec: null }],
  [{ ...DEFINITION, spec: { ...DEFINITION.spec, names: 'widgets' } }],
  [{ ...DEFINITION, spec: { ...DEFINITION.spec, versions: { v1: {} } } }],
  [{ ...DEFINITION, spec: { ...DEFINITION.spec, versions: [null, 'v1', { name: 'v1', served: true }] } }],
  [{ ...DEFINITION, spec: { ...DEFINITION.spec, preserveUnknownFields: true } }],
])('nothing is known of %j', (definition) => {
  expect(customKinds(definition)).toEqual([]);
});

test.each([
  { properties: 'none', type: 'object' },
  { type: ['object'] },
  { type: 'object', properties: { spec: null } },
  { type: 'object', properties: { spec: { type: 'array', items: 1 } } },
  { type: 'object', properties: { spec: { type: 'array', 'x-kubernetes-list-map-keys': 1, items: null } } },
  { type: 'object', required: 1, properties: { spec: { type: 'string', enum: 'a', maxLength: 'b' } } },
])('a schema that is wrong itself breaks nothing: %j', (openAPIV3Schema) => {
  const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema } }];
  const api = new KubernetesApi('latest', customKinds({ ...DEFINITION, spec: { ...DEFINITION.spec, versions } }));
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'web' }, spec: 'text' };
  expect(() => api.problems(object)).not.toThrow();
});
