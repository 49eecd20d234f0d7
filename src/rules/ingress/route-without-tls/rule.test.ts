import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const route =
  (spec: any, apiVersion = 'route.openshift.io/v1') =>
  ({ others }: World) => {
    others.push({
      apiVersion,
      kind: 'Route',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { host: 'shop.example.com', to: { kind: 'Service', name: 'web' }, ...spec },
    });
  };

testRule(rule, {
  valid: {
    none: () => {},
    edge: route({ tls: { termination: 'edge' } }),
    'edge, with a redirect': route({ tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' } }),
    'edge, HTTP refused': route({ tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'None' } }),
    passthrough: route({ tls: { termination: 'passthrough', insecureEdgeTerminationPolicy: 'Redirect' } }),
    reencrypt: route({ tls: { termination: 'reencrypt', insecureEdgeTerminationPolicy: null } }),
    'a route of Knative': route({}, 'serving.knative.dev/v1'),
  },
  invalid: {
    'no tls': { change: route({}), at: ['Route /spec/tls'], mendedBy: 'none' },
    null: { change: route({ tls: null }), at: ['Route /spec/tls'] },
    'a path': { change: route({ path: '/api' }), at: ['Route /spec/tls'] },
    'HTTP beside TLS': {
      change: route({ tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Allow' } }),
      at: ['Route /spec/tls/insecureEdgeTerminationPolicy'],
      mendedBy: 'force',
    },
    'HTTP beside TLS to the pods': {
      change: route({ tls: { termination: 'reencrypt', insecureEdgeTerminationPolicy: 'Allow' } }),
      at: ['Route /spec/tls/insecureEdgeTerminationPolicy'],
    },
  },
});
