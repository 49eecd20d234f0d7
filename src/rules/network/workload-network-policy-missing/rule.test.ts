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
const clusterwide = (apiVersion: string, kind: string, spec: any) =>
  only({ apiVersion, kind, metadata: { name: 'web' }, spec });

const PLACE = '../metadata/labels';
const NO_DEFAULT_DENY = ['egress-isolation-missing', 'ingress-isolation-missing', 'namespace-default-deny-missing'];

/** A policy in addition to the default deny, so that there are no other findings. */
const beside = (policy: (world: World) => void) => (world: World) => {
  policy(world);
  const own = world.policy;
  own.metadata.name = 'own';
  world.policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
  world.others.push(own);
};

testRule(rule, {
  valid: {
    'the default deny alone': () => {},
    'a policy for other pods beside it': {
      change: beside(kubernetes({ podSelector: { matchLabels: { app: 'db' } } })),
      also: ['dangling-network-policy', 'network-policy-implicit-policy-types'],
    },
    'no labels, under a policy for all pods': ({ podMetadata }) => {
      delete podMetadata.labels;
    },
    'a policy for the job by name': {
      change: only({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: {
          podSelector: { matchLabels: { 'batch.kubernetes.io/job-name': 'web' } },
          policyTypes: ['Ingress', 'Egress'],
        },
      }),
      kinds: ['Job'],
      also: ['namespace-default-deny-missing'],
    },
    'a policy for all pods, written with an empty list': ({ policy }) => {
      policy.spec.podSelector = { matchExpressions: [] };
    },
  },
  invalid: {
    'a policy for the first pod of two': {
      change: only({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: {
          podSelector: { matchLabels: { 'apps.kubernetes.io/pod-index': '0' } },
          policyTypes: ['Ingress', 'Egress'],
        },
      }),
      workload: ({ spec }) => {
        spec.replicas = 2;
      },
      kinds: ['StatefulSet'],
      at: [PLACE],
      also: NO_DEFAULT_DENY,
    },
    'no policy': {
      change: (world) => {
        world.policy = undefined;
      },
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
    'no labels, and a policy for some': {
      change: (world) => {
        kubernetes({ podSelector: { matchLabels: { app: 'web' } } })(world);
        delete world.podMetadata.labels;
      },
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'network-policy-implicit-policy-types',
      ],
    },
    'a policy for other pods': {
      change: kubernetes({ podSelector: { matchLabels: { app: 'db' } } }),
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'network-policy-implicit-policy-types',
      ],
    },
    'one label of two': {
      change: kubernetes({ podSelector: { matchLabels: { app: 'web', tier: 'front' } } }),
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'network-policy-implicit-policy-types',
      ],
    },
    'labels match, expressions do not': {
      change: kubernetes({
        podSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
      }),
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'network-policy-implicit-policy-types',
      ],
    },
    'a value in another case': {
      change: kubernetes({ podSelector: { matchLabels: { app: 'Web' } } }),
      at: [PLACE],
      also: [
        'dangling-network-policy',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'network-policy-implicit-policy-types',
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
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
    '§4.16: a policy that names no namespace': {
      change: ({ policy }) => {
        delete policy.metadata.namespace;
      },
      at: [PLACE],
      also: [
        'default-namespace',
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
    'host network, not selected': {
      change: (world) => {
        world.policy = undefined;
        world.spec.hostNetwork = true;
      },
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'host-network',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
    'Calico, by an expression': {
      change: calico({ selector: "app == 'web'", types: ['Ingress', 'Egress'] }),
      at: [PLACE],
      also: NO_DEFAULT_DENY,
    },
    'Calico, staged': {
      change: only({ apiVersion: 'projectcalico.org/v3', kind: 'StagedNetworkPolicy', spec: { selector: 'all()' } }),
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
    'Cilium, for nodes': {
      change: clusterwide('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', { nodeSelector: {}, ingress: [{}] }),
      at: [PLACE],
      also: [
        'egress-isolation-missing',
        'ingress-isolation-missing',
        'namespace-default-deny-missing',
        'namespace-network-policy-missing',
      ],
    },
  },
});

/** A policy that selects the pod is enough here; the two rules about directions check whether it isolates. */
describe('counts', () => {
  test.each<[string, (world: World) => void]>([
    ['labels', kubernetes({ podSelector: { matchLabels: { app: 'web' } } })],
    [
      'expressions',
      kubernetes({ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] } }),
    ],
    ['an absent selector', kubernetes({})],
    ['an absent spec', kubernetes(undefined)],
    ['Cilium', cilium({ endpointSelector: { matchLabels: { 'k8s:app': 'web' } } })],
    ['Calico, all()', calico({ selector: ' all() ' })],
    ['Calico, absent', calico({})],
    [
      'admin policy',
      clusterwide('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', { subject: { namespaces: {} } }),
    ],
  ])('%s', (_, change) => {
    const changed = world();
    change(changed);
    const objects = objectsOf(changed).map((json) => Manifest.fromJson(json));
    const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
    expect(rule.check(ManifestSet.fromManifests(objects), target)).toEqual([]);
  });
});
