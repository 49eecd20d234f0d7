import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

testRule(rule, {
  valid: {
    'a port of the container': ({ spec }) => {
      spec.containers[0].ports = [{ containerPort: 8080 }];
    },
    '0, which is unset': ({ spec }) => {
      spec.containers[0].ports = [{ containerPort: 8080, hostPort: 0 }];
    },
    null: ({ spec }) => {
      spec.containers[0].ports = [{ containerPort: 8080, hostPort: null }];
    },
    'no ports': ({ spec }) => {
      spec.containers[0].ports = [];
    },
    'null for the ports': ({ spec }) => {
      spec.containers[0].ports = null;
    },
    'a hostIP without a hostPort': ({ spec }) => {
      spec.containers[0].ports = [{ containerPort: 8080, hostIP: '127.0.0.1' }];
    },
  },
  invalid: {
    'on a container': {
      change: ({ spec }) => {
        spec.containers[0].ports = [{ containerPort: 8080, hostPort: 80 }];
      },
      at: ['/containers/0/ports/0/hostPort'],
      mendedBy: 'force',
    },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].ports = [{ containerPort: 8080, hostPort: 8080 }];
      },
      at: ['/initContainers/0/ports/0/hostPort'],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).ports = [{ containerPort: 8080, hostPort: 8080 }];
      },
      at: ['/ephemeralContainers/0/ports/0/hostPort'],
      mendedBy: 'force',
    },
    'twice, with one between': {
      change: ({ spec }) => {
        spec.containers[0].ports = [
          { containerPort: 8080, hostPort: 80 },
          { containerPort: 8081 },
          { containerPort: 8082, hostPort: 82 },
        ];
      },
      at: ['/containers/0/ports/0/hostPort', '/containers/0/ports/2/hostPort'],
      mendedBy: 'force',
    },
    'a number that is not a port': {
      change: ({ spec }) => {
        spec.containers[0].ports = [{ containerPort: 8080, hostPort: -1 }];
      },
      at: ['/containers/0/ports/0/hostPort'],
      mendedBy: 'force',
    },
  },
});
