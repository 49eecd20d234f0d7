import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'on Windows': { windows: true, change: () => {} },
    'a harmless capability, all others dropped': ({ spec }) => {
      spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE'];
    },
  },
  invalid: {
    'no capabilities': {
      change: ({ spec }) => {
        delete spec.containers[0].securityContext.capabilities;
      },
      at: ['/containers/0/securityContext/capabilities/drop'],
      also: ['capabilities-not-dropped'],
      mendedBy: 'fill',
    },
    '§4.3: no security context at all': {
      change: ({ spec }) => {
        delete spec.containers[0].securityContext;
      },
      at: ['/containers/0/securityContext/capabilities/drop'],
      also: ['capabilities-not-dropped', 'privilege-escalation-allowed', 'writable-root-filesystem'],
      mendedBy: 'fill',
    },
    'an empty list': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.capabilities.drop = [];
      },
      at: ['/initContainers/0/securityContext/capabilities/drop'],
      also: ['capabilities-not-dropped'],
      mendedBy: 'fill',
    },
    'names that the standards do not accept': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.drop = ['all', 'CAP_NET_RAW'];
      },
      at: ['/containers/0/securityContext/capabilities/drop'],
      also: ['capabilities-not-dropped'],
      mendedBy: 'fill',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
        spec.ephemeralContainers[0].securityContext.capabilities.drop = null;
      },
      at: ['/ephemeralContainers/0/securityContext/capabilities/drop'],
      also: ['capabilities-not-dropped'],
      mendedBy: 'fill',
    },
    'added with a harmless one, all others dropped': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['NET_BIND_SERVICE', 'NET_RAW'];
      },
      at: ['/containers/0/securityContext/capabilities/add'],
      also: ['capability-beyond-baseline', 'capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    'added as ALL, in lower case': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['all'];
      },
      at: ['/containers/0/securityContext/capabilities/add'],
      also: ['capability-beyond-baseline', 'capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    'added with the prefix of the kernel, nothing dropped': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities = { add: ['CAP_NET_RAW'] };
      },
      at: ['/containers/0/securityContext/capabilities/add', '/containers/0/securityContext/capabilities/drop'],
      also: [
        'capabilities-not-dropped',
        'capability-beyond-baseline',
        'capability-beyond-restricted',
        'dangerous-capability',
      ],
      mendedBy: 'force',
    },
  },
});
