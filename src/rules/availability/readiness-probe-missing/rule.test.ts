import { JOBS, LONG_RUNNING, service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const HTTP = { httpGet: { path: '/ready', port: 'http' } };
const at = ['/containers/0/readinessProbe'];

/** Adds a Service, its port on the main container, and a second container without ports. */
const served =
  (and: (world: World, spec: any) => void = () => {}) =>
  (world: World): void => {
    const before = service();
    const { containers } = world.spec;
    containers[0].ports = [{ name: 'http', containerPort: 8080 }];
    containers.push({ ...structuredClone(containers[0]), name: 'logs', ports: undefined });
    world.others.push(before);
    and(world, before.spec);
  };

testRule(rule, {
  kinds: LONG_RUNNING,
  valid: {
    'no Service': () => {},
    'a probe on the container with the port': served(({ spec }) => {
      spec.containers[0].readinessProbe = HTTP;
    }),
    'a Service for other pods': served((_, before) => {
      before.selector = { app: 'db' };
    }),
    'a Service that selects one more label': served((_, before) => {
      before.selector = { app: 'web', track: 'stable' };
    }),
    'a Service without a selector': served((_, before) => {
      before.selector = null;
    }),
    'a Service of another namespace': served(({ others }) => {
      others[0].metadata.namespace = 'other';
    }),
    'jobs, which run to completion': { change: served(), kinds: JOBS },
    'no container lists the port, and all have probes': served(({ spec }, before) => {
      before.ports[0].targetPort = 9090;
      for (const container of spec.containers) container.readinessProbe = { tcpSocket: { port: 8080 } };
    }),
  },
  invalid: {
    'no probe, by the name of the port': { change: served(), at, mendedBy: 'none' },
    'by the number of the port': {
      change: served((_, before) => {
        before.ports = [{ port: 80, targetPort: 8080 }];
      }),
      at,
    },
    'by the Service’s own port': {
      change: served((_, before) => {
        before.ports = [{ port: 8080 }];
      }),
      at,
    },
    'null for the probe': {
      change: served(({ spec }) => {
        spec.containers[0].readinessProbe = null;
      }),
      at,
    },
    'another probe alone': {
      change: served(({ spec }) => {
        spec.containers[0].livenessProbe = HTTP;
      }),
      at,
    },
    'a port that no container lists': {
      change: served((_, before) => {
        before.ports = [{ port: 80, targetPort: 9090 }];
      }),
      at: [...at, '/containers/1/readinessProbe'],
    },
    'a Service without ports': {
      change: served((_, before) => {
        before.ports = null;
      }),
      at: [...at, '/containers/1/readinessProbe'],
    },
    'a sidecar with the port': {
      change: served(({ spec }) => {
        delete spec.containers[0].ports;
        Object.assign(spec.initContainers[0], {
          restartPolicy: 'Always',
          ports: [{ name: 'http', containerPort: 8080 }],
        });
      }),
      at: ['/initContainers/0/readinessProbe'],
    },
  },
});
