import { problemsOf } from '../../../test/support/kubernetes';

test.each([
  ['v1', 'pod', '/kind: v1 has no kind "pod"; use "Pod"'],
  ['apps/v1', 'deployment', '/kind: apps/v1 has no kind "deployment"; use "Deployment"'],
  ['v1', 'Ingress', '/apiVersion: v1 has no kind "Ingress"; use networking.k8s.io/v1 Ingress'],
  ['apps/v2', 'Deployment', '/apiVersion: apps/v2 has no kind "Deployment"; use apps/v1 Deployment'],
  ['v1', 'CronJob', '/apiVersion: v1 has no kind "CronJob"; use batch/v1 CronJob'],
  ['apps/v1', 'Deploiment', '/kind: apps/v1 has no kind "Deploiment"; use "Deployment"'],
  ['v1', 'Spaceship', '/kind: v1 has no kind "Spaceship"'],
])('%s %s', (apiVersion, kind, expected) => {
  expect(problemsOf({ apiVersion, kind, metadata: { name: 'web' } })).toEqual([expected]);
});

test.each([
  ['example.com/v1', 'Pod', 'another group'],
  ['extensions/v1beta1', 'Deployment', 'a kind that was removed before 1.20'],
  ['v1', 'List', 'a list of anything'],
  ['v1', 'Route', 'a kind of OpenShift, by its old name'],
])('%s %s is not judged: %s', (apiVersion, kind) => {
  expect(problemsOf({ apiVersion, kind, metadata: { name: 'web' } })).toEqual([]);
});

test('only kinds that the version serves are proposed', () => {
  const old = { apiVersion: 'v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' } };
  expect(problemsOf(old, '1.20')).toEqual([
    '/apiVersion: v1 has no kind "PodDisruptionBudget"; use policy/v1beta1 PodDisruptionBudget',
  ]);
  expect(problemsOf(old, '1.21')).toEqual([
    '/apiVersion: v1 has no kind "PodDisruptionBudget"; use policy/v1 PodDisruptionBudget',
  ]);
});
