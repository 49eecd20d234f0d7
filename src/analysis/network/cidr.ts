/** Consecutive addresses of one family, as a CIDR describes them. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Every address of a family. */
export const ALL_ADDRESSES: { readonly [family in AddressRange['family']]: AddressRange } = {
  4: { family: 4, first: 0n, last: (1n << 32n) - 1n },
  6: { family: 6, first: 0n, last: (1n << 128n) - 1n },
};

/**
 * The public addresses. All IPv6 addresses that are routed between networks begin with the bits 001 (RFC 4291 §2.4).
 */
const PUBLIC: typeof ALL_ADDRESSES = { 4: ALL_ADDRESSES[4], 6: rangeOf(6, 0x2000n << 112n, 3) };

/**
 * Parses a CIDR; undefined if it is invalid. The bits after its prefix are ignored, and leading zeros are decimal, as
 * Kubernetes parses them.
 *
 * @see https://github.com/kubernetes/utils/blob/master/internal/third_party/forked/golang/net/parse.go
 */
export function cidrOf(text: string): AddressRange | undefined {
  const [, address, bits] = /^([^/]*)\/(\d{1,9})$/.exec(text) ?? [];
  const at = addressOf(address ?? '');
  if (!at) return undefined;
  const prefix = Number(bits);
  return prefix <= widthOf(at.family) ? rangeOf(at.family, at.first, prefix) : undefined;
}

/** Parses an IPv4 or IPv6 address into a range of one; undefined if it is invalid. */
export function addressOf(text: string): AddressRange | undefined {
  const family = text.includes(':') ? 6 : 4;
  const value = family === 6 ? ipv6(text) : ipv4(text);
  return value === undefined ? undefined : { family, first: value, last: value };
}

/** Whether one range contains all addresses of another. */
export function covers(range: AddressRange, other: AddressRange): boolean {
  return range.family === other.family && range.first <= other.first && other.last <= range.last;
}

/** Subtracts ranges from ranges; the result is ordered, and no two of its ranges are adjacent. */
export function without(ranges: readonly AddressRange[], others: readonly AddressRange[]): AddressRange[] {
  const taken = joined(others);
  return joined(ranges).flatMap((range) => {
    const left: AddressRange[] = [];
    let { first } = range;
    for (const hole of taken) {
      if (hole.family !== range.family || hole.last < first || hole.first > range.last) continue;
      if (hole.first > first) left.push({ ...range, first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    return first <= range.last ? [...left, { ...range, first }] : left;
  });
}

/**
 * Whether ranges are open to the public: they contain most public addresses of a family. A few exceptions do not close
 * them, and neither does a split into two halves.
 */
export function isOpenToAll(ranges: readonly AddressRange[]): boolean {
  return shares(ranges).some(([open, total]) => open * 2n > total);
}

/** The numbers of public addresses that ranges contain, and of all public addresses, for each family. */
function shares(ranges: readonly AddressRange[]): (readonly [open: bigint, total: bigint])[] {
  const merged = joined(ranges);
  return ([4, 6] as const).map((family) => {
    const total = PUBLIC[family];
    return [overlap(merged, total).reduce((sum, range) => sum + sizeOf(range), 0n), sizeOf(total)];
  });
}

/** Whether ranges contain enough public addresses of a family that a few such parts are open to the public together. */
export function isWide(ranges: readonly AddressRange[]): boolean {
  return shares(ranges).some(([open, total]) => open * 64n >= total);
}

/** Whether ranges contain few addresses, so that their author meant one of them. */
export function isNarrow(ranges: readonly AddressRange[]): boolean {
  return joined(ranges).reduce((sum, range) => sum + sizeOf(range), 0n) <= 256n;
}

/** Whether ranges overlap with another range. */
export function touches(ranges: readonly AddressRange[], other: AddressRange): boolean {
  return overlap(ranges, other).length > 0;
}

function overlap(ranges: readonly AddressRange[], other: AddressRange): AddressRange[] {
  return ranges.flatMap(({ family, first, last }) => {
    const start = first > other.first ? first : other.first;
    const end = last < other.last ? last : other.last;
    return family === other.family && start <= end ? [{ family, first: start, last: end }] : [];
  });
}

/** Joins ranges that overlap or touch; the result is ordered. */
export function joined(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = [...ranges].sort(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  );
  const merged: AddressRange[] = [];
  for (const range of sorted) {
    const before = merged.at(-1);
    if (before?.family !== range.family || range.first > before.last + 1n) merged.push(range);
    else if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last };
  }
  return merged;
}

function sizeOf({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

function widthOf(family: AddressRange['family']): number {
  return family === 4 ? 32 : 128;
}

function rangeOf(family: AddressRange['family'], address: bigint, prefix: number): AddressRange {
  const rest = (1n << BigInt(widthOf(family) - prefix)) - 1n;
  return { family, first: address & ~rest, last: address | rest };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,9}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n);
}

function ipv6(text: string): bigint | undefined {
  const dotted = /^(.*:)([^:]*\.[^:]*)$/.exec(text); // The last 32 bits may be written as IPv4.
  const tail = dotted ? ipv4(dotted[2] as string) : 0n;
  if (tail === undefined) return undefined;
  const plain = dotted ? `${dotted[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}` : text;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], end = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeros = 8 - head.length - end.length;
  if (halves.length === 1 ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...end];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
