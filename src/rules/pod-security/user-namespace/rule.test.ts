import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/hostUsers'];
const on =
  (version: string, change: (world: World) => void = () => {}) =>
  (world: World) => {
    world.namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = `v${version}`;
    change(world);
  };

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.hostUsers = false;
    },
    'before the field is widely supported': { version: '1.32', change: on('1.32') },
    'on Windows': { windows: true, change: () => {} },
    ...Object.fromEntries(
      ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => [
        `with a namespace of the node: ${field}`,
        {
          change: ({ spec }: World) => {
            spec[field] = true;
          },
          also: [
            { hostNetwork: 'host-network', hostPID: 'host-pid', hostIPC: 'host-ipc' }[field] as string,
            ...(field === 'hostNetwork' ? ['host-network-bypasses-network-policy'] : []),
          ],
        },
      ]),
    ),
    'with a raw block device, which the API server refuses': ({ spec }) => {
      spec.volumes = [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }];
      spec.containers[0].volumeDevices = [{ name: 'disk', devicePath: '/dev/xvda' }];
    },
    'with a file system without id-mapped mounts': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'files', nfs: { server: 'nfs.example.com', path: '/' } }];
      },
      also: ['restricted-volume-type'],
    },
  },
  invalid: {
    absent: { change: () => {}, at, severity: 'low', mendedBy: 'none' },
    'before it is stable': { version: '1.35', change: on('1.35'), at, severity: 'info' },
    'in the first version in which it is stable': { version: '1.36', change: on('1.36'), at, severity: 'low' },
    null: {
      change: ({ spec }) => {
        spec.hostUsers = null;
      },
      at,
      severity: 'low',
    },
    true: {
      change: ({ spec }) => {
        spec.hostUsers = true;
      },
      at,
      severity: 'low',
      mendedBy: 'none',
    },
    'with an empty list of raw block devices': {
      change: ({ spec }) => {
        spec.containers[0].volumeDevices = [];
      },
      at,
      severity: 'low',
    },
    'with a volume of another kind': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
      },
      at,
      severity: 'low',
    },
  },
});
