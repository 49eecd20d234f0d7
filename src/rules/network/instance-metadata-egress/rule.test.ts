import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule as allowAllEgress } from '../network-policy-allow-all-egress/rule';
import { rule } from './rule';

const METADATA = '169.254.169.254/32';
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const IPV6 = ['fd00:ec2::/112', 'fd20:ce::254/128', 'fd00:c1::a9fe:a9fe/128'];
const ALL = ['network-policy-allow-all-egress'];

const policy =
  (spec: any) =>
  ({ others }: World) => {
    others.push({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'own', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Egress'], ...spec },
    });
  };
const block = (cidr: string, except?: string[], ports?: any[]) =>
  policy({ egress: [{ to: [{ ipBlock: { cidr, ...(except && { except }) } }], ...(ports && { ports }) }] });
const CIDR = ['NetworkPolicy /spec/egress/0/to/0/ipBlock/cidr'];

testRule(rule, {
  plus: [allowAllEgress],
  valid: {
    'the default deny': () => {},
    'other addresses': block('203.0.113.0/24'),
    'all private addresses': policy({ egress: [{ to: PRIVATE.map((cidr) => ({ ipBlock: { cidr } })) }] }),
    'link-local addresses but these': block('169.254.0.0/16', [METADATA, '169.254.170.23/32']),
    'link-local addresses without its half': block('169.254.0.0/16', ['169.254.128.0/17']),
    'the other half': block('169.254.0.0/17'),
    'another link-local address': block('169.254.20.10/32'),
    'another port': block('169.254.0.0/16', undefined, [{ port: 443, protocol: 'TCP' }]),
    'another protocol': block('169.254.0.0/16', undefined, [{ port: 80, protocol: 'UDP' }]),
    'a range of ports without it': block('169.254.0.0/16', undefined, [{ port: 1024, endPort: 65535 }]),
    'local addresses of IPv6 but these': block('fd00::/8', IPV6),
    'shared addresses but that of Alibaba Cloud': block('100.64.0.0/10', ['100.100.100.200/32']),
    'shared addresses beside it': block('100.100.100.201/32'),
    'reserved addresses beside that of Oracle Cloud': block('192.0.0.0/25'),
    'addresses beside that of Azure': block('168.63.129.0/28'),
    'the agent of EKS': block('169.254.170.23/32'),
    'the agent of EKS, IPv6': block('fd00:ec2::23/128'),
    'the agent of EKS on another port': block('169.254.170.23/32', undefined, [{ port: 2703 }]),
    'all addresses but these': {
      change: block('0.0.0.0/0', ['168.63.129.16/32', '192.0.0.0/24', '100.64.0.0/10', '169.254.0.0/16']),
      also: ALL,
    },
    'addresses from where traffic comes': policy({
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ ipBlock: { cidr: METADATA } }] }],
    }),
  },
  invalid: {
    'the address': { change: block(METADATA), at: CIDR, mendedBy: 'none' },
    'the address, written with more bits': { change: block('169.254.169.255/31'), at: CIDR },
    'link-local addresses': { change: block('169.254.0.0/16'), at: CIDR },
    'the address of IPv6': { change: block('fd00:ec2::254/128'), at: CIDR },
    'the address of IPv6, written at length': { change: block('FD00:0EC2:0:0:0:0:0:0254/128'), at: CIDR },
    'local addresses of IPv6': { change: block('fc00::/7'), at: CIDR },
    'except something else': { change: block('169.254.0.0/16', ['169.254.169.253/32', '169.254.0.0/17']), at: CIDR },
    'all addresses': { change: block('0.0.0.0/0'), at: CIDR, also: ALL },
    'half of all addresses': { change: block('128.0.0.0/1'), at: CIDR },
    'the internet without private addresses': { change: block('0.0.0.0/0', PRIVATE), at: CIDR, also: ALL },
    'that of Alibaba Cloud': { change: block('100.100.100.200/32'), at: CIDR },
    'that of Alibaba Cloud, in a large block': { change: block('100.64.0.0/10'), at: CIDR, severity: 'low' },
    'that of Oracle Cloud': { change: block('192.0.0.0/24', ['192.0.0.0/25']), at: CIDR },
    'that of Oracle Cloud, IPv6': { change: block('fd00:c1::a9fe:a9fe/128'), at: CIDR },
    'the agent of Azure': { change: block('168.63.129.16/32'), at: CIDR },
    'that of Google Cloud, IPv6': { change: block('fd20:ce::/64', ['fd20:ce::/119']), at: CIDR, severity: 'low' },
    'link-local addresses but this one, with the agent of EKS': {
      change: block('169.254.0.0/16', [METADATA]),
      at: CIDR,
      severity: 'low',
    },
    'all addresses but this one': { change: block('0.0.0.0/0', [METADATA]), at: CIDR, severity: 'low', also: ALL },
    'its port': { change: block(METADATA, undefined, [{ port: 80, protocol: 'TCP' }]), at: CIDR },
    'its port, in a range': { change: block(METADATA, undefined, [{ port: 1, endPort: 1023 }]), at: CIDR },
    'its port, beside another': { change: block(METADATA, undefined, [{ port: 443 }, { port: '80' }]), at: CIDR },
    'the second peer of the second rule': {
      change: policy({
        egress: [
          { to: [{ podSelector: {} }] },
          { to: [{ podSelector: {} }, { ipBlock: { cidr: '169.254.169.0/24' } }] },
        ],
      }),
      at: ['NetworkPolicy /spec/egress/1/to/1/ipBlock/cidr'],
    },
  },
});

describe('options', () => {
  const places = (change: (world: World) => void, options = {}) => {
    const changed = world();
    change(changed);
    return placesOf(rule.withOptions(options), objectsOf(changed));
  };

  test('addresses of another cloud', () => {
    const metadataAddresses = ['100.100.100.200'];
    expect(places(block('100.64.0.0/10'), { metadataAddresses })).toEqual([`medium ${CIDR[0]}`]);
    expect(places(block('169.254.170.0/24'), { metadataAddresses: ['169.254.169.254'] })).toEqual([]);
    expect(places(block(METADATA), { metadataAddresses })).toEqual([]);
  });

  test('a pod without egress isolation, in a cloud', () => {
    const open = (world: World) => {
      world.policy.spec.policyTypes = ['Ingress'];
    };
    expect(places(open)).toEqual([]);
    expect(places(open, { runsInCloud: true })).toEqual(['medium Pod /metadata/labels']);
    expect(places(() => {}, { runsInCloud: true })).toEqual([]);
  });

  test('rules without effect are not reported', () => {
    const egress = [{ to: [{ ipBlock: { cidr: METADATA } }] }];
    expect(places(policy({ policyTypes: ['Ingress'], egress }))).toEqual([]);
    expect(places(policy({ policyTypes: null, egress }))).toEqual([`medium ${CIDR[0]}`]);
  });
});
