import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Aspects } from '../../src/aspects/aspects';
import { Harden } from '../../src/aspects/harden-aspect';
import { typeOf } from '../../src/kubernetes/workload-kinds';
import { WRAPPERS } from '../../src/kubernetes/workloads/wrapped';
import { ManifestSet } from '../../src/model/manifest-set';
import { readObjects } from '../../src/model/read-objects';
import { command, folder } from '../support/command-line';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }] } };

function wrapper(apiVersion: string, kind: string, content: object): any {
  return { apiVersion, kind, metadata: { name: 'w', namespace: 'shop' }, ...content };
}

const CASES: [any, string[]][] = [
  [wrapper('template.openshift.io/v1', 'Template', { objects: [POD, POD] }), ['/objects/0', '/objects/1']],
  [wrapper('v1', 'Template', { objects: [POD] }), ['/objects/0']],
  [
    wrapper('work.open-cluster-management.io/v1', 'ManifestWork', { spec: { workload: { manifests: [POD] } } }),
    ['/spec/workload/manifests/0'],
  ],
  [
    wrapper('work.open-cluster-management.io/v1alpha1', 'ManifestWorkReplicaSet', {
      spec: { manifestWorkTemplate: { workload: { manifests: [POD] } } },
    }),
    ['/spec/manifestWorkTemplate/workload/manifests/0'],
  ],
  [
    wrapper('work.karmada.io/v1alpha1', 'Work', { spec: { workload: { manifests: [POD] } } }),
    ['/spec/workload/manifests/0'],
  ],
  [
    wrapper('kubernetes.crossplane.io/v1alpha2', 'Object', { spec: { forProvider: { manifest: POD } } }),
    ['/spec/forProvider/manifest'],
  ],
  [
    wrapper('kubernetes.m.crossplane.io/v1alpha1', 'Object', { spec: { forProvider: { manifest: POD } } }),
    ['/spec/forProvider/manifest'],
  ],
  [
    wrapper('triggers.tekton.dev/v1beta1', 'TriggerTemplate', { spec: { resourcetemplates: [POD] } }),
    ['/spec/resourcetemplates/0'],
  ],
  [
    wrapper('argoproj.io/v1alpha1', 'Sensor', {
      spec: {
        triggers: [
          { template: { k8s: { source: { resource: POD } } } },
          { template: { argoWorkflow: { source: { resource: POD } } } },
        ],
      },
    }),
    ['/spec/triggers/0/template/k8s/source/resource', '/spec/triggers/1/template/argoWorkflow/source/resource'],
  ],
  [wrapper('hive.openshift.io/v1', 'SyncSet', { spec: { resources: [POD] } }), ['/spec/resources/0']],
  [wrapper('hive.openshift.io/v1', 'SelectorSyncSet', { spec: { resources: [POD] } }), ['/spec/resources/0']],
  [
    wrapper('apiserver.config.k8s.io/v1', 'AdmissionConfiguration', {
      // The configuration of ImagePolicyWebhook has no kind.
      plugins: [
        { name: 'ImagePolicyWebhook', configuration: { imagePolicy: {} } },
        { name: 'a', configuration: POD },
      ],
    }),
    ['/plugins/1/configuration'],
  ],
];

test.each(CASES)('the objects of a wrapper are objects: %j', (json, pointers) => {
  const read = readObjects(json);
  expect(read.map(({ pointer }) => pointer)).toEqual(['', ...pointers]);
  expect(read.slice(1).map(({ manifest }) => manifest?.json)).toEqual(pointers.map(() => POD));
  expect(read[0]?.manifest?.podTemplates).toEqual([]);
});

test('each kind of wrapper has a case', () => {
  const tried = new Set(CASES.map(([json]) => ManifestSet.fromJson([json]).all[0]?.groupKind));
  const all = WRAPPERS.flatMap(({ groups, kinds }) =>
    groups.flatMap((group) => kinds.map((kind) => typeOf(group, kind))),
  );
  expect(all.filter((type) => !tried.has(type))).toEqual([]);
});

test('wrappers and lists are opened in each other, to a limit', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [CASES[0]?.[0]] };
  const object = wrapper('kubernetes.crossplane.io/v1alpha2', 'Object', { spec: { forProvider: { manifest: list } } });
  expect(readObjects(object).map(({ pointer }) => pointer)).toEqual([
    '',
    '/spec/forProvider/manifest/items/0',
    '/spec/forProvider/manifest/items/0/objects/0',
    '/spec/forProvider/manifest/items/0/objects/1',
  ]);
  let deep: any = POD;
  for (let depth = 0; depth < 30; depth += 1)
    deep = wrapper('kubernetes.crossplane.io/v1alpha2', 'Object', { spec: { forProvider: { manifest: deep } } });
  expect(readObjects(deep).at(-1)).toMatchObject({ problem: 'objects nest deeper than 20' });
});

test('an object in a wrapper that cannot be read has its place', () => {
  const template = wrapper('template.openshift.io/v1', 'Template', { objects: [{ kind: 'Pod' }] });
  expect(readObjects(template)[1]).toEqual({
    pointer: '/objects/0',
    problem: 'apiVersion is missing; set it, for example to "v1"',
  });
});

const WORKS = ['one', 'two']
  .map((name) =>
    [
      'apiVersion: work.open-cluster-management.io/v1',
      'kind: ManifestWork',
      `metadata: {name: web, namespace: ${name}}`,
      'spec:',
      '  workload:',
      '    manifests:',
      '      - apiVersion: v1',
      '        kind: Pod',
      '        metadata: {name: web, namespace: shop}',
      '        spec:',
      '          containers:',
      `            - name: ${name} # the only one`,
      '',
    ].join('\n'),
  )
  .join('---\n');

test('two wrappers may hold objects of one name, each for a cluster of its own', async () => {
  const cwd = folder({ 'works.yaml': WORKS });
  const { code, stdout } = await command(['check', '--profile', 'restricted', '--format', 'json', 'works.yaml'], {
    cwd,
  });
  const { findings, errors, unknown } = JSON.parse(stdout);
  expect([code, errors, unknown]).toEqual([1, [], []]);
  const places = findings
    .filter(({ rule }: any) => rule === 'run-as-non-root')
    .map(({ object, pointer, location }: any) => [object.kind, object.name, pointer, location.line]);
  expect(places).toEqual([
    ['Pod', 'web', '/spec/containers/0/securityContext/runAsNonRoot', 12],
    ['Pod', 'web', '/spec/containers/0/securityContext/runAsNonRoot', 25],
  ]);
});

test('a fix writes into the wrapper', async () => {
  const cwd = folder({ 'works.yaml': WORKS });
  const { code } = await command(['fix', '--profile', 'restricted', 'works.yaml'], { cwd });
  expect(code).toBe(0);
  const added = [
    '              securityContext:',
    '                allowPrivilegeEscalation: false',
    '                capabilities:',
    '                  drop:',
    '                    - ALL',
    '          securityContext:',
    '            runAsNonRoot: true',
    '            seccompProfile:',
    '              type: RuntimeDefault',
    '',
  ].join('\n');
  expect(readFileSync(join(cwd, 'works.yaml'), 'utf8')).toBe(
    WORKS.replaceAll('# the only one\n', `# the only one\n${added}`),
  );
});

const TEMPLATE = [
  'apiVersion: template.openshift.io/v1',
  'kind: Template',
  'metadata: {name: t}',
  'parameters:',
  '  - {name: PRIVILEGED, value: "true"}',
  '  - {name: TAG, value: "1.0"}',
  '  - {name: REPLICAS}',
  'objects:',
  '  - apiVersion: apps/v1',
  '    kind: Deployment',
  '    metadata: {name: "web-${TAG}-${OTHER}"}',
  '    spec:',
  '      replicas: 1',
  '      template:',
  '        spec:',
  '          containers:',
  '            - name: web',
  '              image: ghcr.io/acme/web:${TAG}',
  '              securityContext:',
  '                privileged: ${{PRIVILEGED}}',
  '',
].join('\n');

describe('the parameters of a Template', () => {
  test('have their values in what is judged', async () => {
    const cwd = folder({ 'template.yaml': TEMPLATE });
    const { stdout } = await command(['check', '--profile', 'baseline', '--format', 'json', 'template.yaml'], { cwd });
    const { findings, errors } = JSON.parse(stdout);
    expect(errors).toEqual([]);
    expect(findings.map(({ rule, object, location }: any) => [rule, object.name, location.line])).toEqual([
      ['privileged-container', 'web-1.0-${OTHER}', 20],
    ]);
    expect((await command(['images', 'template.yaml'], { cwd })).stdout).toBe('ghcr.io/acme/web:1.0\n');
  });

  test('stay in what is fixed', async () => {
    const cwd = folder({ 'template.yaml': TEMPLATE });
    await command(['fix', '--force', '--profile', 'baseline', 'template.yaml'], { cwd });
    const fixed = readFileSync(join(cwd, 'template.yaml'), 'utf8');
    expect(fixed).not.toContain('privileged:');
    expect(fixed).toContain('image: ghcr.io/acme/web:${TAG}\n');
    expect(fixed).toContain('"web-${TAG}-${OTHER}"');
  });

  test('without a value of the right type cannot be judged', async () => {
    const cwd = folder({ 'template.yaml': TEMPLATE.replace('"true"', '"maybe"') });
    const { code, stderr, stdout } = await command(['check', 'template.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('is the string "maybe"; must be a boolean');
  });
});

test('an aspect fixes what a construct wraps, and keeps the parameters', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const pod = { ...POD, metadata: { name: '${NAME}' } };
  new ApiObject(chart, 'template', {
    ...{ apiVersion: 'template.openshift.io/v1', kind: 'Template', metadata: { name: 't' } },
    ...{ objects: [pod], parameters: [{ name: 'NAME', value: 'web' }] },
  });
  Aspects.of(app).add(new Harden());
  const [template] = Testing.synth(chart);
  expect(template.parameters).toEqual([{ name: 'NAME', value: 'web' }]);
  expect(template.objects[0].metadata.name).toBe('${NAME}');
  expect(template.objects[0].spec.securityContext).toMatchObject({ runAsNonRoot: true });
});
