import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

/** Replaces the default deny with one policy. */
const only = (policy: any) => (world: World) => {
  world.policy = { metadata: { name: 'web', namespace: 'shop' }, ...policy };
};
const kubernetes = (spec: any) => only({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });
const cilium = (spec: any) => only({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', spec });
const calico = (spec: any) => only({ apiVersion: 'projectcalico.org/v3', kind: 'NetworkPolicy', spec });

const PLACE = '../metadata/labels';
const NO_DEFAULT_DENY = 'namespace-default-deny-missing';
const OTHER = 'ingress-isolation-missing';

/** Limits the default deny to the other direction, and adds one more policy. */
const beside = (policy: (world: World) => void) => (world: World) => {
  policy(world);
  world.others.push({ ...world.policy, metadata: { ...world.policy.metadata, name: 'own' } });
  kubernetes({ podSelector: {}, policyTypes: ['Ingress'] })(world);
};

testRule(rule, {
  valid: {
    'closed by the default deny': () => {},
    'closed by another policy': beside(kubernetes({ podSelector: {}, policyTypes: ['Egress'] })),
    'closed, with empty lists of rules': ({ policy }) => {
      policy.spec.ingress = [];
      policy.spec.egress = [];
    },
  },
  invalid: {
    'no policy at all': {
      change: (changed) => {
        changed.policy = undefined;
      },
      at: [PLACE],
      also: [
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
        'workload-network-policy-missing',
      ],
    },
    'a policy for other pods': {
      change: kubernetes({ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress', 'Egress'] }),
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'workload-network-policy-missing',
      ],
    },
    'the other direction alone': {
      change: kubernetes({ podSelector: {}, policyTypes: ['Ingress'] }),
      at: [PLACE],
      also: [NO_DEFAULT_DENY],
    },
    'rules without the policy type': {
      change: kubernetes({ podSelector: {}, policyTypes: ['Ingress'], egress: [{}] }),
      at: [PLACE],
      also: ['namespace-default-deny-missing', 'network-policy-implicit-policy-types'],
    },
    'the policy type in the wrong case': {
      change: kubernetes({ podSelector: {}, policyTypes: ['Ingress', 'egress'] }),
      at: [PLACE],
      also: [NO_DEFAULT_DENY],
    },
    'closed for other pods': {
      change: beside(kubernetes({ podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Egress'] })),
      at: [PLACE],
      also: ['dangling-network-policy', 'namespace-default-deny-missing'],
    },
    'Cilium, the other direction': {
      change: cilium({ endpointSelector: {}, ingress: [{}] }),
      at: [PLACE],
      also: [NO_DEFAULT_DENY],
    },
    'Cilium, no rules': {
      change: cilium({ endpointSelector: {}, egress: [] }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY],
    },
    'Cilium, switched off': {
      change: cilium({ endpointSelector: {}, egress: [{}], enableDefaultDeny: { egress: false } }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY],
    },
    'Cilium, open to all': {
      change: cilium({ endpointSelector: {}, egress: [{ toEntities: ['all'] }] }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY, 'network-policy-allow-all-egress'],
    },
    'Cilium, open to everything outside': {
      change: cilium({ endpointSelector: {}, egress: [{ toEntities: ['world'] }] }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY, 'network-policy-allow-all-egress'],
    },
    'Calico, open to all': {
      change: calico({ types: ['Egress'], egress: [{ action: 'Allow' }] }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY, 'network-policy-allow-all-egress'],
    },
    'Calico, passed on': {
      change: calico({ types: ['Egress'], egress: [{ action: 'Pass' }] }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY],
    },
    'Calico, the other direction': {
      change: calico({ types: ['Ingress'] }),
      at: [PLACE],
      also: [NO_DEFAULT_DENY],
    },
    'an admin policy, which isolates nothing': {
      change: only({
        apiVersion: 'policy.networking.k8s.io/v1alpha1',
        kind: 'BaselineAdminNetworkPolicy',
        metadata: { name: 'default' },
        spec: { subject: { namespaces: {} }, egress: [{ action: 'Deny', from: [{ namespaces: {} }] }] },
      }),
      at: [PLACE],
      also: [OTHER, NO_DEFAULT_DENY],
    },
    'no policyTypes and no rules': {
      change: kubernetes({ podSelector: {} }),
      at: [PLACE],
      also: ['namespace-default-deny-missing', 'network-policy-implicit-policy-types'],
    },
    'no policyTypes and an empty list of rules': {
      change: kubernetes({ podSelector: {}, policyTypes: [], egress: [] }),
      at: [PLACE],
      also: ['namespace-default-deny-missing', 'network-policy-implicit-policy-types'],
    },
  },
});

describe('does not report', () => {
  const closed: [string, (world: World) => void][] = [
    ['rules without policyTypes', kubernetes({ podSelector: {}, egress: [{}] })],
    ['Cilium rules', cilium({ endpointSelector: {}, egress: [{}] })],
    ['Cilium deny rules', cilium({ endpointSelector: {}, egressDeny: [{}] })],
    ['Calico types', calico({ selector: 'all()', types: ['Egress'] })],
    ['Calico rules', calico({ egress: [{ action: 'Allow', protocol: 'TCP', destination: { nets: ['10.0.0.0/8'] } }] })],
  ];
  test.each(closed)('%s', (_, change) => {
    const changed = world();
    change(changed);
    const objects = objectsOf(changed).map((json) => Manifest.fromJson(json));
    const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
    expect(rule.check(ManifestSet.fromManifests(objects), target)).toEqual([]);
  });
});
