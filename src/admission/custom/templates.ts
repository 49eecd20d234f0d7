import { segmentsOf } from '../../json/pointer';
import { typeOf } from '../../kubernetes/workload-kinds';
import type { ContainerList, FieldsAt, PodPlace } from '../../kubernetes/workloads/place';
import { JOINED } from '../../model/written';
import { celList, celText } from '../../rules/shared/admission/cel';
import type { CustomKind } from './custom-kinds';

type Place = Pick<FieldsAt, 'fields' | 'names'>;

const LISTS: readonly ContainerList[] = ['containers', 'initContainers', 'ephemeralContainers'];

/** Variables with the pod templates that an object writes: a list of maps, and one for each form of a place, as expressions have a limited length. */
export function templatesOf(
  kinds: readonly CustomKind[],
  fields: readonly string[],
): { readonly [name: string]: string } {
  const typesOf = new Map<string, string[]>();
  for (const { group, kind, places } of kinds)
    for (const cel of places.map((place) => templatesAt(place, fields)))
      typesOf.set(cel, [...(typesOf.get(cel) ?? []), typeOf(group, kind)]);
  const parts = [...typesOf].map(([cel, types], index) => [`written${index + 1}`, `${isOf(types)} ? ${cel} : []`]);
  return { ...Object.fromEntries(parts), written: parts.map(([name]) => `variables.${name}`).join(' + ') };
}

/** Whether the object is of one of some kinds. */
export function isOf(types: readonly string[]): string {
  return `request.kind.group + '/' + request.kind.kind in ${celList(types)}`;
}

/** Whether a kind has a field of a pod in a place, or where the place inherits from. */
export function hasField(place: PodPlace, field: string): boolean {
  return [place, ...(place.inherits ?? [])].some((each) => has(each, field));
}

function templatesAt(place: PodPlace, fields: readonly string[]): string {
  if (place.template !== undefined) return maps('[object]', place.template);
  const pods = `${maps('[object]', place.spec as string)}.map(t, {'metadata': dyn(${optional('metadata', place)}.orValue({})), 'spec': dyn(${joined(place, fields)})})`;
  return `${pods}.filter(t, t.spec.exists(f, f.endsWith('ontainers') && t.spec[f].size() > 0))`; // else it makes no pod
}

/** The spec of a pod, `t`, whose fields and containers stand in several places. */
function joined(place: PodPlace, fields: readonly string[]): string {
  const { containers = [] } = place;
  const own = fields.filter((field) => !(LISTS as readonly string[]).includes(field) && hasField(place, field));
  const lists = LISTS.flatMap((list) => {
    const parts = containers.filter((each) => (each.list ?? 'containers') === list);
    return parts.length === 0 ? [] : [`'${list}': dyn(${parts.map(({ at }) => maps('[t]', `/${at}`)).join(' + ')})`];
  });
  return `{${[...own.map((field) => `?'${field}': ${optional(field, place)}`), ...lists].join(', ')}}`;
}

/** A field of a pod, `t`, or of what it inherits from: the first that is there, or all items of lists that are joined. */
function optional(field: string, place: PodPlace): string {
  const layers = (place.inherits ?? []).filter((each) => has(each, field));
  const isOwn = has(place, field);
  if (JOINED.includes(field)) {
    const lists = [
      ...(isOwn ? [maps('[t]', `/${field}/*`)] : []),
      ...layers.map(({ at }) => maps('[object]', `${at}/${field}/*`)),
    ];
    return `optional.of(dyn(${lists.join(' + ')}))`;
  }
  const nameIn = ({ names }: Place) => names?.[field]?.[0] ?? field;
  const parts = layers.map((each) => `${maps('[object]', each.at)}[?0].?${nameIn(each)}`);
  const [first = 'optional.none()', ...rest] = isOwn ? [`t.?${nameIn(place)}`, ...parts] : parts;
  return [first, ...rest.map((each) => `.or(${each})`)].join('');
}

function has({ fields }: Place, field: string): boolean {
  return fields === undefined || fields.includes(field);
}

/** The objects that a pointer stands for; none where a part of the way is not there, or is of another type. */
function maps(from: string, pointer: string): string {
  const segments = segmentsOf(pointer);
  const at = segments.indexOf('*');
  if (at < 0) return `${along(from, segments)}.filter(x, type(x) == map)`;
  const all = along(from, segments.slice(0, at));
  const items = `(${all}.map(x, type(x) == list ? x : type(x) == map ? x.map(k, x[k]) : []) + [[]])[0]`;
  return `${along(items, segments.slice(at + 1))}.filter(x, type(x) == map)`;
}

function along(from: string, segments: readonly string[]): string {
  const steps = segments.map(celText).map((key) => `.filter(x, type(x) == map && ${key} in x).map(x, x[${key}])`);
  return `${from}${steps.join('')}`;
}
