import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'service-external-ips',
  category: 'network',
  title: 'Services do not set externalIPs',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 1.2.3', 'CIS 1.12 1.2.3', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: [
    'https://nvd.nist.gov/vuln/detail/CVE-2020-8554',
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
    CIS_BENCHMARK,
    NSA_GUIDE,
  ],
  equivalents: {
    trivy: ['KSV-0108'],
    kyverno: ['restrict-external-ips'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { report }) {
      const addresses = service.value('/spec/externalIPs');
      if (!Array.isArray(addresses) || addresses.length === 0) return;
      report({
        pointer: '/spec/externalIPs',
        message: `service "${service.objectRef.name}" takes over traffic for ${addresses.map((each) => `"${each}"`).join(', ')}, and no check proves that it owns the address; remove externalIPs`,
        fix: service.patchAway('/spec/externalIPs'),
      });
    },
  },
});
