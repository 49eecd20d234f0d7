import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** A limit without a request also sets the request, so both are removed. */
const also = ['cpu-limit-missing', 'namespace-limit-range-missing'];

testRule(rule, {
  valid: {
    'the default of the namespace': ({ spec }) => {
      delete spec.containers[0].resources.requests.cpu;
      delete spec.containers[0].resources.limits.cpu;
    },
    'a limit alone, which is a request too': ({ spec }) => {
      spec.containers[0].resources = {
        limits: { memory: '64Mi', cpu: '1' },
        requests: { memory: '64Mi' },
      };
    },
    'the minimum of the namespace, which is its default request': ({ spec, limitRange }) => {
      limitRange.spec.limits[0].min = { cpu: '10m' };
      delete spec.containers[0].resources.requests.cpu;
    },
    'an ephemeral container, which has no resources': ({ spec }) => {
      spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
    },
    'a request for the pod as a whole, from 1.34': {
      version: '1.34',
      change: ({ spec }) => {
        spec.resources = { requests: { cpu: '500m' } };
        spec.containers[0].resources.requests.cpu = '0';
      },
    },
  },
  invalid: {
    absent: {
      change: ({ spec, limitRange }) => {
        limitRange.spec.limits = [{ type: 'Container' }];
        delete spec.containers[0].resources.requests.cpu;
        delete spec.containers[0].resources.limits.cpu;
      },
      at: ['/containers/0/resources/requests/cpu'],
      also,
      mendedBy: 'none',
    },
    '0 beside a default': {
      change: ({ spec }) => {
        spec.initContainers[0].resources.requests.cpu = '0';
      },
      at: ['/initContainers/0/resources/requests/cpu'],
      mendedBy: 'none',
    },
    'a request for the pod as a whole, before 1.34': {
      version: '1.33',
      change: ({ spec, limitRange }) => {
        limitRange.spec.limits = [];
        spec.resources = { requests: { cpu: '1' } };
        delete spec.initContainers[0].resources.requests.cpu;
        delete spec.initContainers[0].resources.limits.cpu;
      },
      at: ['/initContainers/0/resources/requests/cpu'],
      also,
      mendedBy: 'none',
    },
  },
});
