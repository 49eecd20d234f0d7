import { problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };
const workload = (kind: string) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: TEMPLATE },
});
const NO_MATCH = '/spec/template/metadata/labels: must have the labels that spec.selector asks for';
const COUNT = 'must be at least 0';

describe.each(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'])('%s', (kind) => {
  test.each([
    ['metadata.labels', { any: 'label' }, []],
    ['spec.selector', undefined, ['/spec/selector: is missing; must be set']],
    ['spec.selector', {}, [`/spec/selector: is empty; must select the pods of the ${kind}`]],
    ['spec.selector.matchLabels.app', 'api', [NO_MATCH]],
    ['spec.selector.matchExpressions', [{ key: 'app', operator: 'In', values: ['web'] }], []],
    ['spec.selector.matchExpressions', [{ key: 'app', operator: 'NotIn', values: ['web'] }], [NO_MATCH]],
    ['spec.selector.matchExpressions', [{ key: 'tier', operator: 'Exists' }], [NO_MATCH]],
    ['spec.template.metadata', undefined, [NO_MATCH]],
    ['spec.template.spec.restartPolicy', 'Always', []],
    ['spec.template.spec.restartPolicy', 'Never', ['/spec/template/spec/restartPolicy: is "Never"; must be "Always"']],
    [
      'spec.template.spec.activeDeadlineSeconds',
      5,
      ['/spec/template/spec/activeDeadlineSeconds: is set; must not be here'],
    ],
    ['spec.minReadySeconds', -1, [`/spec/minReadySeconds: is -1; ${COUNT}`]],
  ])('%s %j', (place, value, expected) => {
    expect(problemsWith(workload(kind), place, value)).toEqual(expected);
  });
});

const DEPLOYMENT = workload('Deployment');
const ROLLING = 'spec.strategy.rollingUpdate';

test.each([
  ['spec.replicas', 0, []],
  ['spec.replicas', -1, [`/spec/replicas: is -1; ${COUNT}`]],
  ['spec.replicas', '2', ['/spec/replicas: is the string "2"; must be an integer of 32 bits']],
  ['spec.progressDeadlineSeconds', 0, ['/spec/progressDeadlineSeconds: must be more than minReadySeconds']],
  ['spec.strategy', { type: 'Recreate' }, []],
  [
    'spec.strategy',
    { type: 'Recreate', rollingUpdate: {} },
    ['/spec/strategy/rollingUpdate: is set; must not be with the type "Recreate"'],
  ],
  ['spec.strategy.type', 'Rolling', ['/spec/strategy/type: is "Rolling"; must be one of "Recreate", "RollingUpdate"']],
  [ROLLING, { maxSurge: '25%', maxUnavailable: 0 }, []],
  [ROLLING, { maxSurge: '150%' }, []],
  [ROLLING, { maxUnavailable: '150%' }, ['/spec/strategy/rollingUpdate/maxUnavailable: must be at most 100%']],
  [
    ROLLING,
    { maxSurge: 0, maxUnavailable: '0%' },
    ['/spec/strategy/rollingUpdate/maxUnavailable: must not be 0 where maxSurge is 0'],
  ],
  [
    ROLLING,
    { maxSurge: 'some' },
    [
      '/spec/strategy/rollingUpdate/maxSurge: is "some"; must be a number that is not negative, or a percentage such as "25%"',
    ],
  ],
])('Deployment %s %j', (place, value, expected) => {
  expect(problemsWith(DEPLOYMENT, place, value)).toEqual(expected);
});

test('DaemonSet with the type "OnDelete"', () => {
  const updateStrategy = { type: 'OnDelete', rollingUpdate: { maxSurge: 'x' } };
  expect(problemsWith(workload('DaemonSet'), 'spec.updateStrategy', updateStrategy)).toEqual([]);
});

test.each([
  [{ maxUnavailable: 1 }, []],
  [{ maxSurge: 1, maxUnavailable: 0 }, []],
  [{ maxSurge: 1 }, ['/spec/updateStrategy/rollingUpdate/maxSurge: is set; must not be where maxUnavailable is not 0']],
  [{ maxUnavailable: 0 }, ['/spec/updateStrategy/rollingUpdate/maxUnavailable: must not be 0 where maxSurge is 0']],
])('DaemonSet %j', (rollingUpdate, expected) => {
  expect(problemsWith(workload('DaemonSet'), 'spec.updateStrategy.rollingUpdate', rollingUpdate)).toEqual(expected);
});

const LABEL = 'a DNS label such as "web-1", of at most 63 characters';

test('StatefulSet', () => {
  const set = workload('StatefulSet');
  expect(problemsWith(set, 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: {} })).toEqual([
    '/spec/updateStrategy/rollingUpdate: is set; must not be with the type "OnDelete"',
  ]);
  expect(problemsWith(set, 'metadata.name', 'a.b')).toEqual([`/metadata/name: is "a.b"; must be ${LABEL}`]);
  expect(problemsWith(set, 'metadata.name', 'a.b', '1.26')).toEqual([]);
  expect(problemsWith(set, 'spec.serviceName', 'Web')).toEqual([`/spec/serviceName: is "Web"; must be ${LABEL}`]);
  expect(problemsWith(set, 'spec.serviceName', 'Web', '1.32')).toEqual([]);
});

test('ReplicationController', () => {
  const controller = { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' } };
  const spec = { template: TEMPLATE };
  expect(problemsOf({ ...controller, spec })).toEqual([]);
  expect(problemsOf({ ...controller, spec: { ...spec, selector: { app: 'api' } } })).toEqual([
    '/spec/template/metadata/labels: must have the labels that selector asks for',
  ]);
  expect(problemsOf({ ...controller, spec: { template: { spec: TEMPLATE.spec } } })).toEqual([
    '/spec/selector: is missing; must be set',
  ]);
});

test('ControllerRevision', () => {
  const revision = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'web' }, revision: 1 };
  expect(problemsOf({ ...revision, data: { any: 1 } })).toEqual([]);
  expect(problemsOf({ ...revision, data: 'text' })).toEqual(['/data: must be an object']);
  expect(problemsOf(revision)).toEqual(['/data: must be an object']);
  expect(problemsOf(revision, '1.30')).toEqual([]);
});
