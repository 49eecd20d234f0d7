import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { isolationOf } from '../../network/isolation';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../sources';

/** A pod that no policy selects is left to workload-network-policy-missing. */
export const rule = defineRule({
  id: 'egress-isolation-missing',
  title: 'Workloads send only the traffic that a network policy allows',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  sources: ['NSA/CISA N2', 'CIS 5.3.2'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  visit: {
    podTemplate(pod, { all, report }) {
      const isolation = isolationOf(pod, all);
      if (!isolation.selected || isolation.egress) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message:
          'pod may send traffic everywhere: no policy that selects it isolates egress; add "Egress" to the policyTypes of one',
      });
    },
  },
});
