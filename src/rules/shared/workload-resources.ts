import { stringListOption } from '../../engine/rule-option';
import type { Permission } from './visit-permissions';

/** The custom resources of `src/model/workload-kinds.ts`. */
export const workloadResources = stringListOption(
  'workloadResources',
  [
    'rollouts.argoproj.io',
    'services.serving.knative.dev',
    'configurations.serving.knative.dev',
    'clonesets.apps.kruise.io',
    'statefulsets.apps.kruise.io',
    'daemonsets.apps.kruise.io',
    'deploymentconfigs.apps.openshift.io',
    'sandboxes.agents.x-k8s.io',
  ],
  'custom resources that create pods, each as the name of its definition, <plural>.<group>',
);

/** Verbs on pods and on all resources that create pods. */
export function onWorkloads(verbs: readonly string[], custom: readonly string[] = []): Permission[] {
  return [
    { verbs, resources: ['pods', 'replicationcontrollers'] },
    { verbs, group: 'apps', resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'] },
    { verbs, group: 'batch', resources: ['jobs', 'cronjobs'] },
    ...custom.map((name) => {
      const [resource = '', ...group] = name.split('.');
      return { verbs, group: group.join('.'), resources: [resource] };
    }),
  ];
}
