import { isolationOf } from '../../../analysis/network/isolation';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'host-network-bypasses-network-policy',
  category: 'network',
  impliedBy: ['host-network'],
  title: 'Pods that network policies select do not use the host network',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [`${NETWORK_POLICIES}#networkpolicy-and-hostnetwork-pods`, NSA_GUIDE],
  visit: {
    podTemplate(pod, context) {
      if (pod.value('/hostNetwork') !== true || !isolationOf(pod, context.all).selected) return;
      context.report({
        pointer: `${pod.specPath}/hostNetwork`,
        message:
          'pod uses the network of the node, where the policies that select it have no effect; remove hostNetwork',
      });
    },
  },
});
