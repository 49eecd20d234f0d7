import { autoscaler } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['HorizontalPodAutoscaler /spec/scaleTargetRef/name'];
/** Adds an autoscaler of the workload, and a second one with one change. */
const second =
  (change: (second: any) => void) =>
  ({ others }: World): void => {
    others.push(autoscaler(), autoscaler());
    others[1].metadata.name = 'second';
    change(others[1]);
  };
const keda = (name: string) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'queue', namespace: 'shop' },
  spec: { scaleTargetRef: { name }, triggers: [] },
});

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    none: () => {},
    one: ({ others }) => {
      others.push(autoscaler());
    },
    'another target': second(({ spec }) => {
      spec.scaleTargetRef.name = 'api';
    }),
    'another namespace': second(({ metadata }) => {
      metadata.namespace = 'other';
    }),
    'no target': second(({ spec }) => {
      spec.scaleTargetRef = null;
    }),
    'KEDA for another target': ({ others }) => {
      others.push(autoscaler(), keda('api'));
    },
  },
  invalid: {
    'the same target': { change: second(() => {}), at, mendedBy: 'none' },
    'the same target in another version': {
      change: second(({ spec }) => {
        spec.scaleTargetRef.apiVersion = 'apps/v1beta2';
      }),
      at,
    },
    'KEDA beside it': {
      change: ({ others }) => {
        others.push(autoscaler(), keda('web'));
      },
      at: ['ScaledObject /spec/scaleTargetRef/name'],
    },
    'three of them': {
      change: ({ others }) => {
        others.push(autoscaler(), autoscaler(), autoscaler());
        others[1].metadata.name = 'second';
        others[2].metadata.name = 'third';
      },
      at: [...at, ...at],
    },
  },
});
