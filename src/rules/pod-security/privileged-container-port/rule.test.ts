import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/containers/0/ports/0/containerPort'];

/** Adds a container port, and the sysctl for unprivileged ports. */
function listen(containerPort: any, start?: any) {
  return ({ spec }: World) => {
    spec.containers[0].ports = [{ containerPort }];
    if (start !== undefined)
      spec.securityContext.sysctls = [
        { name: 'net.ipv4.tcp_syncookies', value: '1' },
        { name: 'net.ipv4.ip_unprivileged_port_start', value: start },
      ];
  };
}

testRule(rule, {
  valid: {
    'the first unprivileged one': listen(1024),
    'no number': listen(null),
    'zero, which the API server refuses': listen(0),
    '§4.32: one that the sysctl allows to all users': listen(80, '0'),
    '§4.32: the first that the sysctl allows to all users': listen(443, '443'),
    'on Windows': { windows: true, change: listen(80) },
    'no ports': ({ spec }) => {
      spec.containers[0].ports = null;
    },
  },
  invalid: {
    'the last privileged one': { change: listen(1023), at, mendedBy: 'none' },
    'the first one, by UDP': {
      change: ({ spec }) => {
        spec.containers[0].ports = [{ containerPort: 8080 }, { containerPort: 1, protocol: 'UDP' }];
      },
      at: ['/containers/0/ports/1/containerPort'],
      mendedBy: 'none',
    },
    'one below those that the sysctl allows to all users': { change: listen(442, '443'), at, mendedBy: 'none' },
    'with a sysctl without a value': { change: listen(80, null), at, mendedBy: 'none' },
    'with a sysctl value that the kernel refuses': { change: listen(80, '-1'), at, mendedBy: 'none' },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].ports = [{ containerPort: 80 }];
      },
      at: ['/initContainers/0/ports/0/containerPort'],
      mendedBy: 'none',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [
          { ...structuredClone(spec.containers[0]), name: 'debug', ports: [{ containerPort: 80 }] },
        ];
      },
      at: ['/ephemeralContainers/0/ports/0/containerPort'],
      mendedBy: 'none',
    },
  },
});

testRule(rule, {
  valid: { 'a setting above the usual first one changes nothing': listen(1024, '2000') },
  invalid: { 'a privileged one beside it': { change: listen(1023, '2000'), at, mendedBy: 'none' } },
});
