import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const BEYOND = ['capability-beyond-baseline', 'capability-beyond-restricted'];
const at = ['/containers/0/securityContext/capabilities/add'];

/** Adds capabilities to the container. */
function add(...names: readonly string[]) {
  return ({ spec }: World) => {
    spec.containers[0].securityContext.capabilities.add = names;
  };
}

testRule(rule, {
  valid: {
    'one without rights outside the container': add('NET_BIND_SERVICE'),
    'an empty list': add(),
    null: ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = null;
    },
    'dropped, not added': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.drop = ['ALL', 'SYS_ADMIN'];
    },
  },
  invalid: {
    ...Object.fromEntries(
      [
        'SYS_ADMIN',
        'SYS_MODULE',
        'SYS_PTRACE',
        'SYS_RAWIO',
        'SYS_BOOT',
        'NET_ADMIN',
        'BPF',
        'PERFMON',
        'MAC_ADMIN',
      ].map((name) => [name, { change: add(name), at, also: BEYOND, mendedBy: 'force' as const }]),
    ),
    '§4.23: those that other tools do not list': {
      change: add('DAC_READ_SEARCH', 'SYS_TIME', 'SYSLOG', 'AUDIT_CONTROL', 'CHECKPOINT_RESTORE', 'MAC_OVERRIDE'),
      at,
      also: BEYOND,
      mendedBy: 'force',
    },
    '§4.23: in lower case': { change: add('sys_time'), at, also: BEYOND, mendedBy: 'force' },
    '§4.23: with the prefix of the kernel': { change: add('CAP_SYSLOG'), at, also: BEYOND, mendedBy: 'force' },
    '§4.23: with SETPCAP, which baseline allows, and a name with the same prefix': {
      change: add('SETPCAP', 'BPF', 'BPF_LSM'),
      at,
      also: BEYOND,
      mendedBy: 'force',
    },
    NET_RAW: { change: add('NET_RAW'), at, also: [...BEYOND, 'net-raw-capability'], mendedBy: 'force' },
    'ALL, with NET_BIND_SERVICE': {
      change: add('all', 'NET_BIND_SERVICE'),
      at,
      also: [...BEYOND, 'net-raw-capability'],
      mendedBy: 'force',
    },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.capabilities.add = ['NET_ADMIN'];
      },
      at: ['/initContainers/0/securityContext/capabilities/add'],
      also: BEYOND,
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
        spec.ephemeralContainers[0].securityContext.capabilities.add = ['SYS_PTRACE'];
      },
      at: ['/ephemeralContainers/0/securityContext/capabilities/add'],
      also: BEYOND,
      mendedBy: 'force',
    },
    'on Windows, where the API server refuses it': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { add: ['SYS_ADMIN', 'CHOWN'] };
      },
      at,
      also: ['capability-beyond-baseline'],
      mendedBy: 'force',
    },
  },
});
