/** A place in a text of block YAML, and its column. */
export class BlockLines {
  /** The next character. At the start of a node, its first one. */
  public at = 0;
  /** The column of that character; -1 at the end of the text. */
  public column = -1;

  public constructor(public readonly text: string) {}

  /** @param pattern a sticky one */
  public isAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** Goes behind what a sticky pattern matches here; returns whether it does. */
  public take(pattern: RegExp): boolean {
    const isThere = this.isAt(pattern);
    if (isThere) this.at = pattern.lastIndex;
    return isThere;
  }

  public skipSpaces(): void {
    while (this.text[this.at] === ' ') this.at += 1;
  }

  public spacesAt(start: number): number {
    let end = start;
    while (this.text[end] === ' ') end += 1;
    return end - start;
  }

  /** Goes to the next line that is neither empty nor a comment. */
  public nextLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
    this.startLine();
  }

  /** The same from the start of a line. */
  public startLine(): void {
    const { text } = this;
    for (;;) {
      const spaces = this.spacesAt(this.at);
      this.at += spaces;
      this.column = spaces;
      const char = text[this.at];
      if (char !== '\n' && char !== '#') break;
      const end = text.indexOf('\n', this.at);
      this.at = end < 0 ? text.length : end + 1;
    }
    if (this.at >= text.length) this.column = -1;
  }
}
