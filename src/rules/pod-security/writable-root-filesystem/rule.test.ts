import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'true on an ephemeral container': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    },
    'on Windows, where the API server refuses the field': { windows: true, change: () => {} },
  },
  invalid: {
    unset: {
      change: ({ spec }) => {
        delete spec.containers[0].securityContext.readOnlyRootFilesystem;
      },
      at: ['/containers/0/securityContext/readOnlyRootFilesystem'],
      mendedBy: 'fill',
    },
    null: {
      change: ({ spec }) => {
        spec.containers[0].securityContext.readOnlyRootFilesystem = null;
      },
      at: ['/containers/0/securityContext/readOnlyRootFilesystem'],
      mendedBy: 'fill',
    },
    'false on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.readOnlyRootFilesystem = false;
      },
      at: ['/initContainers/0/securityContext/readOnlyRootFilesystem'],
      mendedBy: 'force',
    },
    'unset on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
        delete spec.ephemeralContainers[0].securityContext.readOnlyRootFilesystem;
      },
      at: ['/ephemeralContainers/0/securityContext/readOnlyRootFilesystem'],
      mendedBy: 'fill',
    },
    'true on the pod, which has no such field': {
      change: ({ spec }) => {
        spec.securityContext.readOnlyRootFilesystem = true;
        delete spec.containers[0].securityContext.readOnlyRootFilesystem;
      },
      at: ['/containers/0/securityContext/readOnlyRootFilesystem'],
      also: ['unknown-field'],
    },
  },
});
