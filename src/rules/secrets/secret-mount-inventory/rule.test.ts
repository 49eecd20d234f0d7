import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const object = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
});

/** Mounts a volume, beside three objects that it may name. */
const mount = (source: any, change: (world: World) => void = () => {}) => {
  return (world: World) => {
    world.others = ['Secret', 'ConfigMap', 'PersistentVolumeClaim'].map((kind) => object(kind, 'data', 'shop'));
    world.spec.volumes = [{ name: 'data', ...source }];
    world.spec.containers[0].volumeMounts = [{ name: 'data', mountPath: '/data', readOnly: true }];
    change(world);
  };
};

testRule(rule, {
  valid: {
    'another name': mount({ secret: { secretName: 'other' } }),
    'no name': mount({ secret: {} }),
    'nothing mounts it': mount({ secret: { secretName: 'data' } }, ({ spec }) => {
      spec.containers[0].volumeMounts = null;
    }),
    'an object of another namespace': mount({ configMap: { name: 'data' } }, ({ others }) => {
      for (const each of others) each.metadata.namespace = 'other';
    }),
    'a projection without sources': mount({ projected: { sources: null } }),
    'a volume of another kind': mount({ emptyDir: { sizeLimit: '1Gi' } }),
  },
  invalid: {
    'a secret': {
      change: mount({ secret: { secretName: 'data' } }),
      at: ['/volumes/0/secret/secretName'],
      mendedBy: 'none',
    },
    'a config map': { change: mount({ configMap: { name: 'data' } }), at: ['/volumes/0/configMap/name'] },
    'a claim': {
      change: mount({ persistentVolumeClaim: { claimName: 'data' } }),
      at: ['/volumes/0/persistentVolumeClaim/claimName'],
    },
    projections: {
      change: mount({ projected: { sources: [{ secret: { name: 'data' } }, { configMap: { name: 'data' } }] } }),
      at: ['/volumes/0/projected/sources/0/secret/name', '/volumes/0/projected/sources/1/configMap/name'],
    },
    'an init container mounts it': {
      change: mount({ secret: { secretName: 'data' } }, ({ spec }) => {
        spec.initContainers[0].volumeMounts = spec.containers[0].volumeMounts;
        delete spec.containers[0].volumeMounts;
      }),
      at: ['/volumes/0/secret/secretName'],
    },
  },
});
