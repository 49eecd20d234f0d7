import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Aspects,
  HardeningChecks,
  HardeningPolicy,
  IsolatedNamespace,
  Peer,
  PodSecurityLevel,
  SecureDeployment,
  Waivers,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import { command, folder } from './support/command-line';
import { type Change, changed, edit, installedExample, nameOf, POLICY, synthesize } from './support/learning-platform';

const CLI = join(__dirname, '..', 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
const IMAGE = `ghcr.io/acme/debug:1.0.0@sha256:${'ab'.repeat(32)}`;
const TERMS = { reason: 'needed until the next release', expires: '2099-12-31', ticket: 'OPS-1' };
const RESOURCES = {
  cpu: { request: kplus.Cpu.millis(50) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};
const container = (more: object) => ({ name: 'debug', image: IMAGE, resources: RESOURCES, ...more });
const PRIVILEGED = { privileged: true, allowPrivilegeEscalation: true };

/** The accepted findings of the example. The last one is accepted by an annotation. */
const WAIVED = [
  'control-plane-scheduling DaemonSet log-agent',
  'network-policy-allow-all-egress NetworkPolicy learn-video-worker-networkpolicy-c84d33e8',
  'rbac-broad-delete Role learn-course-controller-serviceaccount-role-c8aeb7e6',
  'rbac-secrets-read ClusterRole metrics-gateway',
  'rbac-wildcard-resource ClusterRole metrics-gateway',
  'rbac-workload-cluster-takeover Deployment course-controller',
  'rbac-workload-cluster-takeover Deployment metrics-gateway',
  'rbac-workload-create Role learn-course-controller-serviceaccount-role-c8aeb7e6',
  'secret-env-reference Deployment api',
  'secret-env-reference StatefulSet rabbitmq',
  'sensitive-host-path DaemonSet log-agent',
  'service-account-token-automount Deployment metrics-gateway',
  'pss-enforce-privileged Namespace node-logs',
];

interface Checked {
  readonly code: number;
  readonly text: string;
  readonly open: string[];
  readonly waived: string[];
}

/** What `check` says of the files of a folder. */
async function check(cwd: string, policy = 'hardening.yaml'): Promise<Checked> {
  const argv = ['check', '--policy', policy, '--format', 'json=report.json', '--format', 'text', 'dist'];
  const { code, stdout, stderr } = await command(argv, { cwd });
  if (code === 2) return { code, text: stdout + stderr, open: [], waived: [] };
  const { findings } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
  const names = (isWaived: boolean) =>
    findings
      .filter(({ waived }: any) => (waived !== null) === isWaived)
      .map(({ rule, object }: any) => nameOf({ rule, objectRef: object }))
      .sort();
  return { code, text: stdout + stderr, open: names(false), waived: names(true) };
}

/** What `cdk8s synth` says of a folder, with a plugin that follows a policy file. */
function cdk8sSynth(cwd: string) {
  const argv = [CLI, 'synth', '--check-upgrade=false', '--validation-reports-output-file', 'plugin.json'];
  const env = { ...process.env, TS_NODE_TRANSPILE_ONLY: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env });
  const { violations, summary } = JSON.parse(readFileSync(join(cwd, 'plugin.json'), 'utf8')).reports[0];
  const open = violations.flatMap(({ ruleName, violatingConstructs }: any) =>
    violatingConstructs.map(({ resourceName }: any) => {
      const [, kind, name] = /\/(\w+) (?:.*\/)?(.+)$/.exec(resourceName) ?? [];
      return `${ruleName.split(' ')[0]} ${kind} ${name}`;
    }),
  );
  return { status, text: stdout + stderr, summary, open: open.sort() };
}

describe('every entry point gives the same verdict', () => {
  const { cwd, report, error } = synthesize();
  const waived = [...WAIVED].sort();

  test('the synth accepts what is waived, and warns of nothing else', () => {
    expect(error).toBeUndefined();
    expect(report?.findings).toEqual([]);
    expect(report?.waived.map(({ finding }) => nameOf(finding)).sort()).toEqual(waived);
    expect([report?.unusedWaivers, report?.expiredWaivers, report?.unknown]).toEqual([[], [], []]);
  });

  test('so does check on the files', async () => {
    expect(await check(cwd)).toMatchObject({ code: 0, open: [], waived });
  });

  test('so does the plugin of cdk8s synth', () => {
    const { status, summary, open } = cdk8sSynth(installedExample());
    const metadata = { Profile: 'nsa', Kubernetes: '1.33', Findings: '0', Waived: `${waived.length}` };
    expect({ status, summary, open }).toMatchObject({ status: 0, summary: { metadata }, open: [] });
  });

  test('without the waivers, plugin and check refuse what the synth accepted', async () => {
    const folder = installedExample();
    const strict = POLICY.slice(0, POLICY.indexOf('\nwaivers:')).replace('recorded: true', 'recorded: false');
    writeFileSync(join(folder, 'strict.yaml'), strict);
    edit(join(folder, 'cdk8s.yaml'), 'policy: hardening.yaml', 'policy: strict.yaml');
    const refused = { open: WAIVED.slice(0, -1).sort() };
    expect(cdk8sSynth(folder)).toMatchObject({ status: 2, ...refused });
    expect(await check(folder, 'strict.yaml')).toMatchObject({ code: 1, waived: WAIVED.slice(-1), ...refused });
  });
});

type Broken = readonly [name: string, change: Change, findings: readonly string[], says: readonly (string | RegExp)[]];

const replaced = (from: string, to: string): Change => ({ policy: [from, to] });
const inApp = (app: Change['app']): Change => ({ app });
const RABBITMQ = `  - rule: secret-env-reference
    kind: StatefulSet
    namespace: learn-data
    name: rabbitmq
    reason: the image reads the Erlang cookie from a variable
    expires: "2099-12-31"
    ticket: OPS-12
`;
const COOKIE = ['secret-env-reference StatefulSet rabbitmq'];

const REFUSED: readonly Broken[] = [
  [
    'a weaker security context',
    inApp(({ learn }) => {
      learn.web.addContainer(container({ securityContext: { readOnlyRootFilesystem: false } }));
    }),
    ['writable-root-filesystem Deployment web'],
    [
      'cdk8s-hardened refuses to write this app: 1 finding by HardeningChecks (hardening.yaml, profile nsa, Kubernetes 1.33)',
      'container "debug" can write to its root file system; set readOnlyRootFilesystem to true',
      'learn/web/Resource  →  Deployment learn/web  /spec/template/spec/containers/1/securityContext/readOnlyRootFilesystem',
      /created at .*charts\/learn\.ts:\d+/,
    ],
  ],
  [
    'an image by tag',
    inApp(({ learn }) => {
      learn.web.addContainer(container({ image: 'ghcr.io/acme/debug:latest' }));
    }),
    ['image-tag-mutable Deployment web'],
    ['image "ghcr.io/acme/debug:latest" of container "debug" has the tag "latest"', 'pin a version and its digest'],
  ],
  [
    'an image of another registry with a similar name',
    inApp(({ learn }) => {
      learn.web.addContainer(container({ image: IMAGE.replace('acme', 'acme-evil') }));
    }),
    ['image-registry-not-allowed Deployment web'],
    ['use an image from "ghcr.io/acme", "ghcr.io/metrics-gateway"'],
  ],
  [
    'a missing waiver',
    replaced(RABBITMQ, ''),
    COOKIE,
    [
      'container "main" reads a key of the Secret "rabbitmq-cookie" from the environment variable "RABBITMQ_ERLANG_COOKIE"; use a volume',
      /waiver for hardening\.yaml: { rule: 'secret-env-reference', kind: 'StatefulSet', namespace: 'learn-data', name: 'rabbitmq', container: 'main', reason: '', expires: '\d{4}-\d\d-\d\d', ticket: '' }/,
    ],
  ],
  [
    'an expired waiver',
    replaced(RABBITMQ, RABBITMQ.replace('2099-12-31', '2026-03-31')),
    COOKIE,
    [
      '! waiver of "secret-env-reference" for StatefulSet learn-data/rabbitmq expired on 2026-03-31; remove it, or set a new last day',
    ],
  ],
  [
    'a misspelt kind in a waiver',
    replaced('kind: StatefulSet', 'kind: StatefullSet'),
    COOKIE,
    ['StatefullSet learn-data/rabbitmq matches nothing: the object is no StatefullSet; did you mean StatefulSet?'],
  ],
  [
    'a waiver without its namespace',
    replaced('    namespace: learn-data\n', ''),
    COOKIE,
    ['for StatefulSet rabbitmq matches nothing: namespace is missing; add learn-data'],
  ],
  [
    'a misspelt construct in a waiver',
    replaced('construct: learn/video-worker/', 'construct: learn/video-woker/'),
    ['network-policy-allow-all-egress NetworkPolicy learn-video-worker-networkpolicy-c84d33e8'],
    ['learn/video-woker/NetworkPolicy makes no such object; did you mean learn/video-worker/NetworkPolicy?'],
  ],
  [
    'a connection to pods that are not there',
    inApp(({ learn }) => {
      learn.api.connections.allowTo(Peer.pods({ app: 'search' }, 'learn'), {
        ports: [kplus.NetworkPolicyPort.tcp(9200)],
      });
    }),
    ['dangling-network-policy-peer NetworkPolicy learn-api-networkpolicy-c8bb02f0'],
    ['selects no pod of these objects (app=search in namespace "learn"); use the labels of the intended pods'],
  ],
  [
    'more workers than the quota has space for',
    inApp(({ learn }) => {
      const autoscaler = ApiObject.of(learn.node.findChild('video-autoscaler'));
      autoscaler.addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 30));
    }),
    ['resource-quota-exceeded ResourceQuota quota'],
    // 30 workers and 7 other pods; the LimitRange gives each a limit of one CPU.
    [
      'resource quota "quota" of namespace "learn" is exceeded when all pods run, with autoscalers at their maximum: limits.cpu by 5 (37 of 32); set limits.cpu to 37 or more, or lower the resources, replicas or maxReplicas',
    ],
  ],
  [
    'a disk of one node for several pods',
    inApp(({ learn }) => {
      const claim = new kplus.PersistentVolumeClaim(learn, 'uploads', {
        accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storage: Size.gibibytes(1),
      });
      const volume = kplus.Volume.fromPersistentVolumeClaim(learn, 'uploads-volume', claim);
      for (const each of learn.web.containers) each.mount('/uploads', volume);
    }),
    ['shared-volume-claim Deployment web'],
    [/deployment "web" has up to 2 replicas, and they share claim "learn-uploads-\w+" with ReadWriteOnce; use a claim/],
  ],
  [
    'a privileged container in the namespace of node agents',
    inApp(({ nodeLogs }) => {
      nodeLogs.agent.addContainer(container({ securityContext: PRIVILEGED }));
    }),
    ['privileged-container DaemonSet log-agent'],
    ['remove privileged', 'cannot be waived: the policy does not let this rule be waived'],
  ],
  [
    'a misspelt field of a raw object',
    inApp(({ learn }) => {
      const metadata: any = { name: 'raw', labls: { team: 'learn' } };
      new ApiObject(learn, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }),
    ['unknown-field ConfigMap raw'],
    ['field "labls" does not exist; use "labels"', 'learn/raw  →  ConfigMap learn/raw  /metadata/labls'],
  ],
  [
    'a new privileged container in the release of the vendor',
    {
      release: [
        '      volumes:\n',
        `        - { name: tuner, image: ghcr.io/metrics-gateway/tuner@sha256:${'ab'.repeat(32)}, securityContext: { privileged: true }, resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 16Mi } } }\n      volumes:\n`,
      ],
    },
    ['privileged-container Deployment metrics-gateway'],
    ['container "tuner" is privileged', /created at .*charts\/metrics-gateway\.ts:\d+/],
  ],
  [
    'a release of the vendor that waives its own finding',
    {
      release: [
        `kind: Deployment
metadata:
`,
        `kind: Deployment
metadata:
  annotations: { cdk8s-hardened.github.io/waive.empty-dir-size-limit-missing: "six hours of metrics; expires=2099-12-31; ticket=OPS-20" }
`,
      ],
      app: ({ metricsGateway }) => {
        const deployment = metricsGateway.release.apiObjects.find(({ kind }) => kind === 'Deployment');
        deployment?.addJsonPatch(JsonPatch.remove('/spec/template/spec/volumes/1/emptyDir/sizeLimit'));
      },
    },
    ['empty-dir-size-limit-missing Deployment metrics-gateway'],
    ['volume "storage" may fill the node\'s disk or memory; set emptyDir.sizeLimit'],
  ],
  [
    'a password in a variable',
    inApp(({ data }) => {
      const password = kplus.EnvValue.fromValue('Kp9sLq2vX7w1');
      for (const each of data.redis.containers) each.env.addVariable('REDIS_PASSWORD', password);
    }),
    ['hard-coded-secret-env StatefulSet redis'],
    ['environment variable "REDIS_PASSWORD" of container "main" holds a secret', 'use a Secret, mounted as a file'],
  ],
  [
    'an object that is defined twice',
    inApp(({ learn }) => {
      new kplus.ConfigMap(learn, 'other', { metadata: { name: 'settings' }, data: { a: 'b' } });
    }),
    [],
    [
      /ConfigMap "settings" is defined twice, at "learn\/settings\/Resource" .*learn\.ts:\d+:\d+ and at "learn\/other\/Resource"/,
      'rename or remove one',
    ],
  ],
  [
    'a requirement of a container that is not there',
    replaced('name: metrics-gateway, user', 'name: metrics-gateway, container: gatway, user'),
    [],
    ['needs of Deployment "metrics-gateway/metrics-gateway", container "gatway" match no container; correct or remove'],
  ],
];

describe('a change is refused before anything is written, in words that say what to do', () => {
  test.each(REFUSED)('%s', (_, change, findings, says) => {
    const { cwd, report, error } = synthesize(change);
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
    expect(report?.findings.map(nameOf)).toEqual(findings);
    for (const text of says) expect(error?.message).toMatch(text);
  });
});

/** The line of a text in the policy file. */
const lineOf = (text: string) => POLICY.slice(0, POLICY.indexOf(text)).split('\n').length;
const at = (text: string, column: number) => `hardening.yaml:${lineOf(text)}:${column}: `;

/** What an app cannot start with: the first error of the program is this one. */
const THROWN: readonly (readonly [name: string, change: Change, says: readonly (string | RegExp)[]])[] = [
  [
    'a wrong ticket',
    replaced('OPS-12', 'SEC-12'),
    [
      at('ticket: OPS-12', 5),
      'waiver of "secret-env-reference" has the ticket "SEC-12"; give one that matches OPS-[0-9]+',
    ],
  ],
  ['an unknown key', replaced('needs:', 'need:'), [at('needs:', 1), 'key "need" is not known; did you mean "needs"?']],
  [
    'a version without quotes',
    replaced('"1.33"', '1.30'),
    [at('kubernetesVersion:', 1), 'YAML reads 1.30 without quotes as the number 1.3; write "1.30"'],
  ],
  [
    'a misspelt rule',
    replaced('rule: network-policy-allow-all-egress', 'rule: network-policy-allow-egress'),
    ['rule "network-policy-allow-egress" is not in profile "nsa"; did you mean "network-policy-allow-all-egress"?'],
  ],
  [
    'a waiver in the program without a ticket',
    inApp(({ learn }) => {
      Waivers.of(learn.api).add({ rule: 'host-network', reason: TERMS.reason, expires: TERMS.expires });
    }),
    ['waiver of "host-network" for learn/api has no ticket; give one that matches OPS-[0-9]+'],
  ],
  [
    'a misspelt rule of a waiver in the program',
    inApp(({ learn }) => {
      Waivers.of(learn.api).add({ rule: 'host-netwerk', ...TERMS });
    }),
    ['waiver for "learn/api": rule "host-netwerk" is not known; did you mean "host-network"?'],
  ],
  [
    'a waiver of a rule that the policy lets no one waive',
    inApp(({ nodeLogs }) => {
      Waivers.of(nodeLogs.agent).add({ rule: 'privileged-container', ...TERMS });
    }),
    ['waiver of "privileged-container" for node-logs/agent is refused', 'does not let this rule be waived'],
  ],
  [
    'another Kubernetes version',
    inApp((_, app) => Aspects.of(app).add(new HardeningChecks({ kubernetesVersion: '1.30' }))),
    [
      'the app is checked for Kubernetes 1.33 and for 1.30; the policy hardening.yaml decides for the whole app: leave kubernetesVersion out of its aspects',
    ],
  ],
  [
    'a second policy',
    inApp((_, app) => HardeningPolicy.of(app).set({ kubernetesVersion: '1.30' })),
    ['the app has a policy; set it once'],
  ],
  [
    'a second namespace',
    inApp(({ learn }) => {
      new IsolatedNamespace(learn, 'again');
    }),
    ['"learn/again": "learn/namespace" already makes namespace "learn"; use that one, or give another name'],
  ],
  [
    'a privileged namespace without a reason',
    inApp((_, app) => {
      const chart = new Chart(app, 'agents', { namespace: 'agents' });
      new IsolatedNamespace(chart, 'namespace', { podSecurityLevel: PodSecurityLevel.PRIVILEGED });
    }),
    ['"agents/namespace" has the Pod Security level "privileged": podSecurityWaiver is missing; give a reason'],
  ],
  [
    'a connection to a workload without ports',
    inApp(({ learn }) => learn.api.connections.allowTo(learn.mailWorker)),
    ['connection of "learn/api" names no port, and "learn/mail-worker" declares none; give ports, or portNumber'],
  ],
  [
    'a grant with a wildcard',
    inApp(({ learn }) => learn.controller.account.allow(['*'], kplus.ApiResource.CONFIG_MAPS)),
    [
      'rbac-wildcard-verb (high) — role "learn-course-controller-serviceaccount-role-c8aeb7e6" allows every verb; list the needed verbs',
      'with it: rbac-config-map-modify (low)',
      'learn.ts:114:24',
    ],
  ],
  [
    'a patch of a field that does not exist',
    inApp(({ learn }) => ApiObject.of(learn.web).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetworks', true))),
    ['"learn/web/Resource":', 'patch "add /spec/template/spec/hostNetworks" has no effect'],
  ],
  [
    'an account of another namespace',
    inApp(({ learn, batch }) => {
      const props = { containers: [{ image: IMAGE }], serviceAccount: learn.controller.account };
      new SecureDeployment(batch, 'other', props);
    }),
    ['"batch/other": serviceAccount is in namespace "learn", and the pods are in "learn-batch"'],
  ],
];

describe('a mistake is an error that names its place', () => {
  test.each(THROWN)('%s', (_, change, says) => {
    const { error } = synthesize(change);
    for (const text of says) expect(error?.message).toMatch(text);
  });

  test('all mistakes of a policy file are said at once', () => {
    const wrong = [
      ['"1.33"', '1.30'],
      ['needs:', 'need:'],
      ['OPS-12', 'SEC-12'],
    ] as const;
    const { error } = synthesize({ policy: [POLICY, wrong.reduce(changed, POLICY)] });
    const lines = error?.message.split('\n').map((line) => Number(/hardening\.yaml:(\d+):/.exec(line)?.[1]));
    expect(lines).toEqual(wrong.map(([from]) => lineOf(from)));
  });
});

describe('files that were changed after the synth', () => {
  const { cwd: written } = synthesize();
  const copied = (file: string, ...change: readonly [string, string]): string => {
    const cwd = folder();
    cpSync(written, cwd, { recursive: true });
    edit(join(cwd, file), ...change);
    return cwd;
  };

  test.each<[string, string, readonly [string, string], number, readonly string[], string]>([
    [
      'a manifest whose waiver belongs to the program',
      'dist/node-logs.k8s.yaml',
      ['path: /var/log\n', 'path: /etc\n'],
      1,
      ['control-plane-scheduling DaemonSet log-agent', 'sensitive-host-path DaemonSet log-agent'],
      'is recorded for an object that was changed after the synth; run the synth again',
    ],
    [
      'a manifest whose waiver is in the policy by name',
      'dist/data.k8s.yaml',
      ['image: docker.io/library/rabbitmq:4.0.5', 'image: docker.io/library/rabbitmq:4.0.6'],
      0,
      [],
      'no findings',
    ],
    [
      'a hash of the record',
      'dist/hardening.waivers',
      ['"name": "log-agent",\n      "sha256": "', '"name": "log-agent",\n      "sha256": "0'],
      2,
      [],
      'dist/hardening.waivers: is not what a synth writes',
    ],
    [
      'a waiver of the record, for another object',
      'dist/hardening.waivers',
      ['"name": "log-agent"', '"name": "postgres"'],
      1,
      ['control-plane-scheduling DaemonSet log-agent', 'sensitive-host-path DaemonSet log-agent'],
      'sensitive-host-path',
    ],
  ])('%s', async (_, file, change, code, open, says) => {
    const checked = await check(copied(file, ...change));
    expect(checked).toMatchObject({ code, open });
    expect(checked.text).toContain(says);
  });
});
