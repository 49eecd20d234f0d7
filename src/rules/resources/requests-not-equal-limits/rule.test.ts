import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Sets requests equal to limits; the defaults of the test world differ. */
const equal = (change: (world: World) => void) => {
  return (world: World) => {
    for (const container of [...world.spec.initContainers, ...world.spec.containers]) {
      container.resources = { limits: { cpu: '500m', memory: '64Mi' }, requests: { cpu: '500m', memory: '64Mi' } };
    }
    change(world);
  };
};

testRule(rule, {
  valid: {
    'the same': equal(() => {}),
    'the same, written in another way': equal(({ spec }) => {
      spec.containers[0].resources.requests = { cpu: 0.5, memory: 67108864 };
    }),
    'no requests, which equal the limits': equal(({ spec }) => {
      spec.containers[0].resources.requests = null;
    }),
    'another resource': equal(({ spec }) => {
      spec.containers[0].resources.requests['ephemeral-storage'] = '1Gi';
    }),
    'an ephemeral container, which has no resources': equal(({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    }),
    'the pod as a whole, from 1.34': {
      version: '1.34',
      change: ({ spec }) => {
        spec.resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: 1, memory: '1024Mi' } };
      },
    },
  },
  invalid: {
    'a request below the limit': {
      change: equal(({ spec }) => {
        spec.containers[0].resources.requests.cpu = '499m';
      }),
      at: ['/containers/0/resources/requests/cpu'],
      mendedBy: 'none',
    },
    'no limit': {
      change: equal(({ spec }) => {
        delete spec.initContainers[0].resources.limits.memory;
      }),
      at: ['/initContainers/0/resources/limits/memory'],
    },
    'no resources': {
      change: equal(({ spec }) => {
        spec.containers[0].resources = null;
      }),
      at: ['/containers/0/resources/limits/cpu', '/containers/0/resources/limits/memory'],
    },
    'the pod as a whole, from 1.34': {
      version: '1.34',
      change: equal(({ spec }) => {
        spec.resources = { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } };
      }),
      at: ['/resources/requests/cpu'],
    },
    'the pod as a whole, before 1.34': {
      version: '1.33',
      change: equal(({ spec }) => {
        spec.resources = { limits: { cpu: '1', memory: '1Gi' } };
        spec.containers[0].resources.requests.memory = '32Mi';
      }),
      at: ['/containers/0/resources/requests/memory'],
    },
  },
});
