import { hasEscapedEmptyLine } from './escaped-lines';
import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, YAMLException } from './js-yaml';
import { hasLeadingTab, indentingTab } from './missing-spaces';
import { isBeyondJson, isNumber, plainKey } from './schema';

/**
 * Refuses texts that the API client reads differently from other readers of YAML 1.2. What is checked must equal what
 * is applied, so such texts are errors, with the place and a notation that all readers read alike.
 *
 * @param mayBeJson whether the client would read JSON as such: only at the start of a stream
 * @see https://github.com/yaml/go-yaml/tree/v2.4.4
 */
export function refuseDifferences(text: string, events: readonly Event[], mayBeJson: boolean): void {
  const isJsonStream = () => mayBeJson && isJson(text);
  const odd = ODD_CHARACTER.exec(text);
  if (odd && !isJsonStream()) {
    const code = `U+${text.charCodeAt(odd.index).toString(16).toUpperCase().padStart(4, '0')}`;
    const what = OLD_LINE_END.test(odd[0])
      ? `a line ends with ${code} here for some readers`
      : `${code} is a control character`;
    YAMLException.throwAt(text, odd.index, `${what}; remove it`);
  }
  const mark = text.indexOf(BYTE_ORDER_MARK);
  if (mark >= 0 && !isJsonStream())
    YAMLException.throwAt(
      text,
      mark,
      'a byte order mark is inside the text; remove it, or write "\\uFEFF" in double quotes',
    );
  if (isOpen(text) && KEEPS_LINES.test(text)) throw new Error('the last line has only spaces; end it with a newline');
  if (startsIndented(text)) throw new Error('"---" is indented; put it at the start of its line');
  const tab = hasLeadingTab(text) && !isJsonStream() ? indentingTab(text, mayBeJson) : undefined;
  if (tab !== undefined) YAMLException.throwAt(text, tab, 'a tab indents this line; use spaces');
  if (UNCERTAIN.some((pattern) => pattern.test(text)) && !isJsonStream()) refuseInNodes(text, events);
}

/** Whether a text, of one or several documents, has characters that may be read differently outside of its nodes. */
export function mayDiffer(text: string): boolean {
  return ODD_CHARACTER.test(text) || text.includes(BYTE_ORDER_MARK) || isOpen(text) || hasLeadingTab(text);
}

/** Whether a document starts with an indented separator. */
export function startsIndented(text: string): boolean {
  return INDENTED_SEPARATOR.test(text);
}

/** Line ends of YAML 1.1 that are ordinary characters in YAML 1.2, where a comment may hide a field behind one, and lone carriage returns. */
const OLD_LINE_END = /[\u0085\u2028\u2029\r]/;
/** These, and what the API client reads in no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ODD_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\r(?!\n)/;
/**
 * Where one comes to stand at the start of its buffer, Go's scanner skips the first character of the lines behind it, so that
 * a comment becomes a field: `is_bom` looks there, and not at the place where it is.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/yamlprivateh.go#L81
 */
const BYTE_ORDER_MARK = '\uFEFF';
const KEEPS_LINES = /[|>]\d?\+/;
/** After blank lines and comments: js-yaml reads it as the start of a document, the API client as text. */
const INDENTED_SEPARATOR = /^(?:(?:[ \t]*(?:#.*)?|---.*)\r?\n)*[ \t]+---(?:\s|$)/;

/** The head of a block scalar that does not give its indentation. */
const HEAD_WITHOUT_INDENT = /[|>][-+]?[ \t]*(?:#.*)?\r?\n$/;

/** The API client looks for the colon behind a key no further. */
const LONGEST_KEY = 1024;

/** Text for which every node must be checked: it is found quickly, and is rare. */
const UNCERTAIN = [
  /<</,
  /:[,\]}]|[^"']:[[{]/, // a colon without a space behind it in a flow collection
  /(?:^|[\s{[,])[-+.\d][^\s:"'{[,]*\s*:(?:\s|$)/, // a number as a key
  /\.(?:inf|nan)/i,
  /(?:^|[\s{[,])\?/, // the start of a key, for some readers also without a space
  /[|>][-+]?[ \t]*(?:#.*)?\r?\n[ \r\n]*\t/, // a block scalar that starts with a tab
  /^.{1025}/m, // a long key
  /![^\s!]*(?:map|seq)/, // the tag of a collection
  /(?:^|[\s{[,])[&*][\w-]+[^\w\s,\]}-]/, // an anchor that ends earlier for some readers
  /\\\r?\n[ \t]*\r?\n/, // an empty line behind an escaped line end
];

/** Numbers that all readers write alike as keys: short ones, and whole ones up to 15 digits that are written as such. */
const SHORT_NUMBER = /^(?:-?\d{1,6}|\d{1,4}\.\d{1,2})$/;
const WHOLE_NUMBER = /^-?[1-9]\d{0,14}$/;

/** Whether the last line has only spaces. The API client ends it: a block scalar that keeps line ends gets one more. */
function isOpen(text: string): boolean {
  const lastLine = text.lastIndexOf('\n') + 1;
  return lastLine > 0 && /^[ \t]+$/.test(text.slice(lastLine));
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
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
  let flowDepth = 0;
  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;
  const read = (): Node => {
    const event = events[next++] as Event;
    if ('anchorStart' in event) refuseAnchor(text, event);
    if (event.type === EVENT_ID.ALIAS) return anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? {};
    const isFlow = event.type !== EVENT_ID.SCALAR && 'style' in event && event.style === COLLECTION_STYLE.FLOW;
    if (isFlow) flowDepth += 1;
    const node = event.type === EVENT_ID.MAPPING ? readMapping() : contentOf(event);
    if (isFlow) flowDepth -= 1;
    if ('anchorStart' in event && event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  };
  const contentOf = (event: Event): Node => {
    if (event.type === EVENT_ID.SCALAR) {
      refuseScalar(text, event, flowDepth > 0);
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
      refuseLongKey(text, keyEvent);
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

/** An empty collection with a tag alone, a number that JSON does not have, a question mark that opens a key in a flow collection. */
function refuseScalar(text: string, event: ScalarEvent, inFlow: boolean): void {
  if (/(?:map|seq)>?$/.test(text.slice(event.tagStart, event.tagEnd))) {
    YAMLException.throwAt(text, event.tagStart, 'the tag of a collection has no collection; write {} or []');
  }
  if (hasEscapedEmptyLine(text, event)) {
    YAMLException.throwAt(
      text,
      event.valueStart,
      'an empty line follows a line that ends with a backslash; write "\\n" for a line end',
    );
  }
  if (event.style !== SCALAR_STYLE.PLAIN) {
    refuseTab(text, event);
    return;
  }
  const source = getScalarValue(text, event);
  const wrong = isBeyondJson(source)
    ? `${source} is a number that JSON does not have`
    : inFlow && source.startsWith('?')
      ? `${source} is a key without its question mark for some readers`
      : undefined;
  if (wrong) YAMLException.throwAt(text, event.valueStart, `${wrong}; put it in quotes`);
}

/** A key has the quotes, the anchor and the tag that stand before its colon. */
function refuseLongKey(text: string, event: Event): void {
  if (event.type !== EVENT_ID.SCALAR) return;
  const quote = event.style === SCALAR_STYLE.PLAIN ? 0 : 1;
  const starts = [event.anchorStart - 1, event.tagStart, event.valueStart - quote].filter((at) => at >= 0);
  const start = Math.min(...starts);
  const key = text.slice(start, event.valueEnd + quote);
  const isExplicit = /(?:^|[\s{[,])\?[ \t]+$/.test(text.slice(Math.max(0, start - 10), start));
  if (key.length > LONGEST_KEY && [...key].length > LONGEST_KEY && !isExplicit)
    YAMLException.throwAt(text, start, `a key is longer than ${LONGEST_KEY} characters; write it behind "? "`);
}

/** The API client takes a tab at the start of a block scalar for a part of its indentation. */
function refuseTab(text: string, event: ScalarEvent): void {
  if (event.style !== SCALAR_STYLE.LITERAL_BLOCK && event.style !== SCALAR_STYLE.FOLDED_BLOCK) return;
  if (!/^\n*\t/.test(getScalarValue(text, event))) return;
  const lineBefore = text.lastIndexOf('\n', event.valueStart - 2) + 1;
  if (HEAD_WITHOUT_INDENT.test(text.slice(lineBefore, event.valueStart)))
    YAMLException.throwAt(
      text,
      event.valueStart,
      'a block of text starts with a tab; give its indentation, as in "|2"',
    );
}

/** A key that the API client would call otherwise. */
function refuseKey(text: string, event: Event): void {
  if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) return;
  if (/^:[,[\]{}]/.test(text.slice(event.valueEnd, event.valueEnd + 2))) {
    YAMLException.throwAt(text, event.valueEnd, 'the colon belongs to the key for some readers; put a space after it');
  }
  const key = keyOf(text, event);
  const source = getScalarValue(text, event);
  const isNegativeZero = key === '0' && source.startsWith('-');
  if (!isNumber(source) || ((SHORT_NUMBER.test(key) || WHOLE_NUMBER.test(source)) && !isNegativeZero)) return;
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
