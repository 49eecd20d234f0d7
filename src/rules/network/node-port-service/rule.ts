import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'node-port-service',
  category: 'network',
  impliedBy: ['sensitive-interface-exposed'],
  title: 'Services do not open ports on the nodes',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport', NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0256 (cluster)'],
    kubeLinter: ['exposed-services'],
    kubeScore: ['service-type'],
    kyverno: ['restrict-nodeport', 'restrict-service-port-range'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { report }) {
      const name = `service "${service.objectRef.name}"`;
      const type = service.value('/spec/type');
      if (type === 'NodePort') {
        const message = `${name} opens a port on the addresses of all nodes; use type ClusterIP behind an Ingress or a Gateway`;
        report({ pointer: '/spec/type', message });
      } else if (type === 'LoadBalancer' && service.value('/spec/allocateLoadBalancerNodePorts') !== false) {
        report({
          pointer: '/spec/allocateLoadBalancerNodePorts',
          message: `${name} opens a port on the addresses of all nodes in addition to its load balancer; set allocateLoadBalancerNodePorts to false if the load balancer connects to pods directly`,
          severity: Severity.INFO,
        });
      }
    },
  },
});
