import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const also = ['namespace-limit-range-missing'];
const at = ['/containers/0/resources/limits/cpu'];

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
      delete item.default.cpu;
      item.max = { cpu: '2' };
      delete spec.containers[0].resources.limits.cpu;
    },
    'a number': ({ spec }) => {
      spec.containers[0].resources.limits.cpu = 1;
    },
    'an ephemeral container, which has no resources': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    },
    '§4.28: a limit for the pod as a whole, from 1.34': {
      version: '1.34',
      change: ({ spec }) => {
        spec.resources = { limits: { cpu: '1' } };
        spec.containers[0].resources.limits.cpu = '0';
      },
    },
  },
  invalid: {
    absent: {
      change: withoutDefaults(({ spec }) => {
        delete spec.containers[0].resources.limits.cpu;
      }),
      at,
      also,
      mendedBy: 'none',
    },
    '§4.37: a request, which is no limit': {
      change: withoutDefaults(({ spec }) => {
        spec.containers[0].resources = { requests: { cpu: '1', memory: '64Mi' }, limits: { memory: '64Mi' } };
      }),
      at,
      also,
    },
    'an init container': {
      change: withoutDefaults(({ spec }) => {
        delete spec.initContainers[0].resources.limits.cpu;
      }),
      at: ['/initContainers/0/resources/limits/cpu'],
      also,
    },
    '0, which limits nothing and prevents the default': {
      change: ({ spec }) => {
        spec.containers[0].resources.limits.cpu = '0';
      },
      at,
    },
    'null, which is read as 0': {
      change: ({ spec }) => {
        spec.containers[0].resources.limits.cpu = null;
      },
      at,
    },
    'a limit for the pod as a whole, before 1.34': {
      version: '1.33',
      change: withoutDefaults(({ spec }) => {
        spec.resources = { limits: { cpu: '1' } };
        delete spec.containers[0].resources.limits.cpu;
      }),
      at,
      also,
    },
    'the default of another namespace': {
      change: ({ spec, limitRange }) => {
        limitRange.metadata.namespace = 'other';
        delete spec.containers[0].resources.limits.cpu;
      },
      at,
      also,
    },
  },
});
