import { segmentsOf } from '../../json/pointer';
import { typeOf } from '../../kubernetes/workload-kinds';
import type { ContainerList, FieldsAt, PodPlace } from '../../kubernetes/workloads/place';
import { JOINED } from '../../model/written';
import { celList, celText } from '../../rules/shared/admission/cel';
import type { CustomKind } from './custom-kinds';

type Place = Pick<FieldsAt, 'fields' | 'names'>;

export const LISTS: readonly ContainerList[] = ['containers', 'initContainers', 'ephemeralContainers'];
const TYPE = "request.kind.group + '/' + request.kind.kind";
const MAPS = '.filter(x, type(x) == map)';

/** Variables with the pod templates that an object writes, a list of maps. */
export function templatesOf(
  kinds: readonly CustomKind[],
  fields: readonly string[],
): { readonly [name: string]: string } {
  const pointers = typesBy(kinds, ({ template }) => template);
  const joins = typesBy(kinds, (place) => (place.template === undefined ? joinedAt(place, fields) : undefined));
  const most = Math.max(...kinds.map(({ places }) => places.filter(({ template }) => template !== undefined).length));
  const parts = [...joins].map(
    ([cel, types], index) => [`joined${index + 1}`, `${isOf(types)} ? ${cel} : []`] as const,
  );
  const all = [
    ...[...Array(most).keys()].map((place) => `variables.found[?${place}].orValue([])`),
    ...parts.map(([name]) => `variables.${name}`),
  ];
  return { ...found(pointers), ...Object.fromEntries(parts), written: all.join(' + ') || '[]' };
}

/** The kinds that have the same of a place. */
function typesBy(
  kinds: readonly CustomKind[],
  by: (place: PodPlace) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (const { group, kind, places } of kinds)
    for (const key of places.map(by))
      if (key !== undefined) types.set(key, [...(types.get(key) ?? []), typeOf(group, kind)]);
  return types;
}

/**
 * Variables with the objects at the pointers of the kind, a list for each. One expression follows all: a row has the way to the first object,
 * the way on from each item of a list, and the kinds.
 */
function found(pointers: ReadonlyMap<string, readonly string[]>): { readonly [name: string]: string } {
  const rows = [...pointers].map(([pointer, types]) => {
    const segments = segmentsOf(pointer);
    const at = segments.indexOf('*');
    return at < 0 ? [segments, [], types] : [segments.slice(0, at), segments.slice(at), types];
  });
  const steps = (way: string, column: number, first: number) => {
    const longest = Math.max(...rows.map((row) => row[column]?.length ?? 0));
    return [...Array(longest).keys()].slice(first).map((index) => {
      const isOver = `${way}.size() <= ${index}`;
      return `.filter(x, ${isOver} || type(x) == map && ${way}[${index}] in x).map(x, ${isOver} ? x : x[${way}[${index}]])`;
    });
  };
  const table = rows.map((row) => `[${row.map((each = []) => celList(each)).join(', ')}]`);
  const start = `[object]${steps('p[0]', 0, 0).join('')}`;
  return {
    ways: `[${table.join(', ')}].filter(p, ${TYPE} in p[2])`,
    starts: `variables.ways.map(p, {'at': dyn(${start}), 'on': dyn(p[1])})`,
    found: `variables.starts.map(p, (p.on.size() == 0 ? p.at : ${itemsOf('p.at')})${steps('p.on', 1, 1).join('')}${MAPS})`,
  };
}

/** Whether the object is of one of some kinds. */
export function isOf(types: readonly string[]): string {
  return `${TYPE} in ${celList(types)}`;
}

/** Whether a kind has a field of a pod in a place, or where the place inherits from. */
export function hasField(place: PodPlace, field: string): boolean {
  return [place, ...(place.inherits ?? [])].some((each) => has(each, field));
}

/** The pods at a place whose fields stand in several places. */
function joinedAt(place: PodPlace, fields: readonly string[]): string {
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
  if (at < 0) return `${along(from, segments)}${MAPS}`;
  return `${along(itemsOf(along(from, segments.slice(0, at))), segments.slice(at + 1))}${MAPS}`;
}

/** The items of the only list or map in a list. */
function itemsOf(all: string): string {
  return `(${all}.map(x, type(x) == list ? x : type(x) == map ? x.map(k, x[k]) : []) + [[]])[0]`;
}

function along(from: string, segments: readonly string[]): string {
  const steps = segments.map(celText).map((key) => `.filter(x, type(x) == map && ${key} in x).map(x, x[${key}])`);
  return `${from}${steps.join('')}`;
}
