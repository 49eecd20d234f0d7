import { escapeSegment, segmentsOf, valueAt } from '../json/pointer';

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
  /**
   * JSON Pointer of the pod template, the object that has `metadata` and `spec` of the pod. A segment `*` stands for all
   * items of a list, or all values of a map, as in /spec/workers/&ast;/template. A kind with several pod templates has
   * several entries.
   */
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

/**
 * Where an object keeps its pod templates; empty where it has none. What is registered adds to what is known of a kind,
 * and takes nothing away. An object of another kind is searched in the usual places, all of them.
 */
export function podTemplatePointers(
  type: string,
  kind: string,
  json: any,
  extra: readonly WorkloadKind[],
): readonly string[] {
  const known = POINTERS.get(type);
  const registered = extra.filter((entry) => typeOf(entry.group ?? '', entry.kind) === type);
  if (known !== undefined && registered.length === 0) return [known];
  const places = registered.flatMap(({ podTemplate }) => expanded(json, segmentsOf(podTemplate), ''));
  if (known !== undefined) return [...new Set([known, ...places])];
  const candidates = BY_KIND.has(kind) ? [likely(BY_KIND.get(kind) as string), ...LIKELY] : LIKELY;
  const found = candidates.filter(({ containers }) => Array.isArray(valueAt(json, containers)));
  const all = [...new Set([...places, ...found.map(({ podTemplate }) => podTemplate)])];
  // A registered kind that has nothing in its places cannot be judged, which is told of the first place.
  return all.length > 0 ? all : registered.slice(0, 1).map(({ podTemplate }) => podTemplate);
}

/** The pointers that a pointer with `*` segments stands for in an object; those that lead nowhere are left out. */
function expanded(value: any, segments: readonly string[], pointer: string): string[] {
  const [first, ...rest] = segments;
  if (value === null || value === undefined) return [];
  if (first === undefined) return [pointer];
  if (typeof value !== 'object') return [];
  const keys = first === '*' ? Object.keys(value) : Object.hasOwn(value, first) ? [first] : [];
  return keys.flatMap((key) => expanded(value[key], rest, `${pointer}/${escapeSegment(key)}`));
}

/** A place for a pod template, and the field that proves that one is there. */
function likely(podTemplate: string): { readonly podTemplate: string; readonly containers: string } {
  return { podTemplate, containers: `${podTemplate}/spec/containers` };
}
