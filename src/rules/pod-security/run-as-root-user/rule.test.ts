import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const USER = 'securityContext/runAsUser';

testRule(rule, {
  valid: {
    unset: ({ spec }) => {
      delete spec.securityContext.runAsUser;
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.runAsUser = null;
    },
    'another user': ({ spec }) => {
      spec.securityContext.runAsUser = 1;
      spec.securityContext.runAsGroup = 1;
    },
    'in a user namespace, from 1.35': {
      version: '1.35',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
      },
    },
  },
  invalid: {
    'on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.runAsUser = 0;
        spec.containers[0].securityContext.runAsGroup = 10001;
      },
      at: [`/containers/0/${USER}`],
      mendedBy: 'force',
    },
    'on an init container, another user on the pod': {
      change: ({ spec }) => {
        spec.securityContext.runAsUser = 10001;
        spec.securityContext.runAsGroup = 10001;
        spec.initContainers[0].securityContext.runAsUser = 0;
      },
      at: [`/initContainers/0/${USER}`],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        const { securityContext } = debug(spec);
        securityContext.runAsUser = 0;
        securityContext.runAsGroup = 10001;
      },
      at: [`/ephemeralContainers/0/${USER}`],
      mendedBy: 'force',
    },
    'on the pod': {
      change: ({ spec }) => {
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
      },
      at: [`/${USER}`],
      mendedBy: 'force',
    },
    'on the pod, another value on each container': {
      change: ({ spec }) => {
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.runAsUser = 10001;
      },
      at: [`/${USER}`],
      mendedBy: 'force',
    },
    'in a user namespace, before 1.35': {
      version: '1.34',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
      },
      at: [`/${USER}`],
      mendedBy: 'force',
    },
    'in the user namespace of the node': {
      change: ({ spec }) => {
        spec.hostUsers = true;
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
      },
      at: [`/${USER}`],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.runAsUser = 0;
      },
      at: [`/containers/0/${USER}`],
      mendedBy: 'force',
    },
    'before the standard has the control': {
      version: '1.22',
      change: ({ spec }) => {
        spec.securityContext.runAsUser = 0;
        spec.securityContext.runAsGroup = 10001;
      },
      at: [`/${USER}`],
      mendedBy: 'force',
    },
  },
});
