import { quantityText } from '../../kubernetes/quantity';
import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { type Amounts, podResources } from './pod-resources';

const needs = (cpu: string, rest: any = {}) => ({ name: 'c', resources: { requests: { cpu } }, ...rest });
const sidecar = (cpu: string) => needs(cpu, { restartPolicy: 'Always' });

function resources(spec: any, others: any[] = [], kubernetesVersion = '1.37') {
  const pod = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec });
  const all = ManifestSet.fromManifests([pod, ...others.map((json) => Manifest.fromJson(json))]);
  if (!pod.podTemplate) throw new Error('no pod');
  const { requests, limits } = podResources(pod.podTemplate, { all, target: { kubernetesVersion } });
  const plain = (amounts: Amounts) =>
    Object.fromEntries([...amounts].map(([name, amount]) => [name, quantityText(amount, name)]));
  return { requests: plain(requests), limits: plain(limits) };
}

describe('the requests of a pod', () => {
  // k8s.io/component-helpers/resource: AggregateContainerRequests
  test.each<[string, any, string]>([
    ['containers run together', { containers: [needs('1'), needs('500m')] }, '1500m'],
    ['a small init container does not count', { initContainers: [needs('1')], containers: [needs('2')] }, '2'],
    ['a great one does', { initContainers: [needs('3'), needs('1')], containers: [needs('2')] }, '3'],
    [
      'init containers run one after the other',
      { initContainers: [needs('2'), needs('2')], containers: [needs('1')] },
      '2',
    ],
    ['a sidecar runs with the containers', { initContainers: [sidecar('1')], containers: [needs('2')] }, '3'],
    [
      'and with the init containers after it',
      { initContainers: [sidecar('1'), needs('3')], containers: [needs('2')] },
      '4',
    ],
    ['not with those before it', { initContainers: [needs('3'), sidecar('1')], containers: [needs('2')] }, '3'],
    ['ephemeral containers have none', { containers: [needs('1')], ephemeralContainers: [needs('5')] }, '1'],
    ['the pod says it itself', { containers: [needs('1')], resources: { requests: { cpu: '4' } } }, '4'],
    ['the overhead is added', { containers: [needs('1')], overhead: { cpu: '250m' } }, '1250m'],
  ])('%s', (_, spec, expected) => {
    expect(resources(spec).requests).toEqual({ cpu: expected });
  });

  test('before 1.34 the pod has no amounts of its own', () => {
    const spec = { containers: [needs('1')], resources: { requests: { cpu: '4' } } };
    expect(resources(spec, [], '1.33').requests).toEqual({ cpu: '1' });
  });

  test('a limit is also the request', () => {
    const spec = { containers: [{ name: 'c', resources: { limits: { memory: '1Gi' } } }] };
    expect(resources(spec)).toEqual({ requests: { memory: '1Gi' }, limits: { memory: '1Gi' } });
  });

  test('the overhead raises only limits that are there', () => {
    const containers = [{ name: 'c', resources: { limits: { cpu: '1' } } }];
    const overhead = { cpu: '250m', memory: '64Mi' };
    expect(resources({ containers, overhead })).toEqual({
      requests: { cpu: '1250m', memory: '64Mi' },
      limits: { cpu: '1250m' },
    });
  });
});

describe('a LimitRange fills what is missing', () => {
  const range = (entry: any) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits', namespace: 'shop' },
    spec: { limits: [{ type: 'Container', ...entry }] },
  });
  const bare = { containers: [{ name: 'c' }] };

  test.each<[string, any, any, any]>([
    ['its defaults', { default: { cpu: '2' }, defaultRequest: { cpu: '1' } }, { cpu: '1' }, { cpu: '2' }],
    ['the default is the request too', { default: { cpu: '2' } }, { cpu: '2' }, { cpu: '2' }],
    ['the maximum is the default', { max: { cpu: '3' } }, { cpu: '3' }, { cpu: '3' }],
    ['the minimum is the request', { min: { cpu: '1' } }, { cpu: '1' }, {}],
    ['the minimum is the request last', { min: { cpu: '1' }, max: { cpu: '3' } }, { cpu: '3' }, { cpu: '3' }],
  ])('%s', (_, entry, requests, limits) => {
    expect(resources(bare, [range(entry)])).toEqual({ requests, limits });
  });

  test('not for a whole pod', () => {
    const pods = range({ type: 'Pod', max: { cpu: '3' } });
    expect(resources(bare, [pods])).toEqual({ requests: {}, limits: {} });
  });
});
