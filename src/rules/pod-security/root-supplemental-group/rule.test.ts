import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'other groups': ({ spec }) => {
      Object.assign(spec.securityContext, { fsGroup: 1, supplementalGroups: [1, 10000] });
    },
    null: ({ spec }) => {
      Object.assign(spec.securityContext, { fsGroup: null, supplementalGroups: null });
    },
    'an empty list': ({ spec }) => {
      spec.securityContext.supplementalGroups = [];
    },
    '0 on a container, where there is no such field': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0].securityContext, { fsGroup: 0, supplementalGroups: [0] });
      },
      also: ['unknown-field'],
    },
    '0 on Windows, where the API server refuses it': {
      windows: true,
      change: ({ spec }) => {
        Object.assign(spec.securityContext, { fsGroup: 0, supplementalGroups: [0] });
      },
    },
  },
  invalid: {
    fsGroup: {
      change: ({ spec }) => {
        spec.securityContext.fsGroup = 0;
      },
      at: ['/securityContext/fsGroup'],
      mendedBy: 'force',
    },
    'twice among supplemental groups': {
      change: ({ spec }) => {
        spec.securityContext.supplementalGroups = [0, 1000, 0];
      },
      at: ['/securityContext/supplementalGroups'],
      mendedBy: 'force',
    },
    'the only supplemental group, and fsGroup': {
      change: ({ spec }) => {
        Object.assign(spec.securityContext, { fsGroup: 0, supplementalGroups: [0] });
      },
      at: ['/securityContext/fsGroup', '/securityContext/supplementalGroups'],
      mendedBy: 'force',
    },
  },
});
