import { typeOf } from '../workload-kinds';
import { WORKFLOW_KINDS, workflowTemplates } from './argo';

/** Where a kind keeps texts that may be manifests. */
export interface TextPlace {
  /** JSON Pointer of the text; `*` stands for all items of a list, or all values of a map. */
  readonly at: string;
  /** A field beside the text, and the values with which the text is an object that comes to be; default: it always is. */
  readonly onlyWith?: { readonly field: string; readonly values: readonly string[] };
}

/** Kinds with texts that may be whole manifests. */
export interface TextEntry {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly places: readonly TextPlace[];
  /**
   * Whether the kind's own controller reads them: it creates the objects in its namespace, and `{{` stands for one of its
   * values, as in its other fields. Elsewhere `{{` is for a template engine that is not known.
   */
  readonly isOwn?: boolean;
  readonly source: string;
}

const CLUSTER_API = 'https://github.com/kubernetes-sigs/cluster-api/blob/v1.10.0';
const MADE = { field: 'action', values: ['apply', 'create', 'replace'] };

/** This is the only list of them. */
export const TEXTS: readonly TextEntry[] = [
  {
    groups: [''],
    kinds: ['ConfigMap'],
    places: [{ at: '/data/*' }],
    source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  },
  ...WORKFLOW_KINDS.map(({ kinds, root, source }) => ({
    groups: ['argoproj.io'],
    kinds,
    places: workflowTemplates(root).map((each) => ({ at: `${each}/resource/manifest`, onlyWith: MADE })),
    isOwn: true,
    source,
  })),
  {
    groups: ['bootstrap.cluster.x-k8s.io'],
    kinds: ['KubeadmConfig'],
    places: [{ at: '/spec/files/*/content' }],
    source: `${CLUSTER_API}/bootstrap/kubeadm/api/v1beta1/kubeadmconfig_types.go`,
  },
  {
    groups: ['bootstrap.cluster.x-k8s.io'],
    kinds: ['KubeadmConfigTemplate'],
    places: [{ at: '/spec/template/spec/files/*/content' }],
    source: `${CLUSTER_API}/bootstrap/kubeadm/api/v1beta1/kubeadmconfigtemplate_types.go`,
  },
  {
    groups: ['controlplane.cluster.x-k8s.io'],
    kinds: ['KubeadmControlPlane'],
    places: [{ at: '/spec/kubeadmConfigSpec/files/*/content' }],
    source: `${CLUSTER_API}/controlplane/kubeadm/api/v1beta1/kubeadm_control_plane_types.go`,
  },
  {
    groups: ['controlplane.cluster.x-k8s.io'],
    kinds: ['KubeadmControlPlaneTemplate'],
    places: [{ at: '/spec/template/spec/kubeadmConfigSpec/files/*/content' }],
    source: `${CLUSTER_API}/controlplane/kubeadm/api/v1beta1/kubeadmcontrolplanetemplate_types.go`,
  },
];

const BY_TYPE = new Map(
  TEXTS.flatMap((entry) =>
    entry.groups.flatMap((group) => entry.kinds.map((kind) => [typeOf(group, kind), entry] as const)),
  ),
);

/** What is known of a group and kind with texts that may be manifests; undefined if it is not known to have any. */
export function textsOf(type: string): TextEntry | undefined {
  return BY_TYPE.get(type);
}
