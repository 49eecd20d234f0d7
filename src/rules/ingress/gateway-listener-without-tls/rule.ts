import { GATEWAY, isRedirectedToTls } from '../../../analysis/network/gateway-routes';
import { listed } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'gateway-listener-without-tls',
  category: 'ingress',
  title: 'Gateway listeners use TLS and do not accept routes from every namespace',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N6', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: [
    'https://gateway-api.sigs.k8s.io/guides/tls/',
    'https://gateway-api.sigs.k8s.io/concepts/security-model/',
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0266 (cluster)'],
  },
  visit: {
    types: [GATEWAY],
    manifest(gateway, { all, report }) {
      for (const { json, pointer } of listed(gateway.value('/spec/listeners'), '/spec/listeners')) {
        const name = `listener "${json.name ?? ''}" of gateway "${gateway.objectRef.name}"`;
        if (json.protocol === 'TCP' || (json.protocol === 'HTTP' && !isRedirectedToTls(gateway, json, all))) {
          const mend = json.protocol === 'TCP' ? 'use TLS' : 'use HTTPS, or redirect to HTTPS with an HTTPRoute';
          report({ pointer: `${pointer}/protocol`, message: `${name} uses plain ${json.protocol}; ${mend}` });
        }
        if (json.protocol === 'TLS' && json.tls?.mode === 'Passthrough') {
          report({
            pointer: `${pointer}/tls/mode`,
            message: `${name} passes TLS through to the backends; make sure that each backend has a certificate`,
            severity: Severity.INFO,
          });
        }
        if (json.allowedRoutes?.namespaces?.from === 'All') {
          report({
            pointer: `${pointer}/allowedRoutes/namespaces/from`,
            message: `${name} accepts routes from every namespace; use "Selector" with the allowed namespaces`,
            severity: Severity.LOW,
          });
        }
      }
    },
  },
});
