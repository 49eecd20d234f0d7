import { type EVENT_ID, type Event, SCALAR_STYLE } from './js-yaml';

const ESCAPED_EMPTY_LINE = /(?<!\\)(?:\\\\)*\\\r?\n[ \t]*\r?\n/;

/** Whether a text in double quotes has an empty line behind an escaped line end: js-yaml leaves it out, the API client does not. */
export function hasEscapedEmptyLine(text: string, event: Event & { type: typeof EVENT_ID.SCALAR }): boolean {
  if (event.style !== SCALAR_STYLE.DOUBLE_QUOTED || event.fast) return false;
  return ESCAPED_EMPTY_LINE.test(text.slice(event.valueStart, event.valueEnd));
}
