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
    'in the security context, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.hostPID = true;
      },
      also: ['unknown-field'],
    },
    'in lower case, which is not a field': {
      change: ({ spec }) => {
        spec.hostpid = true;
      },
      also: ['unknown-field'],
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
