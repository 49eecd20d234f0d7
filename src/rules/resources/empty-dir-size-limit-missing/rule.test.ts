import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/volumes/0/emptyDir/sizeLimit'];

/** Mounts one volume into the main container. */
function mount({ spec }: World, source: any): void {
  spec.volumes = [{ name: 'data', ...source }];
  spec.containers[0].volumeMounts = [{ name: 'data', mountPath: '/data' }];
}

testRule(rule, {
  valid: {
    'a size limit': (world) => mount(world, { emptyDir: { sizeLimit: '1Gi' } }),
    'a size limit in bytes': (world) => mount(world, { emptyDir: { sizeLimit: 1048576 } }),
    "in memory, limited by its containers' memory limits": (world) => mount(world, { emptyDir: { medium: 'Memory' } }),
    'all its containers have an ephemeral storage limit': (world) => {
      mount(world, { emptyDir: {} });
      world.spec.containers[0].resources.limits['ephemeral-storage'] = '1Gi';
    },
    "the namespace's default for ephemeral storage": (world) => {
      mount(world, { emptyDir: {} });
      world.limitRange.spec.limits[0].default['ephemeral-storage'] = '1Gi';
    },
    'huge pages, which have limits of their own': (world) => mount(world, { emptyDir: { medium: 'HugePages-2Mi' } }),
    'not mounted': ({ spec }) => {
      spec.volumes = [{ name: 'data', emptyDir: {} }];
    },
    'another kind of volume': (world) => mount(world, { configMap: { name: 'settings' } }),
  },
  invalid: {
    'no size limit': { change: (world) => mount(world, { emptyDir: {} }), at, mendedBy: 'none' },
    'a size limit of 0, which means none': {
      change: (world) => mount(world, { emptyDir: { sizeLimit: '0' } }),
      at,
      mendedBy: 'none',
    },
    'no source, which means an emptyDir': {
      change: (world) => mount(world, {}),
      at,
      mendedBy: 'none',
    },
    'an emptyDir that is null': {
      change: (world) => mount(world, { emptyDir: null }),
      at,
      mendedBy: 'none',
    },
    'one of two containers has no ephemeral storage limit': {
      change: (world) => {
        mount(world, { emptyDir: {} });
        world.spec.containers[0].resources.limits['ephemeral-storage'] = '1Gi';
        world.spec.initContainers[0].volumeMounts = [{ name: 'data', mountPath: '/data' }];
      },
      at,
      mendedBy: 'none',
    },
    'in memory, mounted by an ephemeral container, which has no limits': {
      change: (world) => {
        mount(world, { emptyDir: { medium: 'Memory' } });
        const { spec } = world;
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
      },
      at,
      mendedBy: 'none',
    },
  },
});
