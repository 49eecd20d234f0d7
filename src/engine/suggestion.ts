/** Finds the known word that is closest to a misspelt one; undefined if none is close. */
export function findNearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bound = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    // The difference in length is the least possible distance; words of any length come from untrusted input.
    if (Math.abs(word.length - candidate.length) >= bound) continue;
    const distance = editDistance(word, candidate);
    if (distance < bound) {
      best = candidate;
      bound = distance;
    }
  }
  return best;
}

/** Returns a message that a word is unknown, with the closest known word. */
export function describeUnknown(what: string, word: string, known: Iterable<string>): string {
  const names = [...known];
  const near = findNearest(word, names);
  return `${what} "${word}" is not known; ${near ? `did you mean "${near}"?` : hintAt(what, names)}`;
}

/** As many names as a reader takes in. */
const MOST_NAMES = 15;

function hintAt(what: string, names: readonly string[]): string {
  if (names.length === 0) return 'there is none';
  if (names.length <= MOST_NAMES) return `use one of ${names.join(', ')}`;
  if (/\b(?:rule|category)\b/.test(what)) return 'see cdk8s-hardened rules';
  return `use one of ${names.slice(0, MOST_NAMES).join(', ')}, or ${names.length - MOST_NAMES} more`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, swap));
    }
    row = next;
  }
  return row[b.length] as number;
}
