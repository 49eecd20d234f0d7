import { addNamespace } from '../../../../test/support/add-namespace';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const PLACE = 'Namespace /metadata/name';

testRule(rule, {
  valid: {
    'the older names of requests': ({ resourceQuota }) => {
      resourceQuota.spec.hard = { cpu: '8', memory: '16Gi', 'limits.cpu': '16', 'limits.memory': '32Gi' };
    },
    'split over two objects': ({ resourceQuota, others }) => {
      others.push({
        ...structuredClone(resourceQuota),
        metadata: { name: 'limits', namespace: 'shop' },
        spec: { hard: { 'limits.cpu': '16', 'limits.memory': '32Gi' } },
      });
      resourceQuota.spec.hard = { 'requests.cpu': '8', 'requests.memory': '16Gi' };
    },
    'no scopes, written out': ({ resourceQuota }) => {
      resourceQuota.spec.scopes = [];
      resourceQuota.spec.scopeSelector = { matchExpressions: [] };
    },
    'null scopes': ({ resourceQuota }) => {
      resourceQuota.spec.scopes = null;
      resourceQuota.spec.scopeSelector = null;
    },
    'a quota of zero': ({ resourceQuota }) => {
      resourceQuota.spec.hard['requests.cpu'] = 0;
    },
  },
  invalid: {
    'no quota': {
      change: (world) => {
        world.resourceQuota = undefined;
      },
      at: [PLACE],
    },
    'in another namespace': {
      change: ({ resourceQuota }) => {
        resourceQuota.metadata.namespace = 'other';
      },
      at: [PLACE],
    },
    'no hard entries': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.hard = {};
      },
      at: [PLACE],
    },
    'null instead of hard': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.hard = null;
      },
      at: [PLACE],
    },
    'a null entry': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.hard['limits.memory'] = null;
      },
      at: [PLACE],
    },
    'no limits': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.hard = { 'requests.cpu': '8', 'requests.memory': '16Gi' };
      },
      at: [PLACE],
    },
    'only object counts': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.hard = { pods: '10', 'count/deployments.apps': '5' };
      },
      at: [PLACE],
    },
    'for some pods, by scope': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.scopes = ['NotTerminating'];
      },
      at: [PLACE],
    },
    'for some pods, by selector': {
      change: ({ resourceQuota }) => {
        resourceQuota.spec.scopeSelector = {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }],
        };
      },
      at: [PLACE],
    },
    'a system namespace': {
      change: (world) => {
        addNamespace(world, 'kube-system', world.namespace.metadata.labels);
        world.others = world.others.filter(({ kind }) => kind !== 'ResourceQuota');
      },
      at: [PLACE],
    },
  },
});
