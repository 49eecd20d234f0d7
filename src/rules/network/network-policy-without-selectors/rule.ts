import { DIRECTIONS, NETWORK_POLICY, rulesInForce, selectsAnything } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-without-selectors',
  category: 'network',
  title: 'Network policies that allow traffic select pods',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0038'],
    kyverno: ['restrict-networkpolicy-empty-podselector (contradicts NSA)'],
  },
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { report }) {
      if (!selectsAnything(policy.json.spec?.podSelector ?? {})) return;
      const rules = DIRECTIONS.flatMap((direction) => rulesInForce(policy, direction));
      const peers = rules.flatMap((each) => each.peers);
      // A policy that allows nothing is the default deny, which selects all pods.
      if (rules.length === 0 || peers.some((peer) => peer.podSelector || peer.namespaceSelector)) return;
      report({
        pointer: '/spec/podSelector',
        message: `policy "${policy.objectRef.name}" selects all pods of "${policy.effectiveNamespace}" and has only addresses as peers, so every pod gets what one pod needs; use selectors`,
      });
    },
  },
});
