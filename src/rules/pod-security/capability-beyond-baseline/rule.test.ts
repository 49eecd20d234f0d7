import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const ADD = 'securityContext/capabilities/add';

testRule(rule, {
  valid: {
    NET_BIND_SERVICE: ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE'];
    },
    'an empty list': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = [];
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = null;
    },
    'dropped, not added': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.drop = ['ALL', 'SYS_ADMIN'];
    },
  },
  invalid: {
    'with allowed ones': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['CHOWN', 'SYS_TIME', 'NET_BIND_SERVICE', 'BPF'];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    alone: {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.capabilities.add = ['NET_ADMIN'];
      },
      at: [`/initContainers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.capabilities.add = ['SYS_PTRACE'];
      },
      at: [`/ephemeralContainers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    all: {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['ALL'];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability', 'net-raw-capability'],
      mendedBy: 'force',
    },
    'NET_RAW, which the default set has': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['NET_RAW'];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability', 'net-raw-capability'],
      mendedBy: 'force',
    },
    'an allowed one in the wrong case': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['net_bind_service'];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted'],
      mendedBy: 'force',
    },
    'an allowed one with a prefix, and an empty name': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['CAP_CHOWN', ''];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted'],
      mendedBy: 'force',
    },
    'on Windows, which the standard does not exempt at this level': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { add: ['SYS_TIME', 'CHOWN'] };
      },
      at: [`/containers/0/${ADD}`],
      mendedBy: 'force',
      also: ['dangerous-capability'],
    },
    'before the restricted control exists': {
      version: '1.21',
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['SYS_TIME'];
      },
      at: [`/containers/0/${ADD}`],
      also: ['capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
  },
});
