import { autoscaler, REPLICATED } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const scaled =
  (kind = 'Deployment') =>
  ({ others }: World): void => {
    others.push(autoscaler(kind));
  };
const replicas = (count: any) => (workload: any) => {
  workload.spec.replicas = count;
};

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'no autoscaler': { change: () => {}, workload: replicas(3) },
    'no number': scaled(),
    'null for the number': { change: scaled(), workload: replicas(null) },
    'zero, which disables the autoscaler': { change: scaled(), workload: replicas(0) },
    'an autoscaler of another workload': {
      change: ({ others }) => {
        others.push(autoscaler());
        others[0].spec.scaleTargetRef.name = 'api';
      },
      workload: replicas(3),
    },
    'an autoscaler of another kind': { change: scaled('StatefulSet'), workload: replicas(3) },
  },
  invalid: Object.fromEntries(
    REPLICATED.map((kind) => [
      `a number, of a ${kind}`,
      {
        change: scaled(kind),
        workload: replicas(3),
        kinds: [kind],
        at: [`${kind} /spec/replicas`],
        mendedBy: 'force' as const,
      },
    ]),
  ),
});
