import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const ELSEWHERE = '169.254.169.254';

testRule(rule, {
  valid: {
    'no host': ({ spec }) => {
      spec.containers[0].livenessProbe = { httpGet: { port: 8080 } };
    },
    'an empty host': ({ spec }) => {
      spec.containers[0].livenessProbe = { tcpSocket: { port: 8080, host: '' } };
    },
    null: ({ spec }) => {
      spec.containers[0].lifecycle = { preStop: { httpGet: { port: 8080, host: null } }, postStart: null };
    },
    'a Host header': ({ spec }) => {
      spec.containers[0].readinessProbe = {
        httpGet: { port: 8080, httpHeaders: [{ name: 'Host', value: 'shop.example.com' }] },
      };
    },
    'a gRPC probe, which has no host': {
      change: ({ spec }) => {
        spec.containers[0].startupProbe = { grpc: { port: 8080, host: ELSEWHERE } };
      },
      also: ['unknown-field'],
    },
  },
  invalid: {
    'in each probe': {
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = { httpGet: { port: 80, host: ELSEWHERE } };
        spec.containers[0].readinessProbe = { tcpSocket: { port: 80, host: ELSEWHERE } };
        spec.containers[0].startupProbe = { httpGet: { port: 80, host: 'localhost' } };
      },
      at: [
        '/containers/0/livenessProbe/httpGet/host',
        '/containers/0/readinessProbe/tcpSocket/host',
        '/containers/0/startupProbe/httpGet/host',
      ],
      mendedBy: 'force',
    },
    'in each hook': {
      change: ({ spec }) => {
        spec.containers[0].lifecycle = {
          postStart: { httpGet: { port: 80, host: ELSEWHERE } },
          preStop: { tcpSocket: { port: 80, host: ELSEWHERE } },
        };
      },
      at: ['/containers/0/lifecycle/postStart/httpGet/host', '/containers/0/lifecycle/preStop/tcpSocket/host'],
      mendedBy: 'force',
    },
    'in all other handlers': {
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = { tcpSocket: { port: 80, host: ELSEWHERE } };
        spec.containers[0].readinessProbe = { httpGet: { port: 80, host: ELSEWHERE } };
        spec.containers[0].startupProbe = { tcpSocket: { port: 80, host: ELSEWHERE } };
        spec.containers[0].lifecycle = {
          postStart: { tcpSocket: { port: 80, host: ELSEWHERE } },
          preStop: { httpGet: { port: 80, host: ELSEWHERE } },
        };
      },
      at: [
        '/containers/0/livenessProbe/tcpSocket/host',
        '/containers/0/readinessProbe/httpGet/host',
        '/containers/0/startupProbe/tcpSocket/host',
        '/containers/0/lifecycle/postStart/tcpSocket/host',
        '/containers/0/lifecycle/preStop/httpGet/host',
      ],
      mendedBy: 'force',
    },
    'on a sidecar': {
      change: ({ spec }) => {
        spec.initContainers[0].restartPolicy = 'Always';
        spec.initContainers[0].livenessProbe = { httpGet: { port: 80, host: ELSEWHERE } };
      },
      at: ['/initContainers/0/livenessProbe/httpGet/host'],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).livenessProbe = { httpGet: { port: 80, host: ELSEWHERE } };
      },
      at: ['/ephemeralContainers/0/livenessProbe/httpGet/host'],
      mendedBy: 'force',
    },
    'before the standard has the control': {
      version: '1.33',
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = { httpGet: { port: 80, host: ELSEWHERE } };
      },
      at: ['/containers/0/livenessProbe/httpGet/host'],
      mendedBy: 'force',
    },
  },
});
