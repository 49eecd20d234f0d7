import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const bare = (list: string, index = 0) => `/${list}/${index}/securityContext`;
/** The other rules that report an unset security context, the seccomp profile and the user included. */
const also = [
  'capabilities-not-dropped',
  'net-raw-capability',
  'privilege-escalation-allowed',
  'run-as-non-root',
  'seccomp-profile-missing',
  'writable-root-filesystem',
];

testRule(rule, {
  valid: {
    '§4.30: all on the containers, nothing on the pod': ({ spec }) => {
      const seccompProfile = { type: 'RuntimeDefault' };
      for (const container of [...spec.initContainers, ...spec.containers])
        Object.assign(container.securityContext, { runAsNonRoot: true, seccompProfile });
      delete spec.securityContext;
    },
    'only on the pod, on Windows': {
      windows: true,
      change: ({ spec }) => {
        delete spec.containers[0].securityContext;
      },
    },
  },
  invalid: {
    'set nowhere': {
      change: ({ spec }) => {
        delete spec.securityContext;
        delete spec.initContainers[0].securityContext;
        spec.containers[0].securityContext = null;
      },
      at: [bare('initContainers'), bare('containers')],
      also,
      mendedBy: 'fill',
    },
    'empty ones, and one with null': {
      change: ({ spec }) => {
        spec.securityContext = {};
        spec.initContainers[0].securityContext = {};
        spec.containers[0].securityContext = { runAsNonRoot: null, privileged: undefined };
      },
      at: [bare('initContainers'), bare('containers')],
      also,
      mendedBy: 'fill',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        const seccompProfile = { type: 'RuntimeDefault' };
        for (const container of [...spec.initContainers, ...spec.containers])
          Object.assign(container.securityContext, { runAsNonRoot: true, seccompProfile });
        delete spec.securityContext;
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', securityContext: {} }];
      },
      at: [bare('ephemeralContainers')],
      also,
      mendedBy: 'fill',
    },
  },
});
