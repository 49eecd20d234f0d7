/** Lines around a change. */
const CONTEXT = 3;
/** Above this number of differences, the shortest way is not searched: the way that got furthest is used. */
const MOST_EDITS = 256;

/**
 * Returns the difference between two texts in the format of `git apply` and `patch -p1`; empty for equal texts. The
 * library `diff` is not used: its time grows with the square of the changes, 20 s for 800 fixed objects in one file.
 *
 * @param name the file, relative to the folder where the patch is applied
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function unifiedDiff(oldText: string, newText: string, name: string): string {
  if (oldText === newText) return '';
  const [before, after] = [linesOf(oldText), linesOf(newText)];
  const hunks = hunksOf(changesOf(before, after), before.length, after.length);
  const parts = hunks.map((hunk) => hunkText(hunk, before, after));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not write to the terminal
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return `--- a/${plain}\n+++ b/${plain}\n${parts.join('')}`;
}

/** A range of lines that was replaced. */
interface Change {
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

interface Hunk extends Change {
  readonly changes: Change[];
}

/** Splits a text into lines with their ends; the last may have none. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}

function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      const number = numbers.get(line) ?? numbers.size;
      numbers.set(line, number);
      return number;
    });
  const [a, b] = [numbered(before), numbered(after)];
  const changes: Change[] = [];
  let [x, y] = [0, 0];
  const note = (toX: number, toY: number) => {
    const last = changes.at(-1);
    if (last && last.fromEnd === x && last.toEnd === y)
      changes[changes.length - 1] = { ...last, fromEnd: toX, toEnd: toY };
    else changes.push({ from: x, fromEnd: toX, to: y, toEnd: toY });
    [x, y] = [toX, toY];
  };
  while (x < a.length || y < b.length) {
    while (x < a.length && y < b.length && a[x] === b[y]) [x, y] = [x + 1, y + 1];
    for (const step of stepsFrom(a, b, x, y)) {
      const length = Math.min(step.x - x, step.y - y); // The unchanged lines before the changed one.
      [x, y] = [x + length, y + length];
      if (x !== step.x || y !== step.y) note(step.x, step.y);
    }
  }
  return changes;
}

interface Step {
  readonly x: number;
  readonly y: number;
}

/**
 * Returns the positions after each edit of the shortest way from one position to one that is certainly right: the end,
 * or a position after many unchanged lines, fewer the longer the way is.
 *
 * @see http://www.xmailserver.org/diff2.pdf Myers, An O(ND) Difference Algorithm
 */
function stepsFrom(a: Int32Array, b: Int32Array, x0: number, y0: number): Step[] {
  const trace: Int32Array[] = [];
  const middle = MOST_EDITS + 1;
  const furthest = new Int32Array(2 * MOST_EDITS + 3).fill(-1);
  furthest[middle + 1] = x0;
  for (let edits = 0; ; edits += 1) {
    trace.push(furthest.slice(middle - edits - 1, middle + edits + 2));
    let best: Reached | undefined;
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const start = startOf(furthest, middle, edits, diagonal);
      let x = start;
      let y = y0 + (x - x0) - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) [x, y] = [x + 1, y + 1];
      furthest[middle + diagonal] = x;
      const isEnd = x === a.length && y === b.length;
      if (isEnd || (edits > 0 && x - start >= neededAfter(edits))) return stepsTo({ x, y, diagonal }, trace, x0, y0);
      const isInside = x <= a.length && y <= b.length;
      if (isInside && (!best || x + y > best.x + best.y)) best = { x, y, diagonal };
    }
    if (edits === MOST_EDITS && best) return stepsTo(best, trace, x0, y0);
  }
}

/** Number of consecutive unchanged lines after which the edits before them are final. */
function neededAfter(edits: number): number {
  return edits < 32 ? 16 : edits < 128 ? 6 : 2;
}

interface Reached extends Step {
  readonly diagonal: number;
}

/** Returns the position after an edit, before the unchanged lines: down is a new line, right is a removed line. */
function startOf(furthest: Int32Array, middle: number, edits: number, diagonal: number): number {
  return isDown(furthest, middle, edits, diagonal)
    ? (furthest[middle + diagonal + 1] as number)
    : (furthest[middle + diagonal - 1] as number) + 1;
}

function isDown(furthest: Int32Array, middle: number, edits: number, diagonal: number): boolean {
  const [below, left] = [furthest[middle + diagonal + 1] as number, furthest[middle + diagonal - 1] as number];
  return diagonal === -edits || (diagonal !== edits && left < below);
}

function stepsTo(end: Reached, trace: readonly Int32Array[], x0: number, y0: number): Step[] {
  const steps: Step[] = [end];
  let { diagonal } = end;
  const note = (x: number) => steps.push({ x, y: y0 + (x - x0) - diagonal });
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const furthest = trace[edits] as Int32Array;
    note(startOf(furthest, edits + 1, edits, diagonal));
    diagonal += isDown(furthest, edits + 1, edits, diagonal) ? 1 : -1;
    note(furthest[edits + 1 + diagonal] as number);
  }
  return steps.reverse();
}

function hunksOf(changes: readonly Change[], fromLength: number, toLength: number): Hunk[] {
  const hunks: { -readonly [K in keyof Hunk]: Hunk[K] }[] = [];
  for (const change of changes) {
    const last = hunks.at(-1);
    const fromEnd = Math.min(change.fromEnd + CONTEXT, fromLength);
    const toEnd = Math.min(change.toEnd + CONTEXT, toLength);
    if (last && change.from - CONTEXT <= last.fromEnd) {
      last.changes.push(change);
      Object.assign(last, { fromEnd, toEnd });
    } else {
      const context = Math.min(CONTEXT, change.from, change.to);
      hunks.push({ from: change.from - context, to: change.to - context, fromEnd, toEnd, changes: [change] });
    }
  }
  return hunks;
}

function hunkText(hunk: Hunk, before: readonly string[], after: readonly string[]): string {
  const parts = [`@@ -${range(hunk.from, hunk.fromEnd)} +${range(hunk.to, hunk.toEnd)} @@\n`];
  const add = (sign: string, lines: readonly string[]) => {
    for (const line of lines)
      parts.push(line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`);
  };
  let at = hunk.from;
  for (const { from, fromEnd, to, toEnd } of hunk.changes) {
    add(' ', before.slice(at, from));
    add('-', before.slice(from, fromEnd));
    add('+', after.slice(to, toEnd));
    at = fromEnd;
  }
  add(' ', before.slice(at, hunk.fromEnd));
  return parts.join('');
}

function range(start: number, end: number): string {
  const length = end - start;
  return `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
}
