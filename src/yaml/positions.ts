import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { segmentsOf } from '../json/pointer';
import { movedEvent } from './events';
import { plainKey } from './schema';
import type { Position, TextLines } from './text-lines';

/** A value in a text. */
interface Place {
  /** Offset of its start; a field of a mapping starts at its key. */
  readonly offset: number;
  /** The index of its event. */
  readonly at: number;
  /** Its children, computed on first use. */
  children?: ReadonlyMap<string, Place>;
}

/** One document among the events of a text. */
export interface ParsedDocument {
  readonly source: string;
  readonly lines: TextLines;
  readonly events: readonly Event[];
  /** The index of its first event. */
  readonly first: number;
  /** Offset of its start in the source. */
  readonly start: number;
}

/** The positions of the fields of one document. They are computed on first use, and only as deep as needed. */
export class YamlPositions {
  private readonly root: Place;

  public constructor(private readonly parsed: ParsedDocument) {
    const { events, first } = parsed;
    const at = events[first]?.type === EVENT_ID.DOCUMENT ? first + 1 : first;
    this.root = { offset: startOf(events[at]), at };
  }

  /** Returns the position of a field, or of the nearest existing parent. */
  public of(pointer: string): Position {
    const { lines, start } = this.parsed;
    let place = this.root;
    for (const segment of segmentsOf(pointer)) {
      place.children ??= childrenOf(place, this.parsed);
      const child = place.children.get(segment);
      if (!child) break;
      place = child;
    }
    return lines.positionOf(Math.max(place.offset, start));
  }
}

function childrenOf({ at }: Place, { source, events }: ParsedDocument): Map<string, Place> {
  const children = new Map<string, Place>();
  const isSequence = events[at]?.type === EVENT_ID.SEQUENCE;
  if (!isSequence && events[at]?.type !== EVENT_ID.MAPPING) return children;
  let next = at + 1;
  while (next < events.length && events[next]?.type !== EVENT_ID.POP) {
    if (isSequence) {
      children.set(String(children.size), { offset: startOf(events[next]), at: next });
    } else {
      const key = events[next] as Event;
      next += 1; // The key is a scalar or an alias; others were refused when the text was read.
      if (key.type === EVENT_ID.SCALAR) {
        const name = getScalarValue(source, key);
        const field = key.style === SCALAR_STYLE.PLAIN ? plainKey(name) : name;
        children.set(field, { offset: startOf(key), at: next });
      }
    }
    next = endOf(next, events);
  }
  return children;
}

/** The index after a value and its content. */
function endOf(at: number, events: readonly Event[]): number {
  let next = at;
  let depth = 0;
  do {
    const type = events[next]?.type;
    if (type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING) depth += 1;
    else if (type === EVENT_ID.POP) depth -= 1;
    next += 1;
  } while (depth > 0 && next < events.length);
  return next;
}

/** The events of a plain document, which has no anchors and no tags, with offsets that count from its start. */
export function eventsOf({ events, first, start }: ParsedDocument): Event[] {
  return events.slice(first, endOf(first + 1, events)).map((event) => movedEvent(event, (offset) => offset - start));
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) return Math.max(event.tagStart, event.anchorStart, 0); // Only a tag or an anchor.
      const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1; // The asterisk.
    default:
      return 0;
  }
}
