import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as allowAllEgress } from '../network-policy-allow-all-egress/rule';
import { rule as allowAllIngress } from '../network-policy-allow-all-ingress/rule';
import { rule } from './rule';

const policy =
  (spec: any) =>
  ({ others }: World) => {
    others.push({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'own', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
    });
  };
const web = { matchLabels: { app: 'web' } };
const office = { ipBlock: { cidr: '203.0.113.0/24' } };
const PLACE = ['NetworkPolicy /spec/podSelector'];

testRule(rule, {
  plus: [allowAllIngress, allowAllEgress],
  valid: {
    '§4.17: the default deny': () => {},
    'a default deny with empty lists': policy({ ingress: [], egress: [] }),
    'some pods, and addresses': policy({ podSelector: web, ingress: [{ from: [office] }] }),
    'some pods by an expression, and addresses': policy({
      podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      egress: [{ to: [office] }],
    }),
    'all pods, and a peer of pods': policy({ ingress: [{ from: [office, { podSelector: web }] }] }),
    'all pods, and a peer of pods in the other direction': policy({
      ingress: [{ from: [office] }],
      egress: [{ to: [{ podSelector: {} }] }],
    }),
    'all pods, and a namespace': policy({ ingress: [{ from: [{ namespaceSelector: web }] }] }),
  },
  invalid: {
    'all pods, and addresses': { change: policy({ ingress: [{ from: [office] }] }), at: PLACE, mendedBy: 'none' },
    'all pods, and addresses of egress': { change: policy({ egress: [{ to: [office] }] }), at: PLACE },
    'all pods by null, and addresses': {
      change: policy({ podSelector: null, ingress: [{ from: [office] }] }),
      at: PLACE,
    },
    'all pods, and every peer': {
      change: policy({ ingress: [{}] }),
      at: PLACE,
      also: ['network-policy-allow-all-ingress'],
    },
    'a peer of pods in a rule that is not in force': {
      change: policy({ policyTypes: ['Egress'], ingress: null, egress: [{ to: [office] }] }),
      at: PLACE,
    },
  },
});
