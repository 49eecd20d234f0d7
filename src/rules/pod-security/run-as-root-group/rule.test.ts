import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'user and group set on the pod': ({ spec }) => {
      Object.assign(spec.securityContext, { runAsUser: 1000, runAsGroup: 1000 });
    },
    'user on the container, group on the pod': ({ spec }) => {
      spec.securityContext.runAsGroup = 1000;
      spec.containers[0].securityContext.runAsUser = 1000;
    },
    '0 on the pod, which no container inherits': ({ spec }) => {
      spec.securityContext.runAsGroup = 0;
      for (const container of [...spec.initContainers, ...spec.containers]) container.securityContext.runAsGroup = 1000;
    },
    'a group alone': ({ spec }) => {
      spec.containers[0].securityContext.runAsGroup = 1000;
    },
    '§4.20: null everywhere, on a non-root pod': ({ spec }) => {
      Object.assign(spec.securityContext, { runAsUser: null, runAsGroup: null });
    },
  },
  invalid: {
    '0 on the pod': {
      change: ({ spec }) => {
        spec.securityContext.runAsGroup = 0;
      },
      at: ['/securityContext/runAsGroup'],
      mendedBy: 'force',
    },
    '0 on the pod with a user': {
      change: ({ spec }) => {
        Object.assign(spec.securityContext, { runAsUser: 1000, runAsGroup: 0 });
      },
      at: ['/securityContext/runAsGroup'],
      mendedBy: 'none',
    },
    '0 on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.runAsGroup = 0;
      },
      at: ['/initContainers/0/securityContext/runAsGroup'],
      mendedBy: 'force',
    },
    '0 on a container with a user, a valid group on the pod': {
      change: ({ spec }) => {
        spec.securityContext.runAsGroup = 1000;
        Object.assign(spec.containers[0].securityContext, { runAsUser: 1000, runAsGroup: 0 });
      },
      at: ['/containers/0/securityContext/runAsGroup'],
      mendedBy: 'force',
    },
    '0 on a container with a user': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0].securityContext, { runAsUser: 1000, runAsGroup: 0 });
      },
      at: ['/containers/0/securityContext/runAsGroup'],
      mendedBy: 'none',
    },
    '0 on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
        spec.ephemeralContainers[0].securityContext.runAsGroup = 0;
      },
      at: ['/ephemeralContainers/0/securityContext/runAsGroup'],
      mendedBy: 'force',
    },
    '0 on the pod and on a container': {
      change: ({ spec }) => {
        spec.securityContext.runAsGroup = 0;
        spec.containers[0].securityContext.runAsGroup = 0;
      },
      at: ['/containers/0/securityContext/runAsGroup', '/securityContext/runAsGroup'],
      mendedBy: 'force',
    },
    'a user without a group, on the pod': {
      change: ({ spec }) => {
        spec.securityContext.runAsUser = 1000;
      },
      at: ['/securityContext/runAsGroup'],
      severity: 'low',
      mendedBy: 'none',
    },
    'a user without a group, on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.runAsUser = 1000;
      },
      at: ['/containers/0/securityContext/runAsGroup'],
      severity: 'low',
      mendedBy: 'none',
    },
  },
});
