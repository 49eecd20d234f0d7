import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const DROP = 'securityContext/capabilities/drop';

testRule(rule, {
  valid: {
    'all among others': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.drop = ['NET_RAW', 'ALL'];
    },
    'on an ephemeral container too': ({ spec }) => {
      debug(spec);
    },
    'on Windows, from 1.25': { windows: true, version: '1.25', change: () => {} },
    'some on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { drop: ['CHOWN'] };
      },
    },
  },
  invalid: {
    'capabilities unset': {
      change: ({ spec }) => {
        delete spec.containers[0].securityContext.capabilities;
      },
      at: [`/containers/0/${DROP}`],
      also: ['net-raw-capability'],
      mendedBy: 'fill',
    },
    null: {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = null;
      },
      at: [`/containers/0/${DROP}`],
      also: ['net-raw-capability'],
      mendedBy: 'fill',
    },
    'null for the list': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.drop = null;
      },
      at: [`/containers/0/${DROP}`],
      also: ['net-raw-capability'],
      mendedBy: 'fill',
    },
    'an empty list': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.drop = [];
      },
      at: [`/containers/0/${DROP}`],
      also: ['net-raw-capability'],
      mendedBy: 'fill',
    },
    'only some': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.capabilities.drop = ['NET_RAW', 'MKNOD'];
      },
      at: [`/initContainers/0/${DROP}`],
      mendedBy: 'fill',
    },
    'all in the wrong case': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.drop = ['all', 'NET_RAW'];
      },
      at: [`/containers/0/${DROP}`],
      mendedBy: 'fill',
    },
    'all with a prefix': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.drop = ['CAP_ALL', 'NET_RAW'];
      },
      at: [`/containers/0/${DROP}`],
      mendedBy: 'fill',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.capabilities.drop = ['NET_RAW'];
      },
      at: [`/ephemeralContainers/0/${DROP}`],
      mendedBy: 'fill',
    },
    'on the pod, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.capabilities = { drop: ['ALL'] };
        spec.containers[0].securityContext.capabilities.drop = ['NET_RAW'];
      },
      at: [`/containers/0/${DROP}`],
      mendedBy: 'fill',
      also: ['unknown-field'],
    },
    'on Windows, before 1.25, where the API server refuses what the standard asks for': {
      windows: true,
      version: '1.24',
      change: () => {},
      at: [`/containers/0/${DROP}`, `/initContainers/0/${DROP}`],
      also: ['privilege-escalation-allowed', 'seccomp-profile-missing'],
      mendedBy: 'none',
    },
  },
});
