/** The name that was probably meant: the same but for case, else the nearest by few edits; undefined where none is near. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  const most = Math.ceil(name.length / 5);
  let best: string | undefined;
  let fewest = most + 1;
  for (const each of names) {
    const other = each.toLowerCase();
    if (other === lower) return each;
    if (Math.abs(other.length - lower.length) >= fewest) continue;
    const edits = editsBetween(lower, other);
    if (edits < fewest) [best, fewest] = [each, edits];
  }
  return best;
}

/** The insertions, deletions, substitutions and swaps of neighbours that make one word of another. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, at(beforeLast, j - 2) + 1);
      row.push(edits);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
