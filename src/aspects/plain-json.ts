/** Nesting deeper than this is refused; cycles are found by it. */
const MAX_DEPTH = 200;

/**
 * Copies what a `toJson` gave into plain data, the way a YAML writer would see it: getters are read once, `toJSON` is
 * asked once, what has no JSON is left out. The copy shares nothing with the original and cannot change its answer.
 */
export function plainJson(value: unknown, depth = 0): any {
  if (depth > MAX_DEPTH) throw new Error(`nests deeper than ${MAX_DEPTH} levels, or holds itself`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw new Error(`holds the number ${value}, which JSON cannot say`);
    case 'bigint':
      return Number(value);
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return plainJson(toJSON.call(value), depth + 1);
  if (Array.isArray(value)) return Array.from(value, (item) => plainJson(item, depth + 1) ?? null);
  const entries = value instanceof Map ? [...value] : Object.keys(value).map((key) => [key, (value as any)[key]]);
  const copy: { [key: string]: unknown } = {};
  for (const [key, item] of entries) {
    const plain = plainJson(item, depth + 1);
    if (plain === undefined) continue;
    if (key === '__proto__') {
      Object.defineProperty(copy, key, { value: plain, enumerable: true, configurable: true, writable: true });
    } else copy[String(key)] = plain;
  }
  return copy;
}

/** Makes plain data unchangeable, to its leaves. */
export function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Array.isArray(value) ? value : Object.values(value)) freeze(item);
  }
  return value;
}
