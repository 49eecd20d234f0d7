import { customKinds } from '../../src/kubernetes/api/custom-kinds';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { ApiServer, until } from '../api-server';
import { mutationsOf } from '../mutations';
import { RefusalCount } from '../refusal-count';
import type { Outcome, Suite } from '../suite';

const text = { type: 'string' };

/** What a schema may say, as far as we read it. */
const SPEC = {
  type: 'object',
  required: ['size', 'mode', 'note'],
  properties: {
    size: { type: 'integer', format: 'int32', minimum: 1, maximum: 9 },
    ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
    on: { type: 'boolean' },
    mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast' },
    note: { type: 'string', nullable: true, minLength: 2, maxLength: 20 },
    port: { 'x-kubernetes-int-or-string': true },
    labels: { type: 'object', minProperties: 1, additionalProperties: { type: 'string', minLength: 1 } },
    names: { type: 'array', 'x-kubernetes-list-type': 'set', minItems: 1, maxItems: 3, items: text },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'protocol'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: text, protocol: { type: 'string', default: 'TCP' }, weight: { type: 'integer' } },
      },
    },
    raw: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { known: { type: 'boolean' } },
    },
    empty: { type: 'object' },
    embedded: {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      'x-kubernetes-preserve-unknown-fields': true,
    },
  },
};
const SCHEMA = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: SPEC,
    status: { type: 'object', required: ['ready'], properties: { ready: { type: 'boolean' } } },
  },
};
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Cluster',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: SCHEMA }, subresources: { status: {} } },
    ],
  },
};
const WIDGET = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'web', labels: { app: 'web' }, annotations: { note: 'x' }, finalizers: ['hold'] },
  spec: {
    size: 3,
    ratio: 0.5,
    on: true,
    mode: 'fast',
    note: 'text',
    port: 80,
    labels: { a: 'b' },
    names: ['a', 'b'],
    parts: [{ name: 'a' }, { name: 'a', protocol: 'UDP', weight: 1 }],
    raw: { known: true, other: [1] },
    empty: {},
    embedded: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } },
  },
  status: { ready: true },
};

const PATH = '/apis/example.com/v1/widgets';

/** A CustomResourceDefinition gives the same knowledge as the server takes from it. */
export const customKindsSuite: Suite = {
  name: 'custom-kinds',
  guarantee:
    'Objects of a CustomResourceDefinition that its server accepts are not refused, and at least 95 % of those that it refuses are: one valid object, with each change of its fields',
  by: 'kube-apiserver with etcd',
  async run(): Promise<Outcome> {
    const server = new ApiServer();
    await server.start();
    try {
      await server.create(DEFINITION);
      await until('the kind is served', async () => (await server.request('GET', PATH)).status === 200);
      return { cases: await compare(server) };
    } finally {
      await server.stop();
    }
  },
};

async function compare(server: ApiServer): Promise<string> {
  const api = new KubernetesApi('latest', customKinds(DEFINITION));
  const fields = api.fieldsOf(WIDGET.apiVersion, WIDGET.kind);
  if (!fields) throw new Error('the definition gives no fields');
  const count = new RefusalCount();
  for (const { make } of [{ make: () => WIDGET }, ...mutationsOf(WIDGET, fields)]) {
    const object = make();
    const { status, body } = await server.request('POST', `${PATH}?dryRun=All&fieldValidation=Strict`, object);
    if (status !== 201 && status !== 400 && status !== 422)
      throw new Error(`the server says ${status} ${body.message} to ${JSON.stringify(object)}`);
    const errors = status === 201 ? [] : [{ type: status === 400 ? 'Strict' : 'Invalid', detail: body.message }];
    count.add(object, api.problems(object), { accepted: status === 201, errors });
  }
  return count.summary();
}
