import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { autoscalersOf, budgetsOf, isOwned, minimumOf, podsOfBudget, replicasOf, scaleTargetOf } from './scaling';

const meta = (name: string, namespace = 'shop') => ({ name, namespace });
const workload = (kind: string, replicas?: any, namespace = 'shop') =>
  Manifest.fromJson({
    apiVersion: 'apps/v1',
    kind,
    metadata: meta('web', namespace),
    spec: { replicas, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web' }] } } },
  });
const hpa = (scaleTargetRef: any, rest: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('web'),
    spec: { scaleTargetRef, maxReplicas: 5, ...rest },
  });
const keda = (spec: any) =>
  Manifest.fromJson({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: meta('web'), spec });
const budget = (selector: any, apiVersion = 'policy/v1', namespace = 'shop') =>
  Manifest.fromJson({ apiVersion, kind: 'PodDisruptionBudget', metadata: meta('web', namespace), spec: { selector } });

const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

describe('targets of autoscalers', () => {
  test.each([
    ['its own', TARGET, 1],
    ['another version of its group', { ...TARGET, apiVersion: 'apps/v1beta2' }, 1],
    ['no version', { kind: 'Deployment', name: 'web' }, 1],
    ['another name', { ...TARGET, name: 'we' }, 0],
    ['another kind', { ...TARGET, kind: 'StatefulSet' }, 0],
    ['another group', { ...TARGET, apiVersion: 'apps.example.com/v1' }, 0],
    ['no name', { kind: 'Deployment' }, 0],
    ['nothing', undefined, 0],
    ['null', null, 0],
    ['a text', 'web', 0],
  ])('%s', (_, target, count) => {
    const deployment = workload('Deployment');
    expect(autoscalersOf(deployment, ManifestSet.fromManifests([deployment, hpa(target)]))).toHaveLength(count);
  });

  test('only in its namespace', () => {
    const deployment = workload('Deployment', 1, 'other');
    expect(autoscalersOf(deployment, ManifestSet.fromManifests([deployment, hpa(TARGET)]))).toEqual([]);
  });

  test('the default kind of KEDA is a Deployment of apps', () => {
    const deployment = workload('Deployment');
    const scaled = keda({ scaleTargetRef: { name: 'web' } });
    expect(autoscalersOf(deployment, ManifestSet.fromManifests([deployment, scaled]))).toEqual([scaled]);
    expect(scaleTargetOf(scaled)).toEqual({ group: 'apps', kind: 'Deployment', name: 'web' });
  });

  test('a kind of the core group', () => {
    expect(scaleTargetOf(hpa({ apiVersion: 'v1', kind: 'ReplicationController', name: 'web' }))?.group).toBe('');
  });
});

describe('how many replicas', () => {
  const count = (replicas: any, ...others: Manifest[]) => {
    const deployment = workload('Deployment', replicas);
    return replicasOf(deployment, ManifestSet.fromManifests([deployment, ...others]));
  };

  test('its own number, or one', () => {
    expect([count(3), count(0), count(undefined), count(null), count('3')]).toEqual([3, 0, 1, 1, 1]);
  });

  test('that of its autoscaler, for every number of its own', () => {
    expect(count(5, hpa(TARGET, { minReplicas: 2 }))).toBe(2);
    expect(count(5, hpa(TARGET))).toBe(1);
    expect(count(5, keda({ scaleTargetRef: { name: 'web' } }))).toBe(0);
    expect(minimumOf(keda({ minReplicaCount: 4 }))).toBe(4);
  });
});

describe('disruption budgets', () => {
  const deployment = workload('Deployment');

  test.each([
    ['its labels', budget({ matchLabels: { app: 'web' } }), true],
    ['other labels', budget({ matchLabels: { app: 'db' } }), false],
    ['all pods', budget({}), true],
    ['an empty selector in v1beta1, which selects none', budget({}, 'policy/v1beta1'), false],
    ['no selector', budget(undefined), false],
    ['a null selector', budget(null), false],
    ['another namespace', budget({ matchLabels: { app: 'web' } }, 'policy/v1', 'other'), false],
  ])('for %s', (_, each, expected) => {
    const set = ManifestSet.fromManifests([deployment, each]);
    expect(budgetsOf(deployment.podTemplate as any, set).length > 0).toBe(expected);
    expect(podsOfBudget(each, set)).toEqual(expected ? [deployment.podTemplate] : []);
  });
});

test('objects with an owner', () => {
  const of = (ownerReferences: any) =>
    Manifest.fromJson({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ownerReferences } });
  expect([of([{ kind: 'Job' }]), of([]), of(null), of(undefined)].map(isOwned)).toEqual([true, false, false, false]);
});
