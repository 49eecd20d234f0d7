import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const set =
  (field: string, resource: string, amount: any) =>
  ({ spec }: World): void => {
    spec.containers[0].resources[field][resource] = amount;
  };
const at = (field: string, resource: string) => [`/containers/0/resources/${field}/${resource}`];
const both =
  (amount: string) =>
  ({ spec }: World): void => {
    Object.assign(spec.containers[0].resources, {
      limits: { ...spec.containers[0].resources.limits, memory: amount },
      requests: { ...spec.containers[0].resources.requests, memory: amount },
    });
  };

testRule(rule, {
  valid: {
    'usual amounts': () => {},
    'little memory': both('6Mi'),
    'a memory request of 1 MiB': set('requests', 'memory', '1Mi'),
    'many cores': set('limits', 'cpu', '999'),
    'cores in thousandths': set('limits', 'cpu', '500m'),
    devices: ({ spec }) => {
      spec.containers[0].resources.limits['nvidia.com/gpu'] = 1;
      spec.containers[0].resources.requests['nvidia.com/gpu'] = 1;
    },
  },
  invalid: {
    'a limit in thousandths of a byte': {
      change: both('512m'),
      at: [...at('limits', 'memory'), ...at('requests', 'memory')],
      mendedBy: 'none',
    },
    'a limit in bytes': { change: both('512'), at: [...at('limits', 'memory'), ...at('requests', 'memory')] },
    'a limit of 5 MiB': { change: both('5Mi'), at: at('limits', 'memory') },
    'a number of bytes': { change: set('requests', 'memory', 1000), at: at('requests', 'memory') },
    'storage in thousandths': {
      change: set('limits', 'ephemeral-storage', '500m'),
      at: at('limits', 'ephemeral-storage'),
    },
    'thousandths without m': { change: set('limits', 'cpu', 1000), at: at('limits', 'cpu') },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].resources.requests.memory = '64m';
      },
      at: ['/initContainers/0/resources/requests/memory'],
    },
  },
});
