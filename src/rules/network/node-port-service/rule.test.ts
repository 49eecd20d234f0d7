import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as loadBalancer } from '../load-balancer-service/rule';
import { rule } from './rule';

const push =
  (spec: any) =>
  ({ others }: World) => {
    others.push({ ...service(), spec: { ...service().spec, ...spec } });
  };
const SOME = { loadBalancerSourceRanges: ['203.0.113.0/24'] };
const NODE_PORTS = ['Service /spec/allocateLoadBalancerNodePorts'];

testRule(rule, {
  plus: [loadBalancer],
  valid: {
    'no type': push({}),
    'inside the cluster': push({ type: 'ClusterIP' }),
    headless: push({ clusterIP: 'None' }),
    'a load balancer without ports on the nodes': push({
      type: 'LoadBalancer',
      allocateLoadBalancerNodePorts: false,
      ...SOME,
    }),
  },
  invalid: {
    'ports on the nodes': { change: push({ type: 'NodePort' }), at: ['Service /spec/type'], mendedBy: 'none' },
    'a load balancer': { change: push({ type: 'LoadBalancer', ...SOME }), at: NODE_PORTS, severity: 'info' },
    'a load balancer, null': {
      change: push({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: null, ...SOME }),
      at: NODE_PORTS,
      severity: 'info',
    },
    'a load balancer, true': {
      change: push({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: true, ...SOME }),
      at: NODE_PORTS,
      severity: 'info',
    },
    'a load balancer for the internet': {
      change: push({ type: 'LoadBalancer' }),
      at: NODE_PORTS,
      severity: 'info',
      also: ['load-balancer-service'],
    },
  },
});
