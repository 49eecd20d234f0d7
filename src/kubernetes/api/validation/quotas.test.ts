import { problemsOf } from '../../../../test/support/kubernetes';

const quota = (spec: any) =>
  problemsOf({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'web', namespace: 'shop' }, spec });

test.each([
  [{ hard: { pods: '10', 'requests.cpu': '2', 'count/deployments.apps': 5, 'requests.nvidia.com/gpu': 1 } }, []],
  [{ hard: { pods: '1.5' } }, ['/spec/hard/pods: is "1.5"; must be an integer']],
  [{ hard: { pods: '-1' } }, ['/spec/hard/pods: is "-1"; must not be negative']],
  [
    { hard: { memory: '512MB' } },
    ['/spec/hard/memory: is the string "512MB"; must be a quantity such as "500m" or "1Gi"'],
  ],
  [
    { hard: { disks: '1' } },
    ['/spec/hard/disks: must be a resource such as "requests.cpu", "pods" or "count/deployments.apps"'],
  ],
  [{ hard: { pods: '1' }, scopes: ['BestEffort'] }, []],
  [{ hard: { cpu: '1' }, scopes: ['BestEffort'] }, ['/spec/scopes: "BestEffort" does not apply to a resource in hard']],
  [
    { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] },
    ['/spec/scopes: has "BestEffort" and "NotBestEffort"; must have one of them'],
  ],
  [
    {
      hard: { pods: '1' },
      scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
    },
    [],
  ],
  [
    {
      hard: { pods: '1' },
      scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] },
    },
    ['/spec/scopeSelector/matchExpressions/0/values: is missing; must be set'],
  ],
])('ResourceQuota %j', (spec, expected) => {
  expect(quota(spec)).toEqual(expected);
});

const limits = (...list: any[]) =>
  problemsOf({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { limits: list },
  });
const ORDER = 'must be in the order min, defaultRequest, default, max';

test.each([
  [{ type: 'Container', min: { cpu: '10m' }, default: { cpu: 1 }, max: { cpu: '1' } }, []],
  [{ type: 'Container', min: { cpu: 2 }, max: { cpu: 1 } }, [`/spec/limits/0/min/cpu: ${ORDER}`]],
  [
    { type: 'Container', defaultRequest: { cpu: 2 }, default: { cpu: 1 } },
    [`/spec/limits/0/defaultRequest/cpu: ${ORDER}`],
  ],
  [{ type: 'Pod', max: { cpu: 1 } }, []],
  [{ type: 'Pod', default: { cpu: 1 } }, ['/spec/limits/0/default: is set; must not be for the type "Pod"']],
  [{ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }, []],
  [{ type: 'PersistentVolumeClaim' }, ['/spec/limits/0: must have min or max of storage']],
  [
    { type: 'container' },
    ['/spec/limits/0/type: is "container"; must be one of "Pod", "Container", "PersistentVolumeClaim"'],
  ],
])('LimitRange %j', (item, expected) => {
  expect(limits(item)).toEqual(expected);
});

test('one limit of each type', () => {
  expect(limits({ type: 'Pod' }, { type: 'Pod' })).toEqual([
    '/spec/limits/1/type: "Pod" is there twice; must be unique',
  ]);
});
