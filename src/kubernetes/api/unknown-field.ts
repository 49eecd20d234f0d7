import { groupBy } from '../../json/group-by';
import type { Meant } from './problem';
import type { Field, ObjectType, Shape } from './shape';
import { nearest } from './spelling';

type Path = readonly (string | number)[];

/** How far below an object a field is looked for. */
const DEEPEST = 4;
/** A name that is found in more places than these says nothing. */
const MOST_PLACES = 3;

/** Says what was meant by a field that a type does not have; the path leads there from the root, and to the root from the object. */
export function explainUnknownField(
  name: string,
  type: ObjectType,
  root: ObjectType,
  path: Path,
  rootPath: Path,
): { readonly message: string; readonly meant?: Meant } {
  const other = type.elsewhen.find(({ value }) => value === name);
  if (other) {
    const when = other.since > other.asked ? `since 1.${other.since}` : `until 1.${other.until}`;
    return {
      message: `exists ${when}; remove it`,
      meant: { reason: 'version', name },
    };
  }
  const sibling = nearest(name, type.fields.keys());
  const place = sibling?.toLowerCase() === name.toLowerCase() ? undefined : placeOf(name, root, path, rootPath);
  if (place) {
    const path = place.prefix;
    return {
      message: `does not exist here; set ${path}`,
      meant: { reason: 'place', name: path.slice(path.lastIndexOf('.') + 1), path, type: place.type.name },
    };
  }
  if (sibling === undefined) return { message: 'does not exist; remove it' };
  return { message: `does not exist; use "${sibling}"`, meant: { reason: 'spelling', name: sibling, type: type.name } };
}

/** The place, and the type that has it, where the same object has a field of the name, but for case: first below where it stands, then ever further out. */
function placeOf(name: string, root: ObjectType, path: Path, rootPath: Path): Located | undefined {
  const prefix = rootPath.reduce<string>((at, key) => (typeof key === 'number' ? `${at}[]` : joined(at, key)), '');
  const ancestors = typesAlong(root, path, prefix);
  for (const ancestor of ancestors.reverse()) {
    const [first, ...others] = placesOf(ancestor.type).get(name.toLowerCase()) ?? [];
    if (others.length >= MOST_PLACES) return undefined;
    if (first) return { type: first.type, prefix: joined(ancestor.prefix, first.prefix) };
  }
  return undefined;
}

interface Located {
  readonly type: ObjectType;
  /** Where it is, such as `spec.containers[]`; of a field that was found, with its name. */
  readonly prefix: string;
}

/** The object types from the root to the end of a path. */
function typesAlong(root: ObjectType, path: Path, rootPrefix: string): Located[] {
  const located: Located[] = [{ type: root, prefix: rootPrefix }];
  let shape: Shape = { form: 'object', type: () => root };
  let prefix = rootPrefix;
  for (const key of path) {
    const next: Shape | undefined =
      shape.form === 'object'
        ? shape.type().fields.get(String(key))?.shape
        : 'element' in shape
          ? shape.element
          : undefined;
    if (next === undefined) return located;
    prefix = shape.form === 'object' ? joined(prefix, String(key)) : `${prefix}${shape.form === 'list' ? '[]' : '{}'}`;
    shape = next;
    if (shape.form === 'object') located.push({ type: shape.type(), prefix });
  }
  return located;
}

/** The nearest places of each field at or below a type, by its name in lower case. Many objects have the same unknown field. */
type Places = ReadonlyMap<string, readonly Located[]>;
const placesBelow = new WeakMap<ObjectType, Places>();

function placesOf(start: ObjectType): Places {
  const known = placesBelow.get(start) ?? search(start);
  placesBelow.set(start, known);
  return known;
}

/** Breadth first. */
function search(start: ObjectType): Places {
  const places = new Map<string, Located[]>();
  const seen = new Set([start]);
  let level: Located[] = [{ type: start, prefix: '' }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const fields = level.flatMap(({ type, prefix }) =>
      [...type.fields.values()].map(({ name, shape }) => ({ name, shape, type, prefix: joined(prefix, name) })),
    );
    for (const [name, found] of groupBy(fields, (field) => field.name.toLowerCase()))
      if (!places.has(name)) places.set(name, found);
    level = fields.flatMap(below).filter(({ type }) => !seen.has(type) && seen.add(type));
  }
  return places;
}

/** The object that a field leads to; the status is the server's. */
function below({ shape, prefix }: Pick<Field, 'shape'> & Located): Located[] {
  let at = prefix;
  let inner = shape;
  while ('element' in inner) {
    at += inner.form === 'list' ? '[]' : '{}';
    inner = inner.element;
  }
  return inner.form === 'object' && at !== 'status' ? [{ type: inner.type(), prefix: at }] : [];
}

function joined(prefix: string, field: string): string {
  return prefix === '' ? field : `${prefix}.${field}`;
}
