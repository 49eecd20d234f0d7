import type { SharedTexts } from '../json/shared-texts';
import { BlockLines } from './block-lines';
import type { PlaceRecorder } from './positions';
import { isBeyondJson, isWord, plainValue } from './schema';

/** What `readBlocks` returns for a text that it does not read. */
export const NOT_READ = Symbol('not read');

/** Tabs, carriage returns, control characters, letters that not all readers take for letters, and a last line of spaces alone. */
const UNUSUAL = /[^\n\x20-\x7e]|\n +$/;
const SEPARATOR = /---(?: +#.*| *)(?=\n|$)/y;
/** A key and its colon. Keys that start with another character are left to js-yaml. */
const KEY = /(?:[A-Za-z_][\w./-]*|"[^"\\\n]*"|'[^'\n]*'):(?= |\n|$)/y;
/** Longer keys are left to js-yaml. */
const LONGEST_KEY = 200;
/** A plain scalar on one line, up to a comment, with the spaces before it. */
const PLAIN = /(?:[\w./+$(~]|-(?=[^ \n]))(?:[^\n:#]|:(?=[^ \n])|(?<! )#)*/y;
const PLAIN_IN_BRACKETS = /[\w./][\w./-]*/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\["\\n])*"/y;
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
/** A literal block without an indicator of its indentation; one that keeps empty lines at its end is left to js-yaml. */
const LITERAL = /\|-? *\n/y;
const EMPTY_BRACES = /\{\}/y;
/** Deeper nesting is left to js-yaml, which says what is wrong. */
const DEEPEST = 50;
const REST_OF_LINE = /(?: +#.*| *)(?=\n|$)/y;

/**
 * Reads the YAML that tools write, in one pass over its text: block mappings and sequences, scalars on one line or folded without
 * empty lines, literal blocks, and lists of scalars in brackets. All readers of YAML read this part alike. Whatever else
 * a text has, js-yaml decides: the result is `NOT_READ` (docs/decisions/0011).
 *
 * @param places where the values stand, if a report asks
 */
export function readBlocks(text: string, texts: SharedTexts, places?: PlaceRecorder): unknown {
  if (UNUSUAL.test(text)) return NOT_READ;
  try {
    return new BlockReader(text, texts, places).read();
  } catch (error) {
    // A pattern needs a stack as deep as a scalar is long; js-yaml needs none.
    if (error === NOT_READ || error instanceof RangeError) return NOT_READ;
    throw error;
  }
}

class BlockReader {
  private readonly lines: BlockLines;
  private depth = 0;
  /** Where the next line starts, if it may belong to the plain scalar before it. */
  private foldedLine = -1;

  public constructor(
    private readonly text: string,
    private readonly texts: SharedTexts,
    private readonly places?: PlaceRecorder,
  ) {
    this.lines = new BlockLines(text);
  }

  public read(): unknown {
    const { lines, places } = this;
    if (lines.take(SEPARATOR)) lines.nextLine();
    else lines.startLine();
    if (lines.column < 0) return undefined;
    places?.roots.push(0);
    places?.begin(undefined, lines.at);
    const value = this.block();
    places?.end();
    if (lines.column >= 0) throw NOT_READ;
    return value;
  }

  private block(): unknown {
    this.depth += 1;
    if (this.depth > DEEPEST) throw NOT_READ;
    const value = this.isItem() ? this.sequence() : this.mapping();
    this.depth -= 1;
    return value;
  }

  private mapping(): object {
    const { lines, places } = this;
    const { column } = lines;
    const fields: { [key: string]: unknown } = {};
    do {
      const start = lines.at;
      const name = this.key();
      if (name === '__proto__' || Object.hasOwn(fields, name)) throw NOT_READ;
      places?.begin(name, start);
      fields[name] = this.valueOfField(column);
      places?.end();
    } while (lines.column === column);
    if (lines.column > column) throw NOT_READ;
    return fields;
  }

  private key(): string {
    const { text, lines } = this;
    const start = lines.at;
    if (!lines.take(KEY) || lines.at - start > LONGEST_KEY) throw NOT_READ;
    if (isQuote(text[start])) return text.slice(start + 1, lines.at - 2);
    const name = text.slice(start, lines.at - 1);
    if (isWord(name)) throw NOT_READ; // `on:` is the key "true".
    return name;
  }

  private valueOfField(column: number): unknown {
    const { lines } = this;
    if (!lines.take(REST_OF_LINE)) {
      lines.skipSpaces();
      return this.scalar(column);
    }
    lines.nextLine();
    if (lines.column > column || (lines.column === column && this.isItem())) return this.block();
    return null;
  }

  private sequence(): unknown[] {
    const { text, lines, places } = this;
    const { column } = lines;
    const items: unknown[] = [];
    do {
      const dash = lines.at;
      lines.at += 1;
      lines.skipSpaces();
      lines.column = column + lines.at - dash;
      // A literal block starts with its first line.
      places?.begin(items.length, text[lines.at] === '|' ? text.indexOf('\n', lines.at) + 1 : lines.at);
      items.push(this.isItem() || lines.isAt(KEY) ? this.block() : this.scalar(column));
      places?.end();
    } while (lines.column === column && this.isItem());
    return items.slice(); // Without the room for more items.
  }

  private isItem(): boolean {
    const { text, lines } = this;
    return text[lines.at] === '-' && text[lines.at + 1] === ' ';
  }

  /** @param column of the collection that it is in: the lines of the scalar stand to the right of it */
  private scalar(column: number): unknown {
    const { text, lines } = this;
    const char = text[lines.at];
    if (isQuote(char)) return this.alone(this.quoted());
    if (char === '[') return this.alone(this.bracketed());
    if (char === '|') return this.literal(column);
    if (char !== '{') return this.plain(column);
    if (!lines.take(EMPTY_BRACES)) throw NOT_READ;
    return this.alone({});
  }

  /** A value behind which nothing stands in its line. */
  private alone<T>(value: T): T {
    if (!this.lines.take(REST_OF_LINE)) throw NOT_READ;
    this.lines.nextLine();
    return value;
  }

  private quoted(): string {
    const { text, lines, texts } = this;
    const start = lines.at;
    const isDouble = text[start] === '"';
    if (!lines.take(isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED)) throw NOT_READ;
    const inside = text.slice(start + 1, lines.at - 1);
    if (!isDouble) return texts.of(inside.replaceAll("''", "'"));
    return texts.of(inside.includes('\\') ? JSON.parse(`"${inside}"`) : inside);
  }

  private bracketed(): unknown[] {
    const { text, lines, places } = this;
    const items: unknown[] = [];
    do {
      lines.at += 1; // The bracket, or a comma.
      lines.skipSpaces();
      if (text[lines.at] === ']' && items.length === 0) break;
      const start = lines.at;
      places?.begin(items.length, start);
      items.push(lines.take(PLAIN_IN_BRACKETS) ? this.valueOf(text.slice(start, lines.at)) : this.quoted());
      places?.end();
      lines.skipSpaces();
    } while (text[lines.at] === ',');
    if (text[lines.at] !== ']') throw NOT_READ;
    lines.at += 1;
    return items.slice();
  }

  private plain(column: number): unknown {
    const { lines } = this;
    let source = this.plainLine();
    while (lines.column > column) {
      if (lines.at - lines.column !== this.foldedLine) throw NOT_READ;
      source += ` ${this.plainLine()}`;
    }
    return this.valueOf(source);
  }

  private plainLine(): string {
    const { text, lines } = this;
    const start = lines.at;
    if (!lines.take(PLAIN)) throw NOT_READ;
    const source = text.slice(start, lines.at).trimEnd();
    const end = text[lines.at];
    if (end !== undefined && end !== '\n' && end !== '#') throw NOT_READ;
    this.foldedLine = end === '\n' ? lines.at + 1 : -1;
    lines.nextLine();
    return source;
  }

  private valueOf(source: string): unknown {
    if (isBeyondJson(source)) throw NOT_READ;
    const value = plainValue(source);
    return typeof value === 'string' ? this.texts.of(value) : value;
  }

  private literal(column: number): string {
    const { text, lines } = this;
    const isStripped = text[lines.at + 1] === '-';
    if (!lines.take(LITERAL)) throw NOT_READ;
    const indent = lines.spacesAt(lines.at);
    if (indent <= column || text[lines.at + indent] === '\n') throw NOT_READ;
    const content: string[] = [];
    for (;;) {
      const spaces = lines.spacesAt(lines.at);
      const end = text.indexOf('\n', lines.at);
      const isEmpty = lines.at + spaces === end;
      if (spaces < indent && !isEmpty) break;
      if (end < 0 || (isEmpty && spaces > indent)) throw NOT_READ;
      content.push(isEmpty ? '' : text.slice(lines.at + indent, end));
      lines.at = end + 1;
    }
    lines.startLine();
    while (content.at(-1) === '') content.pop();
    return this.texts.of(`${content.join('\n')}${isStripped ? '' : '\n'}`);
  }
}

function isQuote(char: string | undefined): boolean {
  return char === '"' || char === "'";
}
