import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const also = ['namespace-limit-range-missing'];

/** Removes the defaults of the namespace, so that only the pod's own values count. */
function withoutDefaults(change: (world: World) => void): (world: World) => void {
  return (world) => {
    world.limitRange = undefined;
    change(world);
  };
}

testRule(rule, {
  valid: {
    'the default of the namespace': ({ spec }) => {
      delete spec.containers[0].resources.limits;
    },
    'the maximum of the namespace, which is its default': ({ spec, limitRange }) => {
      const [item] = limitRange.spec.limits;
      delete item.default.memory;
      item.max = { memory: '1Gi' };
      delete spec.containers[0].resources.limits;
    },
    'an ephemeral container, which has no resources': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    },
    'no resources, which the namespace sets': ({ spec }) => {
      spec.containers[0].resources = null;
    },
    'a number of bytes': ({ spec }) => {
      spec.initContainers[0].resources.limits.memory = 67108864;
    },
    '§4.28: a limit for the pod as a whole, from 1.34': {
      version: '1.34',
      change: ({ spec }) => {
        spec.resources = { limits: { memory: '256Mi' } };
        spec.containers[0].resources.limits.memory = '0';
      },
    },
  },
  invalid: {
    absent: {
      change: withoutDefaults(({ spec }) => {
        delete spec.containers[0].resources.limits.memory;
      }),
      at: ['/containers/0/resources/limits/memory'],
      also,
      mendedBy: 'none',
    },
    'absent, without a request': {
      change: withoutDefaults(({ spec }) => {
        spec.containers[0].resources = { limits: { cpu: '1' } };
      }),
      at: ['/containers/0/resources/limits/memory'],
      also: ['memory-request-missing', ...also],
      mendedBy: 'none',
    },
    'only CPU on an init container': {
      change: withoutDefaults(({ spec }) => {
        spec.initContainers[0].resources = { limits: { cpu: '1' }, requests: { memory: '32Mi' } };
      }),
      at: ['/initContainers/0/resources/limits/memory'],
      also,
      mendedBy: 'none',
    },
    '0, which limits nothing and prevents the default': {
      change: ({ spec }) => {
        spec.containers[0].resources.limits.memory = '0';
      },
      at: ['/containers/0/resources/limits/memory'],
      mendedBy: 'none',
    },
    'an invalid quantity': {
      change: ({ spec }) => {
        spec.containers[0].resources.limits.memory = '64 MB';
      },
      at: ['/containers/0/resources/limits/memory'],
      mendedBy: 'none',
    },
    'a limit for the pod as a whole, before 1.34': {
      version: '1.33',
      change: withoutDefaults(({ spec }) => {
        spec.resources = { limits: { memory: '256Mi' } };
        delete spec.containers[0].resources.limits.memory;
      }),
      at: ['/containers/0/resources/limits/memory'],
      also,
      mendedBy: 'none',
    },
    'the default of another namespace': {
      change: ({ spec, limitRange }) => {
        limitRange.metadata.namespace = 'other';
        delete spec.containers[0].resources.limits.memory;
      },
      at: ['/containers/0/resources/limits/memory'],
      also,
      mendedBy: 'none',
    },
    'a default for pods, which does not exist': {
      change: ({ spec, limitRange }) => {
        limitRange.spec.limits = [{ type: 'Pod', default: { memory: '1Gi' }, max: { memory: '1Gi' } }];
        delete spec.containers[0].resources.limits.memory;
      },
      at: ['/containers/0/resources/limits/memory'],
      also,
      mendedBy: 'none',
    },
  },
});
