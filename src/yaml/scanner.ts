import { Cursor } from './cursor';
import type { Splice } from './edit/splices';

/** A key must end within so many characters, on its line. */
const LONGEST_KEY = 1024;
/** No text gets more spaces: hostile ones could demand the square of their size. */
const MOST_SPACES = 2 ** 24;

const ANCHOR = /[&*][\w-]+(?=[ \t\r\n?:,\]}%@`]|$)/y;
const TAG = /!(?:<[^ \t\r\n>]*>|[\w\-;/?:@&=+$,.!~*'()[\]%]*)(?=[ \t\r\n]|$)/y;
const BLOCK_HEAD = /[|>](?:[-+]?([1-9])?|([1-9])[-+])[ \t]*(?=[#\r\n]|$)/y;
const LONE_DASH = /-(?=[,\]}])/y;
const PLAIN_START = /[^ \t\r\n,[\]{}#&*!|>'"%@`]/y;
/** Parts of words and of texts in quotes; repeating them in a pattern could exhaust its stack. */
const BLOCK_PART = /[^ \t\r\n:]+|:+(?![ \t\r\n]|$)/y;
const FLOW_PART = /[^ \t\r\n:,?[\]{}]+|:+(?![ \t\r\n]|$)/y;
const SINGLE_PART = /[^']+|''/y;
const DOUBLE_PART = /[^"\\]+|\\[\s\S]/y;
const BLANKS = /[ \t\r\n]*/y;
const SPACES = / */y;
const LINE_END = /\r?\n|$/y;
const DOCUMENT_MARK = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/y;
const DOCUMENT_MARK_INSIDE = /\n(?:---|\.\.\.)(?=[ \t\r\n]|$)/;

/**
 * Reads a text as Go's scanner does, token by token, and notes where YAML 1.2 demands other spaces. It stops where Go
 * finds an error.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/scannerc.go
 */
export class Scanner {
  public readonly splices: Splice[] = [];
  /** The tab that stopped it. */
  public tab?: number;
  private spaces = 0;
  private readonly cursor: Cursor;
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

  public constructor(private readonly text: string) {
    this.cursor = new Cursor(text);
  }

  /** Returns false at the end, and where Go's scanner or parser stops. */
  public readToken(): boolean {
    this.skipToToken();
    const { cursor } = this;
    const { char, column } = cursor;
    if (char === undefined || this.spaces > MOST_SPACES) return false;
    if (this.depth === 0) while (this.indent > column) this.indents.pop();
    if (column === 0 && (char === '%' || cursor.isAt(DOCUMENT_MARK))) return this.readStart();
    this.firstColumn ??= column;
    const isInFlow = this.depth > 0;
    const isAlone = cursor.isBlank(1);
    if (char === '[' || char === '{') return this.open();
    if (char === ']' || char === '}') return this.close();
    if (char === ',') return isInFlow && this.readMark();
    if (char === '-' && isAlone) return !isInFlow && this.readBlockMark();
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
    const { cursor } = this;
    for (;;) {
      const { char } = cursor;
      if (char === '#') this.skipComment();
      else if (char === '\n') {
        cursor.moveTo(cursor.at + 1);
        if (this.depth === 0) this.mayStartKey = true;
      } else if (char === ' ' || char === '\r' || (char === '\t' && (this.depth > 0 || !this.mayStartKey))) {
        if (char === '\t') this.add(cursor.at, 1, 1);
        cursor.at += 1;
      } else return;
    }
  }

  private skipComment(): void {
    if (!this.cursor.isBlank(-1)) this.add(this.cursor.at, 1);
    this.cursor.moveToLineEnd();
  }

  /** The `---` of a document; what follows a further mark is no part of it. */
  private readStart(): boolean {
    const isStart = this.firstColumn === undefined && this.cursor.char === '-';
    this.cursor.at += '---'.length;
    this.mayStartKey = false;
    return isStart;
  }

  private open(): boolean {
    this.startKey();
    if (this.depth === 0) this.opening = this.cursor.at;
    this.depth += 1;
    return this.readMark();
  }

  private close(): boolean {
    if (this.depth === 0) return false;
    this.depth -= 1;
    this.mayStartKey = false;
    this.readMark();
    if (this.depth === 0) this.indentLines(this.opening);
    return true;
  }

  private readMark(): boolean {
    this.cursor.at += 1;
    return true;
  }

  /** A dash or a question mark. */
  private readBlockMark(): boolean {
    if (!this.mayStartKey) return false;
    this.openBlock(this.cursor.at);
    this.key = undefined;
    return this.readMark();
  }

  private readColon(): boolean {
    const { key } = this;
    const { at, lineStart } = this.cursor;
    const isKey = key?.lineStart === lineStart && at - key.offset <= LONGEST_KEY;
    if (!isKey && !this.mayStartKey) return false;
    this.openBlock(isKey ? key.offset : at);
    this.mayStartKey = !isKey;
    this.key = undefined;
    return this.readMark();
  }

  private openBlock(offset: number): void {
    const column = offset - this.cursor.lineStart;
    if (column > this.indent) this.indents.push(column);
  }

  private startKey(): void {
    if (this.depth > 0) return;
    if (this.mayStartKey) this.key = { offset: this.cursor.at, lineStart: this.cursor.lineStart };
    this.mayStartKey = false;
  }

  private readProperty(pattern: RegExp): boolean {
    this.startKey();
    return this.cursor.read(pattern) !== null;
  }

  private readQuoted(quote: string): boolean {
    this.startKey();
    const start = this.cursor.at;
    this.readMark();
    this.cursor.readAll(quote === "'" ? SINGLE_PART : DOUBLE_PART);
    if (this.cursor.char !== quote || DOCUMENT_MARK_INSIDE.test(this.text.slice(start, this.cursor.at))) return false;
    this.readMark();
    if (this.depth === 0) this.indentLines(start);
    return true;
  }

  private readPlain(): boolean {
    const { cursor } = this;
    if (!cursor.isAt(PLAIN_START)) return this.stopAtTab();
    if (this.depth > 0 && cursor.isAt(LONE_DASH)) this.splices.push({ offset: cursor.at, length: 1, insertion: '_' });
    this.startKey();
    const part = this.depth > 0 ? FLOW_PART : BLOCK_PART;
    while (cursor.char !== '#' && cursor.readAll(part)) {
      const start = cursor.at;
      const [blanks = ''] = cursor.read(BLANKS) ?? [];
      for (const { index, 0: line } of blanks.matchAll(/\n *\t/g))
        if (line.length - 2 <= this.indent) return this.stopAtTab(start + index + line.length - 1);
      this.mayStartKey = blanks.includes('\n');
      const isLeft = this.depth === 0 && cursor.column <= this.indent;
      if (blanks === '' || isLeft || (cursor.column === 0 && cursor.isAt(DOCUMENT_MARK))) break;
    }
    return true;
  }

  private readBlockScalar(): boolean {
    const { cursor } = this;
    const isFirst = this.text.slice(cursor.lineStart, cursor.at).trim() === '';
    if (isFirst && cursor.column <= this.indent) this.add(cursor.at, this.indent + 1 - cursor.column);
    const head = cursor.read(BLOCK_HEAD);
    if (!head) return false;
    if (cursor.char === '#') this.skipComment();
    const given = Number(head[1] ?? head[2] ?? 0);
    let width = given && Math.max(this.indent, 0) + given;
    let widest = Math.max(this.indent + 1, 1);
    this.mayStartKey = true;
    this.key = undefined;
    while (cursor.read(LINE_END)?.[0]) {
      cursor.read(SPACES);
      if (width && cursor.column > width) cursor.at = cursor.lineStart + width;
      widest = Math.max(widest, cursor.column);
      if (cursor.isAt(LINE_END)) continue;
      width ||= widest;
      if (cursor.column < width) return cursor.char !== '\t' || this.stopAtTab();
      cursor.moveToLineEnd();
    }
    return true;
  }

  private stopAtTab(offset = this.cursor.at): false {
    if (this.text[offset] === '\t') this.tab = offset;
    return false;
  }

  /** Each line from an offset to here must stand to the right of the block around it. */
  private indentLines(from: number): void {
    const { text } = this;
    const column = Math.max(this.indent + 1, this.firstColumn ?? 0);
    for (let at = text.indexOf('\n', from) + 1; at > 0 && at < this.cursor.at; at = text.indexOf('\n', at) + 1) {
      SPACES.lastIndex = at;
      const spaces = SPACES.exec(text)?.[0].length ?? 0;
      const next = text[at + spaces];
      if (next !== '\n' && next !== '\r' && spaces < column) this.add(at, column - spaces);
    }
  }

  private add(offset: number, spaces: number, length = 0): void {
    this.spaces += spaces;
    if (this.spaces <= MOST_SPACES) this.splices.push({ offset, length, insertion: ' '.repeat(spaces) });
  }
}
