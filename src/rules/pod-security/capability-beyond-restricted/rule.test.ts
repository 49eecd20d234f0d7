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
    'the one that is allowed, twice': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE', 'NET_BIND_SERVICE'];
    },
    'an empty list': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = [];
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = null;
    },
    'on Windows, from 1.25': {
      windows: true,
      version: '1.25',
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { add: ['CHOWN'] };
      },
    },
  },
  invalid: {
    'one that only baseline allows': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE', 'CHOWN'];
      },
      at: [`/containers/0/${ADD}`],
      mendedBy: 'force',
    },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.capabilities.add = ['SETUID', 'SETGID'];
      },
      at: [`/initContainers/0/${ADD}`],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.capabilities.add = ['KILL'];
      },
      at: [`/ephemeralContainers/0/${ADD}`],
      mendedBy: 'force',
    },
    'the allowed one with a prefix': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['CAP_NET_BIND_SERVICE'];
      },
      at: [`/containers/0/${ADD}`],
      severity: 'high',
      also: ['capability-beyond-baseline'],
      mendedBy: 'force',
    },
    'one that the baseline level forbids, beside one that it allows': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['CHOWN', 'AUDIT_CONTROL'];
      },
      at: [`/containers/0/${ADD}`],
      severity: 'high',
      also: ['capability-beyond-baseline', 'dangerous-capability'],
      mendedBy: 'force',
    },
    'on Windows, before 1.25': {
      windows: true,
      version: '1.24',
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { add: ['CHOWN'] };
      },
      at: [`/containers/0/${ADD}`],
      also: ['capabilities-not-dropped', 'privilege-escalation-allowed', 'seccomp-profile-missing'],
      mendedBy: 'force',
    },
  },
});
