import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'a claim': ({ spec }) => {
      spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    },
    null: ({ spec }) => {
      spec.volumes = [{ name: 'data', hostPath: null, persistentVolumeClaim: { claimName: 'data' } }];
    },
    'null for the volumes': ({ spec }) => {
      spec.volumes = null;
    },
  },
  invalid: {
    mounted: {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'logs', hostPath: { path: '/var/log', type: 'Directory' } }];
        spec.containers[0].volumeMounts = [{ name: 'logs', mountPath: '/logs', readOnly: true }];
      },
      at: ['/volumes/0/hostPath'],
      also: ['restricted-volume-type', 'sensitive-host-path'],
      mendedBy: 'force',
    },
    'not mounted': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
          { name: 'docker', hostPath: { path: '/var/run/docker.sock' } },
          { name: 'root', hostPath: { path: '/' } },
        ];
      },
      at: ['/volumes/1/hostPath', '/volumes/2/hostPath'],
      also: [
        'cloud-credentials-host-path',
        'container-runtime-socket-mount',
        'restricted-volume-type',
        'sensitive-host-path',
      ],
      mendedBy: 'force',
    },
    'without a path': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'logs', hostPath: {} }];
      },
      at: ['/volumes/0/hostPath'],
      also: ['restricted-volume-type'],
      mendedBy: 'force',
    },
    'without a name': {
      change: ({ spec }) => {
        spec.volumes = [{ hostPath: { path: '/etc' } }];
      },
      at: ['/volumes/0/hostPath'],
      also: ['cloud-credentials-host-path', 'restricted-volume-type', 'sensitive-host-path'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.volumes = [{ name: 'logs', hostPath: { path: 'C:\\logs' } }];
      },
      at: ['/volumes/0/hostPath'],
      also: ['restricted-volume-type'],
      mendedBy: 'force',
    },
  },
});
