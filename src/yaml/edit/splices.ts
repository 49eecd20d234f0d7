/** Collects changes to a text, and applies them together. */
export class Splices {
  private readonly list: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  private readonly starts = [0];

  public constructor(
    public readonly text: string,
    /** The line end for a text without one. */
    private readonly newline: string,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  public replace(start: number, end: number, text: string): void {
    if (start !== end || text !== '') this.list.push({ start, end, text });
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

  /** Applies all changes. Text that is inserted at a removed range comes after it. */
  public apply(): string {
    const sorted = [...this.list].sort((a, b) => a.start - b.start || a.end - b.end);
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, text } of sorted) {
      if (start < at && start !== end) throw new Error('two changes touch the same place');
      if (start > at) parts.push(this.text.slice(at, start));
      parts.push(text);
      at = Math.max(at, end);
    }
    parts.push(this.text.slice(at));
    return parts.join('');
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
