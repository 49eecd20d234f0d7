import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBootstrapped } from '../../src/analysis/access/bindings';
import { AccessGraph } from '../../src/analysis/access/effective/access-graph';
import { type Permission, permissionsOf } from '../../src/analysis/access/effective/permissions';
import { type AccessRequest, type Identity, identityOf } from '../../src/analysis/access/effective/request';
import { userNameOf } from '../../src/analysis/access/subjects';
import { ManifestSet } from '../../src/model/manifest-set';
import { ApiServer, type KubernetesObject } from '../api-server';
import { grouped, type Outcome, type Suite } from '../suite';
import { documentsOfExample } from './acceptance';
import { taken, until } from './operator';
import { applied } from './server';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const RBAC = 'rbac.authorization.k8s.io/v1';
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** Verbs and resources that nearly no account needs: whoever has another permission is asked for these too. */
const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'impersonate',
  'bind',
];
const RESOURCES: readonly [group: string, resource: string][] = [
  ['', 'secrets'],
  ['', 'pods'],
  ['', 'pods/exec'],
  ['', 'serviceaccounts/token'],
  ['', 'nodes/proxy'],
  ['apps', 'deployments'],
  ['batch', 'jobs'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
];
const OTHER = 'other';

/** Somebody whom the server can be asked as. */
interface Asker {
  readonly name: string;
  readonly identity: Identity;
  readonly headers: Record<string, string>;
}

/** Each account of each example can do what it was granted, and not the neighbours of it. */
export const granted: Suite = {
  name: 'granted',
  guarantee:
    'On a real API server with RBAC, a token of each account of each example, and each group of people, may do what our analysis says that its roles and bindings grant, and what it says of their neighbours: another verb, resource, group, name or namespace',
  by: 'kube-apiserver with etcd, by TokenRequest and SelfSubjectAccessReview',
  async run(): Promise<Outcome> {
    const counts = { examples: 0, askers: 0, allowed: 0, denied: 0 };
    for (const example of readdirSync(EXAMPLES)) {
      const documents: KubernetesObject[] = documentsOfExample(example).filter(isOfAccess);
      if (!documents.some(({ kind }) => kind.endsWith('Binding'))) continue;
      counts.examples += 1;
      await askAbout(example, documents, counts);
    }
    const { examples, askers, allowed, denied } = counts;
    if (examples === 0 || allowed === 0 || denied < allowed)
      throw new Error(`asked too little: ${JSON.stringify(counts)}`);
    return {
      cases: `${examples} examples, ${askers} accounts and groups, ${grouped(allowed)} requests that are granted, ${grouped(denied)} neighbours`,
    };
  },
};

function isOfAccess({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === RBAC || ['Namespace', 'ServiceAccount'].includes(kind);
}

async function askAbout(
  example: string,
  documents: readonly KubernetesObject[],
  counts: { askers: number; allowed: number; denied: number },
): Promise<void> {
  const graph = AccessGraph.of(ManifestSet.fromJson([...documents]), { withDefaultBindings: true });
  const server = new ApiServer();
  await server.start();
  try {
    for (const each of inOrder(documents)) taken(await applied(server, each));
    const askers = [...(await accountsIn(documents, server)), ...groupsIn(graph)];
    const all = askers.flatMap(({ identity }) => grantedTo(identity, graph));
    for (const asker of askers) {
      counts.askers += 1;
      const own = grantedTo(asker.identity, graph);
      const asked = distinct([...own.map(requestFor), ...all.flatMap(neighboursOf)]);
      for (const request of own.map(requestFor)) {
        const isAllowed = () => may(server, asker, request);
        // The authorizer reads the bindings a moment after they are written.
        await until(isAllowed).catch(() => {
          throw new Error(
            `${example}: the server denies ${JSON.stringify(request)} to ${asker.name}, which is granted`,
          );
        });
      }
      for (const request of asked) {
        const { allowed } = graph.decide(asker.identity, request);
        if ((await may(server, asker, request)) !== allowed)
          throw new Error(
            `${example}: the server ${allowed ? 'denies' : 'allows'} ${JSON.stringify(request)} to ${asker.name}`,
          );
        counts[allowed ? 'allowed' : 'denied'] += 1;
      }
    }
  } finally {
    await server.stop();
  }
}

/** Namespaces first; those that others make are made. */
function inOrder(documents: readonly KubernetesObject[]): KubernetesObject[] {
  const names = new Set(documents.flatMap(({ metadata }) => metadata.namespace ?? []));
  const own = documents.filter(({ kind }) => kind === 'Namespace');
  for (const { metadata } of own) names.delete(`${metadata.name}`);
  const others = [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return [...own, ...others, ...documents.filter(({ kind }) => kind !== 'Namespace')];
}

/** The accounts of an example, each with a token that the server made for it. */
async function accountsIn(documents: readonly KubernetesObject[], server: ApiServer): Promise<Asker[]> {
  const askers: Asker[] = [];
  for (const { kind, metadata } of documents) {
    if (kind !== 'ServiceAccount') continue;
    const { name = '', namespace = 'default' } = metadata;
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
    const reply = await server.request('POST', path, body);
    taken(reply);
    const headers = { Authorization: `Bearer ${reply.body.status.token}` };
    const identity = identityOf(userNameOf(namespace, name));
    askers.push({ name: identity.user, identity, headers });
  }
  return askers;
}

/** The groups of an identity provider that bindings name. */
function groupsIn(graph: AccessGraph): Asker[] {
  return graph.grantees
    .filter(({ kind, name }) => kind === 'Group' && !name.startsWith('system:'))
    .map(({ name }) => ({
      name: `group ${name}`,
      identity: identityOf('jane', [name]),
      headers: { 'Impersonate-User': 'jane', 'Impersonate-Group': name },
    }));
}

/** What the bindings of the example grant, without those that a cluster has by itself. */
function grantedTo(identity: Identity, graph: AccessGraph): Permission[] {
  return [...graph.grantsOf(identity)].filter(({ binding }) => !isBootstrapped(binding)).flatMap(permissionsOf);
}

/** A request that a permission allows: a wildcard allows any word. */
function requestFor({ verb, group = '', resource = '', name, namespace, path }: Permission): AccessRequest {
  const word = (text: string) => text.replace('*', 'madeup');
  if (path !== undefined) return { verb: word(verb), path: word(path) };
  return { verb: word(verb), group: word(group), ...partsOf(word(resource)), name, namespace };
}

function partsOf(text: string) {
  const [resource = '', subresource] = text.split('/');
  return { resource, subresource };
}

/** Requests that differ from a permission in one thing. */
function neighboursOf(permission: Permission): AccessRequest[] {
  const request = requestFor(permission);
  if ('path' in request)
    return [
      { ...request, path: `${request.path}/${OTHER}` },
      { ...request, verb: 'post' },
    ];
  const { group, subresource, namespace } = request;
  return [
    ...VERBS.map((verb) => ({ ...request, verb })),
    ...RESOURCES.map(([otherGroup, other]) => ({ ...request, group: otherGroup, ...partsOf(other), name: undefined })),
    { ...request, subresource: subresource === undefined ? 'status' : undefined },
    { ...request, group: group === '' ? 'apps' : '' },
    { ...request, name: OTHER },
    { ...request, name: undefined },
    { ...request, namespace: 'default' },
    { ...request, namespace: namespace === undefined ? 'kube-system' : undefined },
  ];
}

function distinct(requests: readonly AccessRequest[]): AccessRequest[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

async function may(server: ApiServer, { headers }: Asker, request: AccessRequest): Promise<boolean> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: 'path' in request ? { nonResourceAttributes: request } : { resourceAttributes: request },
  };
  const reply = await server.request('POST', REVIEWS, review, headers);
  taken(reply);
  return reply.body.status.allowed;
}
