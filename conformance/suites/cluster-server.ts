import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { App, Testing } from 'cdk8s';
import { AnonymousLockdown } from '../../src/constructs/cluster/anonymous-lockdown';
import { AuditPolicy } from '../../src/constructs/cluster/audit-policy';
import { EncryptionProvider } from '../../src/constructs/cluster/encryption-provider';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { readYaml } from '../../src/yaml/read';
import { ApiServer } from '../api-server';
import { synthesized } from '../clusters';
import { grouped, type Outcome, type Suite } from '../suite';

const HARDENING = '/etc/kubernetes/hardening';
const LOG = '/var/log/kubernetes/audit';
/** Of kubeadm, and for kubelets, which are not here. */
const WITHOUT = ['kubelet-certificate-authority'];
const VALUE = 'the value that nobody reads in etcd';

/** A real API server runs with our files, and does what they promise. */
export const clusterServer: Suite = {
  name: 'cluster-server',
  guarantee:
    'With the files of a `HardenedCluster`, Secrets in etcd are encrypted, anonymous requests are refused but for health, `AnonymousLockdown` takes what RBAC allows them, the audit log has what `levelOf` promises and no bodies of Secrets, a namespace without labels is held to the default level, and events are limited',
  by: 'a real kube-apiserver with etcd',
  async run(): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), 'cluster-server-'));
    const server = new ApiServer({ flags: flagsIn(folder) });
    try {
      await server.start();
      await expectEncrypted(server);
      await expectNoAnonymous(server);
      await expectDefaultLevel(server);
      await expectLimitedEvents(server);
      const events = await expectAudited(server, join(folder, 'audit.log'));
      await expectLockdown();
      return { cases: `${grouped(events)} audit events; two servers` };
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Writes the files below a folder, with keys, and returns the flags that kubeadm would give the server. */
function flagsIn(folder: string): Record<string, string> {
  const files = synthesized(NEWEST_VERSION, {
    encryption: { providers: [EncryptionProvider.secretbox('key-2', 'key-1')] },
    authentication: { issuers: [{ url: 'https://idp.invalid', audiences: ['kubernetes'], groupsClaim: 'groups' }] },
  });
  const here = (text: string) => text.replaceAll(HARDENING, folder).replaceAll(LOG, folder);
  for (const [path, text] of files) {
    if (!path.startsWith(`${HARDENING}/`)) continue;
    const filled = text.replace(/REPLACE-WITH-KEY-[\w-]+/g, () => randomBytes(32).toString('base64'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(here(path), here(filled), { mode: 0o600 });
  }
  const init = readYaml(files.get('/etc/kubernetes/kubeadm/init.yaml') as string).documents.map(
    ({ value }) => value as any,
  );
  const { apiServer } = init.find(({ kind }) => kind === 'ClusterConfiguration');
  const flags: [string, string][] = apiServer.extraArgs.map(({ name, value }: any) => [name, here(value)]);
  return Object.fromEntries(flags.filter(([name]) => !WITHOUT.includes(name)));
}

async function expectEncrypted(server: ApiServer): Promise<void> {
  for (const [kind, plural] of [
    ['Secret', 'secrets'],
    ['ConfigMap', 'configmaps'],
  ] as const) {
    const field = kind === 'Secret' ? 'stringData' : 'data';
    const object = { apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'default' }, [field]: { a: VALUE } };
    expectStatus('the creation', await server.create(object), 201);
    const stored = (await server.stored(`/registry/${plural}/default/a`)).toString('latin1');
    if (!stored.startsWith('k8s:enc:secretbox:v1:key-2:') || stored.includes(VALUE))
      throw new Error(`a ${kind} is stored as ${JSON.stringify(stored.slice(0, 60))}`);
    const { body } = await server.get(object);
    if (!JSON.stringify(body).includes(kind === 'Secret' ? Buffer.from(VALUE).toString('base64') : VALUE))
      throw new Error(`the ${kind} is not read back`);
  }
}

async function expectNoAnonymous(server: ApiServer): Promise<void> {
  for (const path of ['/livez', '/readyz', '/healthz'])
    expectStatus(`anonymous ${path}`, await server.requestAnonymously(path), 200);
  for (const path of [
    '/api',
    '/version',
    '/apis',
    '/livez/etcd',
    '/api/v1/namespaces/kube-public/configmaps/cluster-info',
  ])
    expectStatus(`anonymous ${path}`, await server.requestAnonymously(path), 401);
}

/** Where nothing but RBAC decides about anonymous requests, `AnonymousLockdown` takes what it says. */
async function expectLockdown(): Promise<void> {
  const server = new ApiServer();
  const answers = async (expected: Record<string, number>) => {
    for (const [path, status] of Object.entries(expected)) {
      const what = `anonymous ${path}`;
      const isReached = async () => (await server.requestAnonymously(path)).status === status;
      for (let tries = 0; tries < 50 && !(await isReached()); tries += 1) await sleep(100); // informers of the authorizer
      expectStatus(what, await server.requestAnonymously(path), status);
    }
  };
  const lockDown = async (allowsProbes: boolean) => {
    const chart = Testing.chart();
    new AnonymousLockdown(chart, 'lockdown', { allowsProbes });
    for (const object of Testing.synth(chart)) {
      const { status, body } = await server.apply(object, { force: true });
      if (status !== 200 && status !== 201) throw new Error(`the server says ${status} ${body.message}`);
    }
  };
  await server.start();
  try {
    await answers({ '/version': 200, '/livez': 200 });
    await lockDown(true);
    await answers({ '/version': 403, '/livez': 200, '/readyz': 200, '/healthz': 200 });
    await lockDown(false);
    await answers({ '/version': 403, '/livez': 403, '/readyz': 403, '/healthz': 403 });
  } finally {
    await server.stop();
  }
}

async function expectDefaultLevel(server: ApiServer): Promise<void> {
  const pod = (volumes: object[]) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'default' } },
    spec: { containers: [{ name: 'a', image: 'a' }], volumes },
  });
  const plain = await server.create(pod([]), { dryRun: true });
  expectStatus('a pod of level baseline', plain, 201);
  if (!plain.warnings.some((text) => text.includes('restricted'))) throw new Error('no warning about restricted');
  const refused = await server.create(pod([{ name: 'node', hostPath: { path: '/' } }]), { dryRun: true });
  expectStatus('a pod with a path of its node', refused, 403);
}

async function expectLimitedEvents(server: ApiServer): Promise<void> {
  const event = (index: number) => ({
    ...{ apiVersion: 'v1', kind: 'Event', metadata: { name: `a-${index}`, namespace: 'default' } },
    ...{
      involvedObject: { kind: 'Pod', name: 'a', namespace: 'default' },
      reason: 'Test',
      message: 'a',
      type: 'Normal',
    },
  });
  const replies = await Promise.all(Array.from({ length: 120 }, (_, index) => server.create(event(index))));
  const [created, limited] = [201, 429].map((status) => replies.filter((reply) => reply.status === status).length);
  if (!created || !limited) throw new Error(`of 120 events at once, ${created} were created and ${limited} limited`);
}

/** Each event of the log has the level that the policy promises for its request. Returns their number. */
async function expectAudited(server: ApiServer, log: string): Promise<number> {
  const RBAC = 'rbac.authorization.k8s.io';
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' };
  const binding = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'a' }, roleRef };
  expectStatus('a binding', await server.create(binding), 201);
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: { token: VALUE } };
  expectStatus('a token review', await server.create(review), 201);
  await sleep(1000); // the log is written in blocking mode; its last line may still be on its way
  const text = readFileSync(log, 'utf8');
  if (text.includes(VALUE) || text.includes(Buffer.from(VALUE).toString('base64')))
    throw new Error('the audit log has the value of a Secret, a ConfigMap or a token');
  const policy = new AuditPolicy(new App(), 'audit');
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { level, verb, user, objectRef: at, requestURI } of events) {
    if (user?.username === undefined) continue; // who was refused has no user, and no rule about users matches
    const resource = at && [at.resource, at.subresource].filter(Boolean).join('/');
    const request = {
      ...{ verb, user: user.username, groups: user.groups },
      ...(at?.resource
        ? { apiGroup: at.apiGroup, resource, name: at.name, namespaceName: at.namespace }
        : { path: requestURI.split('?')[0] }),
    };
    const promised = policy.levelOf(request);
    if (promised !== level) throw new Error(`${verb} ${requestURI}: logged at ${level}, promised ${promised}`);
  }
  const bodies = events.filter(({ requestObject }) => requestObject?.kind === 'ClusterRoleBinding');
  if (bodies.length === 0) throw new Error('the log has no body of a binding');
  const secrets = events.filter(({ objectRef }) => objectRef?.resource === 'secrets');
  if (secrets.length === 0) throw new Error('the log has no request for a Secret');
  return events.length;
}

function expectStatus(what: string, { status, body }: { status: number; body: any }, wanted: number): void {
  if (status !== wanted)
    throw new Error(`${what}: status ${status}, not ${wanted}: ${JSON.stringify(body).slice(0, 400)}`);
}
