import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule as allNamespaces } from '../network-policy-all-namespaces-peer/rule';
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
const from = (...peers: any[]) => policy({ ingress: [{ from: peers }] });
const to = (...peers: any[]) => policy({ egress: [{ to: peers }] });
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const [web, db] = [{ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } }];
const PLACE = ['NetworkPolicy /spec/ingress/0/from/0/podSelector'];

testRule(rule, {
  plus: [allNamespaces],
  valid: {
    'pods of the own namespace': from({ podSelector: web }),
    'pods of the own namespace, by its name': from({ namespaceSelector: named('shop'), podSelector: web }),
    'pods of a namespace by its label': from({
      namespaceSelector: { matchLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      podSelector: web,
    }),
    'pods of any namespace': from({ namespaceSelector: {}, podSelector: web }),
    'all pods': from({ podSelector: {} }),
    'the name service, which is not among the objects': to({
      namespaceSelector: named('kube-system'),
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    }),
    'a namespace alone': from({ namespaceSelector: named('other') }),
    'addresses and no peers': policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/32' } }] }], egress: null }),
    'the name of a job': {
      change: from({ podSelector: { matchLabels: { 'job-name': 'web' } } }),
      kinds: ['Job'],
    },
  },
  invalid: {
    'no pod of the own namespace': { change: from({ podSelector: db }), at: PLACE, mendedBy: 'none' },
    'no pod of the own namespace, by its name': {
      change: from({ namespaceSelector: named('shop'), podSelector: db }),
      at: PLACE,
    },
    'no pod of any namespace': { change: from({ namespaceSelector: {}, podSelector: db }), at: PLACE },
    'no pod, and the namespace selector is null': {
      change: from({ namespaceSelector: null, podSelector: db }),
      at: PLACE,
    },
    'in egress, the second peer': {
      change: to(
        { podSelector: web },
        { podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } },
      ),
      at: ['NetworkPolicy /spec/egress/0/to/1/podSelector'],
    },
  },
});

test('pods make a namespace known too', () => {
  const changed = world();
  from({ namespaceSelector: named('ops'), podSelector: db })(changed);
  expect(placesOf(rule, objectsOf(changed))).toEqual([]);
  const pod = objectsOf(changed).find(({ kind }) => kind === 'Pod');
  changed.others.push({ ...pod, metadata: { ...pod.metadata, namespace: 'ops' } });
  expect(placesOf(rule, objectsOf(changed))).toEqual([`info ${PLACE[0]}`]);
});
