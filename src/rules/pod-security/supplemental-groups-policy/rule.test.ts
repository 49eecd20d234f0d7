import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const at = ['/securityContext/supplementalGroupsPolicy'];
const WHO = { runAsUser: 10_000, runAsGroup: 10_000 };

testRule(rule, {
  valid: {
    'no user or group set': ({ spec }) => {
      spec.securityContext.supplementalGroupsPolicy = 'Merge';
    },
    strict: ({ spec }) => {
      Object.assign(spec.securityContext, { ...WHO, fsGroup: 10_000, supplementalGroupsPolicy: 'Strict' });
    },
    'before the field exists': {
      version: '1.32',
      change: ({ spec, namespace }) => {
        namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'v1.32';
        Object.assign(spec.securityContext, WHO);
      },
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.fsGroup = 10_000;
      },
    },
    'null for all': ({ spec }) => {
      Object.assign(spec.securityContext, { runAsUser: null, runAsGroup: null, fsGroup: null });
    },
  },
  invalid: {
    'the pod sets the user': {
      change: ({ spec }) => {
        Object.assign(spec.securityContext, WHO);
      },
      at,
      mendedBy: 'fill',
    },
    'one container sets the user, null for the policy': {
      change: ({ spec }) => {
        spec.securityContext.supplementalGroupsPolicy = null;
        Object.assign(spec.initContainers[0].securityContext, WHO);
      },
      at,
      mendedBy: 'fill',
    },
    'the first version that has it': {
      version: '1.33',
      change: ({ spec, namespace }) => {
        namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'v1.33';
        spec.securityContext.runAsGroup = 10_000;
      },
      at,
      mendedBy: 'fill',
    },
    'a group of the volumes, written Merge': {
      change: ({ spec }) => {
        Object.assign(spec.securityContext, { fsGroup: 10_000, supplementalGroupsPolicy: 'Merge' });
      },
      at,
      mendedBy: 'force',
    },
  },
});
