import { PRIVATE_KEY } from '../secrets/forms';
import { TOKEN_FORMS } from '../secrets/token-forms';
import { ADDRESS, AMOUNT, ENCRYPTED, PATH, PLACEHOLDER, PUBLIC, REFERENCE, TEMPLATE, WORDS } from '../secrets/values';
import type { NamedValues } from './admission';
import { celList, celText } from './cel';
import { NAME_MARK, OTHER_NAME, ownNames, PASSWORD_NAME, PLAIN_NAME, SWITCH_NAME, TOKEN_NAME } from './secret-names';

export const SEARCHED_IN_PART =
  'texts are searched for private keys, the forms of tokens and plain assignments, and names for the words of passwords; other secrets, and those in long texts, are found by check alone';

/** What an expression may cost: characters, and characters for each form that is looked for. */
export const MOST_CHARACTERS = 40_000;
const MOST_SEARCHED = 150_000;
/** Characters that each token and each private key has. */
export const SHORTEST = 15;
const PUBLIC_NAME = '(?i)anon|pub';

const FORMS = [
  ['PRIVATE KEY', PRIVATE_KEY.source],
  ...TOKEN_FORMS.map(({ mark, form }) => [mark, `(^|[^A-Za-z0-9_-])(${form})([^A-Za-z0-9_-]|$)`]),
];
const MARKS = celList(new Set(FORMS.map(([mark = '']) => mark)));

/**
 * Those of some texts, pairs of a rule and a text, in which there is a token or a private key. A form is looked for where its mark is: it is
 * data of the expression, as the API server keeps each pattern that it compiles before, which takes a megabyte.
 */
export function rulesWithTokens(texts: readonly (readonly [rule: string, text: string])[]): string {
  const found = `[${FORMS.map(celList).join(', ')}].filter(m, t.contains(m[0]))`;
  const holds = `[p[1]].exists(t, t.size() >= ${SHORTEST} && t.size() <= ${MOST_CHARACTERS} && [${found}].exists(f, f.size() * t.size() <= ${MOST_SEARCHED} && f.exists(m, t.matches(m[1]))))`;
  return `[${texts.map(([rule, text]) => `[${celText(rule)}, ${text}]`).join(', ')}].filter(p, ${holds}).map(p, p[0])`;
}

/** Whether a text may hold a token; it says yes too often, and costs little. */
export function mayHoldToken(text: string): string {
  return `[${text}].exists(t, t.size() >= ${SHORTEST} && (t.size() > ${MOST_CHARACTERS} || ${MARKS}.exists(m, t.contains(m))))`;
}

/** The texts of a map under names that are not public, as one. */
export function textsOf(map: string, but = ''): string {
  return `${map}.filter(k, k != '${but}' && !k.matches('${PUBLIC_NAME}')).map(k, ${map}[k]).join('\\n')`;
}

/** The same of a list whose items have names and values. */
export function valuesOf(list: string): string {
  return `${list}.filter(e, !e.?name.orValue('').matches('${PUBLIC_NAME}')).map(e, e.?value.orValue('')).join('\\n')`;
}

/** Whether a value, `t`, is a switch, a path, an address, a template or the like. Numbers can be passwords. */
function isHarmless(isPassword: string): string {
  const of = (pattern: RegExp) =>
    `t.matches(${celText(`${pattern.flags.includes('i') ? '(?i)' : ''}${pattern.source}`)})`;
  return [
    `t == '' || t.contains('\\n') || t.lowerAscii() in ${celList(WORDS)}`,
    ...[TEMPLATE, ENCRYPTED, REFERENCE, PATH, ADDRESS].map(of),
    `(${of(PUBLIC)} && !t.contains('PRIVATE KEY-----'))`,
    `(t != 'changeme' && ${of(PLACEHOLDER)})`,
    `(${of(AMOUNT)} && !${isPassword})`,
  ].join(' || ');
}

/** A value that is certainly a literal, without quotes or after them. */
const LITERAL = '[A-Za-z0-9][A-Za-z0-9_+/=-]*';
/** What the right side of an assignment may also be: a label, a keyword, a placeholder. */
const NO_LITERAL = '^([A-Z][a-z]+|await|new|this|self|function|async|changeme)$';

/** The names and values of those lines or words that assign one, as in `db.password=x`, `password: x` and `--password=x`. */
export function assignments(lines: string): string {
  const form = `^[ \\t]{0,8}[A-Za-z0-9_.-]+(=|: )(${LITERAL}|"${LITERAL}"|'${LITERAL}')$`;
  const at = "[w.matches('^[^=]*: ') ? w.indexOf(': ') : w.indexOf('=')]";
  const parts = `${at}.map(i, [w.substring(0, i).trim(), w.substring(i + 1).replace('\\u0022', '').replace('\\u0027', '').trim()])[0]`;
  const isSure = `p[0].size() <= 90 && p[1].size() <= 100 && !p[1].matches('${NO_LITERAL}')`;
  const isLike = `(w.contains('=') || w.contains(': ')) && w.matches(${celText(form)})`;
  return `${lines}.filter(w, ${isLike}).map(w, ${parts}).filter(p, ${isSure})`;
}

/** The names of flags and the words behind them, as in `--password x`. */
export function flags(words: string): string {
  const pair = celText('(^|\\x01)--?[A-Za-z][A-Za-z0-9_.-]{0,90}\\x01[^\\x01-][^\\x01]*');
  return `${words}.join('\\u0001').findAll(${pair}).map(m, m.split('\\u0001').filter(w, w != ''))`;
}

/** The pairs of a map. Of these, or of a list of variables, those whose names are no secrets are left out where that is cheap. */
export function pairsOf(map: string, names: readonly string[]): string {
  return `${map}.filter(k, ${mayBeSecret('k', names)}).map(k, [k, ${map}[k]])`;
}

/** The same of a list whose items have names and values. */
export function namedIn(list: string, names: readonly string[]): string {
  return `${list}.filter(e, ${mayBeSecret('e.name', names)}).map(e, [e.name, e.?value.orValue('')])`;
}

function mayBeSecret(name: string, names: readonly string[]): string {
  return names.length > 0 ? 'true' : `${name}.matches('${NAME_MARK}')`;
}

/** Those rules that find a value with a name that makes it a secret. All ask in one place, as each pattern takes memory. */
export function rulesWithSecrets(values: readonly (readonly [rule: string, named: NamedValues])[]): string {
  const rows = values.map(
    ([rule, { pairs, names = [], passwordsOnly = false }]) =>
      `{'rule': dyn(${celText(rule)}), 'names': dyn(${celText(ownNames(names))}), 'tokens': dyn(${!passwordsOnly}), 'pairs': dyn(${pairs})}`,
  );
  const matches = (pattern: string) => `n.matches(${celText(pattern)})`;
  // A name of a password, and whether a number is one.
  const isNamed = `[${matches(PASSWORD_NAME)} || r.names != '' && n.matches(r.names)].map(w, [w, w && !${matches(SWITCH_NAME)}])`;
  const isSecret = `(r.tokens ? w[0] || ${matches(TOKEN_NAME)} : w[1])`;
  const holds = `${isNamed}.exists(w, ${isSecret} && !${matches(OTHER_NAME)} && ![p[1].trim()].exists(t, ${isHarmless('w[1]')}))`;
  const isFound = `p[0].matches('${PLAIN_NAME}') && [p[0].lowerAscii()].exists(n, ${holds})`;
  return `[${rows.join(', ')}].filter(r, r.pairs.exists(l, l.exists(p, ${isFound}))).map(r, r.rule)`;
}
