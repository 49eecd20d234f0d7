import type { SharedTexts } from '../json/shared-texts';
import { hasEscapedEmptyLine } from './escaped-lines';
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from './js-yaml';
import { isBeyondJson, isNumber, isWord, plainValue } from './schema';

/** A document of a text. */
export interface PlainDocument {
  /** Its content; only set if it is plain. */
  readonly value: unknown;
  /** Whether this reader can read it completely. */
  readonly isPlain: boolean;
}

/** Longer keys are looked at closely. */
const SHORT_KEY = 200;
/** In a block scalar, the API client takes it for a part of the indentation. */
const TAB_FIRST = /^\n*\t/;

/**
 * Creates the values of plain documents from their events: those without anchors, tags, merge keys, duplicate keys and
 * constructs that YAML readers read differently, which nearly all manifests are. It takes half the time of js-yaml,
 * which reads the others (docs/decisions/0011).
 */
export function* plainDocuments(text: string, events: readonly Event[], texts: SharedTexts): Generator<PlainDocument> {
  let next = 0;
  let isPlain = true;

  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;

  const read = (): unknown => {
    const event = events[next++] as Event;
    if (isMarked(event)) isPlain = false;
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const source = getScalarValue(text, event);
        if (event.style === SCALAR_STYLE.PLAIN) return scalar(source);
        if (TAB_FIRST.test(source) || hasEscapedEmptyLine(text, event)) isPlain = false;
        return texts.of(source);
      }
      case EVENT_ID.SEQUENCE:
        return sequence();
      case EVENT_ID.MAPPING:
        return mapping();
      default:
        isPlain = false;
        return undefined;
    }
  };

  const scalar = (source: string): unknown => {
    if (source.startsWith('?') || isBeyondJson(source)) isPlain = false;
    const value = plainValue(source);
    return typeof value === 'string' ? texts.of(value) : value;
  };

  const sequence = (): unknown[] => {
    const items: unknown[] = [];
    while (!isOver()) items.push(read());
    next += 1;
    return items.slice(); // Without the room for more items, which is most of the memory of short lists.
  };

  const mapping = (): object => {
    const fields: { [key: string]: unknown } = {};
    while (!isOver()) {
      const name = key();
      const value = read();
      if (name === '__proto__' || Object.hasOwn(fields, name)) isPlain = false;
      else fields[name] = value;
    }
    next += 1;
    return fields;
  };

  const key = (): string => {
    const event = events[next] as Event;
    if (event.type !== EVENT_ID.SCALAR) {
      isPlain = false;
      read();
      return '';
    }
    next += 1;
    const name = getScalarValue(text, event);
    if (
      isMarked(event) ||
      name.length > SHORT_KEY ||
      (event.style === SCALAR_STYLE.PLAIN && !isPlainKey(name, event.valueEnd))
    )
      isPlain = false;
    return name;
  };

  /** For some readers, a colon without a space behind it belongs to the key. */
  const isPlainKey = (name: string, end: number): boolean =>
    !name.startsWith('?') &&
    name !== '<<' &&
    !isWord(name) &&
    !isNumber(name) &&
    !',[]{}'.includes(text.charAt(end + 1));

  while (next < events.length) {
    next += 1;
    isPlain = true;
    const value = isOver() ? undefined : read();
    next += 1;
    yield { value, isPlain };
  }
}

/** Whether it has an anchor or a tag. */
function isMarked(event: Event): boolean {
  return 'anchorStart' in event && (event.anchorStart >= 0 || ('tagStart' in event && event.tagStart >= 0));
}
