import { autoscaler, budget, REPLICATED, UNREPLICATED } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const two = (workload: any) => {
  workload.spec.replicas = 2;
};
const withBudget =
  (and: (budget: any) => void = () => {}) =>
  ({ others }: World): void => {
    others.push(budget());
    and(others[0]);
  };
const change = () => {};
const scaled =
  (minReplicas: number) =>
  ({ others }: World) => {
    others.push(autoscaler());
    others[0].spec.minReplicas = minReplicas;
  };

testRule(rule, {
  kinds: REPLICATED,
  valid: {
    'a budget': { change: withBudget(), workload: two },
    'a budget by expression': {
      change: withBudget(({ spec }) => {
        spec.selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] };
      }),
      workload: two,
    },
    'a budget for all pods': {
      change: withBudget(({ spec }) => {
        spec.selector = {};
      }),
      workload: two,
    },
    'a budget for all pods of stateful sets': {
      change: withBudget(({ spec }) => {
        spec.selector = { matchExpressions: [{ key: 'statefulset.kubernetes.io/pod-name', operator: 'Exists' }] };
      }),
      workload: two,
      kinds: ['StatefulSet'],
    },
    'one replica': change,
    none: {
      change,
      workload: ({ spec }) => {
        spec.replicas = 0;
      },
    },
    'an autoscaler with a minimum of one': { change: scaled(1), kinds: ['Deployment'] },
    'kinds without a number of replicas': { change, kinds: UNREPLICATED },
  },
  invalid: Object.fromEntries(
    REPLICATED.flatMap((kind) => {
      const place = { at: [`${kind} /metadata/name`], kinds: [kind], workload: two };
      return [
        [`${kind} without a budget`, { change, ...place, mendedBy: 'none' as const }],
        [
          `${kind} with a budget for other pods`,
          {
            change: withBudget(({ spec }) => {
              spec.selector.matchLabels.app = 'db';
            }),
            ...place,
          },
        ],
        [
          `${kind} with a budget in another namespace`,
          {
            change: withBudget(({ metadata }) => {
              metadata.namespace = 'other';
            }),
            ...place,
          },
        ],
        [
          `${kind} with a budget that selects nothing`,
          {
            change: withBudget(({ spec }) => {
              spec.selector = null;
            }),
            ...place,
          },
        ],
      ];
    }),
  ),
});

testRule(rule, {
  kinds: ['StatefulSet'],
  valid: { 'one replica': change },
  invalid: {
    'a budget for the first pod alone': {
      change: withBudget(({ spec }) => {
        spec.selector = { matchLabels: { 'apps.kubernetes.io/pod-index': '0' } };
      }),
      workload: two,
      at: ['StatefulSet /metadata/name'],
    },
  },
});

testRule(rule, {
  kinds: ['Deployment'],
  valid: { 'one replica': change },
  invalid: {
    'an autoscaler with a minimum of two': { change: scaled(2), at: ['Deployment /metadata/name'] },
  },
});
