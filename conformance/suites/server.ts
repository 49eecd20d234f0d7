import { Testing } from 'cdk8s';
import { Checker } from '../../src/engine/checker';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { readObjects } from '../../src/model/read-objects';
import { Profiles } from '../../src/profiles/profiles';
import { CLASSES, KINDS, newChart } from '../../test/support/workloads';
import { world } from '../../test/support/world';
import { ApiServer, type KubernetesObject, type Reply } from '../api-server';
import { grouped, type Outcome, type Suite, TODAY } from '../suite';
import { exampleDocuments, isOwn } from './acceptance';
import { richWorkload } from './workloads';

/** One change to a pod that passes, for each rule that stands for a control of Pod Security. */
const WEAKENED: { readonly [rule: string]: (spec: any) => void } = {
  'apparmor-profile': (spec) => set(spec, 'appArmorProfile', { type: 'Unconfined' }),
  'capabilities-not-dropped': (spec) => set(spec, 'capabilities', { drop: ['NET_RAW'] }),
  'capability-beyond-baseline': (spec) => set(spec, 'capabilities', { drop: ['ALL'], add: ['NET_ADMIN'] }),
  'capability-beyond-restricted': (spec) => set(spec, 'capabilities', { drop: ['ALL'], add: ['CHOWN'] }),
  'host-ipc': (spec) => Object.assign(spec, { hostIPC: true }),
  'host-network': (spec) => Object.assign(spec, { hostNetwork: true }),
  'host-path-volume': (spec) => Object.assign(spec, { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] }),
  'host-pid': (spec) => Object.assign(spec, { hostPID: true }),
  'host-port': (spec) => Object.assign(spec.containers[0], { ports: [{ containerPort: 80, hostPort: 80 }] }),
  'host-probe-or-lifecycle-host': (spec) =>
    Object.assign(spec.containers[0], { livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } } }),
  'privilege-escalation-allowed': (spec) => set(spec, 'allowPrivilegeEscalation', undefined),
  'privileged-container': (spec) => {
    set(spec, 'allowPrivilegeEscalation', true);
    set(spec, 'privileged', true);
  },
  'proc-mount': (spec) => {
    spec.hostUsers = false; // the API server takes it only then; restricted refuses it all the same
    set(spec, 'procMount', 'Unmasked');
  },
  'restricted-volume-type': (spec) =>
    Object.assign(spec, { volumes: [{ name: 'share', nfs: { server: 'files.example.com', path: '/' } }] }),
  'run-as-non-root': (spec) => set(spec, 'runAsNonRoot', false),
  'run-as-root-user': (spec) => set(spec, 'runAsUser', 0),
  'seccomp-profile-missing': (spec) => Object.assign(spec.securityContext, { seccompProfile: undefined }),
  'seccomp-unconfined': (spec) => set(spec, 'seccompProfile', { type: 'Unconfined' }),
  'selinux-options': (spec) => set(spec, 'seLinuxOptions', { type: 'spc_t' }),
  'unsafe-sysctl': (spec) => Object.assign(spec.securityContext, { sysctls: [{ name: 'kernel.msgmax', value: '1' }] }),
  'windows-host-process': (spec) => {
    const { spec: windows } = world(true);
    for (const field of Object.keys(spec)) delete spec[field];
    Object.assign(spec, windows, { hostNetwork: true });
    spec.securityContext.windowsOptions = { hostProcess: true };
  },
};

function set(spec: any, field: string, value: unknown): void {
  spec.containers[0].securityContext[field] = value;
}

/** A real API server agrees, with everything between the request and the store. */
export const server: Suite = {
  name: 'server',
  guarantee:
    'A real API server takes every example, and each secure workload with all its settings, with no warning but for what is waived; a second apply changes nothing; a workload of cdk8s-plus-28 becomes the secure one in place; and it refuses each weakened pod that we refuse',
  by: 'kube-apiserver with etcd',
  async run(): Promise<Outcome> {
    const apiServer = new ApiServer();
    await apiServer.start();
    try {
      const objects = exampleDocuments()
        .filter((object) => isOwn(object) && !isAdmission(object))
        .sort((a, b) => rank(a) - rank(b));
      await expectAppliedTwice(apiServer, [...OF_OTHERS, ...objects]);
      const pods = objects.flatMap(podsOf);
      for (const pod of pods) expectTaken(pod, await apiServer.create(pod, { dryRun: true }));
      const rich = richObjects();
      await expectAppliedTwice(apiServer, [namespaceOf('rich'), ...rich]);
      const upgraded = await expectUpgraded(apiServer);
      const refused = await expectRefused(apiServer);
      return {
        cases: `${grouped(objects.length)} objects of examples and ${rich.length} of ${KINDS.length} workloads applied twice, ${pods.length} pods of them, ${upgraded} upgrades in place, ${refused} weakened pods refused`,
      };
    } finally {
      await apiServer.stop();
    }
  },
};

/** The bindings of the example `admission` would refuse what other examples waive; the suite `admission-server` has policies in force. */
function isAdmission({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'ValidatingAdmissionPolicyBinding' && metadata.name?.startsWith('hardening-') === true;
}

function rank(object: KubernetesObject): number {
  return object.kind === 'Namespace' ? 0 : 1;
}

/** A namespace in which nothing but `restricted` is allowed, without a quota. */
function namespaceOf(name: string): KubernetesObject {
  const { namespace } = world();
  const labels = { ...namespace.metadata.labels, 'pod-security.kubernetes.io/warn': 'restricted' };
  return { ...namespace, metadata: { name, labels } };
}

/** Each secure workload with all its settings, and the objects that come with it. */
function richObjects(): KubernetesObject[] {
  const chart = newChart('rich');
  for (const kind of KINDS) richWorkload(kind, chart);
  return Testing.synth(chart);
}

/** Selectors are immutable: whatever they select before, the secure workload of the same id must select. */
async function expectUpgraded(apiServer: ApiServer): Promise<number> {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'] as const;
  expectTaken(namespaceOf('upgrade'), await apiServer.apply(namespaceOf('upgrade')));
  for (const kind of kinds) {
    const [before, after] = (['plain', 'make'] as const).map((make): KubernetesObject[] => {
      const chart = newChart('upgrade');
      CLASSES[kind][make](chart, kind.toLowerCase());
      return Testing.synth(chart);
    }) as [KubernetesObject[], KubernetesObject[]];
    const uids = new Map<string, string>();
    for (const object of before) {
      const { status, body } = await apiServer.apply(object); // with the warnings that are the reason for the upgrade
      if (status !== 201) throw new Error(`the server says ${status} ${body.message} to ${JSON.stringify(object)}`);
      uids.set(`${object.kind} ${object.metadata.name}`, body.metadata.uid);
    }
    for (const object of after) {
      const reply = await apiServer.apply(object);
      expectTaken(object, reply);
      const key = `${object.kind} ${object.metadata.name}`;
      if (uids.has(key) && uids.get(key) !== reply.body.metadata.uid) throw new Error(`${key} is another object now`);
      uids.delete(key);
    }
    if (uids.size > 0) throw new Error(`no longer written: ${[...uids.keys()].join(', ')}`);
  }
  return kinds.length;
}

async function expectAppliedTwice(apiServer: ApiServer, objects: readonly KubernetesObject[]): Promise<void> {
  const first: string[] = [];
  for (const object of objects) first.push(expectTaken(object, await applied(apiServer, object)));
  for (const [index, object] of objects.entries()) {
    const again = expectTaken(object, await applied(apiServer, object));
    if (again !== first[index]) throw new Error(`applied a second time, ${first[index]} becomes ${again}`);
  }
}

/** What the API server made is taken over: AnonymousLockdown has its objects, with less in them. */
export function applied(apiServer: ApiServer, object: KubernetesObject): Promise<Reply> {
  return apiServer.apply(object, { force: object.metadata.name?.startsWith('system:') });
}

/** The namespace of policy-controller, which no example makes. */
const OF_OTHERS = [namespaceOf('cosign-system')];

/** What our own `restricted` finds, an example waives: the server may warn of it. */
function isWarnedRightly(object: KubernetesObject, warning: string): boolean {
  if (!warning.startsWith('would violate PodSecurity')) return false;
  const restricted = new Checker({ profile: Profiles.restricted(), today: TODAY });
  return restricted.check(ManifestSet.fromManifests([Manifest.fromJson(object)])).findings.length > 0;
}

/** The object as the server keeps it. */
function expectTaken(object: KubernetesObject, { status, warnings, body }: Reply): string {
  const isSilent = warnings.every((warning) => isWarnedRightly(object, warning));
  if ((status === 200 || status === 201) && isSilent) return contentOf(body);
  throw new Error(
    `the server says ${status} ${JSON.stringify(warnings)} ${body.message ?? ''} to ${JSON.stringify(object)}`,
  );
}

/**
 * All but the count of writes: the server counts a second apply of a claim that changes nothing in it. It has no controllers but that
 * of APIServices, which writes whether their server answers.
 */
function contentOf({
  metadata: { resourceVersion: _, managedFields = [], ...metadata },
  status,
  ...rest
}: any): string {
  const managers = managedFields.filter(({ subresource }: any) => subresource !== 'status');
  return JSON.stringify({ metadata, managers, ...rest, status: rest.kind === 'APIService' ? undefined : status });
}

/** Pod Security enforces on Pods alone: what a workload's controller would create is created here. */
function podsOf(object: KubernetesObject): KubernetesObject[] {
  return readObjects(object).flatMap(({ manifest }) => {
    const pod = manifest?.podTemplate;
    if (!manifest || !pod) return [];
    const template = manifest.value(pod.path);
    const metadata = {
      ...template.metadata,
      name: `${manifest.objectRef.kind.toLowerCase()}-pod`,
      namespace: manifest.objectRef.namespaceName,
    };
    const claims = (manifest.json.spec?.volumeClaimTemplates ?? []).map(({ metadata: { name } }: any) => ({
      name,
      persistentVolumeClaim: { claimName: `${name}-0` },
    }));
    const spec = { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claims] };
    return [{ apiVersion: 'v1', kind: 'Pod', metadata, spec }];
  });
}

async function expectRefused(apiServer: ApiServer): Promise<number> {
  const pod = (spec: any) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'weakened', namespace: 'shop' },
    spec,
  });
  expectTaken(pod(world().spec), await apiServer.create(pod(world().spec), { dryRun: true }));
  const profile = Profiles.baseline().withRules(
    ...Profiles.restricted().rules.filter(({ meta }) => !Profiles.baseline().hasRule(meta.id)),
  );
  const rules = profile.rules.map(({ meta }) => meta.id).sort();
  const untested = rules.filter((id) => !Object.hasOwn(WEAKENED, id));
  if (untested.length > 0) throw new Error(`no weakened pod for ${untested.join(', ')}`);
  for (const id of rules) {
    const { spec } = world();
    WEAKENED[id]?.(spec);
    const object = JSON.parse(JSON.stringify(pod(spec)));
    const nsa = new Checker({ profile: Profiles.nsa(), today: TODAY });
    const found = nsa
      .check(ManifestSet.fromManifests([Manifest.fromJson(object)]))
      ._each.findings.some(({ rule }) => rule === id);
    if (!found) throw new Error(`${id} does not speak on its own weakened pod: ${JSON.stringify(object)}`);
    const { status, body } = await apiServer.create(object, { dryRun: true });
    if (status === 403 && /violates PodSecurity/.test(body.message)) continue;
    throw new Error(`${id}: the server says ${status} ${body.message ?? ''} to ${JSON.stringify(object)}`);
  }
  return rules.length;
}
