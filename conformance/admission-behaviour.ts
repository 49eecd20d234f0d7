/** What policies do beside their verdicts: whom they spare, what they match, when waivers hold, and what they cost. */
import assert from 'node:assert/strict';
import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { STAGE_LABEL } from '../src/admission/bindings';
import { AdmissionStage } from '../src/admission/stage';
import { Profile } from '../src/engine/profile';
import type { Waiver } from '../src/engine/waivers/waiver';
import { Profiles } from '../src/profiles/profiles';
import { expectCosts } from './admission-costs';
import { expectSizes } from './admission-sizes';
import { expectWaivedImages } from './admission-waived-images';
import type { AdmissionRequest, CelQuestion, Judge } from './judge';
import { TODAY } from './suite';

type Props = Omit<AdmissionProps, 'today'>;

const HOST_PID = new Profile('host-pid', { rules: [Profiles.rule('host-pid'), Profiles.rule('privileged-container')] });
const CREATED = '2026-11-24T10:00:00Z';
const CONTROLLER = 'system:serviceaccount:kube-system:replicaset-controller';

export async function expectBehaviour(judge: Judge): Promise<void> {
  await expectSpared(judge);
  await expectAccounts(judge);
  await expectStages(judge);
  await expectUpdates(judge);
  await expectWaivers(judge);
  await expectCosts(judge);
  await expectSizes(judge);
}

async function expectSpared(judge: Judge): Promise<void> {
  const bad = pod({ hostPID: true });
  await expectDecisions(judge, { policy: { profile: HOST_PID }, stage: AdmissionStage.DENY }, [
    ['a user', false, { object: bad }],
    ['a controller', false, { object: bad, user: CONTROLLER }],
    ['the API server', true, { object: bad, user: 'system:apiserver' }],
    ['a kubelet', true, { object: bad, user: 'system:node:one', groups: ['system:nodes', 'system:authenticated'] }],
    ['a user who only has the name of a kubelet', false, { object: bad, user: 'system:node:one', groups: [] }],
    ['kube-system', true, { object: { ...bad, metadata: { name: 'web', namespace: 'kube-system' } } }],
    ['a pod without offence', true, { object: pod({}) }],
  ]);
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'all' } };
  const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  const rbac = new Profile('rbac', { rules: [Profiles.rule('rbac-wildcard-verb')] });
  await expectDecisions(judge, { policy: { profile: rbac }, stage: AdmissionStage.DENY }, [
    ['rules of a user', false, { object: { ...role, rules } }],
    ['no rules', true, { object: { ...role, rules: null } }],
    [
      'the aggregation',
      true,
      { object: { ...role, rules }, user: 'system:serviceaccount:kube-system:clusterrole-aggregation-controller' },
    ],
  ]);
}

/** The controller makes the account `default` of each namespace, which breaks a rule, and without which there are no pods. */
async function expectAccounts(judge: Judge): Promise<void> {
  const accounts = new Profile('accounts', { rules: [Profiles.rule('default-service-account-automount')] });
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'shop' } };
  const controller = 'system:serviceaccount:kube-system:service-account-controller';
  await expectDecisions(judge, { policy: { profile: accounts }, stage: AdmissionStage.DENY }, [
    ['the account of a user', false, { object }],
    ['that of the controller', true, { object, user: controller }],
    ['that of controllers without accounts', true, { object, user: 'system:kube-controller-manager' }],
    ['that of another controller', false, { object, user: CONTROLLER }],
  ]);
}

/** A namespace without the label of the stage, and some with it. */
export const STAGED_NAMESPACES = [
  ['plain', {}],
  ['warned', { [STAGE_LABEL]: 'warn' }],
  ['denied', { [STAGE_LABEL]: 'deny' }],
].map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));

/** A label makes the stage of a namespace stricter, and none makes it milder. */
async function expectStages(judge: Judge): Promise<void> {
  const inNamespace = (namespace: string) => ({
    object: { ...pod({ hostPID: true }), metadata: { name: 'web', namespace } },
  });
  const told = async (stage: AdmissionStage) => {
    const requests = ['plain', 'warned', 'denied'].map(inNamespace);
    const decisions = await decide(judge, { policy: { profile: HOST_PID }, stage }, requests, {
      namespaces: STAGED_NAMESPACES,
    });
    return decisions.map(({ allowed, warnings = [] }) => (allowed ? warnings.length : 'denied'));
  };
  assert.deepEqual(await told(AdmissionStage.AUDIT), [0, 1, 'denied']);
  assert.deepEqual(await told(AdmissionStage.WARN), [1, 1, 'denied']);
  assert.deepEqual(await told(AdmissionStage.DENY), ['denied', 'denied', 'denied']);
}

async function expectUpdates(judge: Judge): Promise<void> {
  const old = deployment({ hostPID: true });
  const labelled = { ...old, metadata: { ...old.metadata, labels: { a: 'b' } } };
  const scaled = { ...old, spec: { ...old.spec, replicas: 3 } };
  const running = pod({});
  const debug = { name: 'debug', image: 'ghcr.io/acme/debug:1.0', securityContext: { privileged: true } };
  const debugged = { ...running, spec: { ...running.spec, ephemeralContainers: [debug] } };
  const update = (object: any, oldObject: any, subresource?: string): AdmissionRequest => ({
    ...{ object, oldObject, operation: 'UPDATE' },
    ...(subresource !== undefined && { subresource }),
  });
  await expectDecisions(judge, { policy: { profile: HOST_PID }, stage: AdmissionStage.DENY }, [
    ['metadata of an old object', true, update(labelled, old)],
    ['the spec of an old object', false, update(scaled, old)],
    ['the status of an old object', true, update(scaled, old, 'status')],
    ['a mended object', true, update(deployment({}), old)],
    ['a debug container', false, update(debugged, running, 'ephemeralcontainers')],
    ['an eviction-like subresource', true, update(debugged, running, 'status')],
  ]);
}

async function expectWaivers(judge: Judge): Promise<void> {
  const waiver = (more: Partial<Waiver>): Waiver => ({
    ...{ rule: 'host-pid', reason: 'it traces processes', expires: '2026-12-31' },
    ...{ kind: 'Deployment', namespaceName: 'shop', name: 'web', ...more },
  });
  const props = (more: Partial<Waiver>): Props => ({
    policy: { profile: HOST_PID, waivers: [waiver(more)] },
    stage: AdmissionStage.DENY,
  });
  const bad = dated(deployment({ hostPID: true }));
  const otherName = dated(deployment({ hostPID: true }, 'web2'));
  const both = dated(deployment({ hostPID: true, privileged: true }));
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d4f', uid: 'x', controller: true };
  const made = dated({
    ...pod({ hostPID: true }),
    metadata: {
      name: 'web-5d4f-x7k2z',
      namespace: 'shop',
      labels: { 'pod-template-hash': '5d4f' },
      ownerReferences: [owner],
    },
  });
  const updated = (times: readonly string[]): AdmissionRequest => {
    const managedFields = times.map((time) => ({
      manager: 'm',
      operation: 'Update',
      apiVersion: 'apps/v1',
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: {},
    }));
    const object = { ...bad, metadata: { ...bad.metadata, managedFields } };
    return { object, oldObject: deployment({}), operation: 'UPDATE' };
  };
  await expectDecisions(judge, props({}), [
    ['the waived object', true, { object: bad }],
    ['an object of another name', false, { object: otherName }],
    ['another rule too', false, { object: both }],
    ['a pod that the controller makes for it', true, { object: made, user: CONTROLLER }],
    ['a pod that a user makes to look like that', false, { object: made }],
    ['no time of creation', false, { object: deployment({ hostPID: true }) }],
    ['an update in time', true, updated(['2026-01-01T00:00:00Z', '2026-12-31T23:00:00Z'])],
    ['an update too late', false, updated(['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'])],
    ['an update without times', false, updated([])],
  ]);
  await expectDecisions(judge, props({ expires: '2026-11-23' }), [['an expired waiver', false, { object: bad }]]);
  await expectDecisions(judge, props({ namespaceName: 'other' }), [['another namespace', false, { object: bad }]]);
  const container = { rule: 'privileged-container', container: 'web' };
  await expectDecisions(judge, props(container), [
    ['the waived container', true, { object: dated(deployment({ privileged: true })) }],
    ['the pod beside it', false, { object: both }],
  ]);
  await expectDecisions(judge, props({ ...container, container: 'other' }), [
    ['another container', false, { object: dated(deployment({ privileged: true })) }],
  ]);
  await expectWaivedSecrets(judge, waiver);
  await expectWaivedImages(judge, waiver);
}

/** A family searches the texts of all containers at once, without those of a waived one. */
async function expectWaivedSecrets(judge: Judge, waiver: (more: Partial<Waiver>) => Waiver): Promise<void> {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const secrets: readonly [rule: string, container: object][] = [
    ['hard-coded-secret-env', { env: [{ name: 'VALUE', value: token }] }],
    ['hard-coded-secret-env', { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }],
    ['secret-in-command-args', { args: [token] }],
    ['secret-in-command-args', { args: ['--password=hunter2'] }],
    ['secret-in-command-args', { command: ['run', '--password', 'hunter2'] }],
  ];
  const old = deployment({});
  const [plain] = old.spec.template.spec.containers;
  const withContainers = (...containers: object[]) => {
    const template = { ...old.spec.template, spec: { containers } };
    return { object: dated({ ...old, spec: { ...old.spec, template } }) };
  };
  for (const [rule, secret] of secrets) {
    const props: Props = {
      policy: {
        profile: new Profile('secrets', { rules: [Profiles.rule(rule)] }),
        waivers: [waiver({ rule, container: 'web' })],
      },
      stage: AdmissionStage.DENY,
    };
    await expectDecisions(judge, props, [
      ['a secret of the waived container', true, withContainers({ ...plain, ...secret }, { ...plain, name: 'other' })],
      ['the same of another container', false, withContainers(plain, { ...plain, ...secret, name: 'other' })],
    ]);
  }
}

function pod(spec: { hostPID?: boolean; privileged?: boolean }): any {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: specOf(spec) };
}

export function deployment(spec: { hostPID?: boolean; privileged?: boolean }, name = 'web'): any {
  const template = { metadata: { labels: { app: name } }, spec: specOf(spec) };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    spec: { selector: { matchLabels: { app: name } }, template },
  };
}

function specOf({ hostPID = false, privileged = false }: { hostPID?: boolean; privileged?: boolean }) {
  const container = {
    name: 'web',
    image: 'ghcr.io/acme/web:1.0',
    ...(privileged && { securityContext: { privileged } }),
  };
  return { ...(hostPID && { hostPID }), containers: [container] };
}

export function dated(object: any): any {
  return { ...object, metadata: { ...object.metadata, creationTimestamp: CREATED } };
}

function split(objects: readonly any[]): Pick<CelQuestion, 'policies' | 'bindings'> {
  const isPolicy = ({ kind }: any) => kind === 'ValidatingAdmissionPolicy';
  return { policies: objects.filter(isPolicy), bindings: objects.filter((each) => !isPolicy(each)) };
}

async function decide(
  judge: Judge,
  props: Props,
  requests: readonly AdmissionRequest[],
  more: Partial<CelQuestion> = {},
) {
  const named = requests.map((request) => ({ user: 'jane', ...request }));
  const { decisions } = await judge.ask('cel', {
    ...split(admissionPolicies({ today: TODAY, ...props }).objects),
    requests: named,
    show: true,
    ...more,
  });
  return decisions;
}

/** A request, and whether the policies admit it. */
export type Case = readonly [what: string, allowed: boolean, request: AdmissionRequest];

export async function expectDecisions(
  judge: Judge,
  props: Props,
  cases: readonly Case[],
  more: Partial<CelQuestion> = {},
) {
  const requests = cases.map(([, , request]) => request);
  const decisions = await decide(judge, props, requests, more);
  cases.forEach(([what, allowed], index) => {
    const decision = decisions[index];
    assert.equal(decision?.allowed, allowed, `${what}: ${decision?.message ?? 'admitted'}`);
    if (!allowed) assert.equal(decision?.reason, 'Forbidden', `${what}: ${decision?.message}`);
    if (!allowed) assert.match(decision?.message ?? '', /: (guard )?[a-z-]+: |\d rules: /, what);
  });
}
