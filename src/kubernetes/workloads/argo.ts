import type { ContainersAt, FieldsAt, PodPlace, WorkloadEntry } from './place';

const WORKFLOWS = 'https://github.com/argoproj/argo-workflows/blob/v3.7.0/pkg/apis/workflow/v1alpha1/workflow_types.go';
const ROLLOUTS = 'https://github.com/argoproj/argo-rollouts/blob/v1.8.3/pkg/apis/rollouts/v1alpha1';
const EVENTS = 'https://github.com/argoproj/argo-events/blob/v1.9.7/pkg/apis/events/v1alpha1';

const TEMPLATE_FIELDS = [
  'affinity',
  'automountServiceAccountToken',
  'hostAliases',
  'metadata',
  'nodeSelector',
  'priorityClassName',
  'schedulerName',
  'securityContext',
  'serviceAccountName',
  'tolerations',
  'volumes',
];
const WORKFLOW_FIELDS = [...TEMPLATE_FIELDS, 'dnsConfig', 'dnsPolicy', 'hostNetwork', 'imagePullSecrets'];
const WORKFLOW_NAMES = { metadata: ['podMetadata'], priorityClassName: ['podPriorityClassName'] };

/** The controller names the container of a `container` or a `script`. */
const CONTAINERS: readonly ContainersAt[] = [
  { at: 'initContainers/*', list: 'initContainers' },
  { at: 'container', name: 'main' },
  { at: 'script', name: 'main' },
  { at: 'containerSet/containers/*' },
  { at: 'sidecars/*' },
];

/** The templates of a WorkflowSpec. */
export function workflowTemplates(root: string): string[] {
  return [`${root}/templates/*`, `${root}/templates/*/steps/*/*/inline`, `${root}/templates/*/dag/tasks/*/inline`];
}

/** The pods of a WorkflowSpec: one for each template, which takes what it does not say from the defaults and the workflow. */
function workflowAt(root: string): PodPlace[] {
  const workflow: FieldsAt = { at: root, fields: WORKFLOW_FIELDS, names: WORKFLOW_NAMES };
  const defaults = `${root}/templateDefaults`;
  const containers = CONTAINERS.map((each) =>
    each.at.includes('*') ? each : { ...each, defaults: `${defaults}/${each.at}` },
  );
  const inherits = [{ at: defaults, fields: TEMPLATE_FIELDS }, workflow];
  const templates = workflowTemplates(root);
  return [
    ...templates.map((spec) => ({ spec, fields: TEMPLATE_FIELDS, inherits, containers })),
    { spec: root, fields: WORKFLOW_FIELDS, names: WORKFLOW_NAMES, containers: [], isPartial: true },
    { spec: defaults, fields: TEMPLATE_FIELDS, containers: CONTAINERS, isPartial: true },
    ...[root, defaults, ...templates].map((at) => ({ text: `${at}/podSpecPatch`, isPartial: true })),
  ];
}

/** The kinds with a WorkflowSpec, and where it is. */
export const WORKFLOW_KINDS = [
  { kinds: ['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate'], root: '/spec', source: WORKFLOWS },
  { kinds: ['CronWorkflow'], root: '/spec/workflowSpec', source: WORKFLOWS },
];

/** Kinds of Argo Workflows, Rollouts and Events. */
export const ARGO: readonly WorkloadEntry[] = [
  ...WORKFLOW_KINDS.map(({ kinds, root, source }) => ({
    groups: ['argoproj.io'],
    kinds,
    places: workflowAt(root),
    source,
  })),
  {
    // A Rollout with a workloadRef has no template: its pods are those of the Deployment.
    groups: ['argoproj.io'],
    kinds: ['Rollout'],
    places: [{ template: '/spec/template' }],
    source: `${ROLLOUTS}/types.go`,
  },
  {
    groups: ['argoproj.io'],
    kinds: ['Experiment'],
    places: [{ template: '/spec/templates/*/template' }],
    source: `${ROLLOUTS}/experiment_types.go`,
  },
  {
    groups: ['argoproj.io'],
    kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'],
    places: [{ template: '/spec/metrics/*/provider/job/spec/template' }],
    source: `${ROLLOUTS}/analysis_types.go`,
  },
  {
    groups: ['argoproj.io'],
    kinds: ['Sensor', 'EventSource'],
    places: [
      {
        spec: '/spec/template',
        containers: [{ at: 'container', name: 'main' }],
        isPartial: true, // the controller adds the image
      },
    ],
    source: `${EVENTS}/sensor_types.go`,
  },
];
