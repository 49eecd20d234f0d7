import { escapeJson } from './escape';

/** A text in pieces, in order: a report may be longer than the longest string, and is never in memory as a whole. */
export type Pieces = Iterable<string>;

/** Joins pieces to one text. */
export function joined(pieces: Pieces): string {
  return [...pieces].join('');
}

/** Joins pieces to fewer ones of about that many characters each, which are faster to write. */
export function* gathered(pieces: Pieces, size = 65_536): Generator<string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < size) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** A list in JSON whose items are made when they are written. */
export class JsonItems {
  public constructor(public readonly items: Iterable<unknown>) {}
}

/**
 * Writes a value as `JSON.stringify` does, with unprintable characters escaped. What `JsonItems` hold, at any depth of it,
 * is written item by item; an item itself holds none.
 */
export function* jsonPieces(value: unknown, indent = 0, margin = ''): Generator<string> {
  if (!holdsItems(value)) {
    yield jsonText(value, indent, margin);
    return;
  }
  const within = margin + ' '.repeat(indent);
  const [newline, space] = indent > 0 ? ['\n', ' '] : ['', ''];
  const [open, close] = value instanceof JsonItems || Array.isArray(value) ? '[]' : '{}';
  let before = open as string;
  for (const [key, member] of membersOf(value)) {
    yield `${before}${newline}${within}${key === undefined ? '' : `${JSON.stringify(key)}:${space}`}`;
    if (value instanceof JsonItems) yield jsonText(member, indent, within);
    else yield* jsonPieces(member, indent, within);
    before = ',';
  }
  yield before === ',' ? `${newline}${margin}${close}` : `${open}${close}`;
}

function* membersOf(value: object): Generator<[key: string | undefined, member: unknown]> {
  if (value instanceof JsonItems) for (const item of value.items) yield [undefined, item];
  else if (Array.isArray(value)) for (const item of value) yield [undefined, item];
  else for (const [key, member] of Object.entries(value)) if (member !== undefined) yield [key, member];
}

function holdsItems(value: unknown): value is object {
  if (value === null || typeof value !== 'object') return false;
  return value instanceof JsonItems || Object.values(value).some(holdsItems);
}

/** Line ends are outside of strings: inside, JSON writes them otherwise. */
function jsonText(value: unknown, indent: number, margin: string): string {
  return escapeJson(JSON.stringify(value, null, indent).replaceAll('\n', `\n${margin}`));
}
