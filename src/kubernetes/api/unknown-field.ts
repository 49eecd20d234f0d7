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
    const places = search(name.toLowerCase(), ancestor.type, ancestor.prefix);
    if (places.length > MOST_PLACES) return undefined;
    if (places[0] !== undefined) return places[0];
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

/** The nearest places at or below a type, breadth first. */
function search(lower: string, start: ObjectType, prefix: string): Located[] {
  const seen = new Set([start]);
  let level: Located[] = [{ type: start, prefix }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const found = level.flatMap(({ type, prefix: at }) =>
      [...type.fields.keys()]
        .filter((field) => field.toLowerCase() === lower)
        .map((field) => ({ type, prefix: joined(at, field) })),
    );
    if (found.length > 0) return found;
    level = level.flatMap(({ type, prefix: at }) =>
      [...type.fields.values()]
        .flatMap((field) => below(field, at))
        .filter(({ type: next }) => {
          const isNew = !seen.has(next);
          seen.add(next);
          return isNew;
        }),
    );
  }
  return [];
}

/** The object that a field leads to; the status is the server's. */
function below({ name, shape }: Field, prefix: string): Located[] {
  let at = joined(prefix, name);
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
