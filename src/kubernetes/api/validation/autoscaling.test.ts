import { problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const CPU = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};
const SCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [CPU],
  },
};
const AT = '/spec/metrics/0';

test.each([
  ['spec.metrics', undefined, []],
  ['spec.maxReplicas', undefined, ['/spec/maxReplicas: is missing; must be set']],
  ['spec.maxReplicas', 1, ['/spec/maxReplicas: is 1; must be at least minReplicas']],
  [
    'spec.minReplicas',
    0,
    ['/spec/minReplicas: is 0; must be at least 1 without a metric of type "Object" or "External"'],
  ],
  ['spec.scaleTargetRef.apiVersion', 'v1', ['/spec/scaleTargetRef/apiVersion: is "v1"; must be GROUP/VERSION']],
  [
    'spec.metrics.0',
    { ...CPU, type: 'Pods' },
    [
      `${AT}/pods: is missing; must be set with the type "Pods"`,
      `${AT}/resource: is set; must not be with the type "Pods"`,
    ],
  ],
  [
    'spec.metrics.0.resource.target',
    { type: 'Utilization' },
    [`${AT}/resource/target: must have either averageUtilization or averageValue`],
  ],
  [
    'spec.metrics.0.resource.target.averageUtilization',
    0,
    [`${AT}/resource/target/averageUtilization: is 0; must be at least 1`],
  ],
  [
    'spec.behavior.scaleDown',
    { policies: [{ type: 'Percent', value: 0, periodSeconds: 60 }] },
    ['/spec/behavior/scaleDown/policies/0/value: is 0; must be at least 1'],
  ],
  ['spec.behavior.scaleDown', { policies: [] }, ['/spec/behavior/scaleDown/policies: is empty; must have a policy']],
  [
    'spec.behavior.scaleUp',
    { stabilizationWindowSeconds: 3601 },
    ['/spec/behavior/scaleUp/stabilizationWindowSeconds: is 3601; must be 0 to 3600'],
  ],
])('HorizontalPodAutoscaler %s %j', (place, value, expected) => {
  expect(problemsWith(SCALER, place, value)).toEqual(expected);
});

test('the group of a target was not looked at until 1.33', () => {
  expect(problemsWith(SCALER, 'spec.scaleTargetRef.apiVersion', 'v1', '1.33')).toEqual([]);
});

test.each([
  [{ minAvailable: 1 }, []],
  [{ maxUnavailable: '25%' }, []],
  [{ minAvailable: 1, maxUnavailable: 1 }, ['/spec/minAvailable: is set; must not be beside maxUnavailable']],
  [{ minAvailable: '101%' }, ['/spec/minAvailable: must be at most 100%']],
  [
    { maxUnavailable: -1 },
    ['/spec/maxUnavailable: is -1; must be a number that is not negative, or a percentage such as "25%"'],
  ],
])('PodDisruptionBudget %j', (spec, expected) => {
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec };
  expect(problemsOf(budget)).toEqual(expected);
});
