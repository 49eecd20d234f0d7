import { findingsOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const PLACE = ['Namespace /metadata/name'];
const OPEN = ['egress-isolation-missing', 'ingress-isolation-missing', 'namespace-default-deny-missing'];
const UNSELECTED = [...OPEN, 'workload-network-policy-missing'];

/** Replaces the default deny with one policy, or with none. */
const only = (policy?: any) => (world: World) => {
  world.policy = policy && { metadata: { name: 'web' }, ...policy };
};
const cilium = (matchLabels: any) =>
  only({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumClusterwideNetworkPolicy',
    spec: { endpointSelector: { matchLabels }, ingress: [{}], egress: [{}] },
  });
const another = (metadata: any) => (world: World) => {
  world.others.push({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { ...world.namespace.metadata, ...metadata },
  });
};
const withAll = (name: string) => (world: World) => {
  another({ name })(world);
  for (const object of [world.policy, world.limitRange, world.resourceQuota, world.defaultAccount])
    world.others.push({ ...object, metadata: { ...object.metadata, namespace: name } });
};

testRule(rule, {
  valid: {
    'one policy': () => {},
    'another namespace with a policy': withAll('ops'),
  },
  invalid: {
    'no policy': { change: only(), at: PLACE, also: UNSELECTED, mendedBy: 'none' },
    'a policy of another namespace': {
      change: ({ policy }) => {
        policy.metadata.namespace = 'other';
      },
      at: PLACE,
      also: UNSELECTED,
    },
    'a policy that names no namespace': {
      change: ({ policy }) => {
        delete policy.metadata.namespace;
      },
      at: PLACE,
      also: ['default-namespace', ...UNSELECTED],
    },
    'another namespace without one': {
      change: (world) => {
        withAll('ops')(world);
        world.others = world.others.filter(({ kind }) => kind !== 'NetworkPolicy');
      },
      at: PLACE,
      also: ['namespace-default-deny-missing'],
    },
    'a clusterwide policy for some pods': {
      change: cilium({ app: 'web' }),
      at: PLACE,
      also: ['namespace-default-deny-missing'],
    },
    'a clusterwide policy for another namespace': {
      change: cilium({ 'k8s:io.kubernetes.pod.namespace': 'ops' }),
      at: PLACE,
      also: UNSELECTED,
    },
  },
});

/** A clusterwide policy is not a default deny of the namespace: namespace-default-deny-missing reports it too. */
test.each<[string, (world: World) => void]>([
  ['Cilium, clusterwide, all pods', cilium({})],
  ['Cilium, clusterwide, all pods of the namespace', cilium({ 'k8s:io.kubernetes.pod.namespace': 'shop' })],
  [
    'Calico, global',
    only({ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', spec: { selector: 'all()' } }),
  ],
  [
    'an admin policy',
    only({
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      spec: { tier: 'Baseline', priority: 1, subject: { namespaces: {} } },
    }),
  ],
  [
    'one of Cilium in the namespace',
    only({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{}] },
    }),
  ],
])('counts: %s', (_, change) => {
  const changed = world();
  change(changed);
  expect(findingsOf(rule, objectsOf(changed))).toEqual([]);
});
