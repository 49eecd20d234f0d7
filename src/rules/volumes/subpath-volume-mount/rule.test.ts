import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Mounts a claim. */
function mount(mountOptions: any, list = 'containers') {
  return ({ spec }: World) => {
    spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    spec[list][0].volumeMounts = [
      { name: 'data', mountPath: '/all' },
      { name: 'data', mountPath: '/data', ...mountOptions },
    ];
  };
}

/** Pins the Pod Security version of the namespace. */
function on(version: string, change: (world: World) => void) {
  return (world: World) => {
    world.namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = `v${version}`;
    change(world);
  };
}

testRule(rule, {
  valid: {
    'the whole volume': { version: '1.21', change: on('1.21', mount({})) },
    'an empty path, and null': { version: '1.21', change: on('1.21', mount({ subPath: '', subPathExpr: null })) },
    '§4.44: the first minor version with the fix in all patches': {
      version: '1.23',
      change: on('1.23', mount({ subPath: 'a' })),
    },
    'the newest version': mount({ subPath: 'a' }),
  },
  invalid: {
    'the last version without the fix': {
      version: '1.22',
      change: on('1.22', mount({ subPath: 'a' })),
      at: ['/containers/0/volumeMounts/1/subPath'],
      mendedBy: 'none',
    },
    '§4.44: a version that sorts after it as a string': {
      version: '1.9',
      change: on('1.9', mount({ subPath: 'a' })),
      at: ['/containers/0/volumeMounts/1/subPath'],
      mendedBy: 'none',
    },
    'a path with variables, on an init container': {
      version: '1.20',
      change: on('1.20', mount({ subPathExpr: '$(POD)' }, 'initContainers')),
      at: ['/initContainers/0/volumeMounts/1/subPathExpr'],
      mendedBy: 'none',
    },
  },
});
