import { escapeSegment } from '../../src/json/pointer';

/** The JSON Pointers of all values that two documents do not share, as deep down as can be told. */
export function changesBetween(before: any, after: any, pointer = ''): string[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) && !isBranch(after)) return [pointer];
  if (isBranch(before) && isBranch(after) && Array.isArray(before) !== Array.isArray(after)) return [pointer];
  const keys = new Set([...Object.keys(isBranch(before) ? before : {}), ...Object.keys(isBranch(after) ? after : {})]);
  if (keys.size === 0) return before === undefined || after === undefined ? [pointer] : [];
  return [...keys].flatMap((key) => changesBetween(before?.[key], after?.[key], `${pointer}/${escapeSegment(key)}`));
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
