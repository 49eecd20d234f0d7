/** The name of a character in a message, such as `U+003B`. */
export function characterCode(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
