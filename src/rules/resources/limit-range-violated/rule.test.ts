import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Both containers of the world request 100m and 64Mi, and are limited to 200m and 64Mi. */
const ranges =
  (entry: any, container: any = {}) =>
  ({ limitRange, spec }: World): void => {
    limitRange.spec.limits = [{ type: 'Container', ...entry }];
    Object.assign(spec.containers[0], structuredClone(container));
  };
const memory = (requests: any, limits: any) => ({
  resources: {
    requests: { cpu: '100m', ...(requests && { memory: requests }) },
    limits: { cpu: '200m', ...(limits && { memory: limits }) },
  },
});
const request = (resource: string) => `/containers/0/resources/requests/${resource}`;
const limit = (resource: string) => `/containers/0/resources/limits/${resource}`;
const usual = {
  default: { cpu: '1', memory: '512Mi' },
  defaultRequest: { cpu: '100m', memory: '32Mi' },
};

testRule(rule, {
  valid: {
    'at the bounds': ranges({ ...usual, min: { cpu: '100m', memory: '64Mi' }, max: { cpu: '200m', memory: '64Mi' } }),
    'at the bounds, in other units': ranges({ ...usual, min: { cpu: '0.1' }, max: { cpu: '0.2', memory: '67108864' } }),
    'at the ratio': ranges({ ...usual, maxLimitRequestRatio: { cpu: '2', memory: 1 } }),
    'a minimum that the default request meets': ranges(
      { ...usual, min: { memory: '32Mi' } },
      memory(undefined, undefined),
    ),
    'a minimum that the limit meets as the request': ranges(
      { ...usual, min: { memory: '64Mi' } },
      memory(undefined, '64Mi'),
    ),
    'a request at the default limit': ranges(usual, memory('512Mi', undefined)),
    'another namespace': (world) => {
      world.others.push({
        ...structuredClone(world.limitRange),
        metadata: { name: 'limits', namespace: 'elsewhere' },
        spec: { limits: [{ type: 'Container', max: { memory: '1Mi' } }] },
      });
    },
    'a pod at the maximum: the init container and the container do not run together': ({ limitRange }) => {
      limitRange.spec.limits.push({ type: 'Pod', max: { cpu: '200m', memory: '64Mi' } });
    },
  },
  invalid: {
    'a limit above the maximum': {
      change: ranges({ ...usual, max: { memory: '1Gi' } }, memory('64Mi', '1025Mi')),
      at: [limit('memory')],
      mendedBy: 'none',
    },
    'a request below the minimum': {
      change: ranges({ ...usual, min: { memory: '32Mi' } }, memory('16Mi', '64Mi')),
      at: [request('memory')],
    },
    'a ratio above the maximum': {
      change: ranges({ ...usual, maxLimitRequestRatio: { memory: '1.5' } }, memory('64Mi', '97Mi')),
      at: [limit('memory')],
    },
    'a request above the default limit': {
      change: ranges(usual, memory('513Mi', undefined)),
      at: [limit('memory')],
    },
    'a request above the maximum, which is the default limit': {
      change: ranges({ max: { cpu: '1', memory: '512Mi' } }, memory('1Gi', undefined)),
      at: [request('memory')],
    },
    'the second of two LimitRanges': {
      change: (world) => {
        world.others.push({
          ...structuredClone(world.limitRange),
          metadata: { name: 'more', namespace: 'shop' },
          spec: { limits: [{ type: 'Container', max: { cpu: '150m' } }] },
        });
      },
      at: [limit('cpu'), '/initContainers/0/resources/limits/cpu'],
    },
    'an init container': {
      change: ({ limitRange, spec }) => {
        limitRange.spec.limits[0].max = { memory: '64Mi', cpu: '1' };
        spec.initContainers[0].resources.limits.memory = '65Mi';
      },
      at: ['/initContainers/0/resources/limits/memory'],
    },
    'an extended resource': {
      change: ({ limitRange, spec }) => {
        limitRange.spec.limits[0].max = { 'acme.example/gpu': 1 };
        Object.assign(spec.containers[0].resources.requests, { 'acme.example/gpu': 2 });
        Object.assign(spec.containers[0].resources.limits, { 'acme.example/gpu': 2 });
      },
      at: [limit('acme.example~1gpu')],
    },
    'a pod above the maximum': {
      change: ({ limitRange, spec }) => {
        limitRange.spec.limits.push({ type: 'Pod', max: { cpu: '300m' } });
        spec.containers.push({ ...structuredClone(spec.containers[0]), name: 'second' });
      },
      at: ['/containers'],
    },
    'a sidecar counts with the containers': {
      change: ({ limitRange, spec }) => {
        limitRange.spec.limits.push({ type: 'Pod', max: { cpu: '300m' } });
        spec.initContainers[0].restartPolicy = 'Always';
      },
      at: ['/containers'],
    },
  },
});
