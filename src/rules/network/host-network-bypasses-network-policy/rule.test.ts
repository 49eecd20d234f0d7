import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const PLACE = ['/hostNetwork'];

testRule(rule, {
  valid: {
    absent: () => {},
    null: ({ spec }) => {
      spec.hostNetwork = null;
    },
    false: ({ spec }) => {
      spec.hostNetwork = false;
    },
  },
  invalid: {
    '§4.17: selected by the policy for all pods': {
      change: ({ spec }) => {
        spec.hostNetwork = true;
      },
      at: PLACE,
      also: ['host-network'],
      mendedBy: 'force',
    },
    'selected by its label, too': {
      change: ({ spec, others, policy }) => {
        spec.hostNetwork = true;
        others.push({
          ...policy,
          metadata: { name: 'own', namespace: 'shop' },
          spec: { ...policy.spec, podSelector: { matchLabels: { app: 'web' } } },
        });
      },
      at: PLACE,
      also: ['host-network'],
      mendedBy: 'force',
    },
  },
});

describe('where no policy selects the pod', () => {
  const only = (policy: any) => {
    const changed: World = world();
    changed.spec.hostNetwork = true;
    changed.policy = policy && { metadata: { name: 'own', namespace: 'shop' }, ...policy };
    return placesOf(rule, objectsOf(changed));
  };
  const kubernetes = (spec: any) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });
  const cilium = (spec: any) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec });
  const FOUND = ['medium Pod /spec/hostNetwork'];

  test.each<[string, any, string[]]>([
    ['none', undefined, []],
    ['for other pods', kubernetes({ podSelector: { matchLabels: { app: 'db' } } }), []],
    ['for the pod', kubernetes({ podSelector: { matchLabels: { app: 'web' } } }), FOUND],
    ['for the pod, of Cilium', cilium({ endpointSelector: { matchLabels: { app: 'web' } }, ingress: [{}] }), FOUND],
    ['for other pods, of Cilium', cilium({ endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{}] }), []],
  ])('%s', (_, policy, expected) => {
    expect(only(policy)).toEqual(expected);
  });
});
