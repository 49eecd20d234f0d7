import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule as instanceMetadata } from '../instance-metadata-egress/rule';
import { rule as allowAllIngress } from '../network-policy-allow-all-ingress/rule';
import { rule as implicitTypes } from '../network-policy-implicit-policy-types/rule';
import { rule } from './rule';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const LINK_LOCAL = '169.254.0.0/16';
/** The metadata services of some clouds. */
const METADATA = ['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'];

/** A policy in addition to the default deny. */
const policy = (spec: any) => (world: World) => {
  world.others.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], ...spec },
  });
};
const to = (...peers: any[]) => policy({ egress: [{ to: peers, ports: [{ port: 443, protocol: 'TCP' }] }] });
const ports = (...list: any[]) => ({ egress: [{ ports: list }] });
const DNS = ports({ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP', endPort: 53 });
const block = (cidr: string, except?: string[]) => to({ ipBlock: { cidr, ...(except && { except }) } });
const CIDR = ['NetworkPolicy /spec/egress/0/to/0/ipBlock/cidr'];
const TO = ['NetworkPolicy /spec/egress/0/to'];

const EGRESS = ['NetworkPolicy /spec/egress'];
const half = (cidr: string, port?: number, except?: string[]) => ({
  to: [{ ipBlock: { cidr, ...(except && { except }) } }],
  ...(port && { ports: [{ port, protocol: 'TCP' }] }),
});
/** Two policies with one half of all addresses each. */
const policies = (first: any, second: any) => (world: World) => {
  policy({ podSelector: { matchLabels: first }, egress: [half('0.0.0.0/1', 443)] })(world);
  policy({ podSelector: { matchLabels: second }, egress: [half('128.0.0.0/1', 443)] })(world);
  world.others[1].metadata.name = 'second';
};
const CILIUM = 'CiliumNetworkPolicy /spec/egress';
const cilium =
  (...egress: any[]) =>
  (world: World) => {
    world.others.push({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { endpointSelector: {}, egress },
    });
  };
const CALICO = 'GlobalNetworkPolicy /spec/egress';
const calico =
  (...egress: any[]) =>
  (world: World) => {
    world.others.push({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'web' },
      spec: { selector: 'all()', types: ['Egress'], egress },
    });
  };

testRule(rule, {
  plus: [allowAllIngress, implicitTypes, instanceMetadata],
  valid: {
    'the default deny': () => {},
    'an empty list of rules': policy({ egress: [] }),
    'null rules': policy({ egress: null }),
    'pods of the namespace': to({ podSelector: {} }),
    'some addresses': block('203.0.113.0/24'),
    'one address': block('10.0.0.1/32'),
    'half of all addresses': block('0.0.0.0/1'),
    'halves on different ports': policy({ egress: [half('0.0.0.0/1', 443), half('128.0.0.0/1', 8443)] }),
    'halves in different protocols': policy({
      egress: [half('0.0.0.0/1', 443), { ...half('128.0.0.0/1'), ports: [{ port: 443, protocol: 'UDP' }] }],
    }),
    'halves of other pods': { change: policies({ app: 'web' }, { app: 'db' }), also: ['dangling-network-policy'] },
    'halves in two directions': (world) => {
      policy({ egress: [half('0.0.0.0/1', 443)] })(world);
      policy({ policyTypes: ['Ingress'], ingress: [{ from: half('128.0.0.0/1').to }] })(world);
      world.others[1].metadata.name = 'second';
    },
    'quarters, of which the exceptions leave a half': policy({
      egress: ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2'].map((cidr) => half(cidr, 443, [cidr.replace('/2', '/3')])),
    }),
    'Cilium: a part of the internet': cilium({ toCIDR: ['0.0.0.0/1'] }),
    'Cilium: halves on different ports': cilium(
      { toCIDR: ['0.0.0.0/1'], toPorts: [{ ports: [{ port: '443' }] }] },
      { toCIDR: ['128.0.0.0/1'], toPorts: [{ ports: [{ port: '80' }] }] },
    ),
    'Cilium: name resolution': cilium({ toEntities: ['all'], toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }] }] }),
    'Cilium: names of one domain': cilium({ toFQDNs: [{ matchPattern: '*.example.com' }] }),
    'Cilium: an empty entry, which allows nothing': cilium({}),
    'Cilium: no peers': cilium({ toEndpoints: [] }),
    'Cilium: the pods of the namespace': cilium({ toEndpoints: [{}] }),
    'Cilium: the API server': cilium({ toEntities: ['kube-apiserver', 'host'] }),
    'Calico: one address': calico({ action: 'Allow', destination: { nets: ['203.0.113.0/24'] } }),
    'Calico: a denial': calico({ action: 'Deny' }),
    'Calico: a denial before it': calico({ action: 'Deny' }, { action: 'Allow' }),
    'Calico: a rule for the next tier': calico({ action: 'Pass' }),
    'Calico: some pods': calico({ action: 'Allow', destination: { selector: "app == 'db'" } }),
    'Calico: all but most': calico({ action: 'Allow', destination: { notNets: ['0.0.0.0/1', '128.0.0.0/1', '::/0'] } }),
    'all private addresses': to(...PRIVATE.map((cidr) => ({ ipBlock: { cidr } }))),
    'name resolution alone': policy(DNS),
    'name resolution alone, by one protocol': policy(ports({ port: 53, protocol: 'UDP' })),
    'name resolution at every address': policy({
      egress: [{ ...DNS.egress[0], to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    }),
    'all but the most': block('0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/2']),
  },
  invalid: {
    '§4.17: an empty rule': { change: policy({ egress: [{}] }), at: TO, mendedBy: 'none' },
    'a port beside that of the name service': { change: policy(ports({ port: 53 }, { port: 443 })), at: TO },
    'a range that starts with the port of the name service': {
      change: policy(ports({ port: 53, endPort: 65535 })),
      at: TO,
    },
    'another protocol on the port of the name service': {
      change: policy(ports({ port: 53, protocol: 'SCTP' })),
      at: TO,
    },
    'a port by name, which the pod at the other end decides': { change: policy(ports({ port: 'dns' })), at: TO },
    'a protocol without a port': { change: policy(ports({ protocol: 'UDP' })), at: TO },
    'name resolution, and a rule for all': {
      change: policy({ egress: [...DNS.egress, {}] }),
      at: [`NetworkPolicy /spec/egress/1/to`],
    },
    'no peers': { change: policy({ egress: [{ to: [] }] }), at: TO },
    'null peers': { change: policy({ egress: [{ to: null, ports: null }] }), at: TO },
    '§4.17: all addresses': { change: block('0.0.0.0/0'), at: CIDR },
    'all addresses of IPv6': { change: block('::/0'), at: CIDR },
    'all addresses, written with ignored bits': { change: block('10.0.0.0/0'), at: CIDR },
    'all addresses, on every port': {
      change: policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
      at: CIDR,
      also: ['instance-metadata-egress'],
    },
    'all addresses but some of the private ones': { change: block('0.0.0.0/0', PRIVATE.slice(1)), at: CIDR },
    'all addresses but a part of a private range': {
      change: block('0.0.0.0/0', ['10.0.0.0/9', ...PRIVATE.slice(1)]),
      at: CIDR,
    },
    'the internet alone': { change: block('0.0.0.0/0', PRIVATE), at: CIDR, severity: 'low' },
    'the internet alone, on every port': {
      change: policy({
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE, LINK_LOCAL, ...METADATA] } }] }],
      }),
      at: CIDR,
      severity: 'low',
    },
    'the internet alone, of IPv6': { change: block('2000::/3'), at: CIDR, severity: 'low' },
    'the internet alone, of IPv6, by exception': { change: block('::/0', ['fc00::/7']), at: CIDR, severity: 'low' },
    'the internet in two halves': {
      change: to(
        { ipBlock: { cidr: '0.0.0.0/1', except: [PRIVATE[0]] } },
        { ipBlock: { cidr: '128.0.0.0/1', except: PRIVATE.slice(1) } },
      ),
      at: TO,
      severity: 'low',
    },
    'two halves': {
      change: to({ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/1' } }),
      at: TO,
    },
    'halves in two rules': {
      change: policy({ egress: [half('0.0.0.0/1', 443), half('128.0.0.0/1', 443)] }),
      at: EGRESS,
    },
    'halves in two rules, one on every port': {
      change: policy({ egress: [half('0.0.0.0/1', 443), half('128.0.0.0/1', 443), half('128.0.0.0/2', 8443)] }),
      at: EGRESS,
    },
    'halves in two rules, one with a range of ports': {
      change: policy({
        egress: [half('0.0.0.0/1', 443), { to: half('128.0.0.0/1').to, ports: [{ port: 400, endPort: 500 }] }],
      }),
      at: EGRESS,
    },
    'quarters in three rules': {
      change: policy({ egress: ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2'].map((cidr) => half(cidr, 443)) }),
      at: EGRESS,
    },
    'halves of IPv6 in two rules': {
      change: policy({ egress: [half('2000::/4', 443), half('3000::/4', 443)] }),
      at: EGRESS,
      severity: 'low',
    },
    'halves in two policies of one selector': { change: policies({ app: 'web' }, { app: 'web' }), at: EGRESS },
    'halves in two policies, one of all pods': { change: policies({}, { app: 'web' }), at: EGRESS },
    'halves in two policies of one pod': {
      change: (world) => {
        world.podMetadata.labels.tier = 'front';
        policies({ app: 'web' }, { tier: 'front' })(world);
      },
      at: EGRESS,
    },
    'Cilium: every peer': { change: cilium({ toEntities: ['all'] }), at: [`${CILIUM}/0/toEntities`] },
    'Cilium: everything outside': { change: cilium({ toEntities: ['world'] }), at: [`${CILIUM}/0/toEntities`] },
    'Cilium: no peers, and a port': {
      change: cilium({ toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }),
      at: [`${CILIUM}/0`],
    },
    'Cilium: every name': { change: cilium({ toFQDNs: [{ matchPattern: '*' }] }), at: [`${CILIUM}/0/toFQDNs`] },
    'Cilium: halves': {
      change: cilium({ toCIDRSet: [{ cidr: '0.0.0.0/1', except: [PRIVATE[0]] }, { cidr: '128.0.0.0/1' }] }),
      at: [`${CILIUM}/0/toCIDRSet`],
    },
    'Cilium: halves in two entries': {
      change: cilium({ toCIDR: ['0.0.0.0/1'] }, { toEntities: ['host'] }, { toCIDR: ['128.0.0.0/1'] }),
      at: [CILIUM],
    },
    'Calico: every peer': { change: calico({ action: 'Allow' }), at: [`${CALICO}/0`] },
    'Calico: every peer, on one port': {
      change: calico({ action: 'Deny', destination: { ports: [22] }, protocol: 'TCP' }, { action: 'Allow' }),
      at: [`${CALICO}/1`],
    },
    'Calico: the internet': {
      change: calico({
        action: 'Allow',
        destination: { nets: ['0.0.0.0/0'], notNets: [...PRIVATE, LINK_LOCAL] },
      }),
      at: [`${CALICO}/0`],
      severity: 'low',
    },
    'both directions, one of them open': {
      change: policy({ policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }], egress: [{}] }),
      at: TO,
    },
    'types that are not written': {
      change: policy({ policyTypes: undefined, egress: [{}] }),
      at: TO,
      also: ['network-policy-implicit-policy-types'],
    },
  },
});

const places = (change: (world: World) => void, options = {}) => {
  const changed = world();
  change(changed);
  return placesOf(rule.withOptions(options), objectsOf(changed));
};

test('rules without effect are not reported', () => {
  expect(places(policy({ policyTypes: ['Ingress'], egress: [{}] }))).toEqual([]);
});

test('other private ranges', () => {
  const internet = block('0.0.0.0/0', PRIVATE);
  expect(places(internet, { privateRanges: ['100.64.0.0/10'] })).toEqual([`medium ${CIDR[0]}`]);
  expect(places(internet, { privateRanges: ['10.1.0.0/16', '192.168.1.1'] })).toEqual([`low ${CIDR[0]}`]);
  expect(() => places(internet, { privateRanges: ['pods'] })).toThrow('"pods" is not an IP address');
});
