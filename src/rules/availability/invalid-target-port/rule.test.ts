import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['Service /spec/ports/0/targetPort'];
/** Adds a port to the pod, and a Service with one change. */
const served =
  (change: (port: any, world: World, service: any) => void) =>
  (world: World): void => {
    world.spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
    world.others.push(service());
    change(world.others[0].spec.ports[0], world, world.others[0]);
  };

testRule(rule, {
  valid: {
    'the name of a port': served(() => {}),
    'a number': served((port) => {
      port.targetPort = 8080;
    }),
    'a number that no container lists': served((port) => {
      port.targetPort = 9090;
    }),
    'unset, which means the port itself': served((port) => {
      delete port.targetPort;
    }),
    'null for the target': served((port) => {
      port.targetPort = null;
    }),
    'a port of a sidecar': served((port, { spec }) => {
      port.targetPort = 'metrics';
      spec.initContainers[0].restartPolicy = 'Always';
      spec.initContainers[0].ports = [{ name: 'metrics', containerPort: 9090 }];
    }),
    'pods that are not among the objects': served((port, _, { spec }) => {
      port.targetPort = 'https';
      spec.selector = { app: 'db' };
    }),
    UDP: served((port, { spec }) => {
      port.protocol = 'UDP';
      spec.containers[0].ports[0].protocol = 'UDP';
    }),
    'ports that are not a list': served((_, __, { spec }) => {
      spec.ports = null;
    }),
    'entries that are not ports': served((_, __, { spec }) => {
      spec.ports.push(null);
    }),
  },
  invalid: {
    'another name': {
      change: served((port) => {
        port.targetPort = 'https';
      }),
      at,
      mendedBy: 'none',
    },
    'the start of a name': {
      change: served((port) => {
        port.targetPort = 'htt';
      }),
      at,
    },
    'a number as a string, which is a name': {
      change: served((port) => {
        port.targetPort = '8080';
      }),
      at,
    },
    'the name of the Service’s own port': {
      change: served((port) => {
        port.name = 'public';
        port.targetPort = 'public';
      }),
      at,
    },
    'the right name with another protocol': {
      change: served((port) => {
        port.protocol = 'UDP';
      }),
      at,
    },
    'the port of an init container': {
      change: served((port, { spec }) => {
        port.targetPort = 'metrics';
        spec.initContainers[0].ports = [{ name: 'metrics', containerPort: 9090 }];
      }),
      at,
    },
    'no ports': {
      change: served((_, { spec }) => {
        spec.containers[0].ports = null;
      }),
      at,
    },
    'the second port': {
      change: served((_, __, { spec }) => {
        spec.ports.push({ name: 'https', port: 443, targetPort: 'https' });
      }),
      at: ['Service /spec/ports/1/targetPort'],
    },
  },
});
