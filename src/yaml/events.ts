import { applySplices, type Splice } from './edit/splices';
import { EVENT_ID, type Event, parseEvents, YAMLException } from './js-yaml';
import { missingSpaces } from './missing-spaces';
import { lastAtMost } from './text-lines';

/** Deeper nesting is refused. */
export const MAX_DEPTH = 100;

/**
 * The events of a text. js-yaml keeps to YAML 1.2, which demands spaces in places where the API client does without: a
 * text that it refuses is parsed once more with these spaces (docs/decisions/0014). The offsets are always those of the
 * text as it is.
 */
export function eventsIn(text: string): Event[] {
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    const splices = missingSpaces(text);
    if (splices.length === 0) throw error;
    return eventsWith(splices, text);
  }
}

function eventsWith(splices: readonly Splice[], text: string): Event[] {
  const original = originalOffsets(splices);
  try {
    return parseEvents(applySplices(text, splices), { maxDepth: MAX_DEPTH }).map((event) =>
      movedEvent(event, original),
    );
  } catch (error) {
    if (error instanceof YAMLException && error.mark)
      return YAMLException.throwAt(text, original(error.mark.position), error.reason);
    throw error;
  }
}

/** Returns the offset in a text for an offset in the changed text. */
function originalOffsets(splices: readonly Splice[]): (offset: number) => number {
  const starts = [0];
  const shifts = [0];
  let shift = 0;
  for (const { offset, length, insertion } of splices) {
    starts.push(offset + shift + insertion.length);
    shift += insertion.length - length;
    shifts.push(shift);
  }
  return (offset) => {
    const index = lastAtMost(starts, offset);
    const next = splices[index]?.offset ?? Number.POSITIVE_INFINITY; // inside of an insertion, its place
    return Math.min(offset - (shifts[index] as number), next);
  };
}

/** An event with its offsets moved. */
export function movedEvent(event: Event, move: (offset: number) => number): Event {
  const moved = (offset: number) => (offset < 0 ? offset : move(offset));
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return event;
  const anchor = { anchorStart: moved(event.anchorStart), anchorEnd: moved(event.anchorEnd) };
  if (event.type === EVENT_ID.ALIAS) return { ...event, ...anchor };
  const properties = { ...anchor, tagStart: moved(event.tagStart), tagEnd: moved(event.tagEnd) };
  return event.type === EVENT_ID.SCALAR
    ? { ...event, ...properties, valueStart: moved(event.valueStart), valueEnd: moved(event.valueEnd) }
    : { ...event, ...properties, start: moved(event.start) };
}
