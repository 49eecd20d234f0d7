import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.hostIPC = false;
    },
    null: ({ spec }) => {
      spec.hostIPC = null;
    },
    'in the security context, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.hostIPC = true;
      },
      also: ['unknown-field'],
    },
    'in lower case, which is not a field': {
      change: ({ spec }) => {
        spec.hostipc = true;
      },
      also: ['unknown-field'],
    },
  },
  invalid: {
    true: {
      change: ({ spec }) => {
        spec.hostIPC = true;
      },
      at: ['/hostIPC'],
      mendedBy: 'force',
    },
    'in the oldest version': {
      version: '1.0',
      change: ({ spec }) => {
        spec.hostIPC = true;
      },
      at: ['/hostIPC'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.hostIPC = true;
      },
      at: ['/hostIPC'],
      mendedBy: 'force',
    },
    'in a user namespace': {
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.hostIPC = true;
      },
      at: ['/hostIPC'],
      mendedBy: 'force',
    },
  },
});
