import { NAMES, SecretKind, SWITCHES, TEXT_ABOUT, wordsOf } from '../secrets/names';
import { celList } from './cel';

const SEPARATOR = '[_./-]+';
const oneOf = (words: Iterable<string>) => `(${[...words].join('|')})`;
const termsOf = (kind: SecretKind) =>
  NAMES.filter((term) => term.kind === kind).map(({ words }) => words.join(SEPARATOR));

/** Names in one case, whose words are easy to tell. */
export const PLAIN_NAME = '^([A-Z0-9_./-]+|[a-z0-9_./-]+)$';
const MARKS = ['pass', 'pwd', 'token', 'key', 'secret', 'bearer', 'psk', 'cookie', 'mnemonic', 'masterauth'];
const LAST_MARKS = ['pw', 'auth'];
/** Part of each name that {@link PASSWORD_NAME} or {@link TOKEN_NAME} accept: a cheap question before them. */
export const NAME_MARK = `(?i)${[...MARKS, ...LAST_MARKS.map((mark) => `${mark}$`)].join('|')}`;
/** Whether one of some names may be such a name; it says yes too often, and costs little. */
export function mayNameSecret(names: string): string {
  return `[${names}.lowerAscii()].exists(t, ${celList([...MARKS, ...LAST_MARKS])}.exists(m, t.contains(m)))`;
}

/** Ends of names, in lower case, that stand for a password; its value may be a number. */
export const PASSWORD_NAME = `((^|[^a-z])${oneOf(termsOf(SecretKind.PASSWORD))}|[a-z](passwords?|passwd|passphrase))$`;

/** The same of names that the rule's option has; empty if it has none. */
export function ownNames(names: readonly string[]): string {
  const own = names.map(wordsOf).filter(({ length }) => length > 0);
  return own.length === 0 ? '' : `(^|[^a-z])${oneOf(own.map((words) => words.join(SEPARATOR)))}$`;
}

/** Ends of names, in lower case, that stand for a token or a key. */
export const TOKEN_NAME = `(^|[^a-z])${oneOf(termsOf(SecretKind.TOKEN))}$`;

/** Names, in lower case, that stand for something public, for a position in a list, or for what only looks like a term. */
export const OTHER_NAME = [
  `(^|[^a-z])${oneOf(TEXT_ABOUT)}([^a-z]|pass|$)`,
  `(next|page|continuation|sync|input|output|js)${SEPARATOR}tokens?$`,
  `(basic|rediscli)${SEPARATOR}auth${SEPARATOR}(key|secret)$`,
  `erlang${SEPARATOR}cookie${SEPARATOR}secret$`,
  '^(old)?pwd$',
].join('|');

/** Names, in lower case, of switches, behind which a number is no password. */
export const SWITCH_NAME = `(^|[^a-z])${oneOf(SWITCHES)}([^a-z]|pass|$)`;
