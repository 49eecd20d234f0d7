import { isAnnotated } from '../../../analysis/network/ingresses';
import { isInternal, isOpenToAllClients } from '../../../analysis/network/load-balancers';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const internalAnnotations = stringListOption(
  'internalAnnotations',
  [],
  'annotations that make a load balancer internal, as "key=value" or "key", in addition to those of the known clouds',
);

export const rule = defineRule({
  id: 'load-balancer-service',
  category: 'network',
  impliedBy: ['sensitive-interface-exposed'],
  title: 'Load balancers restrict their clients',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer', NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0256', 'C-0021 (cluster)'],
    kubeLinter: ['exposed-services'],
    kyverno: ['no-loadbalancer-service'],
  },
  options: [internalAnnotations],
  visit: {
    types: ['Service'],
    manifest(service, { option, report }) {
      if (service.value('/spec/type') !== 'LoadBalancer') return;
      if (isInternal(service) || isAnnotated(service, option(internalAnnotations)) || !isOpenToAllClients(service))
        return;
      report({
        pointer: '/spec/loadBalancerSourceRanges',
        message: `service "${service.objectRef.name}" has a load balancer that is open to the whole internet; set loadBalancerSourceRanges, or make it internal`,
      });
    },
  },
});
