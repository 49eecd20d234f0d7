import { hasPolicyFor } from '../../../analysis/network/isolation';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'namespace-network-policy-missing',
  category: 'network',
  title: 'Each namespace has network policies',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N1', 'NSA/CISA N2', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0054', 'C-0206', 'C-0049'],
    kyverno: ['add-networkpolicy (generate)'],
  },
  visit: {
    types: ['Namespace'],
    manifest({ objectRef: { name } }, { all, report }) {
      if (hasPolicyFor(name, all)) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no network policy, and no clusterwide policy selects all its pods; add a NetworkPolicy that denies all traffic by default`,
      });
    },
  },
});
