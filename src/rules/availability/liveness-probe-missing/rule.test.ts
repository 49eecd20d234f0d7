import { JOBS, LONG_RUNNING } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/containers/0/livenessProbe'];
/** Gives the main container a probe. */
const probe =
  (livenessProbe: any) =>
  ({ spec }: World): void => {
    spec.containers[0].livenessProbe = livenessProbe;
  };
const HTTP = { httpGet: { path: '/', port: 8080 } };

testRule(rule, {
  kinds: LONG_RUNNING,
  valid: {
    HTTP: probe(HTTP),
    TCP: probe({ tcpSocket: { port: 8080 } }),
    gRPC: probe({ grpc: { port: 8080 } }),
    'a command': probe({ exec: { command: ['/healthy'] } }),
    'init and ephemeral containers, which have no probes': ({ spec }) => {
      spec.containers[0].livenessProbe = HTTP;
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', livenessProbe: undefined }];
    },
    'a sidecar with its own': ({ spec }) => {
      spec.containers[0].livenessProbe = HTTP;
      Object.assign(spec.initContainers[0], { restartPolicy: 'Always', livenessProbe: HTTP });
    },
    'jobs, which run to completion': { change: () => {}, kinds: JOBS },
    'a pod that runs once': {
      change: ({ spec }) => {
        spec.restartPolicy = 'Never';
      },
      kinds: ['Pod'],
    },
    'a pod that runs until it succeeds': {
      change: ({ spec }) => {
        spec.restartPolicy = 'OnFailure';
      },
      kinds: ['Pod'],
    },
  },
  invalid: {
    'no probe': { change: () => {}, at, mendedBy: 'none' },
    'null for the probe': { change: probe(null), at, mendedBy: 'none' },
    'a probe without a handler': { change: probe({ periodSeconds: 5 }), at },
    'null for the handler': { change: probe({ httpGet: null }), at },
    'another probe alone': {
      change: ({ spec }) => {
        spec.containers[0].startupProbe = HTTP;
        spec.containers[0].readinessProbe = HTTP;
      },
      at,
    },
    'a sidecar': {
      change: ({ spec }) => {
        spec.containers[0].livenessProbe = HTTP;
        spec.initContainers[0].restartPolicy = 'Always';
      },
      at: ['/initContainers/0/livenessProbe'],
    },
    'one container of two': {
      change: ({ spec }) => {
        spec.containers.push({ ...structuredClone(spec.containers[0]), name: 'logs', livenessProbe: HTTP });
      },
      at,
    },
  },
});
