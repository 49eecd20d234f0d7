import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { mayBeSelected } from '../../../analysis/network/selected-pods';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'dangling-network-policy',
  category: 'network',
  title: 'Network policies select pods that exist',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0299'],
    kubeLinter: ['dangling-networkpolicy'],
    kubeScore: ['networkpolicy-targets-pod'],
  },
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, report }) {
      if (mayBeSelected(policy.json.spec?.podSelector ?? {}, policy.effectiveNamespace, all)) return;
      report({
        pointer: '/spec/podSelector',
        message: `policy "${policy.objectRef.name}" selects no pod of namespace "${policy.effectiveNamespace}"; use the labels of the intended pods`,
      });
    },
  },
});
