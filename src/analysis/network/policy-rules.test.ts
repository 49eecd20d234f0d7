import { Manifest } from '../../model/manifest';
import {
  addressesOf,
  allowsTcp,
  EGRESS,
  INGRESS,
  NETWORK_POLICY,
  openPlaces,
  rulesInForce,
  selectsAnything,
} from './policy-rules';

const policy = (spec: any) =>
  Manifest.fromJson({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec,
  });
const ingress = (...from: any[]) => rulesInForce(policy({ ingress: [{ from }] }), INGRESS).flatMap(openPlaces);
const cidr = (text: string, except?: string[]) => ({ ipBlock: { cidr: text, except } });

test('the type is the one of the manifest', () => {
  expect(policy({}).groupKind).toBe(NETWORK_POLICY);
});

test.each<[string, any, number, number]>([
  ['no spec', null, 0, 0],
  ['no rules', {}, 0, 0],
  ['null', { ingress: null, egress: null, policyTypes: null }, 0, 0],
  ['no types: both have rules', { ingress: [{}], egress: [{}] }, 1, 1],
  ['ingress alone', { ingress: [{}, {}], egress: [{}], policyTypes: ['Ingress'] }, 2, 0],
  ['egress alone', { ingress: [{}], egress: [{}], policyTypes: ['Egress'] }, 0, 1],
  ['both', { ingress: [{}], egress: [{}], policyTypes: ['Egress', 'Ingress'] }, 1, 1],
])('rules in force: %s', (_, spec, ingressRules, egressRules) => {
  expect(rulesInForce(policy(spec), INGRESS)).toHaveLength(ingressRules);
  expect(rulesInForce(policy(spec), EGRESS)).toHaveLength(egressRules);
});

describe('open', () => {
  test.each<[string, any[], string[]]>([
    ['no peers', [], ['/spec/ingress/0/from']],
    ['pods', [{ podSelector: {} }], []],
    ['a peer that is not an object', [{}], []],
    ['all addresses', [{ podSelector: {} }, cidr('0.0.0.0/0')], ['/spec/ingress/0/from/1/ipBlock/cidr']],
    [
      'both families',
      [cidr('0.0.0.0/0'), cidr('::/0')],
      ['/spec/ingress/0/from/0/ipBlock/cidr', '/spec/ingress/0/from/1/ipBlock/cidr'],
    ],
    ['two halves', [cidr('0.0.0.0/1'), cidr('128.0.0.0/1')], ['/spec/ingress/0/from']],
    ['all but a few', [cidr('0.0.0.0/0', ['10.0.0.0/8'])], ['/spec/ingress/0/from/0/ipBlock/cidr']],
    ['all but most', [cidr('0.0.0.0/0', ['0.0.0.0/1', '192.0.0.0/2'])], []],
    ['a block that cannot be read', [cidr('all'), { ipBlock: {} }, cidr('10.0.0.0/8', ['x'])], []],
  ])('%s', (_, from, expected) => {
    expect(ingress(...from).map(({ pointer }) => pointer)).toEqual(expected);
  });

  test('null is absent', () => {
    const [rule] = rulesInForce(policy({ ingress: [{ from: null, ports: null }] }), INGRESS);
    expect(rule && openPlaces(rule)).toEqual([{ pointer: '/spec/ingress/0/from' }]);
  });
});

test.each<[string, any, boolean]>([
  ['none', undefined, true],
  ['an empty list', [], true],
  ['the port', [{ port: 80 }], true],
  ['the port as text', [{ port: '80' }], true],
  ['another', [{ port: 443 }], false],
  ['another and the port', [{ port: 443 }, { protocol: 'TCP', port: 80 }], true],
  ['another protocol', [{ protocol: 'UDP', port: 80 }], false],
  ['all ports of the protocol', [{ protocol: 'TCP' }], true],
  ['all ports of another protocol', [{ protocol: 'SCTP', port: null }], false],
  ['a range that ends there', [{ port: 1, endPort: 80 }], true],
  ['a range that starts there', [{ port: 80, endPort: 90 }], true],
  ['a range before', [{ port: 1, endPort: 79 }], false],
  ['a range after', [{ port: 81, endPort: 65535 }], false],
  ['a name', [{ port: 'http' }], false],
])('port 80: %s', (_, ports, expected) => {
  const [rule] = rulesInForce(policy({ policyTypes: ['Egress'], egress: [{ ports }] }), EGRESS);
  expect(rule && allowsTcp(rule, 80)).toBe(expected);
});

test.each<[any, boolean]>([
  [undefined, false],
  [null, false],
  [{}, true],
  [{ matchLabels: null, matchExpressions: [] }, true],
  [{ matchLabels: {} }, true],
  [{ matchLabels: { a: 'b' } }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }, false],
])('selects anything: %j', (selector, expected) => {
  expect(selectsAnything(selector)).toBe(expected);
});

test('addresses of an option', () => {
  expect(addressesOf(['0.0.0.1', '::/0']).map(({ family, first }) => [family, first])).toEqual([
    [4, 1n],
    [6, 0n],
  ]);
  expect(() => addressesOf(['metadata'])).toThrow('"metadata" is not an IP address; write it as "169.254.169.254"');
});
