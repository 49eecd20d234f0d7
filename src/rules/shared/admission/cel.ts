/** A text as a literal of CEL. */
export function celText(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[\n\r\t]/g, (each) => JSON.stringify(each).slice(1, -1));
  return `'${escaped}'`;
}

/** Texts as a list of CEL. */
export function celList(texts: Iterable<string>): string {
  return `[${[...texts].map(celText).join(', ')}]`;
}

/** Expressions by a text, as a map of CEL. */
export function celMap(entries: Iterable<readonly [key: string, cel: string]>): string {
  return `{${[...entries].map(([key, cel]) => `${celText(key)}: ${cel}`).join(', ')}}`;
}

/** A field as an optional value of CEL. */
export function optional(subject: string, path: readonly string[]): string {
  return [subject, ...path].join('.?');
}

/** A list that is null where it is empty, as of a field without omitempty. */
export function nullable(optional: string): string {
  return `(${optional}.orValue(null) != null ? ${optional}.orValue([]) : [])`;
}

/** The same text in a regular expression, of JavaScript and of RE2. */
export function escaped(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\]/g, '[$&]')
    .replaceAll('[\\]', '\\\\')
    .replaceAll('[^]', '\\^');
}

/** What `\s` of JavaScript matches, in a character class of RE2. */
export const SPACE = '\\pZ\\t-\\r\\x{feff}';
