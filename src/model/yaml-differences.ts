import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { plainKey } from './yaml-schema';

/**
 * Texts that the API client reads otherwise than every reader of YAML 1.2. What is judged must be what is applied, so
 * they are refused, with the place and the way to write it that all readers agree on.
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
  if (mark) YAMLException.throwAt(text, mark.index, 'a byte order mark stands inside the text; remove it');
  if (text.includes('<<')) refuseLateMerges(text, events);
}

/** Line ends of YAML 1.1 that are ordinary characters in YAML 1.2: a comment may hide a field behind one. */
const OLD_LINE_END = /[\u0085\u2028\u2029]/;
const STRAY_MARK = /(?<=^|[\r\n])\uFEFF/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Node {
  readonly text?: string;
  readonly keys?: ReadonlySet<string>;
  readonly items?: readonly Node[];
}

/** A merge that comes after a field overrides it in the API client, and does not elsewhere. */
function refuseLateMerges(text: string, events: readonly Event[]): void {
  const anchors = new Map<string, Node>();
  let next = events[0]?.type === EVENT_ID.DOCUMENT ? 1 : 0;
  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;
  const read = (): Node => {
    const event = events[next++] as Event;
    if (event.type === EVENT_ID.ALIAS) return anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? {};
    const node = event.type === EVENT_ID.MAPPING ? readMapping() : contentOf(event);
    if ('anchorStart' in event && event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  };
  const contentOf = (event: Event): Node => {
    if (event.type === EVENT_ID.SCALAR) return { text: keyOf(text, event) };
    const items: Node[] = [];
    while (!isOver()) items.push(read());
    next += 1;
    return { items };
  };
  const readMapping = (): Node => {
    const keys = new Set<string>();
    while (!isOver()) {
      const keyEvent = events[next] as Event;
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

function keyOf(text: string, key: Event & { type: typeof EVENT_ID.SCALAR }): string {
  const name = getScalarValue(text, key);
  return key.style === SCALAR_STYLE.PLAIN ? plainKey(name) : name;
}
