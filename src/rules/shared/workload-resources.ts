import type { DangerousPower } from '../../analysis/access/dangerous-power';
import { powersOf } from '../../analysis/access/dangerous-powers';
import { stringListOption } from '../../engine/rule-option';
import { DEPLOYER_RESOURCES, POD_RESOURCES, partsOfName } from '../../kubernetes/workloads/resources';

export const workloadResources = stringListOption(
  'workloadResources',
  [...POD_RESOURCES, ...DEPLOYER_RESOURCES],
  'custom resources that create pods, or from which a controller does, each as the name of its definition, <plural>.<group>',
);

/** The powers of a rule on pods and on all that creates pods, with the custom resources of an option. */
export function onWorkloads(rule: string, custom: readonly string[]): DangerousPower[] {
  const powers = powersOf(rule).filter(({ isOption }) => !isOption);
  const { verbs = [] } = powers[0] ?? {};
  return [
    ...powers,
    ...custom.map(partsOfName).map(({ group, resource }) => ({ rule, verbs, group, resources: [resource] })),
  ];
}
