import { pod } from '../../../test/support/kubernetes';
import { KubernetesApi } from './kubernetes-api';

const NEWEST = new KubernetesApi('latest');

test.each(['1.34', 'v1.34', '1.34.2', 'v1.34.2+k3s1', '1.34.0-gke.1'])('%s is a version', (version) => {
  expect(new KubernetesApi(version).fieldsOf('v1', 'Pod')).toBeDefined();
});

test.each(['', '1', '2.1', 'newest', '1.x', '1.34 '])('"%s" is none', (version) => {
  expect(() => new KubernetesApi(version)).toThrow(`"${version}" is not a Kubernetes version; use 1.N or latest`);
});

test('versions beyond the table are read as its ends', () => {
  const fieldsIn = (version: string) => [...(new KubernetesApi(version).fieldsOf('v1', 'Pod')?.keys() ?? [])];
  expect(fieldsIn('1.99')).toEqual(fieldsIn('latest'));
  expect(fieldsIn('1.7')).toEqual(fieldsIn('1.20'));
});

test('each sort of problem, in the order of the object', () => {
  const object = pod({ hostPid: true, containers: [{ name: 'Web', image: 1 }] });
  expect(NEWEST.problems(object).map(({ category, pointer }) => `${category} ${pointer}`)).toEqual([
    'semantics /spec/containers/0/name',
    'structure /spec/containers/0/image',
    'unknown-field /spec/hostPid',
  ]);
});

test.each([undefined, null, 1, 'text', [], {}, { apiVersion: 'v1' }, { apiVersion: 1, kind: 'Pod' }, { kind: 'Pod' }])(
  '%j is for others to judge',
  (json) => {
    expect(NEWEST.problems(json)).toEqual([]);
  },
);

test('an object that its version no longer serves is read as the last that did', () => {
  const budget = { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } };
  expect(NEWEST.problems({ ...budget, spec: { minAvailable: 1 } })).toEqual([]);
  expect(NEWEST.problems({ ...budget, spec: { minimum: 1 } })).toHaveLength(1);
});

test('a part of an object', () => {
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web' },
    spec: { template: { spec: { privileged: true, containers: [{ name: 'web' }] } } },
  };
  expect(NEWEST.problems(rollout)).toEqual([]);
  expect(NEWEST.problemsAt(rollout, ['spec', 'template'], 'core.v1.PodTemplateSpec')).toEqual([
    {
      category: 'unknown-field',
      pointer: '/spec/template/spec/privileged',
      message:
        'the field does not exist here; it belongs to spec.template.spec.containers[].securityContext.privileged',
      meant: {
        reason: 'place',
        name: 'privileged',
        path: 'spec.template.spec.containers[].securityContext.privileged',
      },
    },
    {
      category: 'structure',
      pointer: '/spec/template/spec/containers/0/image',
      message: 'is missing; must be set',
    },
  ]);
  expect(NEWEST.problemsAt(rollout, ['spec', 'other'], 'core.v1.PodTemplateSpec')).toEqual([
    { category: 'structure', pointer: '/spec/other/spec', message: 'is missing; must be set' },
  ]);
});

test('what is known of fields', () => {
  const spec = NEWEST.fieldsOf('v1', 'Service')?.get('spec')?.shape;
  const fields = spec?.form === 'object' ? spec.type().fields : undefined;
  expect(fields?.get('ports')).toEqual(expect.objectContaining({ isRequired: false, keys: ['port', 'protocol'] }));
  expect(NEWEST.fieldsOf('example.com/v1', 'Widget')).toBeUndefined();
});

test.each([
  ['v1', 'Pod', 'namespaced'],
  ['v1', 'Node', 'cluster'],
  ['policy/v1beta1', 'PodSecurityPolicy', 'cluster'],
  ['extensions/v1beta1', 'Deployment', 'namespaced'],
  ['extensions/v1beta1', 'PodSecurityPolicy', 'cluster'],
  ['example.com/v1', 'Pod', undefined],
  ['v1', 'PodList', undefined],
])('the scope of %s %s', (apiVersion, kind, expected) => {
  expect(NEWEST.scopeOf(apiVersion, kind)).toBe(expected);
});

// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
test.each([
  ['policy/v1beta1', 'PodSecurityPolicy', { introduced: '1.10', deprecated: '1.21', removed: '1.25' }],
  ['apps/v1beta2', 'Deployment', { introduced: '1.8', deprecated: '1.9', removed: '1.16' }],
  ['apps/v1', 'Deployment', { introduced: '1.9' }],
  ['example.com/v1', 'Widget', undefined],
])('the lifecycle of %s %s', (apiVersion, kind, expected) => {
  expect(NEWEST.lifecycleOf(apiVersion, kind)).toEqual(expected);
});
