/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A part of a text that begins at the start of a line. */
export interface TextPart {
  readonly start: number;
  readonly line: number;
}

/** The line starts of a part with more lines are kept. Those of a shorter part are found again when they are needed. */
const MANY = 200;
const WHOLE = { starts: [0], lines: [1] };

/** The lines of a text. Their starts are computed part by part. */
export class TextLines {
  private readonly partStarts: readonly number[];
  private readonly partLines: readonly number[];
  private readonly kept: number[][] = [];

  /** @param parts in order, the first at the start of the text; default: one part */
  public constructor(
    private readonly text: string,
    parts?: readonly TextPart[],
  ) {
    this.partStarts = parts?.map(({ start }) => start) ?? WHOLE.starts;
    this.partLines = parts?.map(({ line }) => line) ?? WHOLE.lines;
  }

  /** The line and column of an offset. */
  public positionOf(offset: number): Position {
    const part = lastAtMost(this.partStarts, offset);
    const line = this.partLines[part] as number;
    if (!this.kept[part]) {
      let start = this.partStarts[part] as number;
      for (let index = 0; index < MANY; index += 1) {
        const next = this.next(start);
        if (next === 0 || next > offset) return { line: line + index, column: offset - start + 1 };
        start = next;
      }
    }
    const starts = this.startsIn(part);
    const index = lastAtMost(starts, offset);
    return { line: line + index, column: offset - (starts[index] as number) + 1 };
  }

  /** Returns a line without its end; undefined if it does not exist. */
  public line(number: number): string | undefined {
    const part = lastAtMost(this.partLines, number);
    const start = this.startsIn(part)[number - (this.partLines[part] as number)];
    if (start === undefined) return undefined;
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  }

  private startsIn(part: number): readonly number[] {
    const known = this.kept[part];
    if (known) return known;
    const starts = [this.partStarts[part] as number];
    const end = this.partStarts[part + 1] ?? Infinity;
    for (let at = this.next(starts[0] as number); at > 0 && at < end; at = this.next(at)) starts.push(at);
    if (starts.length > MANY) this.kept[part] = starts;
    return starts;
  }

  /** The start of the next line; 0 if there is none. */
  private next(offset: number): number {
    return this.text.indexOf('\n', offset) + 1;
  }
}

/**
 * The index of the last number that is not greater than `most`; the numbers are ascending, and the first is not
 * greater.
 */
export function lastAtMost(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= most) low = middle;
    else high = middle;
  }
  return low;
}
