/** Maximum nesting depth; it also stops circular references. */
const MAX_DEPTH = 200;

/**
 * Copies the result of a `toJson` into plain data, as the YAML writer of cdk8s would read it: each getter is read once, `toJSON`
 * is called once, and an undefined value is null. A value that it cannot write, or that would be another number, is an error. The
 * copy is frozen and shares nothing with the original.
 */
export function plainJson(value: unknown, depth = 0): any {
  if (value === null) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new Error(`holds the number ${value}, which JSON cannot represent`);
    case 'bigint':
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw new Error(`holds the integer ${value}, which would be rounded; it must be within ±(2^53 - 1)`);
    case 'object':
      if (depth > MAX_DEPTH) throw new Error(`nests deeper than ${MAX_DEPTH} levels, or contains itself`);
      return plainObject(value, depth);
    case 'undefined':
      return undefined;
    default:
      throw new Error(`holds a ${typeof value}, which JSON cannot represent`);
  }
}

function plainObject(value: object, depth: number): any {
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return plainJson(toJSON.call(value), depth + 1);
  if (Array.isArray(value)) return plainList(value, depth);
  const source = value instanceof Map ? Object.fromEntries(value) : value;
  // The spread reads each getter once. Values that are already plain are not replaced.
  const copy: { [key: string]: unknown } = { ...source };
  for (const key of Object.keys(copy)) {
    const plain = plainJson(copy[key], depth + 1) ?? null;
    if (plain !== copy[key]) copy[key] = plain;
  }
  return Object.freeze(copy);
}

function plainList(list: readonly unknown[], depth: number): readonly unknown[] {
  const copy: unknown[] = [];
  for (let index = 0; index < list.length; index += 1) copy.push(plainJson(list[index], depth + 1) ?? null);
  return Object.freeze(copy);
}
