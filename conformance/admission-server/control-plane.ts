/** A control plane that starts with all policies on its disk, all of them denying and filling, and its controllers. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { AdmissionStage } from '../../src/admission/stage';
import { asStatic, FILL_FOLDER, staticFiles } from '../../src/admission/static';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { Profiles } from '../../src/profiles/profiles';
import { world } from '../../test/support/world';
import { ApiServer, type KubernetesObject, type Reply, until } from '../api-server';
import { TODAY } from '../suite';
import { refusalOf } from './verdicts';

const NODE = 'node-1';
const KUBELET = {
  'Impersonate-User': `system:node:${NODE}`,
  'Impersonate-Group': 'system:nodes',
};

/** What kubeadm gives to administrators is what the rule is about; all else that it makes breaks no rule. */
const ADMINS = {
  ...{ rule: 'rbac-cluster-admin-binding', kind: 'ClusterRoleBinding', name: 'kubeadm:cluster-admins' },
  ...{ reason: 'the certificate of administrators is in this group', expires: '2099-12-31' },
};

/** Returns what was done. Throws where anyone that a cluster needs is locked out, or a user is not. */
export async function expectStatic(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'admission-static-'));
  const server = new ApiServer({ flags: flagsIn(folder), controllers: true });
  try {
    await server.start();
    await expectEnforced(server);
    await expectRoles(server);
    await expectNode(server);
    for (const object of ofKubeadm()) taken(await server.create(object));
    await expectWorkloads(server);
    await expectFilled(server);
    await expectCleanUp(server);
    return 'a fresh control plane with its controllers';
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${server.endOfLogs()}`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Writes the policies as the command `admission --fill --static` does, and names their folders to the two plugins. */
function flagsIn(folder: string): Record<string, string> {
  const policies = join(folder, 'policies');
  mkdirSync(join(policies, FILL_FOLDER), { recursive: true });
  const { objects } = admissionPolicies({
    ...{ policy: { profile: Profiles.nsa(), waivers: [ADMINS] }, today: TODAY },
    ...{ kubernetesVersion: NEWEST_VERSION, stage: AdmissionStage.DENY, fill: true },
  });
  for (const [file, some] of staticFiles(asStatic(objects)))
    writeFileSync(join(policies, file), some.map((object) => JSON.stringify(object)).join('\n---\n'));
  const config = join(folder, 'admission.json');
  const apiVersion = 'apiserver.config.k8s.io/v1';
  const plugin = (name: string, staticManifestsDir: string) => ({
    name,
    configuration: { apiVersion, kind: `${name}Configuration`, staticManifestsDir },
  });
  const plugins = [
    plugin('ValidatingAdmissionPolicy', policies),
    plugin('MutatingAdmissionPolicy', join(policies, FILL_FOLDER)),
  ];
  writeFileSync(config, JSON.stringify({ apiVersion, kind: 'AdmissionConfiguration', plugins }));
  return {
    'admission-control-config-file': config,
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': 'NodeRestriction',
    'disable-admission-plugins': '',
  };
}

/** The policies deny from the first answer on, and the API does not have them. */
async function expectEnforced(server: ApiServer): Promise<void> {
  const template = { metadata: { labels: { app: 'bad' } }, spec: pod('bad', 'default', { hostPID: true }).spec };
  const spec = { selector: { matchLabels: { app: 'bad' } }, template };
  const bad = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'bad', namespace: 'default' }, spec };
  const { status, body } = await server.create(bad, { dryRun: true });
  if (status !== 403 || refusalOf(body.message).rules.length === 0)
    throw new Error(`a Deployment that breaks rules: ${status} ${body.message}`);
  const list = await server.request('GET', '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies');
  const own = list.body.items.filter(({ metadata }: any) => metadata.name.startsWith('hardening-'));
  if (own.length > 0) throw new Error('a static policy can be read, and so deleted, through the API');
}

/** The API server has made its roles, and a controller has put the rules of others into `admin`. */
async function expectRoles(server: ApiServer): Promise<void> {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' };
  await until('the role admin has its rules', async () => {
    const { body } = await server.get({ ...role, metadata: { name: 'admin' } });
    return body.rules?.length > 10;
  });
  taken(await server.get({ ...role, metadata: { name: 'system:node' } }));
}

/** A kubelet registers its node and reports its static pods, whatever they may do. */
async function expectNode(server: ApiServer): Promise<void> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } };
  const { body } = taken(await server.request('POST', '/api/v1/nodes', node, KUBELET));
  const ownerReferences = [
    { ...{ apiVersion: 'v1', kind: 'Node', name: NODE, uid: body.metadata.uid }, controller: true },
  ];
  for (const namespace of ['kube-system', 'default']) {
    await until(`${namespace} has an account`, () => accountIn(server, namespace));
    const object = pod(`etcd-${NODE}`, namespace, { hostNetwork: true, nodeName: NODE });
    const annotations = { 'kubernetes.io/config.mirror': 'a' };
    const mirror = { ...object, metadata: { ...object.metadata, annotations, ownerReferences } };
    taken(await server.request('POST', `/api/v1/namespaces/${namespace}/pods`, mirror, KUBELET));
  }
}

/** Controllers make the pods of what was admitted, of agents in kube-system too. */
async function expectWorkloads(server: ApiServer): Promise<void> {
  const { namespace, spec } = world();
  for (const name of ['shop', 'gone'])
    taken(await server.create({ ...namespace, metadata: { ...namespace.metadata, name } }));
  for (const name of ['shop', 'gone']) await until(`${name} has an account`, () => accountIn(server, name));
  const labels = { app: 'web', 'app.kubernetes.io/name': 'web' };
  const template = {
    metadata: { labels },
    spec: { ...spec, serviceAccountName: 'web', automountServiceAccountToken: false },
  };
  const selector = { matchLabels: { app: 'web' } };
  const metadata = (namespaceName: string) => ({ name: 'web', namespace: namespaceName, labels });
  const agent = {
    containers: [{ name: 'agent', image: 'registry.k8s.io/kube-proxy:v1.37.2', securityContext: { privileged: true } }],
  };
  const batch = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
  const job = { ttlSecondsAfterFinished: 60, template: batch };
  const objects: KubernetesObject[] = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('shop'), automountServiceAccountToken: false },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('shop'),
      spec: { replicas: 2, selector, template },
    },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata('shop'), spec: job },
    {
      ...{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: metadata('kube-system') },
      spec: { selector, template: { metadata: { labels }, spec: { ...agent, hostNetwork: true } } },
    },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata('kube-system') },
      spec: { selector, template: { metadata: { labels }, spec: agent } },
    },
  ];
  for (const object of objects) taken(await server.create(object));
  await until('2 + 1 pods in shop, 2 in kube-system', async () => {
    const [shop, system] = await Promise.all(['shop', 'kube-system'].map((name) => podsIn(server, name)));
    return shop?.length === 3 && system?.length === 3; // one of them is the mirror
  });
}

/** A pod that says nothing of its security gets what Pod Security and the policies ask for; one that asks to be weaker is refused. */
async function expectFilled(server: ApiServer): Promise<void> {
  const { spec } = world();
  const [container] = spec.containers;
  const silent = (name: string, securityContext?: object): KubernetesObject => ({
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: { name, namespace: 'shop', labels: { 'app.kubernetes.io/name': name } },
    spec: {
      ...{ serviceAccountName: 'web', automountServiceAccountToken: false },
      containers: [{ ...container, securityContext }],
    },
  });
  const { body } = taken(await server.create(silent('silent'), { dryRun: true }));
  assert.deepEqual(body.spec.securityContext, spec.securityContext);
  assert.deepEqual(body.spec.containers[0].securityContext, container.securityContext);
  const { status } = await server.create(silent('weak', { privileged: true }), { dryRun: true });
  assert.equal(status, 403);
}

/** Controllers delete what belongs to a deleted object, and namespaces. */
async function expectCleanUp(server: ApiServer): Promise<void> {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } };
  const gone = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gone' } };
  for (const object of [deployment, gone]) taken(await server.delete(object));
  await until('the pods of the deployment are gone', async () => (await podsIn(server, 'shop')).length === 1);
  await until('the namespace is gone', async () => (await server.get(gone)).status === 404);
}

/** The roles and bindings of `kubeadm init`, its ConfigMap that joining nodes read, and a role of an add-on. */
function ofKubeadm(): KubernetesObject[] {
  const group = 'rbac.authorization.k8s.io';
  const apiVersion = `${group}/v1`;
  const named = (name: string, namespace?: string) => ({ name: `kubeadm:${name}`, namespace });
  const bound = (kind: string, name: string, role: object, subject: object, namespace?: string): KubernetesObject => ({
    ...{ apiVersion, kind, metadata: named(name, namespace) },
    ...{ roleRef: { apiGroup: group, ...role }, subjects: [subject] },
  });
  const toGroup = (name: string, role: string, subject: string) =>
    bound(...(['ClusterRoleBinding', name, { kind: 'ClusterRole', name: role }] as const), {
      apiGroup: group,
      kind: 'Group',
      name: subject,
    });
  const tokens = 'system:bootstrappers:kubeadm:default-node-token';
  const requests = 'system:certificates.k8s.io:certificatesigningrequests';
  const proxy = { kind: 'ServiceAccount', name: 'kube-proxy', namespace: 'kube-system' };
  const nodes = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];
  const info = [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'], verbs: ['get'] }];
  const signer = 'bootstrap-signer-clusterinfo';
  return [
    toGroup('cluster-admins', 'cluster-admin', 'kubeadm:cluster-admins'),
    { apiVersion, kind: 'ClusterRole', metadata: named('get-nodes'), rules: nodes },
    toGroup('get-nodes', 'kubeadm:get-nodes', tokens),
    toGroup('kubelet-bootstrap', 'system:node-bootstrapper', tokens),
    toGroup('node-autoapprove-bootstrap', `${requests}:nodeclient`, tokens),
    toGroup('node-autoapprove-certificate-rotation', `${requests}:selfnodeclient`, 'system:nodes'),
    bound('ClusterRoleBinding', 'node-proxier', { kind: 'ClusterRole', name: 'system:node-proxier' }, proxy),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cluster-info', namespace: 'kube-public' },
      data: { a: 'b' },
    },
    { apiVersion, kind: 'Role', metadata: named(signer, 'kube-public'), rules: info },
    bound(
      ...(['RoleBinding', signer, { kind: 'Role', name: `kubeadm:${signer}` }] as const),
      { apiGroup: group, kind: 'User', name: 'system:anonymous' },
      'kube-public',
    ),
  ];
}

async function podsIn(server: ApiServer, namespace: string): Promise<any[]> {
  return (await server.request('GET', `/api/v1/namespaces/${namespace}/pods`)).body.items;
}

async function accountIn(server: ApiServer, namespace: string): Promise<boolean> {
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
  return (await server.get(object)).status === 200;
}

function pod(name: string, namespace: string, spec: object): KubernetesObject {
  const containers = [{ name: 'web', image: 'registry.k8s.io/pause:3.10', securityContext: { privileged: true } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers, ...spec } };
}

export function taken(reply: Reply): Reply {
  if (reply.status < 300) return reply;
  throw new Error(`the server says ${reply.status} ${reply.body.message ?? ''}`);
}
