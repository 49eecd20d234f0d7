import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

/** Settings of the agent that switch policies off, each with the value that does and what it means. */
export const SETTINGS: { readonly [key: string]: { value: string; means: string; instead: string } } = {
  'enable-policy': { value: 'never', means: 'enforces no policy', instead: 'set it to "default" or "always"' },
  'policy-audit-mode': {
    value: 'true',
    means: 'only logs what policies refuse',
    instead: 'set it to "false"',
  },
  'enable-k8s-networkpolicy': { value: 'false', means: 'ignores NetworkPolicies', instead: 'set it to "true"' },
};

/** The ConfigMap of the agent. */
export const CONFIG = 'cilium-config';

export const rule = defineRule({
  id: 'cilium-policy-not-enforced',
  category: 'network',
  title: 'Cilium enforces network policies',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 5.3.1', 'CIS 1.12 5.3.1', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [
    'https://docs.cilium.io/en/stable/security/policy/intro/',
    'https://docs.cilium.io/en/stable/security/policy-creation/',
    NSA_GUIDE,
    NETWORK_POLICIES,
  ],
  visit: {
    types: ['ConfigMap'],
    manifest(configMap, { report }) {
      if (configMap.objectRef.name !== CONFIG) return;
      for (const [key, { value, means, instead }] of Object.entries(SETTINGS)) {
        const written = configMap.value(`/data/${key}`);
        if (typeof written !== 'string' || written.trim().toLowerCase() !== value) continue;
        report({ pointer: `/data/${key}`, message: `setting ${key} "${written}" of Cilium ${means}; ${instead}` });
      }
    },
  },
});
