import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'route-without-tls',
  category: 'ingress',
  title: 'OpenShift routes serve no plain HTTP',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N6', 'OWASP K07:2022', 'OWASP K06:2025'],
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/network_apis/route-route-openshift-io-v1',
    NSA_GUIDE,
  ],
  visit: {
    types: ['route.openshift.io/Route', 'Route'], // without a group before OpenShift 3.6
    manifest(route, { report }) {
      const name = `route "${route.objectRef.name}"`;
      const tls = route.value('/spec/tls') ?? undefined;
      if (tls === undefined) {
        const message = `${name} serves plain HTTP, because it has no tls; set its termination to "edge", "reencrypt" or "passthrough"`;
        report({ pointer: '/spec/tls', message });
      } else if (tls.insecureEdgeTerminationPolicy === 'Allow') {
        const pointer = '/spec/tls/insecureEdgeTerminationPolicy';
        report({
          pointer,
          message: `${name} serves plain HTTP beside TLS; set insecureEdgeTerminationPolicy to "Redirect"`,
          fix: route.patchTo(pointer, 'Redirect'),
        });
      }
    },
  },
});
