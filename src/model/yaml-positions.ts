import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { segmentsOf } from './pointer';
import { plainKey } from './yaml-schema';

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value in a text. A mapping's field starts where its key does. */
interface Place {
  readonly offset: number;
  readonly children?: Map<string, Place>;
}

/** One document among the events of a text. */
export interface ParsedDocument {
  readonly source: string;
  readonly events: readonly Event[];
  /** The index of its first event. */
  readonly first: number;
  /** Where it starts in the source. */
  readonly start: number;
}

/** Where the fields of one document stand. Made when somebody asks. */
export class YamlPositions {
  private readonly root: Place;
  /** Made once: a list of 4,000 objects is one document. */
  private readonly lineStarts: number[];
  private readonly start: number;

  /**
   * @param text the document
   * @param parsed the document as it was parsed with others; by default it is parsed again
   */
  public constructor(
    text: string,
    maxDepth: number,
    private readonly firstLine: number,
    parsed: ParsedDocument = { source: text, events: parseEvents(text, { maxDepth }), first: 0, start: 0 },
  ) {
    this.root = placesOf(parsed);
    this.start = parsed.start;
    this.lineStarts = lineStartsOf(text);
  }

  /** Where a field stands, or, if the document does not have it, the nearest thing around it. */
  public of(pointer: string): Position {
    let place = this.root;
    for (const segment of segmentsOf(pointer)) {
      const child = place.children?.get(segment);
      if (!child) break;
      place = child;
    }
    return this.at(Math.max(place.offset - this.start, 0));
  }

  private at(offset: number): Position {
    const { lineStarts, firstLine } = this;
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: firstLine + low, column: offset - (lineStarts[low] as number) + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placesOf({ source: text, events, first }: ParsedDocument): Place {
  let next = events[first]?.type === EVENT_ID.DOCUMENT ? first + 1 : first;
  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;
  const visit = (key?: number): Place => {
    const event = events[next++];
    const offset = key ?? startOf(event);
    if (event?.type !== EVENT_ID.SEQUENCE && event?.type !== EVENT_ID.MAPPING) return { offset };
    const children = new Map<string, Place>();
    if (event.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; !isOver(); index += 1) children.set(String(index), visit());
    } else {
      while (!isOver()) {
        const field = events[next++] as Event;
        if (field.type !== EVENT_ID.SCALAR) {
          visit(); // the key is an alias; any other that is no scalar was refused when the text was read
          continue;
        }
        const name = getScalarValue(text, field);
        children.set(field.style === SCALAR_STYLE.PLAIN ? plainKey(name) : name, visit(startOf(field)));
      }
    }
    next += 1;
    return { offset, children };
  };
  return visit();
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) return Math.max(event.tagStart, event.anchorStart, 0); // nothing but a tag or an anchor
      const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart - (isQuoted ? 1 : 0);
    }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1; // the asterisk
    default:
      return 0;
  }
}
