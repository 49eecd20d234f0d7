import assert from 'node:assert/strict';
import { STAGE_LABEL } from '../../src/admission/bindings';
import { AdmissionGuard, PROTECTED_LABEL } from '../../src/admission/guards/admission-guard';
import { AdmissionStage } from '../../src/admission/stage';
import { type Case, expectDecisions } from '../admission-behaviour';
import type { AdmissionRequest, CelQuestion, Judge } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const GROUP = 'rbac.authorization.k8s.io';
const RBAC = `${GROUP}/v1`;
const VERSION = '1.34';
/** Each way to write the labels of a namespace. */
const WRITES = [undefined, 'status', 'finalize'];

/** `holder` has the permission of each guard, `execHolder` that of one, `owner` all power in a namespace. */
const rbac: NonNullable<CelQuestion['rbac']> = {
  bootstrap: true,
  clusterRoles: [guardRole('all'), guardRole('exec', ['exec'])],
  clusterRoleBindings: [bound('all', 'holder'), bound('exec', 'execHolder')],
  roleBindings: [
    { ...bound('cluster-admin', 'owner'), kind: 'RoleBinding', metadata: { name: 'owner', namespace: 'shop' } },
    { ...bound('all', 'owner'), kind: 'RoleBinding', metadata: { name: 'guards', namespace: 'shop' } },
  ],
};

function guardRole(name: string, resourceNames?: readonly string[]) {
  const rule = { apiGroups: ['cdk8s-hardened.github.io'], resources: ['guards'], verbs: ['override'], resourceNames };
  return { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name }, rules: [rule] };
}

function bound(role: string, user: string) {
  return {
    ...{ apiVersion: RBAC, kind: 'ClusterRoleBinding', metadata: { name: role } },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: user }],
  };
}

/** Guards refuse what they say, from all but those who may, on each way to do it. */
export const admissionGuards: Suite = {
  name: 'admission-guards',
  guarantee:
    'Guards refuse exec, lower Pod Security labels, the label of the stage and changes of protected objects, from all but those who may, and let controllers delete what ends',
  by: "upstream's ValidatingAdmissionPolicy plugin and RBAC authorizer",
  async run({ judge }: Settings): Promise<Outcome> {
    let asked = 0;
    const expect = async (guard: AdmissionGuard, cases: readonly Case[], execGroups?: readonly string[]) => {
      const props = { policy: {}, families: [], guards: [guard], execGroups, kubernetesVersion: VERSION };
      await expectDecisions(judge, { ...props, stage: AdmissionStage.DENY }, cases, { rbac });
      asked += cases.length;
    };
    await expect(AdmissionGuard.EXEC, execCases(true), ['oncall', "o'neil"]);
    await expect(AdmissionGuard.EXEC, execCases(false));
    await expect(AdmissionGuard.POD_SECURITY_LABELS, podSecurityCases());
    await expect(AdmissionGuard.STAGE_LABEL, stageCases());
    await expect(AdmissionGuard.PROTECTED_OBJECTS, protectedCases());
    await expectStages(judge);
    return { cases: `${grouped(asked)} requests` };
  },
};

const EXEC: readonly [resource: string, subresource: string, kind: string][] = [
  ['pods', 'exec', 'PodExecOptions'],
  ['pods', 'attach', 'PodAttachOptions'],
  ['pods', 'portforward', 'PodPortForwardOptions'],
  ['pods', 'proxy', 'PodProxyOptions'],
  ['services', 'proxy', 'ServiceProxyOptions'],
  ['nodes', 'proxy', 'NodeProxyOptions'],
];

function connect([resource, subresource, kind]: (typeof EXEC)[number], namespace = 'shop'): AdmissionRequest {
  const connected = { resource, name: 'web', ...(resource !== 'nodes' && { namespace }) };
  return { operation: 'CONNECT', subresource, connected, object: { apiVersion: 'v1', kind } };
}

function execCases(hasGroups: boolean): Case[] {
  const exec = connect(EXEC[0] as (typeof EXEC)[number]);
  const pod = object('v1', 'Pod', 'web', { containers: [{ name: 'web', image: 'a' }] });
  const debug = { spec: { ...pod.spec, ephemeralContainers: [{ name: 'debug', image: 'b' }] } };
  const debugging: AdmissionRequest = {
    ...{ operation: 'UPDATE', subresource: 'ephemeralcontainers', object: { ...pod, ...debug }, oldObject: pod },
  };
  return [
    ...EXEC.map((each): Case => [`a user: ${each[0]}/${each[1]}`, false, connect(each)]),
    ['a debug container', false, debugging],
    ['a debug container of a holder', true, { ...debugging, user: 'holder' }],
    ['in kube-system', false, connect(EXEC[0] as (typeof EXEC)[number], 'kube-system')],
    ['a member', hasGroups, { ...exec, groups: ['a', 'oncall'] }],
    ['a member of a group with a quote', hasGroups, { ...exec, groups: ["o'neil"] }],
    ['a member of a group of nearly that name', false, { ...exec, groups: ['oncall2', 'system:authenticated'] }],
    ['a user without groups', false, { ...exec, groups: [] }],
    ['a user with the name of a group', false, { ...exec, user: 'oncall' }],
    ['who holds the permission', true, { ...exec, user: 'execHolder' }],
    ...EXEC.map((each): Case => [`a holder: ${each[0]}/${each[1]}`, true, { ...connect(each), user: 'holder' }]),
    ['all power in the namespace', false, { ...exec, user: 'owner' }],
    ['an administrator', true, { ...exec, groups: ['system:masters'] }],
    ['a kubelet', false, { ...exec, user: 'system:node:one', groups: ['system:nodes'] }],
    ['the API server', true, { ...exec, user: 'system:apiserver' }],
    ['an update of the pod itself', true, { operation: 'UPDATE', object: pod, oldObject: pod }],
  ];
}

const LEVELS = [undefined, 'privileged', 'baseline', 'restricted', 'strict'] as const;
/** By the level before, with `undefined` for no label: those after that need the permission. `strict` is no level. */
const LOWER: { readonly [before: string]: readonly (string | undefined)[] } = {
  undefined: ['privileged', 'baseline', 'strict'], // the default of the cluster may be `restricted`
  privileged: [],
  baseline: [undefined, 'privileged', 'strict'],
  restricted: [undefined, 'privileged', 'baseline', 'strict'],
  strict: [undefined, 'privileged', 'baseline'], // judged as `restricted`
};
const VERSIONS = [undefined, 'latest', 'v1.20', 'v1.34', 'v1.35', 'v1.x'] as const;
/** The same for versions, in a cluster of 1.34. */
const OLDER: { readonly [before: string]: readonly (string | undefined)[] } = {
  undefined: ['v1.20', 'v1.x'],
  latest: ['v1.20', 'v1.x'],
  'v1.20': ['v1.x'],
  'v1.34': ['v1.20', 'v1.x'],
  'v1.35': ['v1.20', 'v1.34', 'v1.x'],
  'v1.x': ['v1.20'],
};

function podSecurityCases(): Case[] {
  const cases: Case[] = [];
  const add = (suffix: string, values: readonly (string | undefined)[], wanted: typeof LOWER) => {
    for (const mode of ['enforce', 'audit', 'warn'])
      for (const before of values)
        for (const after of values)
          for (const subresource of WRITES) {
            const key = `pod-security.kubernetes.io/${mode}${suffix}`;
            const request = changed(labelled(key, before), labelled(key, after), subresource);
            const isLower = wanted[String(before)]?.includes(after) ?? assert.fail(String(before));
            cases.push([`${key} ${subresource}: ${before} to ${after}`, !isLower, request]);
          }
  };
  add('', LEVELS, LOWER);
  add('-version', VERSIONS, OLDER);
  const key = 'pod-security.kubernetes.io/enforce';
  const lowering = changed(labelled(key, 'restricted'), labelled(key, 'privileged'));
  const without = object('v1', 'Namespace', 'shop');
  return [
    ...cases,
    ...whoMay(lowering),
    ['all labels at once', false, changed(labelled(key, 'restricted'), without)],
    ['another label', true, changed(labelled(key, 'restricted'), labelled(key, 'restricted', { team: 'a' }))],
    ['a creation, which rules judge', true, { object: labelled(key, 'privileged') }],
    ['a deletion', true, { operation: 'DELETE', oldObject: labelled(key, 'restricted') }],
    ['the end of the namespace', true, { ...finalized(labelled(key, 'restricted')), user: NAMESPACE_CONTROLLER }],
  ];
}

function stageCases(): Case[] {
  const [plain, warned, denied] = [undefined, 'warn', 'deny'].map((value) => labelled(STAGE_LABEL, value));
  const setting = changed(plain, denied);
  return [
    ...WRITES.flatMap((subresource): Case[] => [
      [`set ${subresource}`, false, changed(plain, denied, subresource)],
      [`changed ${subresource}`, false, changed(denied, warned, subresource)],
      [`removed ${subresource}`, false, changed(denied, plain, subresource)],
      [`kept ${subresource}`, true, changed(denied, labelled(STAGE_LABEL, 'deny', { team: 'a' }), subresource)],
      [`never there ${subresource}`, true, changed(plain, labelled('team', 'a'), subresource)],
    ]),
    ['created with it', false, { object: denied }],
    ['created with it by a holder', true, { object: denied, user: 'holder' }],
    ['created without it', true, { object: plain }],
    ...whoMay(setting),
    ['a deletion', true, { operation: 'DELETE', oldObject: denied }],
    ['the end of the namespace', true, { ...finalized(denied), user: NAMESPACE_CONTROLLER }],
  ];
}

const NAMESPACE_CONTROLLER = 'system:serviceaccount:kube-system:namespace-controller';
const GARBAGE_COLLECTOR = 'system:serviceaccount:kube-system:generic-garbage-collector';
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function protectedCases(): Case[] {
  const labels = { [PROTECTED_LABEL]: 'true' };
  const policy = (spec: object, metadata: object = {}) => ({
    ...object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', spec),
    metadata: { name: 'default-deny', namespace: 'shop', labels, ...metadata },
  });
  const deny = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const open = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [{}], ingress: [{}] });
  const same = (metadata: object) => policy(deny.spec, metadata);
  const deletion: AdmissionRequest = { operation: 'DELETE', oldObject: deny };
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: 'x' };
  const of = (apiVersion: string, kind: string, fields: object) => ({
    ...{ apiVersion, kind, metadata: { name: 'a', namespace: 'shop', labels }, ...fields },
  });
  const changes: [what: string, before: any, after: any][] = [
    ['a quota', of('v1', 'ResourceQuota', quota('1')), of('v1', 'ResourceQuota', quota('9'))],
    ['limits', of('v1', 'LimitRange', limits('1')), of('v1', 'LimitRange', limits('9'))],
    ['an account', of('v1', 'ServiceAccount', account(false)), of('v1', 'ServiceAccount', account(true))],
    ['a policy', deny, open],
    ['the label, removed', deny, same({ labels: {} })],
    ['the label and the fields at once', deny, { ...open, metadata: { ...open.metadata, labels: {} } }],
    ['an owner that is gone', deny, same({ ownerReferences: [owner] })],
    ['an annotation', deny, same({ annotations: { 'eks.amazonaws.com/role-arn': 'a' } })],
    ['an annotation, removed', same({ annotations: { a: 'b' } }), deny],
  ];
  const kept: typeof changes = [
    ['nothing', deny, deny],
    ['the label, added', { ...open, metadata: { ...open.metadata, labels: {} } }, deny],
    ['what kubectl apply wrote last', deny, same({ annotations: { [APPLIED]: '{}' } })],
    [
      'that, changed',
      same({ annotations: { [APPLIED]: '{}', a: 'b' } }),
      same({ annotations: { [APPLIED]: '1', a: 'b' } }),
    ],
    ['another label', deny, same({ labels: { ...labels, team: 'a' } })],
    ['another value of the label', deny, same({ labels: { [PROTECTED_LABEL]: '' } })],
    ['a policy without the label', same({ labels: {} }), { ...open, metadata: { ...open.metadata, labels: {} } }],
  ];
  return [
    ...changes.flatMap(([what, before, after]): Case[] => [
      [what, false, changed(before, after)],
      [`${what}, by a holder`, true, { ...changed(before, after), user: 'holder' }],
      [`deletion: ${what}`, false, { operation: 'DELETE', oldObject: before }],
      [`creation: ${what}`, true, { object: after }],
    ]),
    ...kept.map(([what, before, after]): Case => [`kept: ${what}`, true, changed(before, after)]),
    ['the status of a quota', true, statusOf(of('v1', 'ResourceQuota', quota('1')))],
    ...whoMay(deletion),
    ['the namespace controller', true, { ...deletion, user: NAMESPACE_CONTROLLER }],
    ['the garbage collector', true, { ...deletion, user: GARBAGE_COLLECTOR }],
    ['controllers with one account', true, { ...deletion, user: 'system:kube-controller-manager' }],
    ['an account of nearly that name', false, { ...deletion, user: `${GARBAGE_COLLECTOR}2` }],
    [
      'the account of that name elsewhere',
      false,
      { ...deletion, user: GARBAGE_COLLECTOR.replace('kube-system', 'shop') },
    ],
    ['an object of another kind', true, { operation: 'DELETE', oldObject: of('v1', 'ConfigMap', {}) }],
  ];
}

/** Who sends decides: the same request from others. */
function whoMay(request: AdmissionRequest): Case[] {
  return [
    ['a user', false, request],
    ['a holder', true, { ...request, user: 'holder' }],
    ['a holder for another guard', false, { ...request, user: 'execHolder' }],
    ['all power in the namespace', false, { ...request, user: 'owner' }],
    ['an administrator', true, { ...request, groups: ['system:masters'] }],
    ['the API server', true, { ...request, user: 'system:apiserver' }],
    ['a controller', false, { ...request, user: 'system:serviceaccount:kube-system:replicaset-controller' }],
  ];
}

/** A guard audits and warns too; a namespace can be stricter, and none is spared. */
async function expectStages(judge: Judge): Promise<void> {
  const guards = [AdmissionGuard.EXEC];
  const namespaces = [object('v1', 'Namespace', 'shop'), labelled(STAGE_LABEL, 'deny', {}, 'strict')];
  const exec = EXEC[0] as (typeof EXEC)[number];
  const cases = (isAllowed: boolean): Case[] => [
    ['in a namespace', isAllowed, connect(exec)],
    ['in kube-system', isAllowed, connect(exec, 'kube-system')],
    ['in a stricter namespace', false, connect(exec, 'strict')],
    ['a node', isAllowed, connect(EXEC.at(-1) as (typeof EXEC)[number])],
  ];
  const base = { policy: {}, families: [], guards };
  const spared = [{ namespaceName: 'shop', reason: 'agents' }];
  for (const [stage, guardStage, isAllowed] of [
    [AdmissionStage.AUDIT, undefined, true],
    [AdmissionStage.WARN, undefined, true],
    [AdmissionStage.DENY, AdmissionStage.WARN, true],
    [AdmissionStage.DENY, undefined, false],
    [AdmissionStage.AUDIT, AdmissionStage.DENY, false],
  ] as const)
    await expectDecisions(judge, { ...base, stage, guardStage, spared }, cases(isAllowed), { namespaces, rbac });
}

function object(apiVersion: string, kind: string, name: string, spec: object = {}): any {
  return { apiVersion, kind, metadata: { name, ...(kind !== 'Namespace' && { namespace: 'shop' }) }, spec };
}

function labelled(key: string, value: string | undefined, more: object = {}, name = 'shop'): any {
  const labels = { ...more, ...(value !== undefined && { [key]: value }) };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function changed(oldObject: any, after: any, subresource?: string): AdmissionRequest {
  return { operation: 'UPDATE', oldObject, object: after, ...(subresource !== undefined && { subresource }) };
}

function finalized(namespace: any): AdmissionRequest {
  const ending = { ...namespace, spec: { finalizers: ['kubernetes'] } };
  return changed(ending, { ...namespace, spec: {} }, 'finalize');
}

function statusOf(before: any): AdmissionRequest {
  return changed(before, { ...before, status: { hard: { pods: '1' } } }, 'status');
}

const quota = (pods: string) => ({ spec: { hard: { pods } } });
const limits = (cpu: string) => ({ spec: { limits: [{ type: 'Container', max: { cpu } }] } });
const account = (automountServiceAccountToken: boolean) => ({ automountServiceAccountToken });
