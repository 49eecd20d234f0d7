/**
 * What Kubernetes reads for sure as cdk8s writes it, so that the text need not be read again. It may be wrong in one direction
 * only: what is not known here is read. `npm run conformance -- --only written` asks Kubernetes' own reader about it.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */

/** How text starts that is no number for any reader: a letter, a mark that cdk8s puts in quotes, an option, a path. */
const START = /^(?:[A-Za-z/_$(\\^"'{}[\]*&!%@#|>,`]|--?[A-Za-z/]|\.[A-Za-z/]|$)/;

/** Digits with what no number has, and the numbers that cdk8s puts in quotes: `100m`, `10.0.0.0/8`, `8080`, `1.5`, `2026-01-31`. */
const DIGITS = /^(?:-?\d[\d.]*[^\d_.+\-a-fA-FxXoO]|\d+(?:[.-]\d+)*$)/;

/** Control characters, the line ends of YAML 1.1, byte order marks, and halves of surrogate pairs. */
const STRANGE = /[^ -~\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;
const STRANGE_IN_LINES = /[^\t\n -~\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** How lines start and end that cdk8s writes below a `|` as they are. */
const FIRST_LINE = /^[!-~]/;
const LAST_LINE = /[!-~]\n?$/;

/** Go looks for the colon behind a key no further than 1,024 characters; few keys are longer than this. */
const SHORT_KEY = 200;

/** Whether a value is certain, with all that is in it. */
export function isCertain(value: unknown): boolean {
  if (typeof value === 'string') return isCertainText(value);
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isCertain);
  for (const key of Object.keys(value))
    if (!isCertainKey(key) || !isCertain((value as { [key: string]: unknown })[key])) return false;
  return true;
}

export function isCertainText(text: string): boolean {
  return text.includes('\n')
    ? FIRST_LINE.test(text) && LAST_LINE.test(text) && !STRANGE_IN_LINES.test(text)
    : isCertainLine(text);
}

export function isCertainKey(key: string): boolean {
  return key.length <= SHORT_KEY && isCertainLine(key);
}

function isCertainLine(text: string): boolean {
  return (START.test(text) || DIGITS.test(text)) && !STRANGE.test(text);
}
