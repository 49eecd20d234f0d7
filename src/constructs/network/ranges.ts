import { cidrOf, covers, isOpenToAll, isWide, without } from '../../analysis/network/cidr';

/**
 * Throws for a range that the API server refuses, or reads in another way: cdk8s-plus compares only the shape of the address.
 * Newer API servers refuse leading zeros and IPv4 addresses in the form of IPv6.
 */
export function checkRange(range: string): void {
  const wrong = (example: string) => new Error(`"${range}" is not an address range; write it as "${example}"`);
  const prefix = /\/(0|[1-9]\d{0,2})$/.exec(range)?.[1];
  const read = cidrOf(range);
  if (prefix === undefined || !read || /(?:^|\.)0\d|:.*\./.test(range)) throw wrong('10.8.0.0/16');
  const address = cidrOf(range.replace(/\/.*$/, read.family === 4 ? '/32' : '/128'));
  if (address?.first !== read.first)
    throw new Error(`"${range}" has bits after its prefix of ${prefix}; write the first address of the range`);
}

/** Throws for ranges that are not excluded from inside another one: an exclusion must be smaller. */
export function checkExclusions(around: string, exclude: readonly string[]): void {
  for (const range of exclude) checkRange(range);
  const outside = exclude.find((range) => !isInside(range, around) || isInside(around, range));
  if (outside !== undefined) throw new Error(`"${outside}" is not inside "${around}"; leave it out`);
}

export function isInside(range: string, around: string): boolean {
  const [inner, outer] = [cidrOf(range), cidrOf(around)];
  return inner !== undefined && outer !== undefined && covers(outer, inner);
}

/**
 * Whether a range, without its exclusions, is wider than any network of one owner: it has a 64th of all public addresses of
 * its family, as a `/6` of IPv4. The largest networks that one owner was ever given are of `/8`.
 */
export function isWideRange(range: string, exclude: readonly string[]): boolean {
  return isWide(left(range, exclude));
}

/** Whether the rules of the catalogue report a range: it has most public addresses of a family. */
export function isOpenRange(range: string, exclude: readonly string[]): boolean {
  return isOpenToAll(left(range, exclude));
}

function left(range: string, exclude: readonly string[]) {
  const read = (texts: readonly string[]) => texts.flatMap((text) => cidrOf(text) ?? []);
  return without(read([range]), read(exclude));
}
