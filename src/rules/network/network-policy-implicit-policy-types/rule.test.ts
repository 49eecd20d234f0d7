import { findingsOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const policy = (spec: any) => (world: World) => {
  world.others.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: spec && { podSelector: { matchLabels: { app: 'web' } }, ...spec },
  });
};
const from = { from: [{ podSelector: {} }] };
const to = { to: [{ podSelector: {} }] };
const TYPES = ['NetworkPolicy /spec/policyTypes'];

testRule(rule, {
  valid: {
    'both types': policy({ policyTypes: ['Ingress', 'Egress'] }),
    'one type, and rules for it': policy({ policyTypes: ['Ingress'], ingress: [from] }),
    'one type, and no rules': policy({ policyTypes: ['Egress'] }),
    'null rules': policy({ policyTypes: ['Ingress'], egress: null }),
    'both, in the other order': policy({ policyTypes: ['Egress', 'Ingress'], ingress: [], egress: [to] }),
  },
  invalid: {
    '§4.15: no types': { change: policy({ ingress: [from] }), at: TYPES, mendedBy: 'fill' },
    'no types, with egress rules': { change: policy({ egress: [to] }), at: TYPES, mendedBy: 'fill' },
    'no types, with null egress': { change: policy({ egress: null }), at: TYPES, mendedBy: 'fill' },
    'null types': { change: policy({ policyTypes: null }), at: TYPES, mendedBy: 'fill' },
    'empty types': { change: policy({ policyTypes: [] }), at: TYPES, mendedBy: 'force' },
    'no types, with an empty list of egress rules, which closes nothing': {
      change: policy({ egress: [] }),
      at: TYPES,
      mendedBy: 'none',
    },
    'egress rules without the type': {
      change: policy({ policyTypes: ['Ingress'], egress: [to] }),
      at: ['NetworkPolicy /spec/egress'],
      mendedBy: 'none',
    },
    'an empty list of egress rules without the type': {
      change: policy({ policyTypes: ['Ingress'], ingress: [from], egress: [] }),
      at: ['NetworkPolicy /spec/egress'],
    },
    'ingress rules without the type': {
      change: policy({ policyTypes: ['Egress'], ingress: [from] }),
      at: ['NetworkPolicy /spec/ingress'],
    },
    'no spec at all': { change: policy(null), at: TYPES, mendedBy: 'fill' },
  },
});

test('the fix sets the default of the API server', () => {
  const written = (spec: any) => {
    const changed: any = { others: [] };
    policy(spec)(changed);
    return findingsOf(rule, changed.others).flatMap(({ fix }) => fix.map(({ value }) => value));
  };
  expect(written({ ingress: [from] })).toEqual([['Ingress']]);
  expect(written({})).toEqual([['Ingress']]);
  expect(written({ egress: [to] })).toEqual([['Ingress', 'Egress']]);
});
