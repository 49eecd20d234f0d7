import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer, type KubernetesObject, type Reply } from '../api-server';
import { grouped, type Outcome, type Suite } from '../suite';
import { documentsOfExample } from './acceptance';

const HOME = 'report-operator';
const TEAM = 'team-blue';
const OWN = { 'app.kubernetes.io/managed-by': 'report-operator' };
const [REPORTS, LEASES, RBAC] = ['reports.acme.example', 'coordination.k8s.io', 'rbac.authorization.k8s.io'];

/** The definitions that the example leaves to others. */
const DEFINITIONS = [
  definition('reports.acme.example', 'reports', 'Report', { status: {} }),
  definition('cert-manager.io', 'certificates', 'Certificate', {}),
];

type Request = readonly [verb: string, group: string, resource: string, namespace?: string, name?: string];

/** What the program of the example declares. `deployments` has no name here: any object of the kind. */
const MAY: readonly Request[] = [
  ...['get', 'list', 'watch'].map((verb): Request => [verb, REPORTS, 'reports', TEAM]),
  ...['get', 'list', 'watch'].map((verb): Request => [verb, REPORTS, 'reports', 'team-green']),
  ...['get', 'update', 'patch'].map((verb): Request => [verb, REPORTS, 'reports/status', TEAM]),
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'].map(
    (verb): Request => [verb, '', 'configmaps', TEAM],
  ),
  ['create', LEASES, 'leases', HOME],
  ['get', LEASES, 'leases', HOME, 'report-operator'],
  ['update', LEASES, 'leases', HOME, 'report-operator'],
  ['create', '', 'events', HOME],
  ['patch', 'events.k8s.io', 'events', HOME],
  ['list', '', 'nodes'],
];

/** Their neighbours: another verb, resource, name or namespace. */
const MAY_NOT: readonly Request[] = [
  ['create', REPORTS, 'reports', TEAM],
  ['update', REPORTS, 'reports', TEAM],
  ['list', REPORTS, 'reports', 'default'],
  ['list', REPORTS, 'reports'],
  ['create', REPORTS, 'reports/status', TEAM],
  ['deletecollection', '', 'configmaps', TEAM],
  ['create', '', 'configmaps', 'default'],
  ['list', '', 'configmaps', HOME],
  ['update', LEASES, 'leases', HOME, 'other'],
  ['list', LEASES, 'leases', HOME],
  ['delete', LEASES, 'leases', HOME, 'report-operator'],
  ['get', LEASES, 'leases', TEAM, 'report-operator'],
  ['list', '', 'events', HOME],
  ['patch', '', 'nodes'],
  ['get', '', 'nodes/proxy'],
  ['get', '', 'secrets', HOME],
  ['get', '', 'secrets', TEAM],
  ['create', '', 'pods', TEAM],
  ['create', '', 'pods/exec', HOME],
  ['create', '', 'serviceaccounts/token', HOME],
  ['create', RBAC, 'rolebindings', TEAM],
  ['impersonate', '', 'serviceaccounts', HOME],
];

/** The example operator gets exactly what it needs. */
export const operator: Suite = {
  name: 'operator',
  guarantee:
    'On a real API server, the account of the example operator may do what its program grants, and not the neighbours of it; it writes the objects that it owns by label, and no others',
  by: 'kube-apiserver with etcd, by SelfSubjectAccessReview and by writes',
  async run(): Promise<Outcome> {
    const server = new ApiServer();
    await server.start();
    try {
      for (const each of DEFINITIONS) taken(await server.apply(each));
      for (const { spec } of DEFINITIONS as any[])
        await until(async () => (await server.request('GET', `/apis/${spec.group}/v1`)).status === 200);
      const documents: KubernetesObject[] = documentsOfExample('operator');
      const isFirst = ({ kind }: KubernetesObject) => (kind === 'Namespace' ? 0 : 1);
      for (const each of documents.sort((a, b) => isFirst(a) - isFirst(b))) taken(await server.apply(each));
      const account = documents.find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name !== 'default');
      const user = `system:serviceaccount:${HOME}:${account?.metadata.name}`;
      await until(() => may(server, user, ['list', '', 'nodes'])); // the authorizer has read the bindings
      for (const [requests, expected] of [[MAY, true] as const, [MAY_NOT, false] as const])
        for (const each of requests)
          if ((await may(server, user, each)) !== expected)
            throw new Error(`the server ${expected ? 'denies' : 'allows'} ${each.join(' ')} to ${user}`);
      const writes = await expectOwned(server, user);
      return {
        cases: `${grouped(MAY.length)} requests that are granted, ${grouped(MAY_NOT.length)} neighbours, ${writes} writes`,
      };
    } finally {
      await server.stop();
    }
  },
};

async function may(server: ApiServer, user: string, [verb, group, whole, namespace, name]: Request): Promise<boolean> {
  const [resource, subresource] = whole.split('/');
  const resourceAttributes = { verb, group, resource, subresource, namespace, name };
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const { body } = await server.request('POST', path, review, { 'Impersonate-User': user });
  return body.status.allowed;
}

/** Writes of ConfigMaps by the operator, and those that its admission policy denies although RBAC allows them. */
async function expectOwned(server: ApiServer, user: string): Promise<number> {
  const path = `/api/v1/namespaces/${TEAM}/configmaps`;
  const map = (name: string, labels?: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } });
  const as = { 'Impersonate-User': user };
  const patch = { ...as, 'Content-Type': 'application/merge-patch+json' };
  const denied = ({ status, body }: Reply) =>
    [403, 422].includes(status) && /this account writes only objects/.test(body.message);
  // The policy is in force a moment after it is written.
  await until(async () => denied(await server.request('POST', `${path}?dryRun=All`, map('a'), as)));
  taken(await server.request('POST', path, map('theirs')));
  const cases: [string, Reply, boolean][] = [
    ['creates without the labels', await server.request('POST', path, map('a'), as), false],
    [
      'creates with another value',
      await server.request('POST', path, map('a', { 'app.kubernetes.io/managed-by': 'x' }), as),
      false,
    ],
    ['creates its own', await server.request('POST', path, map('own', OWN), as), true],
    ['changes its own', await server.request('PATCH', `${path}/own`, { data: { a: 'b' } }, patch), true],
    ['gives its own away', await server.request('PATCH', `${path}/own`, { metadata: { labels: null } }, patch), false],
    [
      'takes one of others',
      await server.request('PATCH', `${path}/theirs`, { metadata: { labels: OWN } }, patch),
      false,
    ],
    ['changes one of others', await server.request('PATCH', `${path}/theirs`, { data: { a: 'b' } }, patch), false],
    ['deletes one of others', await server.request('DELETE', `${path}/theirs`, undefined, as), false],
    ['deletes its own', await server.request('DELETE', `${path}/own`, undefined, as), true],
    [
      'lets others write',
      await server.request(
        'PATCH',
        `${path}/theirs`,
        { data: { a: 'b' } },
        { 'Content-Type': 'application/merge-patch+json' },
      ),
      true,
    ],
  ];
  for (const [what, reply, expected] of cases)
    if (expected ? reply.status >= 300 : !denied(reply))
      throw new Error(`the operator ${what}, and the server says ${reply.status} ${reply.body.message ?? ''}`);
  return cases.length;
}

function definition(group: string, plural: string, kind: string, subresources: object): KubernetesObject {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind },
      versions: [{ name: 'v1', served: true, storage: true, schema, subresources }],
    },
  };
}

export function taken({ status, body }: Reply): void {
  if (status >= 300) throw new Error(`the server says ${status} ${body.message ?? ''}`);
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(200)) if (await isSo()) return;
  throw new Error('the server has not become ready after 20 s');
}
