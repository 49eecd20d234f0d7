/** Requests beside creations: updates, subresources, and what is too large; and how long a judged request takes. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { world } from '../../test/support/world';
import type { ApiServer, KubernetesObject, Reply } from '../api-server';
import { taken } from './control-plane';
import { refusalOf } from './verdicts';

const SHOP = '/api/v1/namespaces/shop';
const DEPLOYMENT = '/apis/apps/v1/namespaces/shop/deployments/old';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };
const STRATEGIC = { 'Content-Type': 'application/strategic-merge-patch+json' };
const RBAC = 'rbac.authorization.k8s.io/v1';

/** Objects that break rules, from before the policies. */
export async function makeOldObjects(server: ApiServer): Promise<void> {
  const { namespace, spec } = world();
  await server.create({ ...namespace, metadata: { ...namespace.metadata, name: 'shop', labels: {} } });
  const labels = { app: 'old' };
  const template = { metadata: { labels }, spec: { ...spec, hostPID: true } };
  const old = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'old', namespace: 'shop' } };
  taken(await server.create({ ...old, spec: { replicas: 1, selector: { matchLabels: labels }, template } }));
  taken(await server.create(running(spec)));
}

function running(spec: any): KubernetesObject {
  const metadata = { name: 'running', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'running' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

/** Only what the rules read is judged in an update. Returns the number of requests. */
export async function expectRequests(server: ApiServer): Promise<number> {
  const { spec } = world();
  const patch = (path: string, body: object, headers = MERGE) => server.request('PATCH', path, body, headers);
  const debug = (securityContext: object) => ({
    spec: { ephemeralContainers: [{ ...spec.containers[0], name: 'debug', securityContext, ...PLAIN }] },
  });
  const { body: shop } = await server.request('GET', SHOP);
  const privileged = {
    ...shop,
    metadata: { ...shop.metadata, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
  };
  const cases: [what: string, reply: Reply, isTaken: boolean][] = [
    ['a label of an old object', await patch(DEPLOYMENT, { metadata: { labels: { a: 'b' } } }), true],
    ['an annotation of an old object', await patch(DEPLOYMENT, { metadata: { annotations: { a: 'b' } } }), true],
    ['its scale', await server.request('PUT', `${DEPLOYMENT}/scale`, SCALE), true],
    ['its status', await patch(`${DEPLOYMENT}/status`, { status: { replicas: 3 } }), true],
    ['its replicas', await patch(DEPLOYMENT, { spec: { replicas: 2 } }), false],
    ['its template', await patch(DEPLOYMENT, { spec: { template: { spec: { hostIPC: true } } } }), false],
    ['a mended template', await patch(DEPLOYMENT, { spec: { template: { spec: { hostPID: false } } } }), true],
    [
      'a debug container that breaks rules',
      await patch(`${SHOP}/pods/running/ephemeralcontainers`, debug({ privileged: true }), STRATEGIC),
      false,
    ],
    [
      'a debug container that breaks none',
      await patch(`${SHOP}/pods/running/ephemeralcontainers`, debug(spec.containers[0].securityContext), STRATEGIC),
      true,
    ],
    ['a label of a running pod', await patch(`${SHOP}/pods/running`, { metadata: { labels: { a: 'b' } } }), true],
    ['a milder Pod Security level', await patch(SHOP, privileged), false],
    ['the same through the status', await server.request('PUT', `${SHOP}/status`, privileged), false],
    ['the same through finalize', await server.request('PUT', `${SHOP}/finalize`, privileged), false],
    ['the deletion of an object that breaks rules', await server.request('DELETE', `${DEPLOYMENT}?dryRun=All`), true],
  ];
  for (const [what, { status, body }, isTaken] of cases) {
    if (isTaken) assert.ok(status < 300, `${what}: ${status} ${body.message}`);
    else assert.equal(status, 403, `${what}: ${status} ${body.message ?? 'is admitted'}`);
    if (!isTaken) assert.ok(refusalOf(body.message).rules.length > 0, what);
  }
  return cases.length;
}

/** A debug container has neither of these. */
const PLAIN = {
  ports: undefined,
  resources: undefined,
  livenessProbe: undefined,
  readinessProbe: undefined,
  startupProbe: undefined,
};

const SCALE = {
  ...{ apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'old', namespace: 'shop' } },
  spec: { replicas: 3 },
};

const MEGABYTE = 'x'.repeat(1_000_000);
const LARGE = /is too much for the API server to judge/;

/** What is too large is admitted, or refused in words that say what is too large. Returns the number of requests. */
export async function expectLarge(server: ApiServer): Promise<number> {
  const container = { name: 'web', image: 'ghcr.io/acme/web:1.0' };
  const pod = (more: object, spec: object = {}): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'large', namespace: 'shop' } },
    spec: { containers: [{ ...container, ...more }], ...spec },
  });
  const map = (kind: string, field: string): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind, metadata: { name: 'large', namespace: 'shop' } },
    [field]: { value: MEGABYTE },
  });
  const verbs = ['get', 'list', 'watch', 'create', 'update'];
  const rules = Array.from({ length: 1000 }, (_, index) => ({
    apiGroups: [`g${index}`],
    resources: ['a', 'b'],
    verbs,
  }));
  const http = {
    paths: ['a', 'b', 'c', 'd'].map((path) => ({ path: `/${path}`, pathType: 'Prefix', backend: BACKEND })),
  };
  const hosts = Array.from({ length: 1000 }, (_, index) => ({ host: `h${index}.example.com`, http }));
  const containers = Array.from({ length: 1000 }, (_, index) => ({ ...container, name: `c${index}` }));
  const cases: [what: string, object: KubernetesObject, expected: RegExp | undefined][] = [
    ['a Secret', map('Secret', 'stringData'), undefined],
    ['an argument', pod({ args: [MEGABYTE] }), LARGE],
    ['an image', pod({ image: `x/${MEGABYTE}` }), LARGE],
    ['1,000 containers', pod({}, { containers }), LARGE],
    ['a role', { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name: 'large' }, rules }, LARGE],
    [
      'an ingress',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'large', namespace: 'shop' },
        spec: { rules: hosts },
      },
      LARGE,
    ],
  ];
  // Which policy answers first is not ours: any of its rules may be told.
  const others: [string, KubernetesObject][] = [
    ['a variable', pod({ env: [{ name: 'LARGE', value: MEGABYTE }] })],
    ['a ConfigMap', map('ConfigMap', 'data')],
  ];
  for (const [what, object, expected] of cases) {
    const { status, body } = await server.create(object, { dryRun: true });
    if (expected) assert.equal(status, 403, `${what}: ${status} ${body.message}`);
    else assert.equal(status, 201, `${what}: ${status} ${body.message}`);
    if (expected) assert.match(body.message, OR_RULE, what);
  }
  for (const [what, object] of others) {
    const { status, body } = await server.create(object, { dryRun: true });
    if (status !== 201) assert.match(body.message, OR_RULE, `${what}: ${status}`);
  }
  return cases.length + others.length;
}

const BACKEND = { service: { name: 'web', port: { number: 80 } } };
/** A text that a reader understands: what is too large, or which rule is broken. */
const OR_RULE = new RegExp(`${LARGE.source}|denied request: (\\d+ rules: )?[a-z][a-z0-9-]+[:,] `);

/** Milliseconds that the policies add to a pod, small and of 100 containers: pairs of requests, one in a spared namespace. */
export async function addedTimes(server: ApiServer): Promise<[small: number, large: number]> {
  const [small, large] = podSpecs();
  return [await addedTime(server, small, 60), await addedTime(server, large, 15)];
}

/** A pod that keeps all rules, small and of 100 containers. */
export function podSpecs(): [small: KubernetesObject, large: KubernetesObject] {
  const { spec } = world();
  const container = spec.containers[0];
  const env = Array.from({ length: 10 }, (_, index) => ({ name: `V${index}`, value: 'a value of usual length' }));
  const containers = Array.from({ length: 100 }, (_, index) => ({
    ...container,
    name: `c${index}`,
    ports: undefined,
    env,
  }));
  return [running(spec), running({ ...spec, containers })];
}

async function addedTime(server: ApiServer, object: KubernetesObject, pairs: number): Promise<number> {
  const timed = async (namespace: string) => {
    const start = performance.now();
    taken(
      await server.create({ ...object, metadata: { ...object.metadata, name: 'timed', namespace } }, { dryRun: true }),
    );
    return performance.now() - start;
  };
  const differences: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) differences.push(-(await timed('kube-system')) + (await timed('shop')));
  return differences.sort((a, b) => a - b)[Math.floor(pairs / 2)] ?? 0;
}

/** Bytes that the server holds after garbage collections, while it has nothing to do: the least of some readings. */
export async function heapOf(server: ApiServer): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let reading = 0; reading < 10; reading += 1) {
    await sleep(500);
    const { body } = await server.request('GET', '/debug/pprof/heap?gc=1&debug=1');
    least = Math.min(least, Number(/# HeapAlloc = (\d+)/.exec(body)?.[1]));
  }
  return least;
}
