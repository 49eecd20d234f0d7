import { autoscaler, budget, REPLICATED } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const replicas = (count: any) => (workload: any) => {
  workload.spec.replicas = count;
};
/** Adds a budget with this spec. */
const says =
  (spec: any, and: (world: World) => void = () => {}) =>
  (world: World): void => {
    const { maxUnavailable: _, ...rest } = budget().spec;
    world.others.push({ ...budget(), spec: { ...rest, ...spec } });
    and(world);
  };
const min = ['PodDisruptionBudget /spec/minAvailable'];
const max = ['PodDisruptionBudget /spec/maxUnavailable'];
const scaled = ({ others }: World): void => {
  others.push(autoscaler());
};

testRule(rule, {
  kinds: REPLICATED,
  valid: {
    'one unavailable': says({ maxUnavailable: 1 }),
    'a percentage unavailable, rounded up': says({ maxUnavailable: '1%' }),
    'fewer than the replicas': { change: says({ minAvailable: 2 }), workload: replicas(3) },
    'a percentage that allows one eviction': { change: says({ minAvailable: '50%' }), workload: replicas(2) },
    'no available pod required': says({ minAvailable: 0 }),
    'neither field, which means one unavailable': says({}),
    'null for both': says({ minAvailable: null, maxUnavailable: null }),
    'no spec': ({ others }) => {
      others.push({ ...budget(), spec: null });
    },
    'a value that is not a number or percentage': says({ minAvailable: 'all', maxUnavailable: '%' }),
    'a workload with zero replicas': { change: says({ minAvailable: 1 }), workload: replicas(0) },
    'pods that are not among the objects': says({ minAvailable: 1, selector: { matchLabels: { app: 'db' } } }),
    'a kind with an unknown number of pods': { change: says({ minAvailable: 1 }), kinds: ['DaemonSet', 'Job'] },
    "fewer than the autoscaler's minimum": {
      change: says({ minAvailable: 1 }, scaled),
      kinds: ['Deployment'],
      workload: replicas(1),
    },
  },
  invalid: {
    'zero unavailable': { change: says({ maxUnavailable: 0 }), at: max, mendedBy: 'none' },
    'zero percent unavailable': { change: says({ maxUnavailable: '0%' }), at: max },
    'as many as the replicas': {
      change: says({ minAvailable: 2 }),
      workload: replicas(2),
      at: min,
      mendedBy: 'none',
    },
    'more than the replicas': { change: says({ minAvailable: 3 }), workload: replicas(2), at: min },
    'one of one, the default': { change: says({ minAvailable: 1 }), at: min },
    '100 percent': { change: says({ minAvailable: '100%' }), workload: replicas(5), at: min },
    'a percentage rounded up to all': { change: says({ minAvailable: '51%' }), workload: replicas(2), at: min },
    '100 percent of pods that are not among the objects': {
      change: says({ minAvailable: '100%', selector: { matchLabels: { app: 'db' } } }),
      at: min,
    },
    "as many as the autoscaler's minimum": {
      change: says({ minAvailable: 2 }, scaled),
      kinds: ['Deployment'],
      workload: replicas(5),
      at: min,
    },
    'a single pod': { change: says({ minAvailable: 1 }), kinds: ['Pod'], at: min },
  },
});
