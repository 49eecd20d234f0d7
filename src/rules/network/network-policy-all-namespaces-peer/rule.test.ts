import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const policy = (spec: any) => (world: World) => {
  world.others.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'], ...spec },
  });
};
const from = (...peers: any[]) => policy({ ingress: [{ from: peers }] });
const to = (...peers: any[]) => policy({ egress: [{ to: peers }] });
const monitoring = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } };
const FROM = ['NetworkPolicy /spec/ingress/0/from/0/namespaceSelector'];

testRule(rule, {
  valid: {
    'the default deny': () => {},
    'the pods of the own namespace': from({ podSelector: {} }),
    'the pods of one namespace': from({ namespaceSelector: monitoring }),
    'all pods of one namespace, written out': from({ namespaceSelector: monitoring, podSelector: {} }),
    'some pods of every namespace': from({ namespaceSelector: {}, podSelector: { matchLabels: { role: 'scraper' } } }),
    'some pods, by an expression': from({
      namespaceSelector: {},
      podSelector: { matchExpressions: [{ key: 'role', operator: 'Exists' }] },
    }),
    'namespaces by an expression': to({
      namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
    }),
    'a null selector': from({ namespaceSelector: null, podSelector: {} }),
    addresses: from({ ipBlock: { cidr: '203.0.113.0/24' } }),
  },
  invalid: {
    'every namespace': { change: from({ namespaceSelector: {} }), at: FROM, mendedBy: 'none' },
    'every namespace, all pods written out': { change: from({ namespaceSelector: {}, podSelector: {} }), at: FROM },
    'no labels': { change: from({ namespaceSelector: { matchLabels: {} }, podSelector: null }), at: FROM },
    'no expressions': {
      change: from({
        namespaceSelector: { matchLabels: null, matchExpressions: [] },
        podSelector: { matchLabels: {} },
      }),
      at: FROM,
    },
    'in egress': {
      change: to({ podSelector: {} }, { namespaceSelector: {} }),
      at: ['NetworkPolicy /spec/egress/0/to/1/namespaceSelector'],
    },
    'in both directions': {
      change: policy({
        ingress: [{ from: [{ podSelector: {} }] }, { from: [{ namespaceSelector: {} }] }],
        egress: [{ to: [{ namespaceSelector: {} }] }],
      }),
      at: [
        'NetworkPolicy /spec/egress/0/to/0/namespaceSelector',
        'NetworkPolicy /spec/ingress/1/from/0/namespaceSelector',
      ],
    },
  },
});

test('rules without effect are not reported', () => {
  const changed = world();
  policy({ policyTypes: ['Egress'], ingress: [{ from: [{ namespaceSelector: {} }] }] })(changed);
  expect(placesOf(rule, objectsOf(changed))).toEqual([]);
});
