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

test('of a part of a custom object only the types are asked', () => {
  const rollout = (spec: any) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web' },
    spec: { template: { spec } },
  });
  const problems = (spec: any) =>
    NEWEST.typeProblemsAt(rollout(spec), ['spec', 'template'], 'core.v1.PodTemplateSpec').map(
      ({ pointer, message }) => `${pointer} ${message}`,
    );
  expect(problems({ privileged: true, containers: [{ name: 'web' }] })).toEqual([]);
  expect(problems({ containers: [{ name: 'web', securityContext: { privileged: 'no' } }] })).toEqual([
    '/spec/template/spec/containers/0/securityContext/privileged is the string "no"; must be a boolean',
  ]);
  expect(NEWEST.typeProblemsAt(rollout({}), ['spec', 'other'], 'core.v1.PodTemplateSpec')).toEqual([]);
});

test.each<[string, string, any, string[]]>([
  ['example.com/v1', 'Widget', { spec: 7 }, []],
  ['example.com/v1', 'Widget', { metadata: { labels: { a: 1 } } }, ['/metadata/labels/a']],
  ['cilium.io/v2', 'CiliumNetworkPolicy', { spec: { ingress: {} } }, ['/spec/ingress']],
  ['cilium.io/v2', 'CiliumNetworkPolicy', { specs: [{ ingress: [{ any: 1 }], other: 1 }] }, []],
  ['projectcalico.org/v3', 'NetworkPolicy', { spec: { types: 'Ingress' } }, ['/spec/types']],
])('what rules read of %s %s %j has the right types', (apiVersion, kind, content, expected) => {
  const problems = NEWEST.problems({ apiVersion, kind, metadata: { name: 'a' }, ...content });
  expect(problems.map(({ pointer }) => pointer)).toEqual(expected);
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
