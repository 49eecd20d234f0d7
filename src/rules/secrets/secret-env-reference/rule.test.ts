import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const secretKeyRef = { name: 'db', key: 'password' };

testRule(rule, {
  valid: {
    'null everywhere': ({ spec }) => {
      const container = spec.containers[0];
      container.env = [
        { name: 'A', valueFrom: null },
        { name: 'B', valueFrom: { secretKeyRef: null } },
      ];
      container.envFrom = [{ secretRef: null, configMapRef: { name: 'settings' } }];
      spec.initContainers[0].env = null;
      spec.initContainers[0].envFrom = null;
    },
    'a key of a config map': ({ spec }) => {
      spec.containers[0].env = [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }];
    },
    'a mounted secret': ({ spec }) => {
      spec.volumes = [{ name: 'db', secret: { secretName: 'db' } }];
      spec.containers[0].volumeMounts = [{ name: 'db', mountPath: '/run/secrets/db', readOnly: true }];
    },
  },
  invalid: {
    '§4.36: one key': {
      change: ({ spec }) => {
        spec.containers[0].env = [
          { name: 'LANG', value: 'C' },
          { name: 'DB_PASSWORD', valueFrom: { secretKeyRef } },
        ];
      },
      at: ['/containers/0/env/1/valueFrom/secretKeyRef'],
      mendedBy: 'none',
    },
    '§4.36: all keys': {
      change: ({ spec }) => {
        spec.initContainers[0].envFrom = [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'db' } }];
      },
      at: ['/initContainers/0/envFrom/1/secretRef'],
      mendedBy: 'none',
    },
    'of an ephemeral container, optional or not': {
      change: ({ spec }) => {
        const debug = { ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined };
        debug.env = [{ name: 'A', valueFrom: { secretKeyRef: { ...secretKeyRef, optional: true } } }];
        spec.ephemeralContainers = [debug];
      },
      at: ['/ephemeralContainers/0/env/0/valueFrom/secretKeyRef'],
    },
    'a reference without a name': {
      change: ({ spec }) => {
        spec.containers[0].envFrom = [{ secretRef: {} }];
      },
      at: ['/containers/0/envFrom/0/secretRef'],
    },
  },
});
