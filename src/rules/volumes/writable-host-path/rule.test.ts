import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const also = ['host-path-volume', 'restricted-volume-type'];
const logs = { name: 'logs', hostPath: { path: '/srv/logs' } };
const at = (container: string, index = 0) => `/${container}/volumeMounts/${index}/readOnly`;

testRule(rule, {
  valid: {
    'a volume that is not a host path': ({ spec }) => {
      spec.volumes = [{ name: 'cache', emptyDir: { sizeLimit: '1Mi' } }];
      spec.containers[0].volumeMounts = [{ name: 'cache', mountPath: '/cache' }];
    },
    'a claim of the pod template': ({ spec }) => {
      spec.containers[0].volumeMounts = [{ name: 'data', mountPath: '/data' }];
    },
    'null for the mounts': ({ spec }) => {
      spec.containers[0].volumeMounts = null;
    },
  },
  invalid: {
    unset: {
      change: ({ spec }) => {
        spec.volumes = [logs];
        spec.containers[0].volumeMounts = [{ name: 'logs', mountPath: '/logs' }];
      },
      at: [at('containers/0')],
      also,
      mendedBy: 'force',
    },
    null: {
      change: ({ spec }) => {
        spec.volumes = [logs];
        spec.containers[0].volumeMounts = [{ name: 'logs', mountPath: '/logs', readOnly: null }];
      },
      at: [at('containers/0')],
      also,
      mendedBy: 'force',
    },
    'false on an init container': {
      change: ({ spec }) => {
        spec.volumes = [logs];
        spec.initContainers[0].volumeMounts = [{ name: 'logs', mountPath: '/logs', readOnly: false }];
      },
      at: [at('initContainers/0')],
      also,
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.volumes = [logs];
        const volumeMounts = [{ name: 'logs', mountPath: '/logs' }];
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', volumeMounts }];
      },
      at: [at('ephemeralContainers/0')],
      also,
      mendedBy: 'force',
    },
    'twice, between mounts that pass': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'cache', emptyDir: { sizeLimit: '1Mi' } }, logs, { name: 'none', hostPath: {} }];
        spec.containers[0].volumeMounts = [
          { name: 'cache', mountPath: '/cache' },
          { name: 'logs', mountPath: '/a' },
          { name: 'logs', mountPath: '/b', readOnly: true },
          { name: 'logs', mountPath: '/c', subPath: 'c' },
        ];
      },
      at: [at('containers/0', 1), at('containers/0', 3)],
      also,
      mendedBy: 'force',
    },
  },
});
