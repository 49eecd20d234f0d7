/** Copies plain JSON, several times faster than `structuredClone`. What stands in two places becomes two values. */
export function copyOf(json: any): any {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(copyOf);
  // The spread keeps a key `__proto__` a key.
  const copy = { ...json };
  for (const key of Object.keys(copy)) {
    const value = copy[key];
    if (value !== null && typeof value === 'object') copy[key] = copyOf(value);
  }
  return copy;
}
