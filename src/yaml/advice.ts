/** js-yaml does not say where it is. */
export const COMPLEX_KEY = /^object-based map does not support complex keys/;

/** How to write what is not read, for reasons that js-yaml gives. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^end of the stream or a document separator is expected/,
    'the document ends before this text; indent it like the lines above, or put "---" on a line before it',
  ],
  [/^deficient indentation/, 'indent this line further than its key, with spaces'],
  [/^tab characters must not be used/, 'use spaces'],
  [/^unknown escape sequence/, 'write "\\\\" for a backslash, and no backslash before a single quote'],
  [/^missed comma/, 'put a comma between the items, and an item that starts with a mark in quotes'],
  [COMPLEX_KEY, 'a mapping or a list stands where a key must be; put it in quotes'],
  [/^directives end mark is expected/, 'remove the lines that start with "%"'],
  [/^unknown .* tag|explicit tag$/, 'remove the tag'],
  [/^duplicated mapping key/, 'remove one of the two'],
  [/^merge keys exceeded|^abnormal merge sequence/, 'write the fields where they belong instead of merging them'],
];

/** Two braces outside of quotes and comments. */
const BARE_BRACES = /^([^"'#\n]*?)(\{\{.*)/m;
const TEMPLATE =
  /\{\{-|-\}\}|\{\{\s*(?:[.$]|(?:if|else|end|range|with|define|template|block|include|required|tpl|toYaml)\b)|\.(?:Values|Release|Chart)\b/;

/**
 * How to write instead what could not be read at an offset of a text.
 *
 * @param isRead whether a part of the text can be read
 */
export function adviceFor(
  reason: string,
  text: string,
  offset: number,
  isRead: (part: string) => boolean,
): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const here = bracesIn(text.slice(start, end < 0 ? undefined : end));
  const before = text.slice(0, Math.max(start - 1, 0));
  const above = here ?? bracesIn(before.slice(before.lastIndexOf('\n') + 1));
  // The parser may notice braces only on the next line; those in a block of text are no error.
  const braces = here ?? (above !== undefined && !isRead(before) ? above : undefined);
  if (braces === undefined) return ADVICE.find(([pattern]) => pattern.test(reason))?.[1];
  return TEMPLATE.test(braces)
    ? 'this looks like a template: render it first, for example helm template . | cdk8s-hardened check -'
    : 'put a value with "{{" in quotes, or render the file first if it is a template';
}

/** Where two braces stand outside of quotes and comments, if they do. */
export function startOfBraces(text: string): number | undefined {
  const found = BARE_BRACES.exec(text);
  return found ? found.index + (found[1] as string).length : undefined;
}

function bracesIn(line: string): string | undefined {
  return BARE_BRACES.exec(line)?.[2];
}
