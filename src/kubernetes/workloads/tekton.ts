import type { ContainersAt, FieldsAt, PodPlace, WorkloadEntry } from './place';

const TYPES = 'https://github.com/tektoncd/pipeline/blob/v1.3.0/pkg/apis/pipeline/v1';
const TRIGGERS = 'https://github.com/tektoncd/triggers/blob/v0.32.0/pkg/apis/triggers/v1beta1/event_listener_types.go';
const GROUPS = ['tekton.dev'];

/** v1 calls the resources of a step otherwise; v1beta1 has both names. */
const STEP_NAMES = { resources: ['computeResources', 'resources'] };
const STEP_FIELDS = [
  'args',
  'command',
  'env',
  'envFrom',
  'image',
  'imagePullPolicy',
  'name',
  'resources',
  'securityContext',
  'volumeMounts',
];
const RUN: FieldsAt = { at: '/spec', fields: ['serviceAccountName'] };

const STEPS: readonly ContainersAt[] = [
  { at: 'steps/*', defaults: 'stepTemplate', names: STEP_NAMES, fields: STEP_FIELDS },
  { at: 'sidecars/*', names: STEP_NAMES },
];

/** A TaskSpec: its pod-level fields, the volumes excepted, stand in what runs it. */
function taskAt(spec: string, inherits: readonly FieldsAt[] = []): PodPlace {
  return { spec, fields: ['volumes'], inherits, containers: STEPS };
}

/** What a run sets for its pods, whose containers stand elsewhere. */
function templateAt(spec: string): PodPlace {
  return { spec, containers: [], isPartial: true };
}

/** Kinds of Tekton. */
export const TEKTON: readonly WorkloadEntry[] = [
  { groups: GROUPS, kinds: ['Task', 'ClusterTask'], places: [taskAt('/spec')], source: `${TYPES}/task_types.go` },
  {
    groups: GROUPS,
    kinds: ['StepAction'],
    places: [
      {
        spec: '/spec',
        fields: [],
        containers: [{ at: '', fields: STEP_FIELDS.filter((field) => field !== 'name'), name: 'step' }],
        isPartial: true, // the step that refers to it adds to it
      },
    ],
    source: 'https://github.com/tektoncd/pipeline/blob/v1.3.0/pkg/apis/pipeline/v1beta1/stepaction_types.go',
  },
  {
    groups: GROUPS,
    kinds: ['TaskRun'],
    places: [taskAt('/spec/taskSpec', [{ at: '/spec/podTemplate' }, RUN]), templateAt('/spec/podTemplate')],
    source: `${TYPES}/taskrun_types.go`,
  },
  {
    groups: GROUPS,
    kinds: ['Pipeline'],
    places: [taskAt('/spec/tasks/*/taskSpec'), taskAt('/spec/finally/*/taskSpec')],
    source: `${TYPES}/pipeline_types.go`,
  },
  {
    groups: GROUPS,
    kinds: ['PipelineRun'],
    places: [
      ...['tasks', 'finally'].map((list) =>
        taskAt(`/spec/pipelineSpec/${list}/*/taskSpec`, [
          { at: '/spec/taskRunTemplate/podTemplate' },
          { at: '/spec/taskRunTemplate', fields: ['serviceAccountName'] },
          { at: '/spec/podTemplate' }, // v1beta1
          RUN,
        ]),
      ),
      templateAt('/spec/taskRunTemplate/podTemplate'),
      templateAt('/spec/podTemplate'),
      templateAt('/spec/taskRunSpecs/*/podTemplate'),
    ],
    source: `${TYPES}/pipelinerun_types.go`,
  },
  {
    groups: ['triggers.tekton.dev'],
    kinds: ['EventListener'],
    places: [{ template: '/spec/resources/kubernetesResource/spec/template', isPartial: true }],
    source: TRIGGERS,
  },
];
