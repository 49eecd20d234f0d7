import { budget } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['PodDisruptionBudget /spec/unhealthyPodEvictionPolicy'];
const policy =
  (unhealthyPodEvictionPolicy: any) =>
  ({ others }: World): void => {
    others.push(budget());
    others[0].spec.unhealthyPodEvictionPolicy = unhealthyPodEvictionPolicy;
  };

testRule(rule, {
  valid: {
    'no budget': () => {},
    AlwaysAllow: policy('AlwaysAllow'),
    IfHealthyBudget: policy('IfHealthyBudget'),
    'before the field exists': { change: policy(undefined), version: '1.26' },
  },
  invalid: {
    unset: { change: policy(undefined), at, mendedBy: 'none' },
    'the first version with the field': { change: policy(undefined), at, version: '1.27' },
    null: { change: policy(null), at },
    empty: { change: policy(''), at },
    'no spec': {
      change: ({ others }) => {
        others.push({ ...budget(), spec: null });
      },
      at,
    },
  },
});
