import { addNamespace } from '../../../../test/support/add-namespace';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const PLACE = 'Namespace /metadata/name';

testRule(rule, {
  valid: {
    'a number instead of a string': ({ limitRange }) => {
      limitRange.spec.limits[0].default = { cpu: 1, memory: 536870912 };
    },
    'split over two objects': ({ limitRange, others }) => {
      const [item] = limitRange.spec.limits;
      others.push({
        ...structuredClone(limitRange),
        metadata: { name: 'memory', namespace: 'shop' },
        spec: { limits: [{ type: 'Container', default: { memory: '1Gi' }, defaultRequest: { memory: '1Gi' } }] },
      });
      delete item.default.memory;
      delete item.defaultRequest.memory;
    },
    'default requests that are the defaults': ({ limitRange }) => {
      delete limitRange.spec.limits[0].defaultRequest;
    },
    'defaults that are the maximum': ({ limitRange }) => {
      limitRange.spec.limits = [{ type: 'Container', max: { cpu: '1', memory: '1Gi' } }];
    },
    'with an item for pods': ({ limitRange }) => {
      limitRange.spec.limits.unshift({ type: 'Pod', max: { cpu: '4' } });
    },
  },
  invalid: {
    '§4.38: no LimitRange': {
      change: (world) => {
        world.limitRange = undefined;
      },
      at: [PLACE],
    },
    'in another namespace': {
      change: ({ limitRange }) => {
        limitRange.metadata.namespace = 'other';
      },
      at: [PLACE],
    },
    'no limits': {
      change: ({ limitRange }) => {
        limitRange.spec.limits = null;
      },
      at: [PLACE],
    },
    'no spec': {
      change: ({ limitRange }) => {
        limitRange.spec = null;
      },
      at: [PLACE],
    },
    'for pods': {
      change: ({ limitRange }) => {
        limitRange.spec.limits[0].type = 'Pod';
      },
      at: [PLACE],
    },
    'in the wrong case': {
      change: ({ limitRange }) => {
        limitRange.spec.limits[0].type = 'container';
      },
      at: [PLACE],
    },
    'without a default for memory': {
      change: ({ limitRange }) => {
        delete limitRange.spec.limits[0].default.memory;
      },
      at: [PLACE],
    },
    'with a null default for cpu': {
      change: ({ limitRange }) => {
        limitRange.spec.limits[0].default.cpu = null;
      },
      at: [PLACE],
    },
    'requests without limits': {
      change: ({ limitRange }) => {
        delete limitRange.spec.limits[0].default;
      },
      at: [PLACE],
    },
    'a minimum, which sets requests but no limits': {
      change: ({ limitRange }) => {
        limitRange.spec.limits = [{ type: 'Container', min: { cpu: '10m', memory: '16Mi' } }];
      },
      at: [PLACE],
    },
    'a system namespace': {
      change: (world) => {
        addNamespace(world, 'kube-system', world.namespace.metadata.labels);
        world.others = world.others.filter(({ kind }) => kind !== 'LimitRange');
      },
      at: [PLACE],
    },
  },
});
