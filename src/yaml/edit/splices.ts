/** A stretch of a text, and what replaces it. */
export interface Splice {
  readonly offset: number;
  readonly length: number;
  readonly insertion: string;
}

/** Makes changes to a text. They are sorted and do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, insertion } of splices) {
    parts.push(text.slice(at, offset), insertion);
    at = offset + length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Where the lines of a text start. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Collects changes to a text, and knows its lines. */
export class Splices {
  private readonly list: Splice[] = [];

  public constructor(
    public readonly text: string,
    /** The line end for a text without one. */
    private readonly newline: string,
    private readonly starts: readonly number[] = lineStarts(text),
  ) {}

  public replace(start: number, end: number, text: string): void {
    if (start === end && text === '') return;
    this.list.push({ offset: start, length: end - start, insertion: text + this.gapBehind(start, end, text) });
  }

  /** A comment may touch brackets and quotes, but no other text. */
  private gapBehind(start: number, end: number, text: string): string {
    if (this.text[end] !== '#' || /\s/.test(this.text[end - 1] as string)) return '';
    return /\S$/.test(this.text.slice(Math.max(start - 1, 0), start) + text) ? ' ' : '';
  }

  public insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  public remove(start: number, end: number): void {
    this.replace(start, end, '');
  }

  /** Inserts lines after the line of an offset. */
  public insertLines(below: number, lines: readonly string[]): void {
    const newline = this.newlineAt(below);
    this.insert(this.lineEnd(below), lines.map((line) => newline + line).join(''));
  }

  /** All changes in order, as one where they touch. What is inserted where something is removed comes after the gap. */
  public all(): Splice[] {
    const sorted = [...this.list].sort((a, b) => a.offset - b.offset || a.length - b.length);
    const merged: Splice[] = [];
    for (const { offset, length, insertion } of sorted) {
      const last = merged.at(-1);
      const end = last ? last.offset + last.length : -1;
      if (offset < end && length > 0) throw new Error('two changes touch the same place');
      if (!last || offset > end) merged.push({ offset, length, insertion });
      else merged[merged.length - 1] = { ...last, length: last.length + length, insertion: last.insertion + insertion };
    }
    return merged;
  }

  public lineStart(offset: number): number {
    return this.starts[this.lineOf(offset)] as number;
  }

  /** The end of a line, before its line end. */
  public lineEnd(offset: number): number {
    const next = this.starts[this.lineOf(offset) + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === '\r' ? next - 2 : next - 1;
  }

  public nextLine(offset: number): number {
    return this.starts[this.lineOf(offset) + 1] ?? this.text.length;
  }

  public column(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** Whether there is only white space before an offset on its line. */
  public isFirst(offset: number): boolean {
    return this.text.slice(this.lineStart(offset), offset).trim() === '';
  }

  public newlineAt(offset: number): string {
    const end = this.lineEnd(offset);
    if (end < this.text.length) return this.text[end] === '\r' ? '\r\n' : '\n';
    return this.newline;
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** The column of a comment line, else -1. */
export function commentColumn(text: string, lineStart: number): number {
  const match = /[^ \t]/g;
  match.lastIndex = lineStart;
  const at = match.exec(text)?.index ?? -1;
  return at >= 0 && text[at] === '#' ? at - lineStart : -1;
}
