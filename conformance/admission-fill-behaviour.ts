/** What filling does beside the values: what it withholds, whom it spares, where it fills, and what waivers keep. */
import assert from 'node:assert/strict';
import type { AdmissionProps } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import type { Waiver } from '../src/engine/waivers/waiver';
import { STAGED_NAMESPACES } from './admission-behaviour';
import { fillObjects, profileOf } from './admission-fill';
import type { AdmissionRequest, Judge } from './judge';

const VERSION = '1.35';
const FIELDS = ['runAsNonRoot', 'capabilities', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'seccompProfile'];

/** What a container named "web" of a pod does not get. */
const WITHHELD: readonly (readonly [what: string, container: any, pod: any, fields: readonly string[]])[] = [
  ['nothing', {}, {}, []],
  ['an ordinary command', { command: ['/app/server', '--port=8080'] }, {}, []],
  ['user 0', { securityContext: { runAsUser: 0 } }, {}, ['runAsNonRoot']],
  ['user 0 of the pod', {}, { runAsUser: 0 }, ['runAsNonRoot']],
  [
    'a program of root',
    { command: ['sh', '-c', 'chown -R 1000 /data; exec app'] },
    {},
    [...['runAsNonRoot', 'capabilities', 'readOnlyRootFilesystem']],
  ],
  [
    'the same in quotes',
    { args: ['/bin/sh', '-c', 'ch"ow"n 1000 /data'] },
    {},
    [...['runAsNonRoot', 'capabilities', 'readOnlyRootFilesystem']],
  ],
  ['a program of root for another user', { command: ['iptables', '-L'] }, { runAsUser: 1000 }, []],
  [
    'a setuid program',
    { lifecycle: { preStop: { exec: { command: ['sudo', 'kill', '1'] } } } },
    {},
    ['allowPrivilegeEscalation'],
  ],
  ['a command that writes', { command: ['sh', '-c', 'echo ready > /run/ready'] }, {}, ['readOnlyRootFilesystem']],
  ['an option that writes', { args: ['--data-dir=/var/lib/app'] }, {}, ['readOnlyRootFilesystem']],
  [
    'a variable in a command',
    { command: ['$(TOOL)'], env: [{ name: 'TOOL', value: 'mkdir' }] },
    {},
    ['readOnlyRootFilesystem'],
  ],
  ['a low port', { ports: [{ containerPort: 80 }] }, {}, ['capabilities']],
  [
    'a low port that all may use',
    { ports: [{ containerPort: 80 }] },
    {
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }],
    },
    [],
  ],
  ['a privileged container', { securityContext: { privileged: true } }, {}, ['allowPrivilegeEscalation']],
  [
    'a script that is too long to search',
    { args: ['-c', 'true; '.repeat(4000)] },
    {},
    [...['runAsNonRoot', 'capabilities', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem']],
  ],
  [
    'explicit values',
    {
      securityContext: {
        ...{ runAsNonRoot: false, allowPrivilegeEscalation: true, readOnlyRootFilesystem: false },
        ...{ seccompProfile: { type: 'Unconfined' } },
      },
    },
    {},
    ['runAsNonRoot', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'seccompProfile'],
  ],
];

export async function expectFillBehaviour(judge: Judge): Promise<void> {
  const asked = WITHHELD.map(
    ([, container, securityContext]): AdmissionRequest => ({
      object: pod({ containers: [{ ...WEB, ...container }], securityContext }),
    }),
  );
  const got = await fill(judge, {}, asked);
  WITHHELD.forEach(([what, , , fields], index) => {
    assert.deepEqual(lacking(got[index]), fields, what);
  });
  await expectAmongOthers(judge);
  await expectSpared(judge);
  await expectStages(judge);
  await expectWaivers(judge);
}

/** What one container must not get, its pod does not give it. */
async function expectAmongOthers(judge: Judge): Promise<void> {
  const root = { ...WEB, name: 'root', securityContext: { runAsUser: 0 } };
  const [mixed, windows] = await fill(judge, {}, [
    { object: pod({ containers: [WEB, root] }) },
    { object: pod({ os: { name: 'windows' }, containers: [WEB] }) },
  ]);
  assert.deepEqual(
    [
      mixed.spec.securityContext.runAsNonRoot,
      ...mixed.spec.containers.map((each: any) => each.securityContext.runAsNonRoot),
    ],
    [undefined, true, undefined],
  );
  // Windows has no other of these fields.
  assert.deepEqual(
    [windows.spec.securityContext, windows.spec.containers[0].securityContext],
    [{ runAsNonRoot: true }, undefined],
  );
}

async function expectSpared(judge: Judge): Promise<void> {
  const object = pod({ containers: [WEB] });
  const all = await fill(judge, {}, [
    { object },
    { object, user: 'system:serviceaccount:kube-system:replicaset-controller' },
    { object, user: 'system:apiserver' },
    { object, user: 'system:node:one', groups: ['system:nodes', 'system:authenticated'] },
    { object: { ...object, metadata: { name: 'web', namespace: 'kube-system' } } },
    { object, oldObject: object, operation: 'UPDATE' },
  ]);
  assert.deepEqual(all.map(isFilled), [true, true, false, false, false, false]);
}

/** Pods are filled where what they lack is denied, and templates are judged accordingly. */
async function expectStages(judge: Judge): Promise<void> {
  const inEach = (object: any): AdmissionRequest[] =>
    ['plain', 'warned', 'denied'].map((namespace) => ({ object: { ...object, metadata: { name: 'web', namespace } } }));
  const deployment = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [WEB] } },
    },
  };
  for (const [stage, where, told] of [
    [AdmissionStage.AUDIT, [false, false, true], [0, 1, 0]],
    [AdmissionStage.WARN, [false, false, true], [1, 1, 0]],
    [AdmissionStage.DENY, [true, true, true], [0, 0, 0]],
  ] as const) {
    const pods = await fill(judge, { stage }, inEach(pod({ containers: [WEB] })), STAGED_NAMESPACES);
    assert.deepEqual(pods.map(isFilled), where, stage);
    const { decisions } = await judge.ask('cel', {
      ...{ ...fillObjects({ stage }).judging, namespaces: STAGED_NAMESPACES, show: true },
      requests: inEach(deployment).map((request) => ({ user: 'jane', ...request })),
    });
    assert.deepEqual(
      decisions.map(({ allowed, warnings = [] }) => (allowed ? warnings.length : 'denied')),
      told,
      stage,
    );
  }
}

/** A waived rule is not filled as long as its waiver holds. */
async function expectWaivers(judge: Judge): Promise<void> {
  const waiver = (more: Partial<Waiver>): Waiver => ({
    ...{ rule: 'writable-root-filesystem', reason: 'it writes to its own folder', expires: '2026-12-31' },
    ...{ kind: 'Pod', namespaceName: 'shop', name: 'web', ...more },
  });
  const at = (time: string) => ({
    ...{ manager: 'm', operation: 'Update', apiVersion: 'v1', time, fieldsType: 'FieldsV1', fieldsV1: {} },
  });
  const both = { containers: [WEB, { ...WEB, name: 'proxy' }] };
  const dated = (...times: string[]): AdmissionRequest => {
    const object = pod(both);
    return { object: { ...object, metadata: { ...object.metadata, managedFields: times.map(at) } } };
  };
  const field = 'readOnlyRootFilesystem';
  const told = async (more: Partial<Waiver>, ...requests: AdmissionRequest[]) => {
    const policy = { profile: profileOf(), waivers: [waiver(more)] };
    const pods = await fill(judge, { policy }, requests);
    return pods.map(({ spec }) => spec.containers.map(({ securityContext }: any) => securityContext[field] ?? false));
  };
  const [kept, all] = [
    [false, false],
    [true, true],
  ];
  const requests = [dated('2026-12-31T10:00:00Z'), dated('2026-12-01T10:00:00Z', '2027-01-01T10:00:00Z'), dated()];
  assert.deepEqual(await told({}, ...requests), [kept, all, all]);
  assert.deepEqual(await told({ container: 'web' }, ...requests), [[false, true], all, all]);
  assert.deepEqual(await told({ name: 'other' }, ...requests), [all, all, all]);
  // What is waived by one rule is not filled for another.
  const waivers = [waiver({ rule: 'net-raw-capability', container: 'web' })];
  const [shared] = await fill(judge, { policy: { profile: profileOf(), waivers } }, [requests[0] as AdmissionRequest]);
  assert.deepEqual(
    shared.spec.containers.map(({ securityContext }: any) => securityContext.capabilities?.drop),
    [undefined, ['ALL']],
  );
  const policy = { profile: profileOf(), waivers: [waiver({ rule: 'run-as-non-root', container: 'web' })] };
  const [own] = await fill(judge, { policy }, [requests[0] as AdmissionRequest]);
  assert.deepEqual(
    [
      own.spec.securityContext.runAsNonRoot,
      ...own.spec.containers.map((each: any) => each.securityContext.runAsNonRoot),
    ],
    [undefined, undefined, true],
  );
}

const WEB = { name: 'web', image: 'ghcr.io/acme/web:1' };

function pod(spec: any): any {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
}

/** The fields that the first container has not got, as the policies set them. */
function lacking({ spec }: any): string[] {
  const has = { ...spec.securityContext, ...spec.containers[0].securityContext };
  const strict: { readonly [field: string]: boolean } = {
    runAsNonRoot: has.runAsNonRoot === true,
    capabilities: has.capabilities?.drop?.includes('ALL') ?? false,
    allowPrivilegeEscalation: has.allowPrivilegeEscalation === false,
    readOnlyRootFilesystem: has.readOnlyRootFilesystem === true,
    seccompProfile: has.seccompProfile?.type === 'RuntimeDefault',
  };
  return FIELDS.filter((field) => !strict[field]);
}

function isFilled(object: any): boolean {
  return lacking(object).length === 0;
}

async function fill(
  judge: Judge,
  props: Partial<AdmissionProps>,
  requests: readonly AdmissionRequest[],
  namespaces: readonly any[] = [],
): Promise<any[]> {
  const { mutations } = await judge.ask('mutate', {
    ...{ ...fillObjects(props).filling, namespaces, version: VERSION },
    requests: requests.map((request) => ({ user: 'jane', ...request })),
  });
  return mutations.map(({ after, error }) => {
    assert.equal(error, undefined);
    return after;
  });
}
