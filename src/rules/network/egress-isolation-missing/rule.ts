import { isolationOf } from '../../../analysis/network/isolation';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

/** Reports whether or not any policy selects the pod, because a profile can have this rule without the others. */
export const rule = defineRule({
  id: 'egress-isolation-missing',
  category: 'network',
  impliedBy: ['workload-network-policy-missing'],
  title: 'Workloads send only the traffic that a network policy allows',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0030', 'C-0301'],
    polaris: ['missingNetworkPolicy'],
    kubeScore: ['pod-networkpolicy'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      if (isolationOf(pod, all).egress) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message:
          'pod can connect to any address, because no network policy isolates its egress; add one that selects it, with "Egress" in its policyTypes',
      });
    },
  },
});
