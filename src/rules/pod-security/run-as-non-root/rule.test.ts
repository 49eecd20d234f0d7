import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'set only on the pod': ({ spec }) => {
      spec.securityContext.runAsNonRoot = true;
      delete spec.containers[0].securityContext.runAsNonRoot;
      delete spec.initContainers[0].securityContext.runAsNonRoot;
    },
    'set only on each container': ({ spec }) => {
      delete spec.securityContext.runAsNonRoot;
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.runAsNonRoot = true;
    },
    'null on the container, true on the pod': ({ spec }) => {
      spec.containers[0].securityContext.runAsNonRoot = null;
    },
    'on an ephemeral container, by the pod': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
    },
    '§4.28: in a user namespace, from 1.35': {
      version: '1.35',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.securityContext.runAsNonRoot = false;
      },
    },
  },
  invalid: {
    'set nowhere': {
      change: ({ spec }) => {
        delete spec.securityContext.runAsNonRoot;
      },
      at: ['/containers/0/securityContext/runAsNonRoot', '/initContainers/0/securityContext/runAsNonRoot'],
    },
    'false on the pod, unset on its containers': {
      change: ({ spec }) => {
        spec.securityContext.runAsNonRoot = false;
      },
      at: ['/securityContext/runAsNonRoot'],
    },
    'false on the pod, true on its containers': {
      change: ({ spec }) => {
        spec.securityContext.runAsNonRoot = false;
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.runAsNonRoot = true;
      },
      at: ['/securityContext/runAsNonRoot'],
    },
    'false on an init container, true on the pod': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.runAsNonRoot = false;
      },
      at: ['/initContainers/0/securityContext/runAsNonRoot'],
    },
    'false on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
        spec.ephemeralContainers[0].securityContext.runAsNonRoot = false;
      },
      at: ['/ephemeralContainers/0/securityContext/runAsNonRoot'],
      mendedBy: 'force',
    },
    'null on the pod, true on one container': {
      change: ({ spec }) => {
        spec.securityContext.runAsNonRoot = null;
        spec.containers[0].securityContext.runAsNonRoot = true;
      },
      at: ['/initContainers/0/securityContext/runAsNonRoot'],
      mendedBy: 'fill',
    },
    '§4.20: only another user, which the standard does not accept': {
      change: ({ spec }) => {
        delete spec.securityContext.runAsNonRoot;
        spec.securityContext.runAsUser = 10001;
        spec.securityContext.runAsGroup = 10001;
      },
      at: ['/containers/0/securityContext/runAsNonRoot', '/initContainers/0/securityContext/runAsNonRoot'],
      mendedBy: 'fill',
    },
    'in a user namespace, before 1.35': {
      version: '1.34',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.securityContext.runAsNonRoot = false;
      },
      at: ['/securityContext/runAsNonRoot'],
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        delete spec.securityContext.runAsNonRoot;
      },
      at: ['/containers/0/securityContext/runAsNonRoot', '/initContainers/0/securityContext/runAsNonRoot'],
    },
  },
});
