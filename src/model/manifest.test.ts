import { Manifest } from './manifest';

const spec = () => ({ containers: [{ name: 'web', image: 'web' }] });
const pod = (rest: any = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: spec(), ...rest });

describe('a manifest', () => {
  test.each<[any, string]>([
    [null, 'apiVersion is missing'],
    [{}, 'apiVersion is missing'],
    [{ apiVersion: '', kind: 'Pod' }, 'apiVersion is missing'],
    [{ apiVersion: 1, kind: 'Pod' }, 'apiVersion is missing'],
    [{ apiVersion: 'v1' }, 'kind is missing'],
    [{ apiVersion: 'v1', kind: null }, 'kind is missing'],
    [{ apiVersion: 'v1', kind: ['Pod'] }, 'kind is missing'],
    [{ apiVersion: 'a/b/v1', kind: 'Pod' }, 'must be VERSION or GROUP/VERSION'],
    [{ apiVersion: 'files.cdk8s-hardened/v1', kind: 'NftablesRuleset' }, 'name the file with the text'],
    [{ apiVersion: 'files.cdk8s-hardened/v1', kind: 'SysctlConfiguration', lines: [1] }, 'name the file with the text'],
  ])('is not made from %j', (json, message) => {
    expect(() => Manifest.fromJson(json)).toThrow(message);
  });

  test.each([
    ['v1', 'Pod', 'Pod'],
    ['apps/v1', 'Deployment', 'apps/Deployment'],
    ['apps/v1beta2', 'Deployment', 'apps/Deployment'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'rbac.authorization.k8s.io/Role'],
  ])('of %s %s has the type %s in every version', (apiVersion, kind, type) => {
    expect(Manifest.fromJson({ apiVersion, kind }).groupKind).toBe(type);
  });

  test('has an object reference', () => {
    expect(Manifest.fromJson(pod({ metadata: { name: 'web', namespace: 'shop' } })).objectRef).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'web',
      namespaceName: 'shop',
    });
    expect(Manifest.fromJson(pod({ metadata: { generateName: 'web-' } })).objectRef.name).toBe('web-');
    expect(Manifest.fromJson(pod({ metadata: null })).objectRef.name).toBe('');
  });

  test('is in "default" if its namespace is missing or empty', () => {
    expect(Manifest.fromJson(pod()).effectiveNamespace).toBe('default');
    expect(Manifest.fromJson(pod({ metadata: { name: 'web', namespace: '' } })).effectiveNamespace).toBe('default');
  });

  test('with other content keeps its origin and its custom kinds', () => {
    const kinds = [{ group: 'acme.io', kind: 'Job', podTemplate: '/spec/run' }];
    const json = { apiVersion: 'acme.io/v1', kind: 'Job', spec: { run: { spec: spec() } } };
    const manifest = Manifest.fromJson(json, { origin: { file: 'a.yaml' }, workloadKinds: kinds });
    const other = manifest._withJson({ ...json, metadata: { name: 'x' } });
    expect(other.origin.file).toBe('a.yaml');
    expect(other.podTemplate?.path).toBe('/spec/run');
    expect(manifest.objectRef.name).toBe('');
  });
});

describe('a pod template is found', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: spec() };
  test.each<[string, any, string]>([
    ['Pod', pod(), ''],
    ['PodTemplate', { apiVersion: 'v1', kind: 'PodTemplate', template }, '/template'],
    [
      'ReplicationController',
      { apiVersion: 'v1', kind: 'ReplicationController', spec: { template } },
      '/spec/template',
    ],
    ['Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } }, '/spec/template'],
    ['old Deployment', { apiVersion: 'extensions/v1beta1', kind: 'Deployment', spec: { template } }, '/spec/template'],
    ['Job', { apiVersion: 'batch/v1', kind: 'Job', spec: { template } }, '/spec/template'],
    [
      'CronJob',
      { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
      '/spec/jobTemplate/spec/template',
    ],
    ['Rollout', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template } }, '/spec/template'],
    [
      'Knative Service',
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec: { template } },
      '/spec/template',
    ],
    [
      'an unknown kind with a field that looks like a pod template',
      { apiVersion: 'x.io/v1', kind: 'App', spec: { template } },
      '/spec/template',
    ],
    [
      'an unknown kind that looks like a CronJob',
      { apiVersion: 'x.io/v1', kind: 'App', spec: { jobTemplate: { spec: { template } } } },
      '/spec/jobTemplate/spec/template',
    ],
    [
      'an unknown kind that looks like a Sandbox',
      { apiVersion: 'x.io/v1', kind: 'App', spec: { podTemplate: template } },
      '/spec/podTemplate',
    ],
    ['an unknown kind that looks like a PodTemplate', { apiVersion: 'x.io/v1', kind: 'App', template }, '/template'],
    [
      'a known kind in an unknown group',
      { apiVersion: 'typo/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
      '/spec/jobTemplate/spec/template',
    ],
  ])('in a %s', (_, json, path) => {
    const manifest = Manifest.fromJson(json);
    expect(manifest._problems).toEqual([]);
    expect(manifest.podTemplate?.path).toBe(path);
    expect(manifest.podTemplate?.specPath).toBe(`${path}/spec`);
    expect(manifest.value(`${path}/spec/containers/0/name`)).toBe('web');
  });

  test('in no kind without a pod template', () => {
    const service = { apiVersion: 'v1', kind: 'Service', spec: { template: 'x' } };
    expect(Manifest.fromJson(service).podTemplate).toBeUndefined();
    expect(
      Manifest.fromJson({ apiVersion: 'x.io/v1', kind: 'App', spec: { template: { spec: {} } } }).podTemplate,
    ).toBeUndefined();
  });

  test.each<[string, any]>([
    ['no spec', { spec: undefined }],
    ['no containers', { spec: {} }],
    ['an empty list of containers', { spec: { containers: [] } }],
    ['containers that are not a list', { spec: { containers: { name: 'web' } } }],
  ])('with a problem in a Pod with %s', (_, rest) => {
    const manifest = Manifest.fromJson(pod(rest));
    expect(manifest._problems).not.toEqual([]);
    expect(manifest.podTemplate).toBeUndefined();
  });
});

describe('a pod', () => {
  const full = Manifest.fromJson({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { of: 'deployment' } },
    spec: {
      template: {
        metadata: { labels: { of: 'pod' }, annotations: { a: 'b' } },
        spec: {
          hostUsers: false,
          os: { name: 'windows' },
          securityContext: { runAsUser: 1000, runAsNonRoot: true },
          ephemeralContainers: [{ name: 'debug' }],
          containers: [
            { name: 'web', securityContext: { runAsUser: 0, runAsNonRoot: null } },
            { securityContext: { runAsNonRoot: false } },
          ],
          initContainers: [{ name: 'prepare' }],
        },
      },
    },
  }).podTemplate;
  if (!full) throw new Error('the Deployment has a pod');

  test('has all its containers, each with its path', () => {
    expect(full.containers.map(({ name, role, path }) => [name, role, path])).toEqual([
      ['prepare', 'initContainers', '/spec/template/spec/initContainers/0'],
      ['web', 'containers', '/spec/template/spec/containers/0'],
      ['', 'containers', '/spec/template/spec/containers/1'],
      ['debug', 'ephemeralContainers', '/spec/template/spec/ephemeralContainers/0'],
    ]);
  });

  test('inherits a field that the container does not set: 0 and false are set, null is not', () => {
    const [prepare, web, other] = full.containers;
    expect([prepare, web, other].map((each) => each?.effective('runAsUser'))).toEqual([1000, 0, 1000]);
    expect([prepare, web, other].map((each) => each?.effective('runAsNonRoot'))).toEqual([true, true, false]);
    expect(web?.effective('seccompProfile')).toBeUndefined();
  });

  test('has the labels of the template, not those of the object', () => {
    expect(full.labels).toEqual({ of: 'pod' });
    expect(full.annotations).toEqual({ a: 'b' });
    expect(full.manifest.labels).toEqual({ of: 'deployment' });
  });

  test('knows its system and its user namespace', () => {
    expect([full.isWindows, full.hasUserNamespace]).toEqual([true, true]);
    const plain = Manifest.fromJson(
      pod({ spec: { ...spec(), os: null, hostUsers: null, initContainers: null } }),
    ).podTemplate;
    expect([plain?.isWindows, plain?.hasUserNamespace, plain?.containers.length]).toEqual([false, false, 1]);
  });

  test('writes patches from the root of the object', () => {
    expect(full.patchTo('/hostPID', false)).toEqual([{ op: 'add', path: '/spec/template/spec/hostPID', value: false }]);
    expect(full.containers[0]?.patchTo('/securityContext/privileged', false)).toEqual([
      { op: 'add', path: '/spec/template/spec/initContainers/0/securityContext', value: {} },
      { op: 'add', path: '/spec/template/spec/initContainers/0/securityContext/privileged', value: false },
    ]);
  });
});
