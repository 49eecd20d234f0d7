import { stringListOption } from '../../engine/rule-option';
import { DEPLOYER_RESOURCES, POD_RESOURCES, partsOfName } from '../../kubernetes/workloads/resources';
import type { Permission } from './visit-permissions';

export const workloadResources = stringListOption(
  'workloadResources',
  [...POD_RESOURCES, ...DEPLOYER_RESOURCES],
  'custom resources that create pods, or from which a controller does, each as the name of its definition, <plural>.<group>',
);

/** Verbs on pods and on all resources that create pods. */
export function onWorkloads(verbs: readonly string[], custom: readonly string[] = []): Permission[] {
  return [
    { verbs, resources: ['pods', 'replicationcontrollers'] },
    { verbs, group: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'] },
    { verbs, group: 'batch', resources: ['jobs', 'cronjobs'] },
    ...custom.map(partsOfName).map(({ group, resource }) => ({ verbs, group, resources: [resource] })),
  ];
}
