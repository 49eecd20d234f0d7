import type { ObjectType, Scalar, Shape } from './shape';

/** Whether a list in a value has a null. */
export function hasNullItem(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some((item) => item === null || hasNullItem(item));
  for (const key in value) if (hasNullItem((value as { [key: string]: unknown })[key])) return true;
  return false;
}

/** An object as the API server decodes it: a null in a list is the empty value of its type. */
export function withoutNullItems(json: any, type: ObjectType): any {
  return object(json, type);
}

function object(json: any, type: ObjectType): any {
  const entries = Object.entries(json).map(([key, item]) => {
    const shape = type.fields.get(key)?.shape;
    return [key, shape ? value(item, shape) : item];
  });
  return Object.fromEntries(entries);
}

function value(json: any, shape: Shape): any {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json))
    return shape.form === 'list'
      ? json.map((item) => (item === null ? emptyOf(shape.element) : value(item, shape.element)))
      : json;
  if (shape.form === 'object') return object(json, shape.type());
  if (shape.form !== 'map') return json;
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, value(item, shape.element)]));
}

function emptyOf(shape: Shape): unknown {
  if (shape.form === 'scalar') return Object.hasOwn(EMPTY, shape.scalar) ? EMPTY[shape.scalar] : '';
  return shape.form === 'list' ? [] : {};
}

const EMPTY: { readonly [scalar in Scalar]?: unknown } = { any: null, bool: false, double: 0, int32: 0, int64: 0 };
