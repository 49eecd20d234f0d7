import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'a number': ({ spec }) => {
      spec.securityContext.sysctls = [{ name: 'kernel.shm_rmid_forced', value: '1' }];
    },
    'a range, with harmless white space and signs': ({ spec }) => {
      spec.securityContext.sysctls = [{ name: 'net.ipv4.ping_group_range', value: '0\t2147483647' }];
    },
    'an empty list': ({ spec }) => {
      spec.securityContext.sysctls = [];
    },
    'no value': ({ spec }) => {
      spec.securityContext.sysctls = [{ name: 'kernel.shm_rmid_forced', value: null }];
    },
  },
  invalid: {
    'a second sysctl, as in the exploit': {
      change: ({ spec }) => {
        spec.securityContext.sysctls = [
          { name: 'kernel.shm_rmid_forced', value: '1+kernel.core_pattern=|/evil.sh #' },
          { name: 'net.ipv4.tcp_syncookies', value: '1' },
        ];
      },
      at: ['/securityContext/sysctls'],
      mendedBy: 'force',
    },
    'a plus alone, and nothing else in the list': {
      change: ({ spec }) => {
        spec.securityContext.sysctls = [{ name: 'kernel.shm_rmid_forced', value: '1+' }];
      },
      at: ['/securityContext/sysctls'],
      mendedBy: 'force',
    },
    'an equals sign, in two of two': {
      change: ({ spec }) => {
        spec.securityContext.sysctls = [
          { name: 'kernel.shm_rmid_forced', value: 'a=b' },
          { name: 'net.ipv4.tcp_syncookies', value: '=' },
        ];
      },
      at: ['/securityContext/sysctls'],
      mendedBy: 'force',
    },
  },
});
