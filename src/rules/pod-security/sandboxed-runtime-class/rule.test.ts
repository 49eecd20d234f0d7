import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const at = ['/runtimeClassName'];

/** Sets the runtime class of the pod. */
function under(name: any) {
  return ({ spec }: World) => {
    spec.runtimeClassName = name;
  };
}

testRule(rule, {
  valid: {
    gVisor: under('gvisor'),
    'Kata Containers': under('kata'),
  },
  invalid: {
    absent: { change: () => {}, at, mendedBy: 'none' },
    null: { change: under(null), at, mendedBy: 'none' },
    empty: { change: under(''), at, mendedBy: 'none' },
    another: { change: under('nvidia'), at, mendedBy: 'none' },
    'a name with the same prefix': { change: under('kata-debug'), at, mendedBy: 'none' },
  },
});

testRule(rule, {
  options: { runtimeClasses: ['sandbox'] },
  valid: { 'the name that an option gives': under('sandbox') },
  invalid: { 'a name that the option leaves out': { change: under('gvisor'), at, mendedBy: 'none' } },
});

test('the pod of a sandbox template is judged too', () => {
  const podTemplate = { spec: { containers: [{ name: 'agent' }] } };
  const template = {
    apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
    kind: 'SandboxTemplate',
    metadata: { name: 'agent' },
    spec: { podTemplate },
  };
  const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
  const findings = rule.check(ManifestSet.fromManifests([Manifest.fromJson(template)]), target);
  expect(findings.map(({ pointer }) => pointer)).toEqual(['/spec/podTemplate/spec/runtimeClassName']);
});
