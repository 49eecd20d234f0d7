import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'a CSI driver, the other sources null': ({ volume }) => {
      Object.assign(volume.spec, { hostPath: null, local: null });
    },
    'a claim of a pod': ({ spec }) => {
      spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    },
  },
  invalid: {
    'a host path': {
      change: ({ volume }) => {
        delete volume.spec.csi;
        volume.spec.hostPath = { path: '/var/data' };
      },
      at: ['PersistentVolume /spec/hostPath'],
      mendedBy: 'none',
    },
    'a local disk': {
      change: ({ volume }) => {
        delete volume.spec.csi;
        volume.spec.local = { path: '/mnt/disks/a' };
      },
      at: ['PersistentVolume /spec/local'],
      mendedBy: 'none',
    },
    'a host path without a path': {
      change: ({ volume }) => {
        delete volume.spec.csi;
        volume.spec.hostPath = {};
      },
      at: ['PersistentVolume /spec/hostPath'],
      mendedBy: 'none',
    },
  },
});
