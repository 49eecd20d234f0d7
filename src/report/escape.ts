/**
 * What a terminal would obey instead of show: control characters, line and paragraph separators, and the characters
 * that turn the writing direction; and the two that XML cannot say. They come from the input, which may be an attacker's.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** The text with unprintable characters written out, as in `\u001b`. It is one line. */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for JSON that `JSON.stringify` made: it has no raw control characters below U+0020 but line ends. */
export function escapeJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escapeUnprintable);
}
