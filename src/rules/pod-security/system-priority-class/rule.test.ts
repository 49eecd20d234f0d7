import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const at = ['/priorityClassName'];

/** Sets the priority class of the pod. */
function under(name: any) {
  return ({ spec }: World) => {
    spec.priorityClassName = name;
  };
}

testRule(rule, {
  valid: {
    another: under('high'),
    'a name with the same prefix': under('system-cluster-critical-2'),
    empty: under(''),
    null: under(null),
  },
  invalid: {
    'of the cluster': { change: under('system-cluster-critical'), at, mendedBy: 'none' },
    'of the node': { change: under('system-node-critical'), at, mendedBy: 'none' },
  },
});

testRule(rule, {
  options: { priorityClasses: ['shop', 'system-cluster-critical'] },
  valid: {
    'one that the option lists': under('shop'),
    'a system class that the option lists': under('system-cluster-critical'),
    absent: () => {},
  },
  invalid: {
    'one that the option does not list': { change: under('high'), at, mendedBy: 'none' },
    'a system class that the option does not list': { change: under('system-node-critical'), at, mendedBy: 'none' },
  },
});

test.each([
  ['kube-system', {}, 0],
  ['kube-system', { priorityClasses: ['shop'] }, 0],
  ['kube-systems', {}, 1],
  [undefined, {}, 1],
])('in namespace %s, with options %j: %d findings', (namespace, options, count) => {
  const spec = { containers: [{ name: 'proxy' }], priorityClassName: 'system-node-critical' };
  const pod = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'proxy', namespace }, spec });
  const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
  expect(rule.withOptions(options).check(ManifestSet.fromManifests([pod]), target)).toHaveLength(count);
});
