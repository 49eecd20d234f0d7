import { GATEWAY, isRedirectedToTls } from '../../../analysis/network/gateway-routes';
import { listed } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'gateway-listener-without-tls',
  category: 'ingress',
  title: 'Gateways serve TLS, and the routes of their own namespace',
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
          const mend = json.protocol === 'TCP' ? 'use TLS' : 'use HTTPS, and redirect from here with an HTTPRoute';
          report({ pointer: `${pointer}/protocol`, message: `${name} speaks plain ${json.protocol}; ${mend}` });
        }
        if (json.protocol === 'TLS' && json.tls?.mode === 'Passthrough') {
          report({
            pointer: `${pointer}/tls/mode`,
            message: `${name} passes TLS on unread, so that it ends in the backends; make sure that each has a certificate`,
            severity: Severity.INFO,
          });
        }
        if (json.allowedRoutes?.namespaces?.from === 'All') {
          report({
            pointer: `${pointer}/allowedRoutes/namespaces/from`,
            message: `${name} takes routes of every namespace; use "Selector" with the namespaces that may`,
            severity: Severity.LOW,
          });
        }
      }
    },
  },
});
