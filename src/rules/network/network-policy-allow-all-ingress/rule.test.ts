import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule as allowAllEgress } from '../network-policy-allow-all-egress/rule';
import { rule as implicitTypes } from '../network-policy-implicit-policy-types/rule';
import { rule } from './rule';

/** A policy in addition to the default deny. */
const policy = (spec: any) => (world: World) => {
  world.others.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ...spec },
  });
};
const from = (...peers: any[]) => policy({ ingress: [{ from: peers, ports: [{ port: 8080, protocol: 'TCP' }] }] });
const block = (cidr: string, except?: string[]) => from({ ipBlock: { cidr, ...(except && { except }) } });
const CIDR = ['NetworkPolicy /spec/ingress/0/from/0/ipBlock/cidr'];
const FROM = ['NetworkPolicy /spec/ingress/0/from'];

const half = (cidr: string, port: number) => ({ from: [{ ipBlock: { cidr } }], ports: [{ port, protocol: 'TCP' }] });
const cilium = (entry: any) => (world: World) => {
  world.others.push({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { endpointSelector: {}, ingress: [entry] },
  });
};

testRule(rule, {
  plus: [allowAllEgress, implicitTypes],
  valid: {
    'the default deny': () => {},
    '§4.14: an empty list of rules': policy({ ingress: [] }),
    'null rules': policy({ ingress: null }),
    'pods of the namespace': from({ podSelector: {} }),
    'some addresses': block('203.0.113.0/24'),
    'half of all addresses': block('0.0.0.0/1'),
    'all private addresses': from(
      ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => ({ ipBlock: { cidr } })),
    ),
    'halves on different ports': policy({ ingress: [half('0.0.0.0/1', 8080), half('128.0.0.0/1', 8443)] }),
    'halves of other pods': {
      change: (world) => {
        policy({ ingress: [half('0.0.0.0/1', 8080)] })(world);
        policy({ podSelector: { matchLabels: { app: 'db' } }, ingress: [half('128.0.0.0/1', 8080)] })(world);
        world.others[1].metadata.name = 'second';
      },
      also: ['dangling-network-policy'],
    },
    'Cilium: the cluster, as another rule says': {
      change: cilium({ fromEntities: ['cluster'] }),
      also: ['network-policy-all-namespaces-peer'],
    },
    'Cilium: an empty entry, which allows nothing': cilium({}),
    'Cilium: the nodes': cilium({ fromEntities: ['host', 'remote-node', 'health'] }),
    'all but the most': block('0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/2']),
    'all of IPv6 that is not public': block('::/0', ['2000::/3']),
  },
  invalid: {
    '§4.17: an empty rule': { change: policy({ ingress: [{}] }), at: FROM, mendedBy: 'none' },
    'ports alone': { change: policy({ ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }] }), at: FROM },
    'no peers': { change: policy({ ingress: [{ from: [] }] }), at: FROM },
    'null peers': { change: policy({ ingress: [{ from: null }] }), at: FROM },
    'the second rule': {
      change: policy({ ingress: [{ from: [{ podSelector: {} }] }, {}] }),
      at: ['NetworkPolicy /spec/ingress/1/from'],
    },
    '§4.17: all addresses': { change: block('0.0.0.0/0'), at: CIDR },
    'all addresses of IPv6': { change: block('::/0'), at: CIDR },
    'all of IPv6 that is public': { change: block('2000::/3'), at: CIDR },
    'all addresses, written with ignored bits': { change: block('203.0.113.9/0'), at: CIDR },
    'all addresses of IPv6, written at length': { change: block('0:0:0:0:0:0:0:0/0'), at: CIDR },
    'all but a few': { change: block('0.0.0.0/0', ['10.0.0.0/8', '192.168.0.0/16']), at: CIDR },
    'both families': {
      change: from({ ipBlock: { cidr: '0.0.0.0/0' } }, { podSelector: {} }, { ipBlock: { cidr: '::/0' } }),
      at: [...CIDR, 'NetworkPolicy /spec/ingress/0/from/2/ipBlock/cidr'],
    },
    'two halves': {
      change: from({ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/1' } }),
      at: FROM,
    },
    'halves in two rules': {
      change: policy({ ingress: [half('0.0.0.0/1', 8080), half('128.0.0.0/1', 8080)] }),
      at: ['NetworkPolicy /spec/ingress'],
    },
    'halves in two policies': {
      change: (world) => {
        policy({ ingress: [half('0.0.0.0/1', 8080)] })(world);
        policy({ podSelector: {}, ingress: [half('128.0.0.0/1', 8080)] })(world);
        world.others[1].metadata.name = 'second';
      },
      at: ['NetworkPolicy /spec/ingress'],
    },
    'Cilium: every peer': {
      change: cilium({ fromEntities: ['all'] }),
      at: ['CiliumNetworkPolicy /spec/ingress/0/fromEntities'],
    },
    'Cilium: the internet, without a denial of its own': {
      change: (world) => {
        cilium({ fromEntities: ['world'] })(world);
        world.others[0].spec.enableDefaultDeny = { ingress: false };
      },
      at: ['CiliumNetworkPolicy /spec/ingress/0/fromEntities'],
    },
    'Cilium: one of several specs': {
      change: (world) => {
        cilium({ fromCIDR: ['0.0.0.0/0'] })(world);
        const { spec, ...other } = world.others[0];
        world.others[0] = { ...other, specs: [{ endpointSelector: {}, ingress: [{}] }, spec] };
      },
      at: ['CiliumNetworkPolicy /specs/1/ingress/0/fromCIDR'],
    },
    'Calico: every peer': {
      change: (world) => {
        world.others.push({
          apiVersion: 'crd.projectcalico.org/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'calico', namespace: 'shop' },
          spec: { selector: "app == 'web'", types: ['Ingress'], ingress: [{ action: 'Allow' }] },
        });
      },
      at: ['NetworkPolicy /spec/ingress/0'],
    },
    'beside rules for egress': {
      change: policy({
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{}],
        egress: [{ to: [{ podSelector: {} }] }],
      }),
      at: FROM,
    },
    'types that are not written': {
      change: policy({ policyTypes: undefined, ingress: [{}] }),
      at: FROM,
      also: ['network-policy-implicit-policy-types'],
    },
  },
});

const places = (change: (world: World) => void, publicLabels: string[] = []) => {
  const changed = world();
  change(changed);
  return placesOf(rule.withOptions({ publicLabels }), objectsOf(changed));
};

test('rules without effect are not reported', () => {
  expect(places(policy({ policyTypes: ['Egress'], ingress: [{}] }))).toEqual([]);
});

test('pods with a public label pass', () => {
  const open = policy({ ingress: [{}] });
  expect(places(open, ['app=web'])).toEqual([]);
  expect(places(open, ['app=webshop', 'web', 'tier=web'])).toEqual(['medium NetworkPolicy /spec/ingress/0/from']);
  expect(places(policy({ podSelector: {}, ingress: [{}] }), ['app=web'])).toHaveLength(1);
});
