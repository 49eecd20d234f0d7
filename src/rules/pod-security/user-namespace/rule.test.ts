import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const at = ['/hostUsers'];

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.hostUsers = false;
    },
    'before the field is widely supported': {
      version: '1.32',
      change: ({ namespace }) => {
        namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'v1.32';
      },
    },
    'on Windows': { windows: true, change: () => {} },
  },
  invalid: {
    absent: { change: () => {}, at, mendedBy: 'fill' },
    null: {
      change: ({ spec }) => {
        spec.hostUsers = null;
      },
      at,
      mendedBy: 'fill',
    },
    true: {
      change: ({ spec }) => {
        spec.hostUsers = true;
      },
      at,
      mendedBy: 'force',
    },
    'with a namespace of the node, which must be removed first': {
      change: ({ spec }) => {
        spec.hostIPC = true;
      },
      at,
      also: ['host-ipc'],
      mendedBy: 'force',
    },
    'with a raw block device, which the API server refuses': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }];
        spec.containers[0].volumeDevices = [{ name: 'disk', devicePath: '/dev/xvda' }];
      },
      at,
      mendedBy: 'none',
    },
    'with an empty list of raw block devices': {
      change: ({ spec }) => {
        spec.containers[0].volumeDevices = [];
      },
      at,
      mendedBy: 'fill',
    },
  },
});
