import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Sets an ephemeral storage limit on all containers; the test world has none. */
const limited = (change: (world: World) => void) => {
  return (world: World) => {
    for (const { resources } of [...world.spec.initContainers, ...world.spec.containers]) {
      resources.limits['ephemeral-storage'] = '1Gi';
    }
    change(world);
  };
};
const at = ['/containers/0/resources/limits/ephemeral-storage'];

testRule(rule, {
  valid: {
    'a limit': limited(() => {}),
    'the default of the namespace': ({ limitRange }) => {
      limitRange.spec.limits[0].default['ephemeral-storage'] = '1Gi';
    },
    'an ephemeral container, which has no resources': limited(({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    }),
  },
  invalid: {
    'no limits': {
      change: limited(({ spec }) => {
        delete spec.containers[0].resources.limits['ephemeral-storage'];
      }),
      at,
      mendedBy: 'none',
    },
    'a request, which is no limit': {
      change: limited(({ spec }) => {
        const { limits, requests } = spec.containers[0].resources;
        delete limits['ephemeral-storage'];
        requests['ephemeral-storage'] = '1Gi';
      }),
      at,
    },
    'an init container': {
      change: limited(({ spec }) => {
        delete spec.initContainers[0].resources.limits['ephemeral-storage'];
      }),
      at: ['/initContainers/0/resources/limits/ephemeral-storage'],
    },
    '0, which limits nothing': {
      change: limited(({ spec }) => {
        spec.containers[0].resources.limits['ephemeral-storage'] = 0;
      }),
      at,
    },
    'null, which is read as 0': {
      change: limited(({ spec }) => {
        spec.containers[0].resources.limits['ephemeral-storage'] = null;
      }),
      at,
    },
    'a limit for the pod as a whole, which does not exist for storage': {
      change: limited(({ spec }) => {
        spec.resources = { limits: { 'ephemeral-storage': '1Gi' } };
        delete spec.containers[0].resources.limits['ephemeral-storage'];
      }),
      at,
    },
  },
});
