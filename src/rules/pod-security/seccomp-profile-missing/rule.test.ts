import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const PROFILE = 'securityContext/seccompProfile';
const ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';

testRule(rule, {
  valid: {
    'only on each container': ({ spec }) => {
      delete spec.securityContext.seccompProfile;
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.seccompProfile = { type: 'RuntimeDefault' };
    },
    'a Localhost profile': ({ spec }) => {
      spec.securityContext.seccompProfile = { type: 'Localhost', localhostProfile: 'web.json' };
    },
    'null on a container': ({ spec }) => {
      spec.containers[0].securityContext.seccompProfile = null;
    },
    'unset, before the field exists': {
      version: '1.18',
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
      },
    },
    'unset on Windows, from 1.25': { windows: true, version: '1.25', change: () => {} },
  },
  invalid: {
    'set nowhere': {
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      mendedBy: 'fill',
    },
    '§4.19: set nowhere, with another hardening setting': {
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
        spec.securityContext.appArmorProfile = { type: 'RuntimeDefault' };
        spec.securityContext.seLinuxOptions = { type: 'container_t' };
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      mendedBy: 'fill',
    },
    '§4.45: the defaults of cdk8s-plus': {
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
        for (const container of [...spec.initContainers, ...spec.containers]) {
          Object.assign(container.securityContext, {
            capabilities: undefined,
            privileged: false,
            runAsNonRoot: true,
            runAsUser: 25_000,
            runAsGroup: 26_000,
          });
        }
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      also: ['capabilities-not-dropped', 'net-raw-capability'],
      mendedBy: 'fill',
    },
    'set nowhere, in the first version that has the field': {
      version: '1.19',
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = null;
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      mendedBy: 'fill',
    },
    'on one container only': {
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
        spec.containers[0].securityContext.seccompProfile = { type: 'RuntimeDefault' };
      },
      at: [`/initContainers/0/${PROFILE}`],
      mendedBy: 'fill',
    },
    'not on an ephemeral container': {
      change: ({ spec }) => {
        delete spec.securityContext.seccompProfile;
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.seccompProfile = { type: 'RuntimeDefault' };
        delete debug(spec).securityContext.seccompProfile;
      },
      at: [`/ephemeralContainers/0/${PROFILE}`],
      mendedBy: 'fill',
    },
    'Unconfined on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seccompProfile = { type: 'Unconfined' };
      },
      at: [`/containers/0/${PROFILE}/type`],
      severity: 'high',
      also: ['seccomp-unconfined'],
      mendedBy: 'force',
    },
    'Unconfined on the pod, RuntimeDefault on each container': {
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = { type: 'Unconfined' };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.seccompProfile = { type: 'RuntimeDefault' };
      },
      at: [`/${PROFILE}/type`],
      severity: 'high',
      also: ['seccomp-unconfined'],
      mendedBy: 'force',
    },
    'without a type': {
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = {};
      },
      at: [`/${PROFILE}/type`],
      severity: 'high',
      also: ['seccomp-unconfined'],
      mendedBy: 'force',
    },
    'in the wrong case': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.seccompProfile = { type: 'runtimeDefault' };
      },
      at: [`/initContainers/0/${PROFILE}/type`],
      severity: 'high',
      also: ['seccomp-unconfined'],
      mendedBy: 'force',
    },
    'with an annotation of the same value': {
      change: ({ spec, podMetadata }) => {
        delete spec.securityContext.seccompProfile;
        podMetadata.annotations = { [ANNOTATION]: 'runtime/default' };
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      mendedBy: 'fill',
      also: ['deprecated-security-annotation'],
    },
    'with an annotation of another value, which the API server would refuse': {
      change: ({ spec, podMetadata }) => {
        delete spec.securityContext.seccompProfile;
        podMetadata.annotations = { [ANNOTATION]: 'unconfined' };
      },
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      mendedBy: 'force',
      also: ['deprecated-security-annotation'],
    },
    'on Windows, before 1.25, where the API server refuses what the standard asks for': {
      windows: true,
      version: '1.24',
      change: () => {},
      at: [`/containers/0/${PROFILE}`, `/initContainers/0/${PROFILE}`],
      also: ['capabilities-not-dropped', 'privilege-escalation-allowed'],
      mendedBy: 'none',
    },
  },
});
