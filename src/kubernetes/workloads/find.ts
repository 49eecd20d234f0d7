import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import { typeOf, type WorkloadKind } from '../workload-kinds';
import type { ContainersAt, FieldsAt, FoundContainer, FoundPod, PodPlace } from './place';
import { searchPods } from './search';
import { workloadOf } from './table';
import { wrapperOf } from './wrapped';

/** The pods that an object writes. */
export interface FoundPods {
  readonly pods: readonly FoundPod[];
  /** Why an object of another kind could not be searched. */
  readonly problem?: string;
}

/**
 * Finds the pods of an object. An object of a kind that is not known is searched for what has the shape of a pod. What is
 * registered adds to what is known or found, and takes nothing away.
 */
export function findPods(type: string, json: any, extra: readonly WorkloadKind[]): FoundPods {
  const known = workloadOf(type);
  const registered = extra.filter((entry) => typeOf(entry.group ?? '', entry.kind) === type);
  const searched = known || wrapperOf(type) ? { pods: [] } : searchPods(json);
  if (searched.problem !== undefined) return searched;
  const places = [...(known?.places ?? []), ...registered.map(({ podTemplate }) => ({ template: podTemplate }))];
  const pods = [...places.flatMap((place) => podsAt(place, json)), ...searched.pods];
  if (pods.length > 0) return { pods: pods.length === 1 ? pods : withoutRepeats(pods) };
  // An object that must have a pod and has none cannot be judged, which is told of the first place.
  const [first] = known && !known.isRequired ? [] : places;
  if (first?.template === undefined) return { pods };
  return { pods: [{ at: first.template, form: 'template', value: undefined, place: first }] };
}

/** Of several findings in one place, the first: what is registered is a whole pod. */
function withoutRepeats(pods: readonly FoundPod[]): FoundPod[] {
  const byPlace = new Map<string, FoundPod>();
  for (const pod of pods) if (!byPlace.has(pod.at)) byPlace.set(pod.at, pod);
  return [...byPlace.values()];
}

function podsAt(place: PodPlace, json: any): FoundPod[] {
  const { template, spec, text } = place;
  const form = template !== undefined ? 'template' : spec !== undefined ? 'spec' : 'text';
  const pointer = template ?? spec ?? text ?? '';
  const podAt = (at: string): FoundPod => ({ at, form, value: valueAt(json, at), place });
  if (!pointer.includes('*')) {
    // The containers of a part of a pod may stand outside of it.
    const pod = podAt(pointer);
    const isThere = form === 'spec' ? saysAnything(pod, json) : pod.value !== undefined && pod.value !== null;
    return isThere ? [pod] : [];
  }
  return expanded(json, pointer)
    .map(podAt)
    .filter((pod) => form !== 'spec' || saysAnything(pod, json));
}

/** Without containers, what a kind calls a template makes no pod; a part of a pod may have pod-level fields alone. */
function saysAnything(pod: FoundPod, json: any): boolean {
  if (containersOf(pod, json).length > 0) return true;
  const { value, place } = pod;
  const { isPartial, fields, names } = place;
  if (!isPartial || value === null || typeof value !== 'object') return false;
  return (fields ?? Object.keys(value)).some((field) =>
    [field, ...(names?.[field] ?? [])].some((name) => value[name] !== undefined && value[name] !== null),
  );
}

const POD_SPEC_LISTS: readonly ContainersAt[] = (['initContainers', 'containers', 'ephemeralContainers'] as const).map(
  (list) => ({ at: `${list}/*`, list }),
);

/** The containers of a found pod, in the order of their places. */
export function containersOf({ at, form, value, place }: FoundPod, json: any): FoundContainer[] {
  const spec = form === 'template' ? `${at}/spec` : at;
  if (!place.containers) return containersIn(form === 'template' ? value?.spec : value, spec);
  const absolute = (pointer: string) => {
    if (pointer === '') return spec;
    return pointer.startsWith('/') ? pointer : `${spec}/${pointer}`;
  };
  return place.containers.flatMap((each) =>
    expanded(json, absolute(each.at))
      .filter((pointer) => each.fields === undefined || hasAny(valueAt(json, pointer), each))
      .map((pointer) => ({
        at: pointer,
        value: valueAt(json, pointer),
        ...(each.defaults !== undefined && { defaults: absolute(each.defaults) }),
        place: each,
      })),
  );
}

/** The containers of a pod's spec in its usual form. */
function containersIn(spec: any, path: string): FoundContainer[] {
  const found: FoundContainer[] = [];
  for (const place of POD_SPEC_LISTS) {
    const list = spec?.[place.list ?? ''];
    for (let index = 0; Array.isArray(list) && index < list.length; index += 1)
      if (list[index] !== null) found.push({ at: `${path}/${place.list}/${index}`, value: list[index], place });
  }
  return found;
}

function hasAny(value: any, { fields = [], names }: FieldsAt): boolean {
  const written = fields.flatMap((field) => names?.[field] ?? [field]);
  return written.some((name) => value?.[name] !== undefined && value[name] !== null);
}

/** The pointers that a pointer with `*` segments stands for in an object; those that lead nowhere are left out. */
export function expanded(json: any, pointer: string): string[] {
  const visit = (value: any, [first, ...rest]: readonly string[], path: string): string[] => {
    if (value === null || value === undefined) return [];
    if (first === undefined) return [path];
    if (typeof value !== 'object') return [];
    const keys = first === '*' ? Object.keys(value) : Object.hasOwn(value, first) ? [first] : [];
    return keys.flatMap((key) => visit(value[key], rest, `${path}/${escapeSegment(key)}`));
  };
  return visit(json, segmentsOf(pointer), '');
}
