/**
 * Characters that a terminal interprets instead of showing them: control characters, line and paragraph separators, and
 * bidirectional control characters; and the two that are not allowed in XML. They come from the input, which an
 * attacker may control.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Escapes unprintable characters, as in `\u001b`. The result is one line. */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Escapes unprintable characters of a text of several lines; line ends and tabs stay. */
export function escapeLines(text: string): string {
  return text.replace(/[^\n\t]+/g, escapeUnprintable);
}

/** The same for the output of `JSON.stringify`, which has no raw control characters below U+0020 except line ends. */
export function escapeJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escapeUnprintable);
}
