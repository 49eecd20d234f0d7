import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.hostPID = false;
    },
    null: ({ spec }) => {
      spec.hostPID = null;
    },
    'in the security context, where there is no such field': ({ spec }) => {
      spec.securityContext.hostPID = true;
    },
    'in lower case, which is not a field': ({ spec }) => {
      spec.hostpid = true;
    },
  },
  invalid: {
    true: {
      change: ({ spec }) => {
        spec.hostPID = true;
      },
      at: ['/hostPID'],
      mendedBy: 'force',
    },
    'in the oldest version': {
      version: '1.0',
      change: ({ spec }) => {
        spec.hostPID = true;
      },
      at: ['/hostPID'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.hostPID = true;
      },
      at: ['/hostPID'],
      mendedBy: 'force',
    },
    'in a user namespace': {
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.hostPID = true;
      },
      at: ['/hostPID'],
      mendedBy: 'force',
    },
  },
});
