import { Manifest } from './manifest';
import { textObjectsOf } from './text-objects';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'x' }] },
};
const JOB = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'j' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'x' }] } } },
};
const ROLE = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'r' }, rules: [] };
const YAML = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata:',
  '  name: p',
  'spec:',
  '  containers:',
  '    - name: c',
  '      image: x',
  '',
].join('\n');
const json = (...objects: any[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
const configMap = (data: any, other: any = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'm', namespace: 'shop' },
  data,
  ...other,
});
const found = (object: any, options = {}) =>
  textObjectsOf(Manifest.fromJson(object, options)).map(
    ({ at, manifest }) => `${at} ${manifest.objectRef.kind} ${manifest.objectRef.name}`,
  );
const inText = (text: any, options = {}) => found(configMap({ t: text }), options);

describe('a text is read as Kubernetes reads it', () => {
  test.each<[string, string, string[]]>([
    ['YAML', YAML, ['/data/t Pod p']],
    ['YAML with CRLF', YAML.replaceAll('\n', '\r\n'), ['/data/t Pod p']],
    ['YAML behind a comment and an empty document', `# static\n---\n---\n${YAML}`, ['/data/t Pod p']],
    [
      'YAML with quoted keys and another order',
      `"kind" : 'Pod'\n${YAML.replace('kind: Pod\n', '')}`,
      ['/data/t Pod p'],
    ],
    ['YAML with aliases', `${YAML}    - &a {name: d, image: x}\n  initContainers: [*a]\n`, ['/data/t Pod p']],
    ['JSON', json(POD), ['/data/t Pod p']],
    ['JSON of many lines', JSON.stringify(POD, null, '\t'), ['/data/t Pod p']],
    ['several documents', json(POD, JOB), ['/data/t Pod p', '/data/t Job j']],
    ['a document beside them that makes no pod', json(ROLE, JOB), ['/data/t Job j']],
    ['a List', json({ apiVersion: 'v1', kind: 'List', items: [ROLE, POD] }), ['/data/t Pod p']],
    [
      'a PodList, whose items have no kind',
      json({ apiVersion: 'v1', kind: 'PodList', items: [{ ...POD, kind: undefined }] }),
      ['/data/t Pod p'],
    ],
    [
      'a custom kind that makes pods',
      json({ ...JOB, apiVersion: 'batch.volcano.sh/v1alpha1', spec: { tasks: [JOB.spec] } }),
      ['/data/t Job j'],
    ],
    [
      'an object that holds objects',
      json({ apiVersion: 'template.openshift.io/v1', kind: 'Template', objects: [POD] }),
      ['/data/t Pod p'],
    ],
  ])('%s', (_, text, expected) => {
    expect(inText(text)).toEqual(expected);
  });

  test('each text of an object for itself, whatever its key', () => {
    const data = JSON.parse(
      `{"a/b~c.yaml":${JSON.stringify(YAML)},"__proto__":${JSON.stringify(json(JOB))},"x":"[","y":""}`,
    );
    expect(found(configMap(data))).toEqual(['/data/a~1b~0c.yaml Pod p', '/data/__proto__ Job j']);
    expect(found(configMap(data, { immutable: true }))).toHaveLength(2);
  });

  test('kinds that are registered make pods', () => {
    const text = json({
      apiVersion: 'acme.io/v1',
      kind: 'Web',
      metadata: { name: 'w' },
      spec: { pod: JOB.spec.template },
    });
    expect(inText(text)).toEqual([]);
    const workloadKinds = [{ group: 'acme.io', kind: 'Web', podTemplate: '/spec/pod' }];
    expect(inText(text, { workloadKinds })).toEqual(['/data/t Web w']);
  });
});

describe('no pod is in', () => {
  const proto = '{"apiVersion":"v1","kind":"Pod","__proto__":{"spec":{"containers":[{"name":"c","image":"x"}]}}}';
  const bomb = [...'bcdefghi'].reduce(
    (text, name, index) => `${text}${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]\n`,
    'a: &a [x, x, x]\n',
  );
  test.each<[string, any]>([
    ['broken YAML', `${YAML}  broken: [`],
    ['broken YAML behind a document that is none', `${YAML}---\n[`],
    ['two documents without a separator', `${json(POD)}\n${json(POD)}`],
    ['a template', YAML.replace('name: p', 'name: {{ .Values.name }}')],
    ['a template that is YAML', YAML.replace('image: x', 'image: "{{ .Values.image }}"')],
    ['aliases that expand exponentially', `${bomb}${YAML}`],
    ['inherited fields', proto],
    ['a document without a kind', `${YAML}---\nname: x\n`],
    ['a document that is a list', `${YAML}---\n- x\n`],
    ['a List with an item without a kind', json({ apiVersion: 'v1', kind: 'List', items: [POD, {}] })],
    ['a part of a pod, as sidecar injectors have it', 'containers:\n- name: c\n  image: x\n# kind: apiVersion:'],
    ['a pod that has no containers', json({ ...POD, spec: {} })],
    ['a pod that cannot be decoded', json({ ...POD, spec: { ...POD.spec, hostNetwork: 'yes' } })],
    ['a kind that does not exist', json({ ...POD, kind: 'pod' })],
    [
      'a pattern that has the shape of a pod',
      json({ apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', spec: { rules: [POD.spec] } }),
    ],
    ['another object', json(ROLE)],
    ['a text in a text', json(configMap({ t: YAML }))],
    ['a script', `cat <<'EOF' | kubectl apply -f -\n${YAML}EOF\n`],
    ['a text in prose', `Apply this:\n\n    apiVersion: v1\n    kind: Pod\n`],
    ['base64', Buffer.from(YAML).toString('base64')],
    ['no text', null],
  ])('%s', (_, text) => {
    expect(inText(text)).toEqual([]);
  });

  test('binaryData, and other fields', () => {
    const other = { binaryData: { t: Buffer.from(YAML).toString('base64') } };
    const metadata = { name: 'm', annotations: { t: YAML } };
    expect(found(configMap({}, { ...other, metadata }))).toEqual([]);
    expect(found({ ...configMap({ t: YAML }), kind: 'Secret' })).toEqual([]);
  });

  test('texts that are together longer than etcd stores', () => {
    const long = `${YAML}# ${'x'.repeat(2 ** 20)}\n`;
    expect(found(configMap({ a: long }))).toEqual(['/data/a Pod p']);
    expect(found(configMap({ a: long, b: long }))).toEqual([]);
  });
});

describe('a workflow', () => {
  const workflow = (resource: any) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name: 'w', namespace: 'shop' },
    spec: { templates: [{ name: 't', resource }] },
  });
  const namespaces = (object: any) =>
    textObjectsOf(Manifest.fromJson(object)).map(({ manifest }) => manifest.effectiveNamespace);

  test.each([
    ['create', 1],
    ['apply', 1],
    ['replace', 1],
    ['patch', 0],
    ['delete', 0],
    ['get', 0],
    [undefined, 0],
  ])('with the action %s has %d objects', (action, count) => {
    expect(found(workflow({ action, manifest: YAML }))).toHaveLength(count);
  });

  test('has parameters in its manifest', () => {
    const manifest = YAML.replace('name: p', 'name: "p-{{workflow.name}}"');
    expect(found(workflow({ action: 'create', manifest }))).toEqual([
      '/spec/templates/0/resource/manifest Pod p-{{workflow.name}}',
    ]);
  });

  test('creates its objects in its own namespace; the kubelet takes "default"', () => {
    const other = json({ ...POD, metadata: { name: 'p', namespace: 'other' } });
    expect(namespaces(workflow({ action: 'create', manifest: YAML }))).toEqual(['shop']);
    expect(namespaces(workflow({ action: 'create', manifest: other }))).toEqual(['other']);
    expect(namespaces(configMap({ t: YAML }))).toEqual(['default']);
  });
});
