import { defaultBackend, INGRESSES } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'ingress-default-backend',
  category: 'ingress',
  title: 'Ingresses have no default backend',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend', NSA_GUIDE],
  equivalents: {
    kyverno: ['restrict-ingress-defaultbackend'],
  },
  visit: {
    types: INGRESSES,
    manifest(ingress, { report }) {
      const backend = defaultBackend(ingress);
      if (!backend) return;
      report({
        pointer: backend.pointer,
        message: `ingress "${ingress.objectRef.name}" sends every request that matches no rule to a default backend; use rules with hosts and paths`,
      });
    },
  },
});
