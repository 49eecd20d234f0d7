import { segmentsOf } from '../../json/pointer';
import { typeOf, type WorkloadKind } from '../../kubernetes/workload-kinds';
import { BUILT_IN } from '../../kubernetes/workloads/built-in';
import type { PodPlace } from '../../kubernetes/workloads/place';
import { resourceOf } from '../../kubernetes/workloads/resources';
import { WORKLOADS } from '../../kubernetes/workloads/table';
import { celText } from '../../rules/shared/admission/cel';

/** A custom kind whose pod templates an expression finds. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly resource: string;
  /** JSON Pointers of pod templates; each has one `*` at most. */
  readonly templates: readonly string[];
}

/** The custom kinds of the table and those that a policy registers, and the kinds whose pods are written in another form. */
export function customKinds(registered: readonly WorkloadKind[]): { kinds: CustomKind[]; others: string[] } {
  const found = new Map<string, { group: string; kind: string; resource?: string; places: PodPlace[] }>();
  const add = (group: string, kind: string, places: readonly PodPlace[], resource?: string) => {
    const type = typeOf(group, kind);
    const before = found.get(type);
    found.set(type, {
      group,
      kind,
      resource: resource ?? before?.resource,
      places: [...(before?.places ?? []), ...places],
    });
  };
  for (const entry of WORKLOADS.filter((each) => !BUILT_IN.includes(each)))
    for (const group of entry.groups.filter((each) => each !== ''))
      for (const kind of entry.kinds) add(group, kind, entry.places);
  for (const { group = '', kind, podTemplate, resource } of registered)
    add(group, kind, [{ template: podTemplate }], resource);
  const kinds: CustomKind[] = [];
  const others: string[] = [];
  for (const { group, kind, resource, places } of found.values()) {
    const templates = [...new Set(places.filter(isWhole).map(({ template }) => template as string))];
    if (templates.length > 0) kinds.push({ group, kind, resource: resource ?? resourceOf(kind), templates });
    if (templates.length < places.length) others.push(typeOf(group, kind));
  }
  return { kinds, others };
}

/** Whether a place is a whole pod template, in its usual form, which an expression reaches. */
function isWhole({ template, fields, names, inherits, containers, isPartial }: PodPlace): boolean {
  if (template === undefined || isPartial || fields || names || inherits || containers) return false;
  return segmentsOf(template).filter((segment) => segment === '*').length <= 1;
}

/** The pod templates of an object: those of its kind that are there. */
export function templatesOf(kinds: readonly CustomKind[]): string {
  const byPointer = new Map<string, string[]>();
  for (const { group, kind, templates } of kinds)
    for (const pointer of templates) byPointer.set(pointer, [...(byPointer.get(pointer) ?? []), typeOf(group, kind)]);
  const parts = [...byPointer].map(([pointer, types]) => {
    const among = `request.kind.group + '/' + request.kind.kind in [${types.map(celText).join(', ')}]`;
    return `(${among} ? ${found(pointer)} : [])`;
  });
  return `(${parts.join(' + ')}).filter(t, type(t) == map)`;
}

/** What stands at a pointer, in a list: nothing where a part of the way is not there, or is of another type. */
function found(pointer: string): string {
  const segments = segmentsOf(pointer);
  const at = segments.indexOf('*');
  if (at < 0) return along('[object]', segments);
  const whole = along('[object]', segments.slice(0, at));
  const all = `${whole}.map(x, type(x) == list ? x : type(x) == map ? x.map(k, x[k]) : [])`;
  return along(`(${all} + [[]])[0]`, segments.slice(at + 1));
}

function along(list: string, segments: readonly string[]): string {
  return [
    list,
    ...segments.map(celText).map((key) => `filter(x, type(x) == map && ${key} in x).map(x, x[${key}])`),
  ].join('.');
}
