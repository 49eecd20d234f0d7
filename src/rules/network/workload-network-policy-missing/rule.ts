import { isolationOf } from '../../../analysis/network/isolation';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'workload-network-policy-missing',
  category: 'network',
  title: 'A network policy selects each workload',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0030', 'C-0260'],
    kubeLinter: ['non-isolated-pod'],
    polaris: ['missingNetworkPolicy'],
    kubeScore: ['pod-networkpolicy'],
    checkov: ['CKV2_K8S_6'],
    kyverno: ['require-network-policy'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      if (isolationOf(pod, all).selected) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message: `no network policy in namespace "${pod.manifest.effectiveNamespace}" selects the pod; add a NetworkPolicy that selects its labels`,
      });
    },
  },
});
