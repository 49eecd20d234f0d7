/** A place in a text, and the line that it is on. */
export class Cursor {
  public at = 0;
  public lineStart = 0;

  public constructor(public readonly text: string) {}

  public get char(): string | undefined {
    return this.text[this.at];
  }

  public get column(): number {
    return this.at - this.lineStart;
  }

  /** Whether a blank, a line end or the end of the text stands at a distance. */
  public isBlank(distance: number): boolean {
    const char = this.text[this.at + distance];
    return char === undefined || char === ' ' || char === '\n' || char === '\t' || char === '\r';
  }

  /** @param pattern a sticky one */
  public isAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** Reads what a sticky pattern matches here; null if it does not match. */
  public read(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.moveTo(pattern.lastIndex);
    return found;
  }

  /** Reads as often as a sticky pattern matches; returns whether it did. */
  public readAll(pattern: RegExp): boolean {
    const start = this.at;
    while (this.read(pattern));
    return this.at > start;
  }

  public moveTo(offset: number): void {
    const end = this.text.slice(this.at, offset).lastIndexOf('\n');
    if (end >= 0) this.lineStart = this.at + end + 1;
    this.at = offset;
  }

  public moveToLineEnd(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }
}
