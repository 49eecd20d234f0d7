import { valueAt } from '../json/pointer';

/**
 * A kind that has a pod template, and where the template is.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export interface WorkloadKind {
  /**
   * API group, without a version.
   *
   * @default - the core group
   */
  readonly group?: string;
  /** Kind. */
  readonly kind: string;
  /** JSON Pointer of the pod template: the object with the `metadata` and `spec` of the pod. */
  readonly podTemplate: string;
}

/** Kubernetes' own kinds, in all API versions, and well-known custom ones. This is the only list of them. */
const SHIPPED: readonly WorkloadKind[] = [
  { kind: 'Pod', podTemplate: '' },
  { kind: 'PodTemplate', podTemplate: '/template' },
  { kind: 'ReplicationController', podTemplate: '/spec/template' },
  ...['apps', 'extensions'].flatMap((group) =>
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ({
      group,
      kind,
      podTemplate: '/spec/template',
    })),
  ),
  { group: 'batch', kind: 'Job', podTemplate: '/spec/template' },
  { group: 'batch', kind: 'CronJob', podTemplate: '/spec/jobTemplate/spec/template' },
  { group: 'argoproj.io', kind: 'Rollout', podTemplate: '/spec/template' },
  { group: 'serving.knative.dev', kind: 'Service', podTemplate: '/spec/template' },
  { group: 'serving.knative.dev', kind: 'Configuration', podTemplate: '/spec/template' },
  { group: 'apps.kruise.io', kind: 'CloneSet', podTemplate: '/spec/template' },
  { group: 'apps.kruise.io', kind: 'StatefulSet', podTemplate: '/spec/template' },
  { group: 'apps.kruise.io', kind: 'DaemonSet', podTemplate: '/spec/template' },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig', podTemplate: '/spec/template' },
  { group: 'agents.x-k8s.io', kind: 'Sandbox', podTemplate: '/spec/podTemplate' },
];

/** Where an unknown kind may have a pod template, if the value looks like one. */
const LIKELY = ['/spec/template', '/spec/jobTemplate/spec/template', '/spec/podTemplate', '/template'].map(likely);

const POINTERS = new Map(SHIPPED.map((entry) => [typeOf(entry.group ?? '', entry.kind), entry.podTemplate]));
/** The pointers by kind alone, for objects that name such a kind under an unknown group. */
const BY_KIND = new Map([...SHIPPED].reverse().map((entry) => [entry.kind, entry.podTemplate]));

/** Joins group and kind into one name: `Pod`, `apps/Deployment`. */
export function typeOf(group: string, kind: string): string {
  return group === '' ? kind : `${group}/${kind}`;
}

/** Returns the JSON Pointer of an object's pod template; undefined if it has none. */
export function podTemplatePointer(
  type: string,
  kind: string,
  json: any,
  extra: readonly WorkloadKind[],
): string | undefined {
  const registered = extra.find((entry) => typeOf(entry.group ?? '', entry.kind) === type);
  if (registered) return registered.podTemplate;
  const known = POINTERS.get(type);
  if (known !== undefined) return known;
  const candidates = BY_KIND.has(kind) ? [likely(BY_KIND.get(kind) as string), ...LIKELY] : LIKELY;
  return candidates.find(({ containers }) => Array.isArray(valueAt(json, containers)))?.podTemplate;
}

/** A place for a pod template, and the field that proves that one is there. */
function likely(podTemplate: string): { readonly podTemplate: string; readonly containers: string } {
  return { podTemplate, containers: `${podTemplate}/spec/containers` };
}
