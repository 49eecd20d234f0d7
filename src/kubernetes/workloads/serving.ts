import type { WorkloadEntry } from './place';

const KSERVE = 'https://github.com/kserve/kserve/blob/v0.15.0/pkg/apis/serving';

/**
 * Other pod-level fields stand behind feature flags, most of them off by default; with a flag that is off, the webhook
 * refuses the object.
 *
 * @see https://knative.dev/docs/serving/configuration/feature-flags/
 */
const KNATIVE_FIELDS = [
  'automountServiceAccountToken',
  'enableServiceLinks',
  'imagePullSecrets',
  'serviceAccountName',
  'volumes',
];
/** An InferenceService may name its model's server in these fields; a serving runtime gives the rest of the container. */
const SERVERS = [
  'huggingface',
  'lightgbm',
  'model',
  'onnx',
  'paddle',
  'pmml',
  'pytorch',
  'sklearn',
  'tensorflow',
  'triton',
  'xgboost',
];
const LISTS = [{ at: 'initContainers/*', list: 'initContainers' }, { at: 'containers/*' }] as const;

/** Kinds of Knative Serving and KServe. */
export const SERVING: readonly WorkloadEntry[] = [
  {
    groups: ['serving.knative.dev'],
    kinds: ['Service', 'Configuration'],
    places: [{ template: '/spec/template', fields: KNATIVE_FIELDS }],
    source: 'https://github.com/knative/serving/blob/knative-v1.19.0/pkg/apis/serving/fieldmask.go',
  },
  {
    groups: ['serving.knative.dev'],
    kinds: ['Revision'],
    places: [{ template: '', fields: KNATIVE_FIELDS, isReadOnly: true }], // the webhook refuses another spec
    source: 'https://github.com/knative/serving/blob/knative-v1.19.0/pkg/apis/serving/v1/revision_validation.go',
  },
  {
    groups: ['serving.kserve.io'],
    kinds: ['InferenceService'],
    places: ['predictor', 'predictor/workerSpec', 'transformer', 'explainer'].map((part) => ({
      spec: `/spec/${part}`,
      containers: [...LISTS, ...SERVERS.map((at) => ({ at }))],
      isPartial: true,
    })),
    source: `${KSERVE}/v1beta1/inference_service.go`,
  },
  {
    groups: ['serving.kserve.io'],
    kinds: ['ServingRuntime', 'ClusterServingRuntime'],
    // An InferenceService merges its own fields with them.
    places: ['/spec', '/spec/workerSpec'].map((spec) => ({ spec, isPartial: true })),
    source: `${KSERVE}/v1alpha1/servingruntime_types.go`,
  },
];
