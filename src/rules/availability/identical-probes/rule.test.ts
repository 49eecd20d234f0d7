import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/containers/0/livenessProbe'];
const HTTP = { httpGet: { path: '/healthy', port: 8080 } };
const both =
  (livenessProbe: any, readinessProbe: any, list = 'containers') =>
  ({ spec }: World): void => {
    Object.assign(spec[list][0], { livenessProbe, readinessProbe });
  };

testRule(rule, {
  valid: {
    'no probes': () => {},
    'liveness alone': both(HTTP, undefined),
    'readiness alone': both(null, HTTP),
    'another path': both({ httpGet: { path: '/alive', port: 8080 } }, HTTP),
    'a higher failureThreshold': both({ ...HTTP, failureThreshold: 10 }, HTTP),
    'another period': both({ ...HTTP, periodSeconds: 30 }, HTTP),
    'another kind of check': both({ tcpSocket: { port: 8080 } }, HTTP),
    'probes without a handler': both({}, {}),
  },
  invalid: {
    'equal probes': { change: both(HTTP, structuredClone(HTTP)), at, mendedBy: 'none' },
    'equal probes, keys in another order': { change: both({ httpGet: { port: 8080, path: '/healthy' } }, HTTP), at },
    'a default written in one probe': {
      change: both({ ...HTTP, failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 1 }, HTTP),
      at,
    },
    'a request default written in one probe': {
      change: both({ httpGet: { port: 8080, path: '/', scheme: 'HTTP' } }, { httpGet: { port: 8080 } }),
      at,
    },
    'null in one probe': { change: both({ ...HTTP, initialDelaySeconds: null, tcpSocket: null }, HTTP), at },
    'a command': {
      change: both({ exec: { command: ['/healthy'] } }, { exec: { command: ['/healthy'] } }),
      at,
    },
    'a sidecar': {
      change: ({ spec }) => {
        Object.assign(spec.initContainers[0], { restartPolicy: 'Always', livenessProbe: HTTP, readinessProbe: HTTP });
      },
      at: ['/initContainers/0/livenessProbe'],
    },
  },
});
