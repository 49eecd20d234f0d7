import { segmentsOf } from '../json/pointer';
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from './js-yaml';
import { plainKey } from './schema';

/** Collections with more members get an index, so that a list of 50,000 objects is not searched for each of them. */
const MANY = 100;

/** Notes where values stand, while a text is read. */
export class PlaceRecorder {
  public readonly roots: number[] = [];
  public readonly keys: (string | number | undefined)[] = [];
  public readonly starts: number[] = [];
  public readonly ends: number[] = [];
  private readonly open: number[] = [];

  /** @param key the key of a field, or the index of an item; undefined for a document, and where there is none */
  public begin(key: string | number | undefined, start: number): void {
    this.open.push(this.keys.length);
    this.keys.push(key);
    this.starts.push(start);
    this.ends.push(0);
  }

  /** The value that began last is complete. */
  public end(): void {
    this.ends[this.open.pop() as number] = this.keys.length;
  }
}

/**
 * Where the values of a text stand: a number for each value, in the order of the text. The events of js-yaml, from which
 * they are made, take ten times the memory of the text; these take about as much as the text.
 */
export class YamlPositions {
  /** The first value of each document. */
  public readonly roots: readonly number[];
  /** The offset of each value; a field of a mapping starts at its key. */
  private readonly starts: Uint32Array;
  /** The value after each value and its content. */
  private readonly ends: Uint32Array;
  /** The key of each field, and the index of each item. */
  private readonly keys: readonly (string | number | undefined)[];
  private readonly indexes = new Map<number, ReadonlyMap<string, number>>();

  public constructor(places: PlaceRecorder) {
    this.roots = places.roots;
    this.keys = places.keys;
    this.starts = Uint32Array.from(places.starts);
    this.ends = Uint32Array.from(places.ends);
  }

  /** The offset of a field of the document with that root, or of the nearest existing parent. */
  public offsetOf(root: number, pointer: string): number {
    let at = root;
    for (const segment of segmentsOf(pointer)) {
      const child = this.childOf(at, segment);
      if (child === undefined) break;
      at = child;
    }
    return this.starts[at] as number;
  }

  private childOf(parent: number, segment: string): number | undefined {
    const index = this.indexes.get(parent);
    if (index) return index.get(segment);
    let count = 0;
    for (const child of this.childrenOf(parent)) {
      if (this.nameOf(child) === segment) return child;
      count += 1;
      if (count > MANY) return this.indexed(parent).get(segment);
    }
    return undefined;
  }

  private indexed(parent: number): ReadonlyMap<string, number> {
    const index = new Map<string, number>();
    for (const child of this.childrenOf(parent)) {
      const name = this.nameOf(child);
      if (name !== undefined) index.set(name, child);
    }
    this.indexes.set(parent, index);
    return index;
  }

  private *childrenOf(parent: number): Generator<number> {
    const end = this.ends[parent] as number;
    for (let child = parent + 1; child < end; child = this.ends[child] as number) yield child;
  }

  private nameOf(child: number): string | undefined {
    const key = this.keys[child];
    return typeof key === 'number' ? String(key) : key;
  }
}

/** Where the values stand that the events of js-yaml are about. */
export function positionsFromEvents(source: string, events: readonly Event[]): YamlPositions {
  const places = new PlaceRecorder();
  const names = new Map<string, string>();
  let next = 0;

  const isOver = () => next >= events.length || events[next]?.type === EVENT_ID.POP;

  const read = (key?: string | number, keyEvent?: Event): void => {
    const event = events[next++] as Event;
    places.begin(key, startOf(keyEvent ?? event));
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      for (let index = 0; !isOver(); index += 1) {
        if (event.type === EVENT_ID.SEQUENCE) read(index);
        else field();
      }
      next += 1;
    }
    places.end();
  };

  const field = (): void => {
    const event = events[next] as Event;
    if (event.type === EVENT_ID.SCALAR) {
      next += 1;
      read(nameOf(event), event);
    } else {
      read(); // An alias, or a collection, which is refused: the value has no name.
      read();
    }
  };

  /** One string for all equal keys. */
  const nameOf = (event: Event & { type: typeof EVENT_ID.SCALAR }): string => {
    const text = getScalarValue(source, event);
    const name = event.style === SCALAR_STYLE.PLAIN ? plainKey(text) : text;
    const known = names.get(name);
    if (known === undefined) names.set(name, name);
    return known ?? name;
  };

  while (next < events.length) {
    next += 1;
    places.roots.push(places.keys.length);
    if (!isOver()) read();
    next += 1;
  }
  return new YamlPositions(places);
}

function startOf(event: Event): number {
  switch (event.type) {
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
