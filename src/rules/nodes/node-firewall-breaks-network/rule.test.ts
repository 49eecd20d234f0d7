import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const text =
  (...lines: string[]) =>
  ({ others }: World): void => {
    others.push({ apiVersion: 'files.cdk8s-hardened/v1', kind: 'NftablesRuleset', lines });
  };
const INPUT = 'table inet a { chain i { type filter hook input priority 0; policy drop; } }';
const at = (line: number) => `NftablesRuleset /lines/${line}`;

testRule(rule, {
  valid: {
    'the own table alone': text('table inet a', 'delete table inet a', INPUT),
    'forwards that pass': text(
      INPUT,
      'table inet b { chain f { type filter hook forward priority 0; policy accept; } }',
    ),
  },
  invalid: {
    'the rules of others': { change: text('flush ruleset', INPUT), at: [at(0)], mendedBy: 'none' },
    'the traffic of pods': {
      change: text(INPUT, 'table inet b {', 'chain f {', 'type filter hook forward priority 0; policy drop;', '}', '}'),
      at: [at(2)],
    },
  },
});
