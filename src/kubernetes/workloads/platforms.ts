import type { WorkloadEntry } from './place';

const KRUISE = 'https://github.com/openkruise/kruise/blob/v1.8.0/apis/apps';
const RUNNERS =
  'https://github.com/actions/actions-runner-controller/blob/gha-runner-scale-set-0.12.1/apis/actions.github.com/v1alpha1';
const SANDBOX = 'https://github.com/kubernetes-sigs/agent-sandbox/blob/v0.1.0';

function kruise(kinds: readonly string[], file: string, templates: readonly string[]): WorkloadEntry {
  const places = templates.map((template) => ({ template }));
  return { groups: ['apps.kruise.io'], kinds, places, source: `${KRUISE}/${file}` };
}

function runners(kind: string, template: string): WorkloadEntry {
  return {
    groups: ['actions.github.com'],
    kinds: [kind],
    places: [{ template }],
    source: `${RUNNERS}/${kind.toLowerCase()}_types.go`,
  };
}

/** Kinds that take the place of Kubernetes' own: whole pod templates. */
export const PLATFORMS: readonly WorkloadEntry[] = [
  {
    groups: ['apps.openshift.io', ''],
    kinds: ['DeploymentConfig'],
    places: [{ template: '/spec/template' }],
    source: 'https://github.com/openshift/api/blob/release-4.19/apps/v1/types.go',
  },
  {
    groups: ['operators.coreos.com'],
    kinds: ['ClusterServiceVersion'],
    places: [{ template: '/spec/install/spec/deployments/*/spec/template' }],
    source:
      'https://github.com/operator-framework/api/blob/v0.31.0/pkg/operators/v1alpha1/clusterserviceversion_types.go',
  },
  kruise(['CloneSet'], 'v1alpha1/cloneset_types.go', ['/spec/template']),
  kruise(['StatefulSet'], 'v1beta1/statefulset_types.go', ['/spec/template']),
  kruise(['DaemonSet'], 'v1alpha1/daemonset_types.go', ['/spec/template']),
  kruise(['BroadcastJob'], 'v1alpha1/broadcastjob_types.go', ['/spec/template']),
  kruise(['AdvancedCronJob'], 'v1alpha1/advancedcronjob_types.go', [
    '/spec/template/jobTemplate/spec/template',
    '/spec/template/broadcastJobTemplate/spec/template',
  ]),
  kruise(
    ['UnitedDeployment'],
    'v1alpha1/uniteddeployment_types.go',
    ['statefulSetTemplate', 'advancedStatefulSetTemplate', 'cloneSetTemplate', 'deploymentTemplate'].map(
      (name) => `/spec/template/${name}/spec/template`,
    ),
  ),
  {
    groups: ['apps.kruise.io'],
    kinds: ['SidecarSet'],
    places: [{ spec: '/spec', fields: ['imagePullSecrets', 'volumes'], isPartial: true }], // added to other pods
    source: `${KRUISE}/v1alpha1/sidecarset_types.go`,
  },
  {
    groups: ['agents.x-k8s.io'],
    kinds: ['Sandbox'],
    places: [{ template: '/spec/podTemplate' }],
    source: `${SANDBOX}/api/v1alpha1/sandbox_types.go`,
  },
  {
    groups: ['extensions.agents.x-k8s.io'],
    kinds: ['SandboxTemplate'],
    places: [{ template: '/spec/podTemplate' }],
    source: `${SANDBOX}/extensions/api/v1alpha1/sandboxtemplate_types.go`,
  },
  // The specs of these three contain each other, and the innermost is a pod template.
  runners('AutoscalingRunnerSet', '/spec/template'),
  runners('EphemeralRunnerSet', '/spec/ephemeralRunnerSpec'),
  runners('EphemeralRunner', '/spec'),
];
