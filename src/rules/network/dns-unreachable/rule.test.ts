import { placesOf } from '../../../../test/support/findings';
import { deployment, inNamespace, pods, policyFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const UDP = { port: 53, protocol: 'UDP' };
const dns = (peer: any, ports: any[] = [UDP]) => ({ to: [peer], ports });
const every = (peer: any) => ({ to: [peer] });
const block = (cidr: string) => ({ ipBlock: { cidr } });
const API = { to: [block('198.51.100.0/24')], ports: [{ port: 443 }] };
const egress =
  (...rules: any[]) =>
  ({ others }: World) => {
    others.push(policyFor('web', { egress: rules }));
  };
const PLACE = '../metadata/labels';

testRule(rule, {
  valid: {
    'no egress at all': () => {},
    'addresses and DNS': egress(API, dns(pods('dns', 'kube-system'))),
    'DNS alone': egress(dns(inNamespace('kube-system'), [{ port: 53 }])),
    'in the network of the node': {
      change: (world) => {
        egress(API)(world);
        world.spec.hostNetwork = true;
      },
      also: ['host-network-bypasses-network-policy', 'host-network'],
    },
  },
  invalid: {
    'addresses alone': { change: egress(API), at: [PLACE], mendedBy: 'none' },
    'pods alone': {
      change: egress({ to: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }),
      at: [PLACE],
    },
  },
});

const found = (...objects: any[]) => placesOf(rule, objects);
const web = deployment('web');
const FINDING = ['medium Deployment /spec/template/metadata/labels'];
const judged = (...rules: any[]) => found(web, policyFor('web', { egress: rules }));

test.each<[string, any]>([
  ['every peer', { ports: [UDP] }],
  ['everything', {}],
  ['every pod', dns({ namespaceSelector: {} })],
  ['every pod, on every port', every({ namespaceSelector: {} })],
  ['kube-system, on every port', every(inNamespace('kube-system'))],
  [
    'kube-system, by a label that older clusters had',
    dns({ namespaceSelector: { matchLabels: { name: 'kube-system' } } }),
  ],
  [
    'all namespaces but one',
    dns({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }),
  ],
  [
    'the DNS pods, on every port',
    every({ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }),
  ],
  ['a port by its name', dns(pods('dns', 'kube-system'), [{ port: 'dns', protocol: 'UDP' }])],
  ['OpenShift', dns(inNamespace('openshift-dns'), [{ port: 5353, protocol: 'UDP' }])],
  ['NodeLocal DNSCache', dns(block('169.254.20.10/32'))],
  ['a block of addresses', dns(block('10.96.0.0/12'))],
  ['a block of addresses, on every port', every(block('10.0.0.0/8'))],
  ['all ports of the protocol', dns(inNamespace('kube-system'), [{ protocol: 'UDP' }])],
  ['a range of ports', dns(inNamespace('kube-system'), [{ port: 1, endPort: 1023, protocol: 'UDP' }])],
])('%s resolves names', (_, rule) => {
  expect(judged(API, rule)).toEqual([]);
});

test.each<[string, any]>([
  ['TCP alone', dns(inNamespace('kube-system'), [{ port: 53 }])],
  ['another port', dns(inNamespace('kube-system'), [{ port: 5300, protocol: 'UDP' }])],
  ['the DNS pods in the own namespace', dns({ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } })],
  ['all pods of the own namespace', every({ podSelector: {} })],
  ['another namespace, on every port', every(inNamespace('data'))],
  ['other pods of kube-system, on every port', every(pods('metrics-server', 'kube-system'))],
])('%s resolves none', (_, rule) => {
  expect(judged(API, rule)).toEqual(FINDING);
});

test('a DNS server among the objects resolves names', () => {
  const server = deployment('names', { ports: [{ containerPort: 53, protocol: 'UDP' }] });
  const policy = policyFor('web', { egress: [API, dns(pods('names'))] });
  expect(found(web, policy, server)).toEqual([]);
  expect(found(web, policy, deployment('names', { ports: [{ containerPort: 80 }] }))).toEqual(FINDING);
});

test.each<[string, any, boolean]>([
  ['an API server, by its address', { to: [block('10.0.0.1/32')], ports: [{ port: 6443 }] }, false],
  ['the metadata service of the cloud', { to: [block('169.254.169.254/32')], ports: [{ port: 80 }] }, false],
  ['one more port', { to: [block('10.0.0.1/32')], ports: [{ port: 6443 }, { port: 5432 }] }, true],
  ['addresses outside', { to: [block('0.0.0.0/0')], ports: [{ port: 443 }] }, true],
  ['every peer', { ports: [{ port: 443 }] }, true],
  ['another namespace', { to: [inNamespace('data')], ports: [{ port: 5432 }] }, true],
  ['a port by its name', { to: [pods('db')], ports: [{ port: 'sql' }] }, true],
])('%s needs a name: %#', (_, rule, needs) => {
  expect(judged(rule)).toEqual(needs ? FINDING : []);
});

test('DNS that another policy of the pod allows', () => {
  const all = policyFor('all', { egress: [dns(inNamespace('kube-system'))] });
  expect(found(web, policyFor('web', { egress: [API] }), all)).toEqual([]);
  expect(
    found(web, policyFor('web', { egress: [API] }), { ...all, metadata: { name: 'all', namespace: 'other' } }),
  ).toEqual(FINDING);
});

test('a policy of another kind may allow DNS', () => {
  const cilium = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'dns', namespace: 'shop' },
    spec: { endpointSelector: {}, egress: [{ toEntities: ['cluster'] }] },
  };
  expect(found(web, policyFor('web', { egress: [API] }), cilium)).toEqual([]);
});

test('a workload with permissions reaches the API server by its address', () => {
  const policy = policyFor('web', { egress: [{ to: [block('10.96.0.1/32')], ports: [{ port: 443 }] }] });
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'web', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
  };
  const controller = deployment('web', { spec: { serviceAccountName: 'web' } });
  expect(found(controller, policy, binding)).toEqual([]);
  expect(found(controller, policy)).toEqual(FINDING);
  expect(found(controller, policyFor('web', { egress: [API] }), binding)).toEqual(FINDING);
});
