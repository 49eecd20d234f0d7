import { INGRESSES, ingressRules, isAnnotated, tlsHosts } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { INGRESS_TLS, NSA_GUIDE } from '../../shared/sources';
import { tlsAnnotations } from '../../shared/tls-annotations';

export const rule = defineRule({
  id: 'ingress-tls-host-mismatch',
  category: 'ingress',
  title: 'Ingresses have a certificate for each of their hosts',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N6', 'OWASP K01:2022', 'OWASP K06:2025'],
  references: [INGRESS_TLS, NSA_GUIDE],
  equivalents: {
    kyverno: ['ingress-host-match-tls'],
  },
  options: [tlsAnnotations],
  visit: {
    types: INGRESSES,
    manifest(ingress, { option, report }) {
      const entries = tlsHosts(ingress);
      const isForAll = entries.some((hosts) => hosts.length === 0);
      if (entries.length === 0 || isForAll || isAnnotated(ingress, option(tlsAnnotations))) return;
      const certified = new Set(entries.flat().map((host) => host.toLowerCase()));
      for (const { host, pointer } of ingressRules(ingress)) {
        // A rule for every host has no name for a certificate.
        if (host === '' || certified.has(host.toLowerCase()) || certified.has(wildcardOf(host))) continue;
        report({
          pointer: `${pointer}/host`,
          message: `ingress "${ingress.objectRef.name}" has no certificate for "${host}", because no tls entry lists it; add it to tls`,
        });
      }
    },
  },
});

/** The wildcard that matches a host; it stands for one label. */
function wildcardOf(host: string): string {
  return host.toLowerCase().replace(/^[^.]*/, '*');
}
