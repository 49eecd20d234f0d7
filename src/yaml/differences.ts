import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { isBeyondJson, isNumber, plainKey } from './schema';

/**
 * Refuses texts that the API client reads differently from other readers of YAML 1.2. What is checked must equal what
 * is applied, so such texts are errors, with the place and a notation that all readers read alike.
 *
 * @see https://github.com/yaml/go-yaml/tree/v2.4.4
 */
export function refuseDifferences(text: string, events: readonly Event[]): void {
  const lineEnd = OLD_LINE_END.exec(text);
  if (lineEnd && !isJson(text)) {
    const code = text.charCodeAt(lineEnd.index).toString(16).toUpperCase().padStart(4, '0');
    YAMLException.throwAt(text, lineEnd.index, `a line ends with U+${code} here for some readers; remove it`);
  }
  const mark = STRAY_MARK.exec(text);
  if (mark) YAMLException.throwAt(text, mark.index, 'a byte order mark is inside the text; remove it');
  if (isOpen(text) && KEEPS_LINES.test(text)) throw new Error('the last line has only spaces; end it with a newline');
  if (startsIndented(text)) throw new Error('"---" is indented; put it at the start of its line');
  if (UNCERTAIN.some((pattern) => pattern.test(text))) refuseInNodes(text, events);
}

/** Whether a text, of one or several documents, has characters that may be read differently outside of its nodes. */
export function mayDiffer(text: string): boolean {
  return OLD_LINE_END.test(text) || STRAY_MARK.test(text) || isOpen(text);
}

/** Whether a document starts with an indented separator. */
export function startsIndented(text: string): boolean {
  return INDENTED_SEPARATOR.test(text);
}

/**
 * Line ends of YAML 1.1 that are ordinary characters in YAML 1.2, where a comment may hide a field after one, and lone
 * carriage returns.
 */
const OLD_LINE_END = /[\u0085\u2028\u2029]|\r(?!\n)/;
const STRAY_MARK = /(?<=^|[\r\n])\uFEFF/;
const KEEPS_LINES = /[|>]\d?\+/;
/** After blank lines and comments: js-yaml reads it as the start of a document, the API client as text. */
const INDENTED_SEPARATOR = /^(?:(?:[ \t]*(?:#.*)?|---.*)\r?\n)*[ \t]+---(?:\s|$)/;

/** Text for which every node must be checked: it is found quickly, and is rare. */
const UNCERTAIN = [
  /<</,
  /:[,\]}]/, // a colon at the end of an item in a flow collection
  /(?:^|[\s{[,])[-+.\d][^\s:"'{[,]*\s*:(?:\s|$)/, // a number as a key
  /\.(?:inf|nan)/i,
  /(?:^|[\s{[,])\?/, // the start of a key, for some readers also without a space
  /![^\s!]*(?:map|seq)/, // the tag of a collection
  /(?:^|[\s{[,])[&*][\w-]+[^\w\s,\]}-]/, // an anchor that ends earlier for some readers
];

/** Numbers that all readers write alike as keys: integers of up to 15 digits, and short decimals. */
const PLAIN_NUMBER = /^(?:-?\d{1,15}|\d{1,4}\.\d{1,2})$/;

/**
 * Whether the last line has only spaces. The API client terminates each line, so that a block scalar with kept line
 * ends has one more.
 */
function isOpen(text: string): boolean {
  const lastLine = text.lastIndexOf('\n') + 1;
  return lastLine > 0 && /^[ \t]+$/.test(text.slice(lastLine));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type ScalarEvent = Event & { type: typeof EVENT_ID.SCALAR };

interface Node {
  readonly text?: string;
  readonly keys?: ReadonlySet<string>;
  readonly items?: readonly Node[];
}

function refuseInNodes(text: string, events: readonly Event[]): void {
  const anchors = new Map<string, Node>();
  let next = events[0]?.type === EVENT_ID.DOCUMENT ? 1 : 0;
  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;
  const read = (): Node => {
    const event = events[next++] as Event;
    if ('anchorStart' in event) refuseAnchor(text, event);
    if (event.type === EVENT_ID.ALIAS) return anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? {};
    const node = event.type === EVENT_ID.MAPPING ? readMapping() : contentOf(event);
    if ('anchorStart' in event && event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  };
  const contentOf = (event: Event): Node => {
    if (event.type === EVENT_ID.SCALAR) {
      refuseScalar(text, event);
      return { text: keyOf(text, event) };
    }
    const items: Node[] = [];
    while (!isOver()) items.push(read());
    next += 1;
    return { items };
  };
  const readMapping = (): Node => {
    const keys = new Set<string>();
    while (!isOver()) {
      const keyEvent = events[next] as Event;
      refuseKey(text, keyEvent);
      const key = read().text ?? '';
      const value = read();
      if (!isMerge(text, keyEvent)) keys.add(key);
      else for (const merged of mergedKeys(value, keys, text, keyEvent)) keys.add(merged);
    }
    next += 1;
    return { keys };
  };
  read();
}

function refuseAnchor(text: string, { anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }): void {
  if (anchorStart < 0 || /^[\w-]+$/.test(text.slice(anchorStart, anchorEnd))) return;
  YAMLException.throwAt(text, anchorStart, 'the name of an anchor may have letters, digits, "-" and "_"; rename it');
}

/**
 * An empty collection with only a tag, a number that JSON does not have, a question mark that opens a key in a flow
 * collection.
 */
function refuseScalar(text: string, event: ScalarEvent): void {
  if (/(?:map|seq)>?$/.test(text.slice(event.tagStart, event.tagEnd))) {
    YAMLException.throwAt(text, event.tagStart, 'the tag of a collection has no collection; write {} or []');
  }
  if (event.style !== SCALAR_STYLE.PLAIN) return;
  const source = getScalarValue(text, event);
  const wrong = isBeyondJson(source)
    ? `${source} is a number that JSON does not have`
    : source.startsWith('?')
      ? `${source} is a key without its question mark for some readers`
      : undefined;
  if (wrong) YAMLException.throwAt(text, event.valueStart, `${wrong}; put it in quotes`);
}

/** A key that the API client reads under another name. */
function refuseKey(text: string, event: Event): void {
  if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) return;
  if (/^:[,\]}]/.test(text.slice(event.valueEnd, event.valueEnd + 2))) {
    YAMLException.throwAt(text, event.valueEnd, 'the colon belongs to the key for some readers; put a space after it');
  }
  const key = keyOf(text, event);
  const source = getScalarValue(text, event);
  const isNegativeZero = key === '0' && source.startsWith('-');
  if (!isNumber(source) || (PLAIN_NUMBER.test(key) && !isNegativeZero)) return;
  YAMLException.throwAt(
    text,
    event.valueStart,
    `key ${source} is a number that some readers write differently; put it in quotes`,
  );
}

/** A merge key after a field overrides the field in the API client, and not in other readers. */
function mergedKeys(value: Node, earlier: ReadonlySet<string>, text: string, at: Event): string[] {
  const merged = (value.items ?? [value]).flatMap(({ keys }) => [...(keys ?? [])]);
  const clash = merged.find((key) => earlier.has(key));
  if (clash === undefined) return merged;
  const { valueStart } = at as { valueStart: number };
  return YAMLException.throwAt(
    text,
    valueStart,
    `merge key "<<" sets "${clash}", which is set before it; put it first`,
  );
}

function isMerge(text: string, key: Event): boolean {
  if (key.type !== EVENT_ID.SCALAR || getScalarValue(text, key) !== '<<') return false;
  return key.style === SCALAR_STYLE.PLAIN || key.tagStart >= 0;
}

function keyOf(text: string, key: ScalarEvent): string {
  const name = getScalarValue(text, key);
  return key.style === SCALAR_STYLE.PLAIN ? plainKey(name) : name;
}
