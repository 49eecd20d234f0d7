import { typeOf } from '../workload-kinds';

/** Kinds that hold whole objects for a controller or a tool to apply. */
export interface WrapperEntry {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  /** JSON Pointers of the objects; `*` stands for all items of a list. */
  readonly objects: readonly string[];
  /** JSON Pointer of the parameters that the objects refer to. */
  readonly parameters?: string;
  /** Whether what stands there may also be no whole object; it has no kind then. */
  readonly mayBeOther?: boolean;
  readonly source: string;
}

/** This is the only list of them. */
export const WRAPPERS: readonly WrapperEntry[] = [
  {
    groups: ['template.openshift.io', ''],
    kinds: ['Template'],
    objects: ['/objects/*'],
    parameters: '/parameters',
    source: 'https://github.com/openshift/api/blob/release-4.19/template/v1/types.go',
  },
  {
    groups: ['work.open-cluster-management.io'],
    kinds: ['ManifestWork'],
    objects: ['/spec/workload/manifests/*'],
    source: 'https://github.com/open-cluster-management-io/api/blob/v1.0.0/work/v1/types.go',
  },
  {
    groups: ['work.open-cluster-management.io'],
    kinds: ['ManifestWorkReplicaSet'],
    objects: ['/spec/manifestWorkTemplate/workload/manifests/*'],
    source:
      'https://github.com/open-cluster-management-io/api/blob/v1.0.0/work/v1alpha1/types_manifestworkreplicaset.go',
  },
  {
    groups: ['work.karmada.io'],
    kinds: ['Work'],
    objects: ['/spec/workload/manifests/*'],
    source: 'https://github.com/karmada-io/karmada/blob/v1.14.0/pkg/apis/work/v1alpha1/work_types.go',
  },
  {
    groups: ['kubernetes.crossplane.io', 'kubernetes.m.crossplane.io'],
    kinds: ['Object'],
    objects: ['/spec/forProvider/manifest'],
    source:
      'https://github.com/crossplane-contrib/provider-kubernetes/blob/v0.18.0/apis/cluster/object/v1alpha2/types.go',
  },
  {
    groups: ['triggers.tekton.dev'],
    kinds: ['TriggerTemplate'],
    objects: ['/spec/resourcetemplates/*'],
    source: 'https://github.com/tektoncd/triggers/blob/v0.32.0/pkg/apis/triggers/v1beta1/trigger_template_types.go',
  },
  {
    groups: ['argoproj.io'],
    kinds: ['Sensor'],
    objects: [
      '/spec/triggers/*/template/k8s/source/resource',
      '/spec/triggers/*/template/argoWorkflow/source/resource',
    ],
    source: 'https://github.com/argoproj/argo-events/blob/v1.9.7/pkg/apis/events/v1alpha1/sensor_types.go',
  },
  {
    groups: ['hive.openshift.io'],
    kinds: ['SyncSet', 'SelectorSyncSet'],
    objects: ['/spec/resources/*'],
    source: 'https://github.com/openshift/hive/blob/v1.2.5000/apis/hive/v1/syncset_types.go',
  },
  {
    groups: ['apiserver.config.k8s.io'],
    kinds: ['AdmissionConfiguration'],
    objects: ['/plugins/*/configuration'],
    mayBeOther: true, // that of ImagePolicyWebhook
    source: 'https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/apiserver/v1/types.go',
  },
];

const BY_TYPE = new Map(
  WRAPPERS.flatMap((entry) =>
    entry.groups.flatMap((group) => entry.kinds.map((kind) => [typeOf(group, kind), entry] as const)),
  ),
);

/** What is known of a group and kind that holds whole objects; undefined if it is not known to. */
export function wrapperOf(type: string): WrapperEntry | undefined {
  return BY_TYPE.get(type);
}
