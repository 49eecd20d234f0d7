import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import { Aspects } from '../../src/aspects/aspects';
import { PinImages } from '../../src/aspects/pin-images';
import { Checker } from '../../src/engine/checker';
import { HardenMode, harden } from '../../src/harden/harden';
import { ImageLock } from '../../src/host/image-lock';
import { Harden, HardeningChecks, type HardeningError } from '../../src/index';
import { applyPatches, patchTo } from '../../src/json/patch';
import { typeOf } from '../../src/kubernetes/workload-kinds';
import { TEXTS } from '../../src/kubernetes/workloads/texts';
import { ManifestSet } from '../../src/model/manifest-set';
import { withImageLock } from '../../src/profiles/image-lock-rule';
import { Profiles } from '../../src/profiles/profiles';
import { CATALOG } from '../../src/rules/catalog';
import { command, folder } from '../support/command-line';

const TODAY = '2026-11-24';
const IMAGE = 'registry.k8s.io/etcd:3.5.21';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const RESTRICTED = Profiles.restricted();

/** A pod that passes profile restricted. */
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'etcd', namespace: 'kube-system' },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'main',
        image: IMAGE,
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
};
const weak = (pointer: string, value: any, pod: any = POD) => applyPatches(pod, patchTo(pod, pointer, value));
const PRIVILEGED = weak('/spec/containers/0/securityContext/privileged', true);
const object = (apiVersion: string, kind: string, content: any) => ({
  apiVersion,
  kind,
  metadata: { name: 'static', namespace: 'kube-system' },
  ...content,
});
const configMap = (data: any) => object('v1', 'ConfigMap', { data });
const check = (json: any, profile = RESTRICTED, others: any[] = []) =>
  new Checker({ profile, today: TODAY }).check(ManifestSet.fromJson([json, ...others]));
const placesOf = (json: any) => {
  const { findings, errors } = check(json);
  return [...errors.map(({ message }) => message), ...findings.map(({ rule, pointer }) => `${rule} ${pointer}`)];
};

const WORKFLOW = (text: string) => ({ templates: [{ name: 't', resource: { action: 'create', manifest: text } }] });
const FILES = (content: string) => ({ files: [{ path: '/etc/kubernetes/manifests/etcd.yaml', content }] });
const BOOTSTRAP = 'bootstrap.cluster.x-k8s.io/v1beta1';
const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io/v1beta1';
const KINDS: [string, string, (text: string) => any, string][] = [
  ['v1', 'ConfigMap', (text) => ({ data: { 'etcd.yaml': text } }), '/data/etcd.yaml'],
  ...['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate'].map((kind): (typeof KINDS)[number] => [
    'argoproj.io/v1alpha1',
    kind,
    (text) => ({ spec: WORKFLOW(text) }),
    '/spec/templates/0/resource/manifest',
  ]),
  [
    'argoproj.io/v1alpha1',
    'CronWorkflow',
    (text) => ({ spec: { schedule: '0 0 * * *', workflowSpec: WORKFLOW(text) } }),
    '/spec/workflowSpec/templates/0/resource/manifest',
  ],
  [BOOTSTRAP, 'KubeadmConfig', (text) => ({ spec: FILES(text) }), '/spec/files/0/content'],
  [
    BOOTSTRAP,
    'KubeadmConfigTemplate',
    (text) => ({ spec: { template: { spec: FILES(text) } } }),
    '/spec/template/spec/files/0/content',
  ],
  [
    CONTROL_PLANE,
    'KubeadmControlPlane',
    (text) => ({ spec: { kubeadmConfigSpec: FILES(text) } }),
    '/spec/kubeadmConfigSpec/files/0/content',
  ],
  [
    CONTROL_PLANE,
    'KubeadmControlPlaneTemplate',
    (text) => ({ spec: { template: { spec: { kubeadmConfigSpec: FILES(text) } } } }),
    '/spec/template/spec/kubeadmConfigSpec/files/0/content',
  ],
];

describe.each(KINDS)('%s %s', (apiVersion, kind, contentOf, at) => {
  const holding = (pod: any) => object(apiVersion, kind, contentOf(JSON.stringify(pod)));

  test('is judged by the pods in its texts', () => {
    expect(placesOf(holding(POD))).toEqual([]);
    expect(placesOf(holding(PRIVILEGED))).toEqual([`privileged-container ${at}`]);
    expect(placesOf(holding(weak('/spec/hostNetwork', true)))).toEqual([`host-network ${at}`]);
  });

  test('is not changed', () => {
    const [manifest] = ManifestSet.fromJson([holding(PRIVILEGED)]).all as [any];
    const fixed = harden([manifest], [manifest], { profile: RESTRICTED, mode: HardenMode.FORCE, today: TODAY });
    expect(fixed.get(manifest)?.manifest.json).toEqual(manifest.json);
  });
});

test('each kind of the table has a case', () => {
  const tried = new Set(KINDS.map(([apiVersion, kind]) => typeOf(apiVersion.split('/').slice(0, -1).join(''), kind)));
  const all = TEXTS.flatMap(({ groups, kinds }) => groups.flatMap((group) => kinds.map((kind) => typeOf(group, kind))));
  expect(all.filter((type) => !tried.has(type))).toEqual([]);
});

describe('a finding', () => {
  test('names the object with the text, and the object and the field in it', () => {
    const { findings } = check(configMap({ 'a/b': JSON.stringify(PRIVILEGED) }));
    expect(findings).toMatchObject([
      {
        objectRef: { kind: 'ConfigMap', name: 'static', namespaceName: 'kube-system' },
        pointer: '/data/a~1b',
        container: 'main',
        fix: [],
        message:
          'in Pod "etcd" at /spec/containers/0/securityContext/privileged: container "main" is privileged, which makes it root on the node; remove privileged',
      },
    ]);
  });

  test('about a weak pod has causes in that pod alone', () => {
    const both = (first: any, second: any) =>
      check(configMap({ t: `${JSON.stringify(first)}\n---\n${JSON.stringify(second)}` })).findings;
    const rulesOf = ({ rule, related = [] }: any) => [rule, ...related.map((each: any) => each.rule)];
    const escalating = weak('/spec/containers/0/securityContext/allowPrivilegeEscalation', true);
    const weakest = weak('/spec/containers/0/securityContext/privileged', true, escalating);
    expect(both(weakest, POD).map(rulesOf)).toEqual([['privileged-container', 'privilege-escalation-allowed']]);
    expect(both(PRIVILEGED, escalating).map(rulesOf)).toEqual([
      ['privilege-escalation-allowed'],
      ['privileged-container'],
    ]);
  });

  test('is about the objects that the pod meets in its own namespace', () => {
    const policy = object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
    const labelled = JSON.stringify({ ...POD, metadata: { ...POD.metadata, namespace: 'shop' } });
    const rules = (others: any[]) =>
      check(configMap({ t: labelled }), Profiles.nsa(), others).findings.map(
        ({ rule, objectRef }) => `${objectRef.kind} ${rule}`,
      );
    const inShop = { ...policy, metadata: { name: 'all', namespace: 'shop' } };
    expect(rules([policy])).toContain('ConfigMap workload-network-policy-missing');
    expect(rules([inShop])).not.toContain('ConfigMap workload-network-policy-missing');
  });
});

test('no rule crashes, whatever stands in a pod in a text', () => {
  const profile = CATALOG.reduce(
    (all, rule) => (all.hasRule(rule.meta.id) ? all : all.withRules(rule)),
    Profiles.nsa(),
  );
  const pointers = [
    '/metadata',
    '/metadata/labels',
    '/metadata/annotations',
    '/spec',
    '/spec/volumes',
    '/spec/containers/0',
  ];
  for (const pointer of pointers)
    for (const value of [null, 7, 'x', [], [null], {}, { a: null }])
      expect(check(configMap({ t: JSON.stringify(weak(pointer, value)) }), profile).errors).toEqual([]);
});

const POD_LINES = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata: {name: etcd, namespace: kube-system}',
  'spec:',
  '  hostNetwork: true',
  '  containers:',
  '    - name: main',
  `      image: ${IMAGE}`,
];
const indented = (count: number) => POD_LINES.map((line) => `${' '.repeat(count)}${line}`).join('\n');
const FILE = [
  'apiVersion: v1',
  'kind: List',
  'items:',
  '  - apiVersion: v1',
  '    kind: ConfigMap',
  '    metadata: {name: static, namespace: kube-system}',
  '    immutable: true',
  '    data:',
  '      readme: "kind: none, apiVersion: none"',
  '      literal.yaml: |',
  indented(8),
  `      quoted.json: '${JSON.stringify(PRIVILEGED)}'`,
  `      double: ${JSON.stringify(`${POD_LINES.join('\r\n')}\r\n---\r\n${POD_LINES.join('\r\n').replace('etcd', 'other')}`)}`,
  '      folded: >-',
  `        ${JSON.stringify(PRIVILEGED)}`,
  '      template.yaml: |',
  indented(8).replace('name: etcd', 'name: {{ .Name }}'),
  '      broken.yaml: |',
  `${indented(8)}\n        broken: [`,
  '    binaryData:',
  `      pod.json: ${Buffer.from(JSON.stringify(PRIVILEGED)).toString('base64')}`,
  '',
].join('\n');
const CONTAINER_RULES = ['host-network', 'privileged-container'];
const EXPECTED = [
  ['host-network', '/data/double', 'etcd', 20],
  ['host-network', '/data/double', 'other', 20],
  ['privileged-container', '/data/folded', 'etcd', 21],
  ['host-network', '/data/literal.yaml', 'etcd', 10],
  ['privileged-container', '/data/quoted.json', 'etcd', 19],
];
const nameIn = (message: string) => /^in Pod "(\w+)"/.exec(message)?.[1];

describe('the command line', () => {
  const judged = async (files: Record<string, string>, ...args: string[]) => {
    const cwd = folder(files);
    const { code, stdout } = await command(['check', '--profile', 'baseline', '--format', 'json', ...args], { cwd });
    return { code, cwd, ...JSON.parse(stdout) };
  };

  test.each([
    ['LF', FILE],
    ['CRLF', FILE.replaceAll('\n', '\r\n')],
  ])('finds the pods in the texts of a list, in a file with %s', async (_, text) => {
    const { code, findings, errors } = await judged({ 'a.yaml': text }, 'a.yaml');
    expect([code, errors]).toEqual([1, []]);
    expect(
      findings.map(({ rule, pointer, message, location }: any) => [rule, pointer, nameIn(message), location.line]),
    ).toEqual(EXPECTED);
  });

  test('accepts waivers of the object with the text', async () => {
    const terms = 'reason: It is a static pod of the control plane, expires: 2027-06-30';
    const policy = `waivers:\n  - {rules: [${CONTAINER_RULES}], kind: ConfigMap, namespace: kube-system, name: static, ${terms}}\n`;
    const { code, findings, waivers } = await judged(
      { 'a.yaml': FILE, 'policy.yaml': policy },
      '--policy',
      'policy.yaml',
      'a.yaml',
    );
    expect([code, findings.map(({ waived }: any) => waived?.kind)]).toEqual([0, EXPECTED.map(() => 'ConfigMap')]);
    expect(waivers.unused).toEqual([]);
  });

  test('fixes nothing in a text', async () => {
    const cwd = folder({ 'a.yaml': FILE });
    const { code } = await command(['fix', '--force', '--profile', 'baseline', 'a.yaml'], { cwd });
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(FILE);
  });

  test('lists the images', async () => {
    const cwd = folder({ 'a.yaml': FILE });
    expect((await command(['images', 'a.yaml'], { cwd })).stdout).toBe(`${IMAGE}\n`);
  });
});

describe('an app', () => {
  const appWith = (data: any) => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    new ApiObject(chart, 'static', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'static' }, data } as any);
    return { app, chart };
  };

  test('is refused for what the command line finds', () => {
    const { app, chart } = appWith({});
    new Include(chart, 'file', { url: join(folder({ 'a.yaml': FILE }), 'a.yaml') });
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.baseline(), today: TODAY }));
    let report: any;
    try {
      Testing.synth(chart);
    } catch (error) {
      report = (error as HardeningError).report;
    }
    const found = report.findings.map(({ rule, pointer, message }: any) => [rule, pointer, nameIn(message)]);
    expect(found.sort()).toEqual(EXPECTED.map((each) => each.slice(0, 3)).sort());
  });

  test('keeps its texts under Harden', () => {
    const { app, chart } = appWith({ t: JSON.stringify(PRIVILEGED) });
    Aspects.of(app).add(new Harden());
    expect(Testing.synth(chart)[0].data).toEqual({ t: JSON.stringify(PRIVILEGED) });
  });
});

describe('images in texts', () => {
  const lock = ImageLock.fromDigests({ [IMAGE]: DIGEST });
  const pinned = (json: any) => {
    const chart = new Chart(new App(), 'chart');
    new ApiObject(chart, 'object', json);
    Aspects.of(chart).add(new PinImages({ imageLock: lock }));
    return Testing.synth(chart)[0];
  };
  const withDigest = JSON.stringify(POD).replace(IMAGE, `${IMAGE}@${DIGEST}`);
  const patched = object('argoproj.io/v1alpha1', 'Workflow', {
    spec: { podSpecPatch: JSON.stringify(POD.spec), templates: [] },
  });

  test.each([
    ['of a ConfigMap', configMap({ t: JSON.stringify(POD) })],
    ['of a patch', patched],
  ])('%s are not pinned, and refused without a digest', (_, json) => {
    expect(() => pinned(json)).toThrow(
      `${IMAGE}" of container "main" is in a text, which is not changed; write the digest there, ${DIGEST}`,
    );
  });

  test('with the digest stay', () => {
    const json = configMap({ t: withDigest });
    expect(pinned(json).data).toEqual(json.data);
  });

  test('have to be as the lock has them', () => {
    const profile = withImageLock(RESTRICTED, lock as any);
    expect(check(configMap({ t: JSON.stringify(POD) }), profile).findings).toMatchObject([
      { rule: 'image-lock-mismatch', pointer: '/data/t', fix: [] },
    ]);
    expect(check(configMap({ t: withDigest }), profile).findings).toEqual([]);
  });
});
