import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const also = ['namespace-limit-range-missing'];

testRule(rule, {
  valid: {
    'the default of the namespace': ({ spec }) => {
      delete spec.containers[0].resources.requests.memory;
      delete spec.containers[0].resources.limits.memory;
    },
    'a limit alone, which is a request too': ({ spec }) => {
      spec.containers[0].resources = {
        limits: { memory: '64Mi', cpu: '1' },
        requests: { cpu: '100m' },
      };
    },
    'the minimum of the namespace, which is its default request': ({ spec, limitRange }) => {
      limitRange.spec.limits[0].min = { memory: '16Mi' };
      delete spec.containers[0].resources.requests.memory;
    },
    'an ephemeral container, which has no resources': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    },
    'a request for the pod as a whole, from 1.34': {
      version: '1.34',
      change: ({ spec }) => {
        spec.resources = { requests: { memory: '256Mi' } };
        spec.containers[0].resources.requests.memory = '0';
      },
    },
  },
  invalid: {
    absent: {
      change: ({ spec, limitRange }) => {
        limitRange.spec.limits = [{ type: 'Container' }];
        delete spec.containers[0].resources.requests.memory;
        delete spec.containers[0].resources.limits.memory;
      },
      at: ['/containers/0/resources/requests/memory'],
      also: ['memory-limit-missing', ...also],
      mendedBy: 'none',
    },
    '0 beside a default': {
      change: ({ spec }) => {
        spec.initContainers[0].resources.requests.memory = '0';
      },
      at: ['/initContainers/0/resources/requests/memory'],
      mendedBy: 'none',
    },
    'a request for the pod as a whole, before 1.34': {
      version: '1.33',
      change: ({ spec, limitRange }) => {
        limitRange.spec.limits = [];
        spec.resources = { requests: { memory: '1' } };
        delete spec.initContainers[0].resources.requests.memory;
        delete spec.initContainers[0].resources.limits.memory;
      },
      at: ['/initContainers/0/resources/requests/memory'],
      also: ['memory-limit-missing', ...also],
      mendedBy: 'none',
    },
  },
});
