import { applySplices, lineStarts, type Splice } from '../../yaml/edit/splices';

/** Lines around a change. */
const CONTEXT = 3;

/**
 * The changes to a text, as `git apply` and `patch -p1` read them; empty where there are none. What changed is known: to
 * work it out from two texts takes far longer.
 *
 * @param splices the changes, sorted
 * @param name the file, relative to where the patch is to be applied
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function unifiedDiff(text: string, splices: readonly Splice[], name: string): string {
  const before = linesOf(text);
  const hunks = hunksOf(changesOf(text, splices), before.length);
  if (hunks.length === 0) return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not write to the terminal
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return `--- a/${plain}\n+++ b/${plain}\n${hunks.map((hunk) => hunkText(hunk, before)).join('')}`;
}

/** Lines that are replaced; `from` and `end` count from 0, the end is not one of them. */
interface Change {
  readonly from: number;
  readonly end: number;
  readonly added: readonly string[];
}

interface Hunk {
  readonly from: number;
  readonly end: number;
  /** How many lines the changes above add. */
  readonly shift: number;
  readonly changes: readonly Change[];
}

/** Splits a text into lines with their ends; the last may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changesOf(text: string, splices: readonly Splice[]): Change[] {
  const starts = lineStarts(text);
  const groups: { from: number; end: number; splices: Splice[] }[] = [];
  let line = 0;
  const lineOf = (offset: number) => {
    while (line + 1 < starts.length && (starts[line + 1] as number) <= offset) line += 1;
    return line;
  };
  for (const splice of splices) {
    const from = lineOf(splice.offset);
    const end = lineOf(splice.offset + splice.length) + 1;
    const last = groups.at(-1);
    if (last && from < last.end) {
      last.splices.push(splice);
      last.end = end;
    } else groups.push({ from, end, splices: [splice] });
  }
  return groups.flatMap((group) => {
    const start = starts[group.from] as number;
    const old = text.slice(start, starts[group.end]);
    const own = group.splices.map((splice) => ({ ...splice, offset: splice.offset - start }));
    return trimmed(group.from, linesOf(old), linesOf(applySplices(old, own)));
  });
}

/** A change without the lines that stay at its start and its end; nothing where all stay. */
function trimmed(from: number, old: readonly string[], now: readonly string[]): Change[] {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  if (head + tail === Math.max(old.length, now.length)) return [];
  return [{ from: from + head, end: from + old.length - tail, added: now.slice(head, now.length - tail) }];
}

function hunksOf(changes: readonly Change[], length: number): Hunk[] {
  const hunks: (Hunk & { end: number; changes: Change[] })[] = [];
  let shift = 0;
  for (const change of changes) {
    const from = Math.max(0, change.from - CONTEXT);
    const end = Math.min(change.end + CONTEXT, length);
    const last = hunks.at(-1);
    if (last && from <= last.end) {
      last.changes.push(change);
      last.end = end;
    } else hunks.push({ from, end, shift, changes: [change] });
    shift += change.added.length - (change.end - change.from);
  }
  return hunks;
}

function hunkText({ from, end, shift, changes }: Hunk, before: readonly string[]): string {
  const added = changes.reduce((sum, change) => sum + change.added.length - (change.end - change.from), 0);
  const parts = [`@@ -${range(from, end)} +${range(from + shift, end + shift + added)} @@\n`];
  const add = (sign: string, lines: readonly string[]) => {
    for (const line of lines)
      parts.push(line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`);
  };
  let at = from;
  for (const change of changes) {
    add(' ', before.slice(at, change.from));
    add('-', before.slice(change.from, change.end));
    add('+', change.added);
    at = change.end;
  }
  add(' ', before.slice(at, end));
  return parts.join('');
}

function range(start: number, end: number): string {
  const length = end - start;
  return `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
}
