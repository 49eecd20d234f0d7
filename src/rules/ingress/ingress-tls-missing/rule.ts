import { INGRESSES, isAnnotated, isMinion, tlsHosts } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { INGRESS_TLS, NSA_GUIDE } from '../../shared/sources';
import { tlsAnnotations } from '../../shared/tls-annotations';

export const rule = defineRule({
  id: 'ingress-tls-missing',
  category: 'ingress',
  title: 'Ingresses serve TLS',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N6', 'OWASP K01:2022', 'OWASP K06:2025'],
  references: [INGRESS_TLS, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0263'],
    polaris: ['tlsSettingsMissing'],
    kyverno: ['require-ingress-https'],
  },
  options: [tlsAnnotations],
  visit: {
    types: INGRESSES,
    manifest(ingress, { option, report }) {
      if (isMinion(ingress) || tlsHosts(ingress).length > 0 || isAnnotated(ingress, option(tlsAnnotations))) return;
      report({
        pointer: '/spec/tls',
        message: `ingress "${ingress.objectRef.name}" serves plain HTTP, because it has no certificate; set tls with its hosts and a secret`,
      });
    },
  },
});
