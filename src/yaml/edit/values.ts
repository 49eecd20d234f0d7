/** Whether two JSON values are equal, ignoring the order of fields and undefined fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index]));
  }
  if (Array.isArray(other)) return false;
  const keys = fieldsOf(one);
  return (
    keys.length === fieldsOf(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame((one as any)[key], (other as any)[key]))
  );
}

/** The names of the fields that have a value. */
export function fieldsOf(map: object): string[] {
  return Object.keys(map).filter((key) => (map as any)[key] !== undefined);
}

export function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The change of a list item: `from` alone is removed, `to` alone is new, both is kept or rewritten. */
export interface ItemChange {
  readonly from?: number;
  readonly to?: number;
}

/** Longer ranges are paired in order: the comparison table would grow with the product of their lengths. */
const MOST_COMPARED = 250_000;

/** Pairs the items of two lists: by value or by `name`, and the others in order. */
export function alignItems(before: readonly unknown[], after: readonly unknown[]): ItemChange[] {
  let head = 0;
  while (head < before.length && head < after.length && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  const least = Math.min(before.length, after.length) - head;
  while (tail < least && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail += 1;
  const changes: ItemChange[] = Array.from({ length: head }, (_, index) => ({ from: index, to: index }));
  const [fromEnd, toEnd] = [before.length - tail, after.length - tail];
  let [from, to] = [head, head];
  const fill = (untilFrom: number, untilTo: number) => {
    while (from < untilFrom && to < untilTo) changes.push({ from: from++, to: to++ });
    while (from < untilFrom) changes.push({ from: from++ });
    while (to < untilTo) changes.push({ to: to++ });
  };
  for (const [i, j] of commonItems(before.slice(head, fromEnd), after.slice(head, toEnd))) {
    fill(head + i, head + j);
    changes.push({ from: from++, to: to++ });
  }
  fill(fromEnd, toEnd);
  for (let index = 0; index < tail; index += 1) changes.push({ from: fromEnd + index, to: toEnd + index });
  return changes;
}

/** The longest common subsequence, as pairs of indexes. */
function commonItems(before: readonly unknown[], after: readonly unknown[]): [number, number][] {
  if (before.length * after.length > MOST_COMPARED) return [];
  const [rows, columns] = [before.map(identityOf), after.map(identityOf)];
  const width = columns.length + 1;
  const lengths = new Uint32Array((rows.length + 1) * width);
  const length = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    for (let j = columns.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        rows[i] === columns[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  // Where moving keeps no more items than staying does, each stays where it is.
  const stay = rows.length === columns.length ? rows.filter((row, index) => row === columns[index]).length : -1;
  if (stay === length(0, 0)) return [];
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows.length && j < columns.length; ) {
    if (rows[i] === columns[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function identityOf(item: unknown): string {
  const name = isMap(item) && Object.hasOwn(item, 'name') ? item.name : undefined;
  return typeof name === 'string' ? `name ${name}` : JSON.stringify(item);
}
