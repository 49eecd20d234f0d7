/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text. Where they start is worked out once, when somebody asks. */
export class TextLines {
  private known?: readonly number[];

  public constructor(private readonly text: string) {}

  /** The line and column of an offset. */
  public positionOf(offset: number): Position {
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  }

  /** A line without its end; undefined where there is none. */
  public line(number: number): string | undefined {
    const { starts } = this;
    const start = starts[number - 1];
    return start === undefined ? undefined : this.text.slice(start, starts[number]).replace(/\r?\n$/, '');
  }

  private get starts(): readonly number[] {
    this.known ??= startsIn(this.text);
    return this.known;
  }
}

function startsIn(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
