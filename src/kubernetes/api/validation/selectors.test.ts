import { pod, problemsWith } from '../../../../test/support/kubernetes';
import { selects } from './selectors';

const LABELS = { app: 'web', tier: null };

// k8s.io/apimachinery/pkg/apis/meta/v1, LabelSelectorAsSelector
test.each([
  [undefined, true],
  [{}, true],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'api' } }, false],
  [{ matchLabels: { other: '' } }, false],
  [{ matchLabels: { tier: '' } }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] }, true],
  [{ matchExpressions: [{ key: 'other', operator: 'In', values: [''] }] }, false],
  [{ matchExpressions: [{ key: 'other', operator: 'NotIn', values: ['a'] }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
  [{ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
])('%j selects: %s', (selector, expected) => {
  expect(selects(selector, LABELS)).toBe(expected);
});

const SPREAD = {
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
};
const AT = '/spec/topologySpreadConstraints/0/labelSelector/matchExpressions/0';

test.each([
  [{ key: 'app', operator: 'In', values: ['web'] }, []],
  [{ key: 'app', operator: 'In' }, [`${AT}/values: is empty; must have a value for the operator "In"`]],
  [
    { key: 'app', operator: 'Exists', values: ['web'] },
    [`${AT}/values: has values; must have none for the operator "Exists"`],
  ],
  [
    { key: 'app', operator: 'in', values: ['web'] },
    [`${AT}/operator: is "in"; must be one of "In", "NotIn", "Exists", "DoesNotExist"`],
  ],
  [
    { key: 'a b', operator: 'Exists' },
    [
      `${AT}/key: is "a b"; must be a name such as "app" or "example.com/app", the part after the prefix of at most 63 characters`,
    ],
  ],
])('%j', (requirement, expected) => {
  const place = 'spec.topologySpreadConstraints.0.labelSelector.matchExpressions';
  expect(problemsWith(pod(SPREAD), place, [requirement])).toEqual(expected);
});

test.each([
  [{ key: 'zone', operator: 'Gt', values: ['1'] }, 0],
  [{ key: 'zone', operator: 'Gt', values: ['1', '2'] }, 1],
  [{ key: 'zone', operator: 'NotIn' }, 1],
  [{ key: 'zone', operator: 'DoesNotExist', values: ['a'] }, 1],
])('of nodes: %j', (requirement, count) => {
  const place = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  expect(problemsWith(pod(), place, [{ matchExpressions: [requirement] }])).toHaveLength(count);
});

test('the values of a selector are looked at since 1.26', () => {
  const place = 'spec.topologySpreadConstraints.0.labelSelector.matchExpressions';
  const requirement = { key: 'app', operator: 'In', values: ['a b'] };
  expect(problemsWith(pod(SPREAD), place, [requirement])).toHaveLength(1);
  expect(problemsWith(pod(SPREAD), place, [requirement], '1.25')).toEqual([]);
});
