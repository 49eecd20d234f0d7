import type { PodPlace, WorkloadEntry } from './place';

const TRAINER = 'https://github.com/kubeflow/trainer/blob';
const SPARK = 'https://github.com/kubeflow/spark-operator/blob/v2.2.1/api/v1beta2';
const RAY = 'https://github.com/ray-project/kuberay/blob/v1.4.0/ray-operator/apis/ray/v1';

function rayClusterAt(root: string): PodPlace[] {
  return [{ template: `${root}/headGroupSpec/template` }, { template: `${root}/workerGroupSpecs/*/template` }];
}

/** The driver and the executors of a Spark application. The operator and Spark add the rest. */
function sparkAt(root: string): PodPlace[] {
  const image = { at: root, fields: ['image', 'imagePullPolicy'], name: 'spark' };
  return [
    ...['driver', 'executor'].flatMap((role): PodPlace[] => [
      {
        spec: `${root}/${role}`,
        names: { securityContext: ['podSecurityContext'] },
        inherits: [{ at: root, fields: ['volumes'] }],
        containers: [
          { at: 'initContainers/*', list: 'initContainers' },
          { at: '', fields: ['env', 'envFrom', 'image', 'securityContext', 'volumeMounts'], name: role },
          { at: 'sidecars/*' },
        ],
        isPartial: true,
      },
      { template: `${root}/${role}/template`, isPartial: true },
    ]),
    { spec: root, fields: ['imagePullSecrets', 'volumes'], containers: [image], isPartial: true },
  ];
}

/** Kinds of jobs: machine learning, data and batch scheduling. */
export const BATCH: readonly WorkloadEntry[] = [
  { groups: ['ray.io'], kinds: ['RayCluster'], places: rayClusterAt('/spec'), source: `${RAY}/raycluster_types.go` },
  {
    groups: ['ray.io'],
    kinds: ['RayJob'],
    places: [...rayClusterAt('/spec/rayClusterSpec'), { template: '/spec/submitterPodTemplate' }],
    source: `${RAY}/rayjob_types.go`,
  },
  {
    groups: ['ray.io'],
    kinds: ['RayService'],
    places: rayClusterAt('/spec/rayClusterConfig'),
    source: `${RAY}/rayservice_types.go`,
  },
  ...Object.entries({
    MPIJob: 'mpi',
    MXJob: 'mx',
    PaddleJob: 'paddle',
    PyTorchJob: 'pytorch',
    TFJob: 'tf',
    XGBoostJob: 'xgb',
    JAXJob: 'jax',
  }).map(([kind, name]) => ({
    groups: ['kubeflow.org'],
    kinds: [kind],
    places: [{ template: `/spec/${name}ReplicaSpecs/*/template` }],
    source: `${TRAINER}/v1.9.2/pkg/apis/kubeflow.org/v1`,
  })),
  {
    groups: ['trainer.kubeflow.org'],
    kinds: ['TrainJob'],
    places: [
      {
        spec: '/spec/trainer',
        fields: [],
        containers: [{ at: '', fields: ['args', 'command', 'env', 'image'], name: 'node' }],
        isPartial: true, // the runtime has the rest
      },
      { spec: '/spec/podSpecOverrides/*', isPartial: true },
      { spec: '/spec/podTemplateOverrides/*/spec', isPartial: true },
    ],
    source: `${TRAINER}/v2.0.0/pkg/apis/trainer/v1alpha1/trainjob_types.go`,
  },
  {
    groups: ['trainer.kubeflow.org'],
    kinds: ['TrainingRuntime', 'ClusterTrainingRuntime'],
    places: [{ template: '/spec/template/spec/replicatedJobs/*/template/spec/template', isPartial: true }], // jobs override it
    source: `${TRAINER}/v2.0.0/pkg/apis/trainer/v1alpha1/trainingruntime_types.go`,
  },
  {
    groups: ['kubeflow.org'],
    kinds: ['Notebook'],
    places: [{ template: '/spec/template' }],
    source: 'https://github.com/kubeflow/kubeflow/blob/v1.10.0/components/notebook-controller/api/v1/notebook_types.go',
  },
  {
    groups: ['jobset.x-k8s.io'],
    kinds: ['JobSet'],
    places: [{ template: '/spec/replicatedJobs/*/template/spec/template' }],
    source: 'https://github.com/kubernetes-sigs/jobset/blob/v0.8.1/api/jobset/v1alpha2/jobset_types.go',
  },
  {
    groups: ['leaderworkerset.x-k8s.io'],
    kinds: ['LeaderWorkerSet'],
    places: [
      { template: '/spec/leaderWorkerTemplate/leaderTemplate' },
      { template: '/spec/leaderWorkerTemplate/workerTemplate' },
    ],
    source: 'https://github.com/kubernetes-sigs/lws/blob/v0.6.2/api/leaderworkerset/v1/leaderworkerset_types.go',
  },
  {
    groups: ['batch.volcano.sh'],
    kinds: ['Job'],
    places: [{ template: '/spec/tasks/*/template' }],
    source: 'https://github.com/volcano-sh/apis/blob/v1.12.0/pkg/apis/batch/v1alpha1/job.go',
  },
  {
    groups: ['sparkoperator.k8s.io'],
    kinds: ['SparkApplication'],
    places: sparkAt('/spec'),
    source: `${SPARK}/sparkapplication_types.go`,
  },
  {
    groups: ['sparkoperator.k8s.io'],
    kinds: ['ScheduledSparkApplication'],
    places: sparkAt('/spec/template'),
    source: `${SPARK}/scheduledsparkapplication_types.go`,
  },
  {
    groups: ['keda.sh'],
    kinds: ['ScaledJob'],
    places: [{ template: '/spec/jobTargetRef/template' }],
    source: 'https://github.com/kedacore/keda/blob/v2.17.2/apis/keda/v1alpha1/scaledjob_types.go',
  },
];
