import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Gives the main container a port and a probe. */
const probe =
  (name: string, asks: any, ports: any = [{ name: 'http', containerPort: 8080 }]) =>
  ({ spec }: World): void => {
    spec.containers[0].ports = ports;
    spec.containers[0][name] = asks;
  };
const place = (name: string, handler: string) => [`/containers/0/${name}/${handler}/port`];

testRule(rule, {
  valid: {
    'by name': probe('livenessProbe', { httpGet: { port: 'http' } }),
    'by number': probe('readinessProbe', { httpGet: { port: 8080 } }),
    'TCP by name': probe('startupProbe', { tcpSocket: { port: 'http' } }),
    'gRPC by number': probe('livenessProbe', { grpc: { port: 8080 } }),
    'a command': probe('livenessProbe', { exec: { command: ['/healthy'] } }),
    'no port': probe('livenessProbe', { httpGet: {} }),
    'null for the port': probe('livenessProbe', { tcpSocket: { port: null } }),
    'TCP, written': probe('livenessProbe', { httpGet: { port: 80 } }, [{ containerPort: 80, protocol: 'TCP' }]),
    'no probe and no ports': probe('livenessProbe', null, null),
  },
  invalid: {
    'a number that is not listed': {
      change: probe('livenessProbe', { httpGet: { port: 8081 } }),
      at: place('livenessProbe', 'httpGet'),
      mendedBy: 'none',
    },
    'a name that is not listed': {
      change: probe('readinessProbe', { httpGet: { port: 'https' } }),
      at: place('readinessProbe', 'httpGet'),
      severity: 'medium',
    },
    'the start of a name': {
      change: probe('startupProbe', { tcpSocket: { port: 'htt' } }),
      at: place('startupProbe', 'tcpSocket'),
      severity: 'medium',
    },
    'gRPC on an unlisted port': {
      change: probe('livenessProbe', { grpc: { port: 9090 } }),
      at: place('livenessProbe', 'grpc'),
    },
    'no ports at all': {
      change: probe('livenessProbe', { httpGet: { port: 8080 } }, null),
      at: place('livenessProbe', 'httpGet'),
    },
    'the number of a UDP port': {
      change: probe('livenessProbe', { tcpSocket: { port: 53 } }, [{ containerPort: 53, protocol: 'UDP' }]),
      at: place('livenessProbe', 'tcpSocket'),
    },
    'the port of another container': {
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = { httpGet: { port: 'http' } };
        spec.containers.push({
          ...structuredClone(spec.containers[0]),
          name: 'proxy',
          livenessProbe: undefined,
          ports: [{ name: 'http', containerPort: 8080 }],
        });
      },
      at: place('livenessProbe', 'httpGet'),
      severity: 'medium',
    },
    'two probes': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], {
          livenessProbe: { httpGet: { port: 1 } },
          readinessProbe: { httpGet: { port: 2 } },
        });
      },
      at: [...place('livenessProbe', 'httpGet'), ...place('readinessProbe', 'httpGet')],
    },
  },
});
