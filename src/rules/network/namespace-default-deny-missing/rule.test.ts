import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const PLACE = 'Namespace /metadata/name';

testRule(rule, {
  valid: {
    'an absent podSelector, which selects all': ({ policy }) => {
      delete policy.spec.podSelector;
    },
    'empty lists in the selector': ({ policy }) => {
      policy.spec.podSelector = { matchLabels: {}, matchExpressions: [] };
    },
    'null in the selector': ({ policy }) => {
      policy.spec.podSelector = { matchLabels: null, matchExpressions: null };
    },
    'empty lists of rules': ({ policy }) => {
      policy.spec.ingress = [];
      policy.spec.egress = [];
    },
    'null rules': ({ policy }) => {
      policy.spec.ingress = null;
      policy.spec.egress = null;
    },
    'one policy for each direction': ({ policy, others }) => {
      policy.spec.policyTypes = ['Ingress'];
      others.push({ ...structuredClone(policy), metadata: { name: 'egress', namespace: 'shop' } });
      others[0].spec.policyTypes = ['Egress'];
    },
    'ingress closed by default types, egress by another policy': {
      change: ({ policy, others }) => {
        delete policy.spec.policyTypes;
        others.push({
          ...structuredClone(policy),
          metadata: { name: 'egress', namespace: 'shop' },
          spec: { podSelector: {}, policyTypes: ['Egress'] },
        });
      },
      also: ['network-policy-implicit-policy-types'],
    },
    'a policy that allows something beside it': {
      change: ({ policy, others }) => {
        others.push({
          ...structuredClone(policy),
          metadata: { name: 'dns', namespace: 'shop' },
          spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] },
        });
      },
    },
    'rules that policyTypes leaves without effect': {
      change: ({ policy, others }) => {
        others.push({
          ...structuredClone(policy),
          metadata: { name: 'ingress', namespace: 'shop' },
          spec: { podSelector: {}, policyTypes: ['Ingress'], egress: [{}] },
        });
      },
      also: ['network-policy-implicit-policy-types'],
    },
  },
  invalid: {
    'no policy': {
      change: (world) => {
        world.policy = undefined;
      },
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-network-policy-missing',
        'workload-network-policy-missing',
      ],
    },
    'a policy of another namespace': {
      change: ({ policy }) => {
        policy.metadata.namespace = 'other';
      },
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-network-policy-missing',
        'workload-network-policy-missing',
      ],
    },
    'a policy for some pods': {
      change: ({ policy }) => {
        policy.spec.podSelector = { matchLabels: { app: 'web' } };
      },
      at: [PLACE],
    },
    'a policy for pods by expression': {
      change: ({ policy }) => {
        policy.spec.podSelector = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
      },
      at: [PLACE],
    },
    'ingress alone': {
      change: ({ policy }) => {
        policy.spec.policyTypes = ['Ingress'];
      },
      at: [PLACE],
      also: ['egress-isolation-missing'],
    },
    'egress alone': {
      change: ({ policy }) => {
        policy.spec.policyTypes = ['Egress'];
      },
      at: [PLACE],
      also: ['ingress-isolation-missing'],
    },
    'no policyTypes and no rules': {
      change: ({ policy }) => {
        policy.spec = { podSelector: {} };
      },
      at: [PLACE],
      also: ['egress-isolation-missing', 'network-policy-implicit-policy-types'],
    },
    'all ingress allowed': {
      change: ({ policy }) => {
        policy.spec.ingress = [{}];
      },
      at: [PLACE],
      also: ['network-policy-allow-all-ingress'],
    },
    'DNS allowed in the same policy': {
      change: ({ policy }) => {
        policy.spec.egress = [{ ports: [{ protocol: 'UDP', port: 53 }] }];
      },
      at: [PLACE],
    },
    'of Cilium alone': {
      change: (world) => {
        world.policy = {
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumNetworkPolicy',
          metadata: { name: 'default-deny', namespace: 'shop' },
          spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
        };
      },
      at: [PLACE],
    },
  },
});
