import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const FILE = { apiVersion: 'files.cdk8s-hardened/v1', kind: 'NftablesRuleset' };
const lines =
  (...all: string[]) =>
  ({ others }: World): void => {
    others.push({ ...FILE, lines: all });
  };
const ruleset =
  (...rules: string[]) =>
  ({ others }: World): void => {
    const chain = ['chain input {', 'type filter hook input priority filter; policy drop;', ...rules, '}'];
    others.push({ ...FILE, lines: ['table inet hardening {', ...chain, '}'] });
  };
const at = (line: number) => `NftablesRuleset /lines/${line}`;

testRule(rule, {
  valid: {
    'nothing is open': ruleset('iif "lo" accept', 'ct state established,related accept'),
    'the kubelet for some': ruleset('ip saddr { 10.0.0.10, 10.0.0.11 } tcp dport 10250 accept'),
    'the API server for all': ruleset('tcp dport 6443 accept'),
    'the overlay for all': ruleset('udp dport 8472 accept'),
    'a table for each family': lines(
      'table ip a { chain i { type filter hook input priority 0; policy drop; } }',
      'table ip6 a { chain i { type filter hook input priority 0; policy drop; } }',
    ),
  },
  invalid: {
    'the kubelet for all': { change: ruleset('', 'tcp dport 10250 accept'), at: [at(4)], mendedBy: 'none' },
    'etcd, in a range': { change: ruleset('tcp dport 2000-3000 accept'), at: [at(3)] },
    everything: { change: ruleset('accept'), at: [at(3)] },
    'two rules': { change: ruleset('tcp dport 10257 accept', 'tcp dport { 22, 10259 } accept'), at: [at(3), at(4)] },
    'nothing is dropped': {
      change: lines('table inet a {', 'chain i { type filter hook input priority 0; policy accept; }', '}'),
      at: [at(1)],
    },
    'no chain for input': { change: lines('table ip nat { }'), at: [at(0)] },
    'IPv6 is forgotten': {
      change: lines('table ip a { chain i { type filter hook input priority 0; policy drop; } }'),
      at: [at(0)],
    },
    'a verdict by a map': { change: ruleset('tcp dport vmap @verdicts'), at: [at(3)], severity: 'low' },
    'another file': {
      change: lines(
        'include "/etc/nftables.d/*.nft"',
        'table inet a { chain i { type filter hook input priority 0; policy drop; } }',
      ),
      at: [at(0)],
      severity: 'low',
    },
  },
});
