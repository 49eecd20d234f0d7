import { valueAt } from '../json/pointer';

/** Fields of a pod or of a container, and where the object writes them. */
export interface Written {
  /** JSON Pointer of the whole, as rules name it. */
  readonly path: string;
  /** The fields, with Kubernetes' names. */
  readonly json: any;
  /** Where what a pointer names is written, or would be; undefined where the kind has no place for it. */
  at(pointer: string): string | undefined;
}

/** Some fields in one object. */
export interface Layer {
  readonly path: string;
  readonly json: any;
  /** Default: all. */
  readonly fields?: readonly string[];
  readonly names?: { readonly [field: string]: readonly string[] };
  /** Whether fields are read that are not among `fields`. */
  readonly readsAll?: boolean;
}

/** Fields that are written as they are read. */
export class Plain implements Written {
  public constructor(
    public readonly path: string,
    public readonly json: any,
  ) {}

  public at(pointer: string): string {
    return pointer;
  }
}

/** Fields in a text: all are where the text is. */
export class InText implements Written {
  public constructor(
    public readonly path: string,
    public readonly json: any,
  ) {}

  public at(pointer: string): string {
    return isWithin(this.path, pointer) ? this.path : pointer;
  }
}

/** The lists that controllers join; every other field of a pod is taken whole from the first layer that has it. */
export const JOINED: readonly string[] = ['hostAliases', 'volumes'];

/** Pod-level fields in several objects: the first has what is the pod's own. */
export class Layered implements Written {
  public readonly path: string;
  public readonly json: any;

  public constructor(private readonly layers: readonly [Layer, ...Layer[]]) {
    this.path = layers[0].path;
    const json: any = {};
    for (const layer of [...layers].reverse()) Object.assign(json, renamed(layer));
    for (const field of JOINED) {
      const lists = layers.map((layer) => ownValue(layer, field)).filter(Array.isArray);
      if (lists.length > 1) json[field] = lists.flat();
    }
    this.json = json;
  }

  public at(pointer: string): string | undefined {
    const { path, layers } = this;
    if (pointer === path || !isWithin(path, pointer)) return pointer;
    const [field, below] = split(pointer.slice(path.length + 1));
    if (layers.some((layer) => isWrittenName(layer, field))) return pointer;
    const [, index, rest] = /^\/(\d+)(.*)$/s.exec(below) ?? [];
    if (JOINED.includes(field) && index !== undefined) return this.item(field, Number(index), rest ?? '');
    const layer = layers.find((each) => has(ownValue(each, field))) ?? layers.find((each) => allows(each, field));
    return layer && `${layer.path}/${nameIn(layer, field)}${below}`;
  }

  private item(field: string, index: number, rest: string): string | undefined {
    let left = index;
    for (const layer of this.layers) {
      const list = ownValue(layer, field);
      if (!Array.isArray(list)) continue;
      if (left < list.length) return `${layer.path}/${nameIn(layer, field)}/${left}${rest}`;
      left -= list.length;
    }
    return undefined;
  }
}

/** The fields of a container, with what holds where it says nothing: maps are merged, all else is replaced. */
export class Merged implements Written {
  public readonly path: string;
  public readonly json: any;

  public constructor(
    private readonly own: Layer,
    private readonly defaults?: Layer,
  ) {
    this.path = own.path;
    this.json = merged(defaults ? renamed({ ...own, ...defaults }) : undefined, renamed(own));
  }

  public at(pointer: string): string | undefined {
    const { own, defaults, path } = this;
    if (pointer === path || !isWithin(path, pointer)) return pointer;
    const [field, below] = split(pointer.slice(path.length + 1));
    if (isWrittenName(own, field)) return pointer;
    const places = [own, ...(defaults ? [{ ...own, ...defaults }] : [])].map((layer) => ({
      layer,
      pointer: `/${nameIn(layer, field)}${below}`,
    }));
    const place = places.find((each) => has(valueAt(each.layer.json, each.pointer))) ?? places[0];
    return place && allows(own, field) ? `${place.layer.path}${place.pointer}` : undefined;
  }
}

/** Where a field is written, by its pointer from the whole; the pointer as rules name it where the kind has no place for it. */
export function writtenAt(written: Written, pointer: string): string {
  const path = `${written.path}${pointer}`;
  return written.at(path) ?? path;
}

/** Whether a pointer names a value or something in it. */
export function isWithin(path: string, pointer: string): boolean {
  return pointer === path || pointer.startsWith(`${path}/`);
}

/** The fields of a layer that are read, with Kubernetes' names. */
function renamed(layer: Layer): any {
  const { json, fields, names = {}, readsAll } = layer;
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return {};
  const read = fields === undefined || readsAll ? Object.keys(json) : fields;
  const result: any = {};
  for (const field of [...read, ...Object.keys(names).filter((name) => allows(layer, name))]) {
    const value = ownValue(layer, field);
    if (has(value)) result[field] = value;
  }
  return result;
}

function ownValue(layer: Layer, field: string): any {
  if (!layer.readsAll && !allows(layer, field)) return undefined;
  return valueAt(layer.json, `/${nameIn(layer, field)}`);
}

/** Of several names, the one that the object has. */
function nameIn({ json, names }: Layer, field: string): string {
  const all = names && Object.hasOwn(names, field) ? (names[field] ?? []) : [];
  return all.find((name) => has(json?.[name])) ?? all[0] ?? field;
}

/** Whether a field is the kind's name for another one, so that a pointer with it needs no translation. */
function isWrittenName({ names = {} }: Layer, field: string): boolean {
  return !Object.hasOwn(names, field) && Object.values(names).some((all) => all.includes(field));
}

function allows({ fields }: Layer, field: string): boolean {
  return fields === undefined || fields.includes(field);
}

function has(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function split(pointer: string): [field: string, below: string] {
  const slash = pointer.indexOf('/');
  return slash < 0 ? [pointer, ''] : [pointer.slice(0, slash), pointer.slice(slash)];
}

function merged(base: any, upper: any): any {
  if (!isMap(base) || !isMap(upper)) return has(upper) ? upper : base;
  const result: any = { ...base };
  for (const key of Object.keys(upper)) result[key] = merged(base[key], upper[key]);
  return result;
}

function isMap(value: any): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
