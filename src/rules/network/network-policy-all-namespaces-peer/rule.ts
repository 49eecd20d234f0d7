import { DIRECTIONS, NETWORK_POLICY, rulesInForce, selectsAnything } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-all-namespaces-peer',
  category: 'network',
  title: 'Network policy peers do not select every pod of every namespace',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { report }) {
      for (const direction of DIRECTIONS) {
        const does = direction.type === 'Ingress' ? 'allows ingress from' : 'allows egress to';
        for (const { pointer, podSelector, namespaceSelector } of rulesInForce(policy, direction).flatMap(
          ({ peers }) => peers,
        )) {
          if (!selectsAnything(namespaceSelector)) continue;
          if (podSelector !== undefined && !selectsAnything(podSelector)) continue;
          report({
            pointer: `${pointer}/namespaceSelector`,
            message: `policy "${policy.objectRef.name}" ${does} every pod of every namespace; name the namespace by its label kubernetes.io/metadata.name`,
          });
        }
      }
    },
  },
});
