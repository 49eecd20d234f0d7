import { INGRESSES, ingressRules } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'ingress-wildcard-host',
  category: 'ingress',
  title: 'Ingresses name their hosts',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards', NSA_GUIDE],
  equivalents: {
    kyverno: ['restrict-ingress-wildcard', 'disallow-empty-ingress-host', 'restrict-virtual-service-wildcard (istio)'],
  },
  visit: {
    types: INGRESSES,
    manifest(ingress, { report }) {
      for (const { host, pointer } of ingressRules(ingress)) {
        if (host !== '' && !host.startsWith('*')) continue;
        const what = host === '' ? 'every host, because a rule has no host' : `every host of "${host}"`;
        report({
          pointer: `${pointer}/host`,
          message: `ingress "${ingress.objectRef.name}" accepts requests for ${what}; list the hosts that it serves`,
        });
      }
    },
  },
});
