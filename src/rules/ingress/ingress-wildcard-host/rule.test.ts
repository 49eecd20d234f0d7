import { ingress } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as defaultBackend } from '../ingress-default-backend/rule';
import { rule } from './rule';

const push =
  (...hosts: any[]) =>
  ({ others }: World) => {
    const object = ingress();
    const [first] = object.spec.rules;
    object.spec.tls = [{ secretName: 'web-tls' }];
    others.push({ ...object, spec: { ...object.spec, rules: hosts.map((host) => ({ ...first, host })) } });
  };
const FIRST = ['Ingress /spec/rules/0/host'];

testRule(rule, {
  plus: [defaultBackend],
  valid: {
    'a host': push('shop.example.com'),
    'two hosts': push('shop.example.com', 'www.example.com'),
    'no rules': push(),
  },
  invalid: {
    absent: { change: push(undefined), at: FIRST, mendedBy: 'none' },
    null: { change: push(null), at: FIRST },
    empty: { change: push(''), at: FIRST },
    'a wildcard': { change: push('*.example.com'), at: FIRST },
    everything: { change: push('*'), at: FIRST },
    'the second rule': { change: push('shop.example.com', '*.example.com'), at: ['Ingress /spec/rules/1/host'] },
  },
});
