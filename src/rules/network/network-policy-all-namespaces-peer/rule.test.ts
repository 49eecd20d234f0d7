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

const NAME = 'kubernetes.io/metadata.name';
const POD_NAMESPACE = 'io.kubernetes.pod.namespace';
const except = (...matchExpressions: any[]) => ({ namespaceSelector: { matchExpressions } });
const cilium = (kind: string, entry: any) => (world: World) => {
  world.others.push({
    apiVersion: 'cilium.io/v2',
    kind,
    metadata: { name: 'plugin', ...(kind === 'CiliumNetworkPolicy' && { namespace: 'shop' }) },
    spec: { endpointSelector: {}, ingress: [entry] },
  });
};
const calico = (kind: string, source: any) => (world: World) => {
  world.others.push({
    apiVersion: 'projectcalico.org/v3',
    kind,
    metadata: { name: 'plugin', ...(kind === 'NetworkPolicy' && { namespace: 'shop' }) },
    spec: { selector: "app == 'web'", types: ['Ingress'], ingress: [{ action: 'Allow', source }] },
  });
};

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
    'two of many namespaces': from(except({ key: NAME, operator: 'In', values: ['a', 'b'] })),
    'namespaces with a label, but some': from(
      except({ key: 'team', operator: 'Exists' }, { key: NAME, operator: 'NotIn', values: ['a'] }),
    ),
    'namespaces with a label value, but some': from({
      namespaceSelector: {
        matchLabels: { team: 'a' },
        matchExpressions: [{ key: 'stage', operator: 'DoesNotExist' }],
      },
    }),
    'no namespace, as each has a name': from(except({ key: NAME, operator: 'DoesNotExist' })),
    'some pods of all namespaces but one': from({
      ...except({ key: NAME, operator: 'NotIn', values: ['kube-system'] }),
      podSelector: { matchLabels: { role: 'scraper' } },
    }),
    'Cilium: the pods of the namespace': cilium('CiliumNetworkPolicy', { fromEndpoints: [{}] }),
    'Cilium: some pods': cilium('CiliumClusterwideNetworkPolicy', { fromEndpoints: [{ matchLabels: { app: 'a' } }] }),
    'Cilium: one namespace': cilium('CiliumNetworkPolicy', {
      fromEndpoints: [{ matchExpressions: [{ key: POD_NAMESPACE, operator: 'In', values: ['a'] }] }],
    }),
    'Calico: the pods of the namespace': calico('NetworkPolicy', { selector: 'all()' }),
    'Calico: some namespaces': calico('GlobalNetworkPolicy', { namespaceSelector: "team == 'a'" }),
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
    'all namespaces but one': {
      change: from(except({ key: NAME, operator: 'NotIn', values: ['kube-system'] })),
      at: FROM,
    },
    'all namespaces, by the label that each has': { change: from(except({ key: NAME, operator: 'Exists' })), at: FROM },
    'all namespaces without a label': { change: from(except({ key: 'team', operator: 'DoesNotExist' })), at: FROM },
    'all namespaces but those with some values of labels': {
      change: from(
        except({ key: 'team', operator: 'NotIn', values: ['a'] }, { key: 'stage', operator: 'NotIn', values: ['dev'] }),
      ),
      at: FROM,
    },
    'all pods but some': {
      change: from({
        namespaceSelector: {},
        podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
      }),
      at: FROM,
    },
    'Cilium: the cluster': {
      change: cilium('CiliumNetworkPolicy', { fromEntities: ['cluster'] }),
      at: ['CiliumNetworkPolicy /spec/ingress/0/fromEntities'],
    },
    'Cilium: all pods, clusterwide': {
      change: cilium('CiliumClusterwideNetworkPolicy', { fromEndpoints: [{}] }),
      at: ['CiliumClusterwideNetworkPolicy /spec/ingress/0/fromEndpoints'],
    },
    'Cilium: all namespaces': {
      change: cilium('CiliumNetworkPolicy', {
        fromEndpoints: [{ matchExpressions: [{ key: `k8s:${POD_NAMESPACE}`, operator: 'Exists' }] }],
      }),
      at: ['CiliumNetworkPolicy /spec/ingress/0/fromEndpoints'],
    },
    'Calico: all pods': {
      change: calico('GlobalNetworkPolicy', { selector: 'all()' }),
      at: ['GlobalNetworkPolicy /spec/ingress/0'],
    },
    'Calico: all namespaces': {
      change: calico('NetworkPolicy', { namespaceSelector: 'all()' }),
      at: ['NetworkPolicy /spec/ingress/0'],
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
