import { autoscaler } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const min = 'HorizontalPodAutoscaler /spec/minReplicas';
const max = 'HorizontalPodAutoscaler /spec/maxReplicas';
const range =
  (minReplicas: any, maxReplicas: any) =>
  ({ others }: World): void => {
    others.push(autoscaler());
    Object.assign(others[0].spec, { minReplicas, maxReplicas });
  };
const kinds = ['Deployment'];

testRule(rule, {
  kinds,
  valid: {
    'no autoscaler': () => {},
    'two to five': range(2, 5),
    'two to three': range(2, 3),
    'no maxReplicas, which the API server refuses': range(2, null),
  },
  invalid: {
    'one to five': { change: range(1, 5), at: [min], mendedBy: 'none' },
    'unset, which means one': { change: range(undefined, 5), at: [min] },
    'null, which means one': { change: range(null, 5), at: [min] },
    none: { change: range(0, 5), at: [min] },
    'two to two': { change: range(2, 2), at: [max], mendedBy: 'none' },
    'three to two': { change: range(3, 2), at: [max] },
    'one to one': { change: range(1, 1), at: [min, max] },
    'no spec': {
      change: ({ others }) => {
        others.push({ ...autoscaler(), spec: null });
      },
      at: [min],
    },
  },
});

testRule(rule, {
  kinds,
  options: { minimumReplicas: 3 },
  valid: { three: range(3, 5) },
  invalid: { two: { change: range(2, 5), at: [min] } },
});
