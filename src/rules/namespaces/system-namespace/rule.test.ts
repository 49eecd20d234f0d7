import { addNamespace } from '../../../../test/support/add-namespace';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, POD_KINDS, type World, world } from '../../../../test/support/world';
import { rule } from './rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
/** A second workload, in another namespace. */
const inNamespace = (name: string, metadata: any = {}, podMetadata: any = {}) => {
  return (each: World): void => {
    const { spec } = structuredClone(each);
    addNamespace(each, name, { [ENFORCE]: 'restricted' });
    each.others.push({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'agent', namespace: name, ...metadata },
      spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: podMetadata, spec } },
    });
  };
};
const PLACE = ['Deployment /metadata/namespace'];

testRule(rule, {
  valid: {
    'another namespace': inNamespace('monitoring'),
    'another name with the same prefix': inNamespace('kube-system-agents'),
    'no workload': (each) => addNamespace(each, 'kube-system', { [ENFORCE]: 'restricted' }),
    'an addon, labelled on the object': inNamespace('kube-system', { labels: { 'k8s-app': 'kube-dns' } }),
    'an addon, labelled on its pods': inNamespace('kube-system', {}, { labels: { 'k8s-app': 'kube-dns' } }),
    'an object of the addon manager': inNamespace('kube-system', {
      labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' },
    }),
    'a service of the cluster': inNamespace('kube-system', { labels: { 'kubernetes.io/cluster-service': 'true' } }),
    'a component of the control plane': inNamespace('kube-system', {}, { labels: { tier: 'control-plane' } }),
    'kube-proxy': inNamespace('kube-system', {}, { labels: { component: 'kube-proxy' } }),
  },
  invalid: {
    'kube-system': { change: inNamespace('kube-system'), at: PLACE, mendedBy: 'none' },
    'kube-public': { change: inNamespace('kube-public'), at: PLACE },
    'kube-node-lease': { change: inNamespace('kube-node-lease'), at: PLACE },
    'other labels': { change: inNamespace('kube-system', { labels: { app: 'agent', tier: 'backend' } }), at: PLACE },
    'another component': { change: inNamespace('kube-system', {}, { labels: { component: 'web' } }), at: PLACE },
    'cluster-service false': {
      change: inNamespace('kube-system', { labels: { 'kubernetes.io/cluster-service': 'false' } }),
      at: PLACE,
    },
    'an empty label': { change: inNamespace('kube-system', { labels: { 'k8s-app': '' } }), at: PLACE },
    'null labels': { change: inNamespace('kube-system', { labels: null }, { labels: null }), at: PLACE },
  },
});

test.each(Object.keys(POD_KINDS))('a %s', (kind) => {
  const objects = objectsOf(world(), kind);
  const at = (namespace: string) =>
    placesOf(
      rule,
      objects.map((each) => ({ ...each, metadata: { ...each.metadata, namespace } })),
    );
  expect(at('kube-system')).toEqual([`medium ${kind} /metadata/namespace`]);
  expect(at('shop')).toEqual([]);
});
