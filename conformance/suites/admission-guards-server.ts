import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { STAGE_LABEL } from '../../src/admission/bindings';
import { PROTECTED_LABEL } from '../../src/admission/guards/admission-guard';
import { AdmissionStage } from '../../src/admission/stage';
import { asStatic } from '../../src/admission/static';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { ApiServer, type KubernetesObject } from '../api-server';
import { grouped, type Outcome, type Suite, TODAY } from '../suite';

const GROUP = 'rbac.authorization.k8s.io';
const APPLY = { 'Content-Type': 'application/apply-patch+yaml' };
const MERGE = { 'Content-Type': 'application/merge-patch+json' };
const NAMESPACE = '/api/v1/namespaces/shop';
const POLICIES = '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies';
const BINDINGS = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
const LEVEL = 'pod-security.kubernetes.io/enforce';
const CONTROLLER = 'system:serviceaccount:kube-system:namespace-controller';

/** A real API server starts with the guards on its disk, refuses users, and lets those who may and its controllers do all. */
export const admissionGuardsServer: Suite = {
  name: 'admission-guards-server',
  guarantee:
    'An API server that reads the guards from its disk starts, refuses exec, lower labels by each subresource, and the change and deletion of protected objects and policies, also as a collection, and lets the namespace controller end a namespace',
  by: 'a real kube-apiserver with etcd',
  async run(): Promise<Outcome> {
    const folder = mkdtempSync(join(tmpdir(), 'admission-guards-'));
    const server = new ApiServer({ flags: { 'admission-control-config-file': configurationIn(folder) } });
    let asked = 0;
    /** One request as somebody else; `200` and `403` are what must come back. */
    const expect = async (who: string, status: number, method: string, path: string, body?: any, headers = {}) => {
      const groups = who === 'admin' ? 'system:masters' : 'system:authenticated';
      const as = { 'Impersonate-User': who, 'Impersonate-Group': groups };
      const reply = await server.request(method, path, body, { ...as, ...headers });
      const text = JSON.stringify(reply.body).slice(0, 600);
      const what = `${who}: ${method} ${path}`;
      if (reply.status !== status) throw new Error(`${what}: status ${reply.status}, not ${status}: ${text}`);
      if (status === 403 && !text.includes('hardening-guard-'))
        throw new Error(`${what}: no guard refuses it: ${text}`);
      asked += 1;
      return reply.body;
    };
    try {
      await server.start();
      for (const object of powers()) {
        const { status, body } = await server.create(object);
        if (status !== 201) throw new Error(`${object.metadata.name}: ${JSON.stringify(body)}`);
      }
      await expectLabels(expect);
      await expectConnections(expect);
      await expectProtected(expect);
      await expectPolicies(expect);
      await expectEnd(expect);
      return { cases: `${grouped(asked)} requests` };
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

type Expect = (who: string, status: number, method: string, path: string, body?: any, headers?: object) => Promise<any>;

/** Writes the guards and what names their folder. */
function configurationIn(folder: string): string {
  const staticManifestsDir = join(folder, 'policies');
  mkdirSync(staticManifestsDir);
  const { objects } = admissionPolicies({
    ...{ policy: {}, today: TODAY, families: [], stage: AdmissionStage.DENY, isStatic: true },
    ...{ kubernetesVersion: NEWEST_VERSION, execGroups: ['oncall'] },
  });
  for (const object of asStatic(objects))
    writeFileSync(join(staticManifestsDir, `${object.kind}-${object.metadata.name}.json`), JSON.stringify(object));
  const apiVersion = 'apiserver.config.k8s.io/v1';
  const configuration = { apiVersion, kind: 'ValidatingAdmissionPolicyConfiguration', staticManifestsDir };
  const plugins = [{ name: 'ValidatingAdmissionPolicy', configuration }];
  const path = join(folder, 'admission.yaml');
  writeFileSync(path, JSON.stringify({ apiVersion, kind: 'AdmissionConfiguration', plugins }));
  return path;
}

/** `jane` may do everything with objects; `holder` has the permission of the guards too; `owner` all in a namespace. */
function powers(): KubernetesObject[] {
  const role = (
    name: string,
    apiGroups: readonly string[],
    resources: readonly string[],
    verbs: readonly string[],
  ) => ({
    ...{ apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name } },
    rules: [{ apiGroups, resources, verbs }],
  });
  const bound = (name: string, clusterRole: string, user: string, namespace?: string) => ({
    ...{ apiVersion: `${GROUP}/v1`, kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding' },
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: clusterRole },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: user }],
  });
  const labels = { [LEVEL]: 'restricted' };
  return [
    role('objects', ['', 'networking.k8s.io', 'admissionregistration.k8s.io'], ['*'], ['*']),
    role('guards', ['cdk8s-hardened.github.io'], ['guards'], ['override']),
    bound('jane', 'objects', 'jane'),
    bound('holder', 'objects', 'holder'),
    bound('holder-of-guards', 'guards', 'holder'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } },
    bound('owner', 'cluster-admin', 'owner', 'shop'),
  ];
}

/** All that writes a namespace takes its labels along. */
async function expectLabels(expect: Expect): Promise<void> {
  const patch = (key: string, value: string | null) => ({ metadata: { labels: { [key]: value } } });
  for (const who of ['jane', 'owner']) {
    for (const path of [NAMESPACE, `${NAMESPACE}/status`]) {
      await expect(who, 403, 'PATCH', path, patch(LEVEL, 'privileged'), MERGE);
      await expect(who, 403, 'PATCH', path, patch(LEVEL, null), MERGE);
      await expect(who, 403, 'PATCH', path, patch(STAGE_LABEL, 'deny'), MERGE);
      await expect(who, 200, 'PATCH', path, patch('team', 'a'), MERGE);
    }
    const namespace = await expect(who, 200, 'GET', NAMESPACE);
    const lower = { ...namespace, metadata: { ...namespace.metadata, labels: { [LEVEL]: 'privileged' } } };
    await expect(who, 403, 'PUT', `${NAMESPACE}/finalize`, lower);
    await expect(who, 403, 'PUT', NAMESPACE, lower);
  }
  await expect('holder', 200, 'PATCH', NAMESPACE, patch(LEVEL, 'baseline'), MERGE);
  await expect('jane', 200, 'PATCH', NAMESPACE, patch(LEVEL, 'restricted'), MERGE);
  await expect('admin', 200, 'PATCH', NAMESPACE, patch(STAGE_LABEL, 'deny'), MERGE);
  await expect('jane', 403, 'PATCH', NAMESPACE, patch(STAGE_LABEL, null), MERGE);
  await expect('admin', 200, 'PATCH', NAMESPACE, patch(STAGE_LABEL, null), MERGE);
}

/** A holder passes, and finds no pod, no node (404) and no endpoint (503); a websocket is a GET. */
async function expectConnections(expect: Expect): Promise<void> {
  const paths = [
    `${NAMESPACE}/pods/web/exec?command=sh&stdout=true`,
    `${NAMESPACE}/pods/web/attach?stdout=true`,
    `${NAMESPACE}/pods/web/portforward`,
    `${NAMESPACE}/pods/web/proxy/`,
    `${NAMESPACE}/services/web/proxy/`,
    '/api/v1/nodes/one/proxy/run',
  ];
  for (const path of paths)
    for (const method of ['GET', 'POST']) {
      await expect('jane', 403, method, path);
      await expect('holder', path.includes('/services/') ? 503 : 404, method, path);
    }
  await expect('jane', 404, 'POST', paths[0] as string, undefined, { 'Impersonate-Group': 'oncall' });
  await expect('owner', 403, 'POST', paths[0] as string);
}

async function expectProtected(expect: Expect): Promise<void> {
  const deny = `${POLICIES}/default-deny`;
  const policy = (spec: object) => ({
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    metadata: { name: 'default-deny', namespace: 'shop', labels: { [PROTECTED_LABEL]: 'true' } },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
  });
  const owned = { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'gone' }] };
  await expect('jane', 201, 'POST', POLICIES, policy({}));
  for (const who of ['jane', 'owner']) {
    await expect(who, 403, 'DELETE', deny);
    await expect(who, 403, 'DELETE', POLICIES); // the collection
    await expect(who, 403, 'PATCH', `${deny}?fieldManager=a&force=true`, policy({ ingress: [{}] }), APPLY);
    await expect(who, 403, 'PATCH', deny, { metadata: { labels: { [PROTECTED_LABEL]: null } } }, MERGE);
    await expect(who, 403, 'PATCH', deny, { metadata: owned }, MERGE);
    await expect(who, 200, 'PATCH', `${deny}?fieldManager=a&force=true`, policy({}), APPLY);
  }
  await expect('jane', 404, 'DELETE', `${POLICIES}/none`);
  await expect('holder', 200, 'PATCH', deny, { spec: { ingress: [{}] } }, MERGE);
  await expect('holder', 200, 'DELETE', deny);
  await expect('jane', 201, 'POST', POLICIES, policy({}));
}

/** Policies of the API are refused to nobody by policies of the API: these are from the disk. */
async function expectPolicies(expect: Expect): Promise<void> {
  const binding = (name: string) => ({
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: { name } },
    spec: { policyName: 'hardening-images', validationActions: ['Deny'] },
  });
  for (const name of ['hardening-images-deny', 'of-others']) await expect('jane', 201, 'POST', BINDINGS, binding(name));
  const mild = { spec: { validationActions: ['Audit'] } };
  await expect('jane', 403, 'PATCH', `${BINDINGS}/hardening-images-deny`, mild, MERGE);
  await expect('jane', 403, 'DELETE', `${BINDINGS}/hardening-images-deny`);
  await expect('jane', 403, 'DELETE', BINDINGS);
  await expect('admin', 200, 'DELETE', `${BINDINGS}/hardening-images-deny`);
}

/** The namespace controller, as the API server knows it, deletes what is protected, and then the namespace. */
async function expectEnd(expect: Expect): Promise<void> {
  await expect('admin', 200, 'DELETE', NAMESPACE);
  await expect('jane', 403, 'DELETE', POLICIES);
  await expect(CONTROLLER, 200, 'DELETE', POLICIES);
  const namespace = await expect(CONTROLLER, 200, 'GET', NAMESPACE);
  await expect(CONTROLLER, 200, 'PUT', `${NAMESPACE}/finalize`, { ...namespace, spec: {} });
  await expect('jane', 404, 'GET', NAMESPACE);
}
