import { service } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as nodePort } from '../node-port-service/rule';
import { rule } from './rule';

const balanced = (spec: any, annotations: any = {}) => ({
  ...service(),
  metadata: { ...service().metadata, annotations },
  spec: { ...service().spec, type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ...spec },
});
const push =
  (spec: any, annotations: any = {}) =>
  ({ others }: World) => {
    others.push(balanced(spec, annotations));
  };
const PLACE = ['Service /spec/loadBalancerSourceRanges'];
const SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

testRule(rule, {
  plus: [nodePort],
  valid: {
    'another type': push({ type: 'ClusterIP' }),
    'some addresses': push({ loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'] }),
    'private addresses': push({ loadBalancerSourceRanges: ['10.0.0.0/8'] }),
    'some addresses, by the older annotation': push(
      {},
      { 'service.beta.kubernetes.io/load-balancer-source-ranges': '203.0.113.0/24' },
    ),
    'internal on AWS': push({}, { [SCHEME]: 'internal' }),
    'internal on Google Cloud': push({}, { 'networking.gke.io/load-balancer-type': 'Internal' }),
    'internal on Azure': push({}, { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }),
    'internal by the default of its class': push({ loadBalancerClass: 'service.k8s.aws/nlb' }),
  },
  invalid: {
    absent: { change: push({}), at: PLACE, mendedBy: 'none' },
    null: { change: push({ loadBalancerSourceRanges: null }), at: PLACE },
    empty: { change: push({ loadBalancerSourceRanges: [] }), at: PLACE },
    'all addresses': { change: push({ loadBalancerSourceRanges: ['0.0.0.0/0'] }), at: PLACE },
    'all addresses of IPv6': { change: push({ loadBalancerSourceRanges: ['203.0.113.0/24', '::/0'] }), at: PLACE },
    'all addresses, written with ignored bits': {
      change: push({ loadBalancerSourceRanges: ['203.0.113.9/0'] }),
      at: PLACE,
    },
    'all addresses in two halves': {
      change: push({ loadBalancerSourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] }),
      at: PLACE,
    },
    'external on AWS': { change: push({}, { [SCHEME]: 'internet-facing' }), at: PLACE },
    'external on AWS, against the default of its class': {
      change: push({ loadBalancerClass: 'service.k8s.aws/nlb' }, { [SCHEME]: 'internet-facing' }),
      at: PLACE,
    },
    'not internal on Azure': {
      change: push({}, { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' }),
      at: PLACE,
    },
    'an unknown annotation': { change: push({}, { 'example.com/internal': 'true' }), at: PLACE },
    'with a port on the nodes': {
      change: push({ allocateLoadBalancerNodePorts: true }),
      at: PLACE,
      also: ['node-port-service'],
    },
  },
});

test('annotations of the option', () => {
  const own = rule.withOptions({ internalAnnotations: ['example.com/internal=true'] });
  expect(placesOf(own, [balanced({}, { 'example.com/internal': 'true' })])).toEqual([]);
  expect(placesOf(own, [balanced({}, { 'example.com/internal': 'no' })])).toEqual([`medium ${PLACE[0]}`]);
});
