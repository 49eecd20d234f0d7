import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'network',
  types: ['Service'],
  object:
    "object.spec.?type.orValue('') == 'NodePort' || (object.spec.?type.orValue('') == 'LoadBalancer' && object.spec.?allocateLoadBalancerNodePorts.orValue(true))",
  message:
    'opens a port on the addresses of all nodes; use type ClusterIP, or set allocateLoadBalancerNodePorts to false',
};
