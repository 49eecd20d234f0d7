import { budget } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['PodDisruptionBudget /spec/selector'];
/** Adds a budget of the pods, and a second one with one change. */
const second =
  (change: (second: any) => void) =>
  ({ others, podMetadata }: World): void => {
    podMetadata.labels.tier = 'front';
    others.push(budget(), budget());
    others[1].metadata.name = 'second';
    change(others[1]);
  };
const selecting = (selector: any) =>
  second(({ spec }) => {
    spec.selector = selector;
  });

testRule(rule, {
  kinds: ['Deployment', 'Pod'],
  valid: {
    none: () => {},
    one: ({ others }) => {
      others.push(budget());
    },
    'other pods': selecting({ matchLabels: { app: 'db' } }),
    'other pods, by exclusion': selecting({
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }],
    }),
    'no selector': selecting(null),
    'another namespace': second(({ metadata }) => {
      metadata.namespace = 'other';
    }),
    'the same budget twice': second(({ metadata }) => {
      metadata.name = 'web';
    }),
    'an empty selector of the old version, which selects nothing': {
      version: '1.24',
      change: (world) => {
        second((other) => {
          other.apiVersion = 'policy/v1beta1';
          other.spec = { maxUnavailable: 1, selector: {} };
        })(world);
        world.namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'v1.24';
      },
      also: ['removed-api-version', 'unknown-field'],
    },
  },
  invalid: {
    'the same selector': { change: second(() => {}), at, mendedBy: 'none' },
    'another label of the same pods': { change: selecting({ matchLabels: { tier: 'front' } }), at },
    'an expression': { change: selecting({ matchExpressions: [{ key: 'app', operator: 'Exists' }] }), at },
    'all pods of the namespace': { change: selecting({}), at },
    'three of them': {
      change: (world) => {
        second(() => {})(world);
        world.others.push({ ...budget(), metadata: { name: 'third', namespace: 'shop' } });
      },
      at: [...at, ...at],
    },
  },
});

testRule(rule, {
  kinds: ['StatefulSet'],
  valid: {
    'one pod of a set each': ({ others }) => {
      for (const name of ['web-0', 'web-1']) {
        const one = budget();
        one.metadata.name = name;
        one.spec.selector = { matchLabels: { 'statefulset.kubernetes.io/pod-name': name } };
        others.push(one);
      }
    },
  },
  invalid: {
    'the same selector': { change: second(() => {}), at },
  },
});
