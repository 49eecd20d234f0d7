import type { Splice } from './edit/splices';

/** A key must end within so many characters, on its line. */
const LONGEST_KEY = 1024;
/** No text gets more spaces: hostile ones could demand the square of their size. */
const MOST_SPACES = 2 ** 24;

const ANCHOR = /[&*][\w-]+(?=[ \t\r\n?:,\]}%@`]|$)/y;
const TAG = /!(?:<[^ \t\r\n>]*>|[\w\-;/?:@&=+$,.!~*'()[\]%]*)(?=[ \t\r\n]|$)/y;
const BLOCK_HEAD = /[|>](?:[-+]?([1-9])?|([1-9])[-+])[ \t]*(?=[#\r\n]|$)/y;
const BLOCK_WORD = /(?:[^ \t\r\n:]+|:+(?![ \t\r\n]|$))+/y;
const FLOW_WORD = /(?:[^ \t\r\n:,?[\]{}]+|:+(?![ \t\r\n]|$))+/y;
const BLANKS = /[ \t\r\n]*/y;
const SPACES = / */y;
const DOCUMENT_MARK = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/y;
const DOCUMENT_MARK_INSIDE = /\n(?:---|\.\.\.)(?=[ \t\r\n]|$)/;
/** How a text without quotes starts. */
const PLAIN_START = /[^ \t\r\n,[\]{}#&*!|>'"%@`]/y;

/**
 * Finds where YAML 1.2 demands spaces and Go's scanner does not: before a line inside brackets or quotes that stands
 * further left than its key, before a comment that touches the text before it, and instead of some tabs. It
 * follows Go's scanner token by token, and stops where that one finds an error.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export function missingSpaces(text: string): Splice[] {
  const scanner = new Scanner(text);
  while (scanner.readToken());
  return scanner.splices.sort((one, other) => one.offset - other.offset || one.length - other.length);
}

class Scanner {
  public readonly splices: Splice[] = [];
  private spaces = 0;
  private at = 0;
  private lineStart = 0;
  /** The columns of the open blocks. */
  private readonly indents: number[] = [];
  /** The column of the first token. */
  private firstColumn?: number;
  /** The number of open brackets, and the offset of the first of them. */
  private depth = 0;
  private opening = 0;
  private mayStartKey = true;
  /** What becomes a key if a colon follows on its line. */
  private key?: { readonly offset: number; readonly lineStart: number };

  public constructor(private readonly text: string) {}

  /** Returns false at the end, and where Go's scanner or parser stops. */
  public readToken(): boolean {
    this.skipToToken();
    const { text, at } = this;
    const char = text[at];
    if (char === undefined || this.spaces > MOST_SPACES) return false;
    const column = at - this.lineStart;
    if (this.depth === 0) while (this.indent > column) this.indents.pop();
    if (column === 0 && (char === '%' || this.matches(DOCUMENT_MARK))) return this.readStart();
    this.firstColumn ??= column;
    const isInFlow = this.depth > 0;
    const isAlone = this.isBlank(at + 1);
    if (char === '[' || char === '{') return this.open();
    if (char === ']' || char === '}') return this.close();
    if (char === ',') return this.readMark(isInFlow);
    if (char === '-' && isAlone) return this.readBlockMark(!isInFlow);
    if (char === '?' && (isInFlow || isAlone)) return isInFlow ? this.readMark() : this.readBlockMark();
    if (char === ':' && (isInFlow || isAlone)) return isInFlow ? this.readMark() : this.readColon();
    if (char === '&' || char === '*') return this.readProperty(ANCHOR);
    if (char === '!') return this.readProperty(TAG);
    if ((char === '|' || char === '>') && !isInFlow) return this.readBlockScalar();
    if (char === "'" || char === '"') return this.readQuoted(char);
    return this.readPlain();
  }

  private get indent(): number {
    return this.indents.at(-1) ?? -1;
  }

  private skipToToken(): void {
    const { text } = this;
    for (;;) {
      const char = text[this.at];
      if (char === '#') {
        if (!this.isBlank(this.at - 1)) this.add(this.at, 1);
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end;
      } else if (char === '\n') {
        this.at += 1;
        this.lineStart = this.at;
        if (this.depth === 0) this.mayStartKey = true;
      } else if (char === ' ' || char === '\r' || (char === '\t' && (this.depth > 0 || !this.mayStartKey))) {
        if (char === '\t') this.add(this.at, 1, 1);
        this.at += 1;
      } else return;
    }
  }

  /** The `---` of a document; it has no other marks. */
  private readStart(): boolean {
    this.at += '---'.length;
    this.mayStartKey = false;
    return this.firstColumn === undefined && this.text.startsWith('---', this.lineStart);
  }

  private open(): boolean {
    this.startKey();
    if (this.depth === 0) this.opening = this.at;
    this.depth += 1;
    this.at += 1;
    return true;
  }

  private close(): boolean {
    if (this.depth === 0) return false;
    this.depth -= 1;
    this.at += 1;
    this.mayStartKey = false;
    if (this.depth === 0) this.indentLines(this.opening);
    return true;
  }

  private readMark(isAllowed = true): boolean {
    this.at += 1;
    return isAllowed;
  }

  /** A dash or a question mark. */
  private readBlockMark(isAllowed = true): boolean {
    if (!isAllowed || !this.mayStartKey) return false;
    this.openBlock(this.at);
    this.key = undefined;
    return this.readMark();
  }

  private readColon(): boolean {
    const { at, key } = this;
    const isKey = key?.lineStart === this.lineStart && at - key.offset <= LONGEST_KEY;
    if (!isKey && !this.mayStartKey) return false;
    this.openBlock(isKey ? key.offset : at);
    this.mayStartKey = !isKey;
    this.key = undefined;
    return this.readMark();
  }

  private openBlock(offset: number): void {
    const column = offset - this.lineStart;
    if (column > this.indent) this.indents.push(column);
  }

  private startKey(): void {
    if (this.depth > 0) return;
    if (this.mayStartKey) this.key = { offset: this.at, lineStart: this.lineStart };
    this.mayStartKey = false;
  }

  private readProperty(pattern: RegExp): boolean {
    this.startKey();
    return this.matches(pattern);
  }

  private readQuoted(quote: string): boolean {
    this.startKey();
    const { text, at: start } = this;
    const end = quote === "'" ? endOfSingleQuoted(text, start + 1) : endOfDoubleQuoted(text, start + 1);
    if (end < 0 || DOCUMENT_MARK_INSIDE.test(text.slice(start, end))) return false;
    this.at = end;
    if (this.depth === 0) this.indentLines(start);
    this.passLines(start);
    return true;
  }

  private readPlain(): boolean {
    if (!this.isAt(PLAIN_START)) return false;
    this.startKey();
    const word = this.depth > 0 ? FLOW_WORD : BLOCK_WORD;
    let isOver = false;
    while (!isOver && this.text[this.at] !== '#' && this.matches(word)) {
      const start = this.at;
      this.matches(BLANKS);
      if (this.hasIndentingTab(start)) return false;
      this.mayStartKey = this.passLines(start);
      const column = this.at - this.lineStart;
      isOver =
        this.at === start || (this.depth === 0 && column <= this.indent) || (column === 0 && this.isAt(DOCUMENT_MARK));
    }
    return true;
  }

  /** Notices the line ends from an offset to here. */
  private passLines(from: number): boolean {
    const end = this.text.slice(from, this.at).lastIndexOf('\n');
    if (end >= 0) this.lineStart = from + end + 1;
    return end >= 0;
  }

  /** Whether a line from an offset to here is indented with a tab. */
  private hasIndentingTab(from: number): boolean {
    const tabs = this.text.slice(from, this.at).matchAll(/\n( *)\t/g);
    return [...tabs].some(([, spaces = '']) => spaces.length <= this.indent);
  }

  private readBlockScalar(): boolean {
    const column = this.at - this.lineStart;
    if (column <= this.indent && this.text.slice(this.lineStart, this.at).trim() === '')
      this.add(this.at, this.indent + 1 - column);
    const head = this.execute(BLOCK_HEAD);
    if (!head) return false;
    const given = Number(head[1] ?? head[2] ?? 0);
    let width = given && Math.max(this.indent, 0) + given;
    let widest = Math.max(this.indent + 1, 1);
    this.mayStartKey = true;
    this.key = undefined;
    this.skipLine();
    while (this.at < this.text.length) {
      this.matches(SPACES);
      const spaces = Math.min(this.at - this.lineStart, width || Number.POSITIVE_INFINITY);
      const next = this.text[this.lineStart + spaces];
      const isEmpty = next === '\n' || next === '\r' || next === undefined;
      widest = Math.max(widest, spaces);
      if (!isEmpty && !width) width = widest;
      if (!isEmpty && spaces < width) return next !== '\t';
      this.skipLine();
    }
    return true;
  }

  /** Skips the rest of a line, which may be a comment. */
  private skipLine(): void {
    if (this.text[this.at] === '#' && !this.isBlank(this.at - 1)) this.add(this.at, 1);
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
    this.lineStart = this.at;
  }

  /** Each line from an offset to here must stand to the right of the block around it. */
  private indentLines(from: number): void {
    const { text } = this;
    const column = Math.max(this.indent + 1, this.firstColumn ?? 0);
    for (let line = text.indexOf('\n', from) + 1; line > 0 && line < this.at; line = text.indexOf('\n', line) + 1) {
      SPACES.lastIndex = line;
      SPACES.test(text);
      const spaces = SPACES.lastIndex - line;
      const next = text[line + spaces];
      if (next !== '\n' && next !== '\r' && spaces < column) this.add(line, column - spaces);
    }
  }

  private add(offset: number, spaces: number, length = 0): void {
    this.spaces += spaces;
    if (this.spaces <= MOST_SPACES) this.splices.push({ offset, length, insertion: ' '.repeat(spaces) });
  }

  private isBlank(offset: number): boolean {
    const char = this.text[offset];
    return char === undefined || char === ' ' || char === '\n' || char === '\t' || char === '\r';
  }

  private execute(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** Whether a pattern matches here; if so, it is read. */
  private matches(pattern: RegExp): boolean {
    return this.execute(pattern) !== null;
  }

  private isAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }
}

function endOfSingleQuoted(text: string, from: number): number {
  for (let at = text.indexOf("'", from); at >= 0; at = text.indexOf("'", at + 2))
    if (text[at + 1] !== "'") return at + 1;
  return -1;
}

function endOfDoubleQuoted(text: string, from: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = from;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') return mark.lastIndex;
    mark.lastIndex += 1;
  }
  return -1;
}
