import { pod, problemsWith } from '../../../../../test/support/kubernetes';

const KEY = 'a name such as "app" or "example.com/app", the part after the prefix of at most 63 characters';

test.each([
  [{ key: 'gpu', operator: 'Exists' }, []],
  [{ operator: 'Exists' }, []],
  [{}, ['/spec/tolerations/0/operator: must be "Exists" where there is no key']],
  [{ key: 'a b' }, [`/spec/tolerations/0/key: is "a b"; must be ${KEY}`]],
  [
    { key: 'gpu', operator: 'Exists', value: 'x' },
    ['/spec/tolerations/0/value: must be empty with the operator "Exists"'],
  ],
  [
    { key: 'gpu', tolerationSeconds: 5, effect: 'NoSchedule' },
    ['/spec/tolerations/0/effect: must be "NoExecute" where tolerationSeconds is set'],
  ],
])('toleration %j', (toleration, expected) => {
  expect(problemsWith(pod(), 'spec.tolerations', [toleration])).toEqual(expected);
});

const SPREAD = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
const CONSTRAINT = '/spec/topologySpreadConstraints';

test.each([
  [[SPREAD], []],
  [[{ ...SPREAD, maxSkew: 0 }], [`${CONSTRAINT}/0/maxSkew: is 0; must be at least 1`]],
  [[{ ...SPREAD, topologyKey: undefined }], [`${CONSTRAINT}/0/topologyKey: is missing; must be set`]],
  [[SPREAD, SPREAD], [`${CONSTRAINT}/1: "zone DoNotSchedule" is there twice; must be unique`]],
  [
    [{ ...SPREAD, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }],
    [`${CONSTRAINT}/0/minDomains: is set; may be set only with whenUnsatisfiable "DoNotSchedule"`],
  ],
  [
    [{ ...SPREAD, labelSelector: undefined, matchLabelKeys: ['app'] }],
    [`${CONSTRAINT}/0/matchLabelKeys: is set; may be set only with a labelSelector`],
  ],
])('topologySpreadConstraints %j', (constraints, expected) => {
  expect(problemsWith(pod(), 'spec.topologySpreadConstraints', constraints)).toEqual(expected);
});

const terms = (...list: any[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: list } },
});
const NODES = '/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms';
const PODS = '/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0';

test.each([
  [terms({ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }), []],
  [terms(), [`${NODES}: is missing; must be set`]],
  [
    terms({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }),
    [`${NODES}/0/matchFields/0/key: is "metadata.uid"; must be "metadata.name"`],
  ],
  [
    {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: { topologyKey: 'zone' } }],
      },
    },
    [`${PODS}/weight: is 101; must be 1 to 100`],
  ],
])('affinity %j', (affinity, expected) => {
  expect(problemsWith(pod(), 'spec.affinity', affinity)).toEqual(expected);
});

test('the values of a required node affinity are looked at since 1.32', () => {
  const affinity = terms({ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] });
  expect(problemsWith(pod(), 'spec.affinity', affinity)).toHaveLength(1);
  expect(problemsWith(pod(), 'spec.affinity', affinity, '1.31')).toEqual([]);
});
