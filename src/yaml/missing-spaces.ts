import type { Splice } from './edit/splices';
import { Scanner } from './scanner';

const LEADING_TAB = /^[ ?:-]*\t/m;
/** At the start of a stream, the API client skips it. */
const SPACE_BEFORE_BRACE = /^[ \t\r\n]+(?=\{)/;

/**
 * Finds where YAML 1.2 demands spaces and the API client does not: before a line inside brackets or quotes that stands
 * further left than its key, before a comment that touches the text before it, and instead of some tabs. A dash alone
 * in brackets becomes a letter.
 */
export function missingSpaces(text: string): Splice[] {
  const scanner = scanned(text);
  return scanner.splices.sort((one, other) => one.offset - other.offset || one.length - other.length);
}

/** Whether a text, of one or several documents, has tabs that may indent a line. */
export function hasLeadingTab(text: string): boolean {
  return text.includes('\t') && LEADING_TAB.test(text);
}

/** The tab that the API client takes for an error, although js-yaml may read it. */
export function indentingTab(text: string, mayBeJson: boolean): number | undefined {
  const start = mayBeJson ? (SPACE_BEFORE_BRACE.exec(text)?.[0].length ?? 0) : 0;
  const { tab } = scanned(text.slice(start));
  return tab === undefined ? undefined : start + tab;
}

function scanned(text: string): Scanner {
  const scanner = new Scanner(text);
  while (scanner.readToken());
  return scanner;
}
