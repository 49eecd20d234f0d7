import { PRIVATE_KEY } from '../secrets/forms';
import { TOKEN_FORMS } from '../secrets/token-forms';
import { ADDRESS, AMOUNT, ENCRYPTED, PATH, PLACEHOLDER, PUBLIC, REFERENCE, TEMPLATE, WORDS } from '../secrets/values';
import { celList, celText } from './cel';
import { NAME_MARK, OTHER_NAME, PLAIN_NAME, passwordName, SWITCH_NAME, TOKEN_NAME } from './secret-names';

export const SEARCHED_IN_PART =
  'texts are searched for private keys, the forms of tokens and plain assignments, and names for the words of passwords; other secrets, and those in long texts, are found by check alone';

/** What an expression may cost: characters, and characters for each form that is looked for. */
export const MOST_CHARACTERS = 40_000;
const MOST_SEARCHED = 150_000;
const PUBLIC_NAME = '(?i)anon|pub';

const FORMS = [
  { mark: 'PRIVATE KEY', form: PRIVATE_KEY.source },
  ...TOKEN_FORMS.map(({ mark, form }) => ({ mark, form: `(^|[^A-Za-z0-9_-])(${bounded(form)})([^A-Za-z0-9_-]|$)` })),
];
const MARKS = celList(new Set(FORMS.map(({ mark }) => mark)));

/** RE2 counts to 1,000 only; what is longer may have any length. */
function bounded(form: string): string {
  return form.replace(/\{(\d+),(\d+)\}/g, (whole, least, most) => (Number(most) > 1000 ? `{${least},}` : whole));
}

/** Those of some texts, pairs of a rule and a text, in which there is a token or a private key. A form is looked for where its mark is. */
export function rulesWithTokens(texts: readonly (readonly [rule: string, text: string])[]): string {
  const byMark = new Map<string, string[]>();
  for (const { mark, form } of FORMS) byMark.set(mark, [...(byMark.get(mark) ?? []), form]);
  const found = [...byMark].map(([mark, forms]) => `(${celText(mark)} in f && t.matches(${celText(forms.join('|'))}))`);
  const holds = `[p[1]].exists(t, t.size() <= ${MOST_CHARACTERS} && [${MARKS}.filter(m, t.contains(m))].exists(f, f.size() * t.size() <= ${MOST_SEARCHED} && (${found.join(' || ')})))`;
  return `[${texts.map(([rule, text]) => `[${celText(rule)}, ${text}]`).join(', ')}].filter(p, ${holds}).map(p, p[0])`;
}

/** Whether a text may hold a token; it says yes too often, and costs little. */
export function mayHoldToken(text: string): string {
  return `(${text}.size() > ${MOST_CHARACTERS} || ${MARKS}.exists(m, ${text}.contains(m)))`;
}

/** The texts of a map under names that are not public, as one. */
export function textsOf(map: string, but = ''): string {
  return `${map}.filter(k, k != '${but}' && !k.matches('${PUBLIC_NAME}')).map(k, ${map}[k]).join('\\n')`;
}

/** The same of a list whose items have names and values. */
export function valuesOf(list: string): string {
  return `${list}.filter(e, !e.?name.orValue('').matches('${PUBLIC_NAME}')).map(e, e.?value.orValue('')).join('\\n')`;
}

/** Whether a value, `v`, is a switch, a path, an address, a template or the like. Numbers can be passwords. */
function isHarmless(isPassword: string): string {
  const of = (pattern: RegExp) =>
    `t.matches(${celText(`${pattern.flags.includes('i') ? '(?i)' : ''}${pattern.source}`)})`;
  return [
    `t == '' || t.contains('\\n') || t.lowerAscii() in ${celList(WORDS)}`,
    ...[TEMPLATE, ENCRYPTED, REFERENCE, PATH, ADDRESS].map(of),
    `(${of(PUBLIC)} && !t.contains('PRIVATE KEY-----'))`,
    `(t != 'changeme' && ${of(PLACEHOLDER)})`,
    `(${of(AMOUNT)} && !(${isPassword}))`,
  ].join(' || ');
}

/** A value that is certainly a literal, without quotes or after them. */
const LITERAL = '[A-Za-z0-9][A-Za-z0-9_+/=-]{0,99}';
/** What the right side of an assignment may also be: a label, a keyword, a placeholder. */
const NO_LITERAL = '^([A-Z][a-z]+|await|new|this|self|function|async|changeme)$';

/** Whether one of some lines or words assigns a secret to a name, as in `db.password=x`, `password: x` and `--password=x`. */
export function assignsSecret(lines: string, more: readonly string[]): string {
  const form = `^[ \\t]{0,8}[A-Za-z0-9_.-]{1,90}(=|: )(${LITERAL}|"${LITERAL}"|'${LITERAL}')$`;
  const parts =
    "[w.matches('^[^=]*: ') ? w.indexOf(': ') : w.indexOf('=')].map(i, [w.substring(0, i).trim(), w.substring(i + 1).trim()])";
  const value = "p[1].replace('\\u0022', '').replace('\\u0027', '')";
  return `${lines}.exists(w, w.matches(${celText(form)}) && ${parts}.exists(p, !${value}.matches('${NO_LITERAL}') && ${isNamedSecret('p[0]', value, more)}))`;
}

/** Whether one of some words is a secret behind a flag, as in `--password x`. */
export function hasSecretBehindFlag(words: string, more: readonly string[]): string {
  const pair = celText('(^|\\x01)--?[A-Za-z][A-Za-z0-9_.-]{0,90}\\x01[^\\x01-][^\\x01]*');
  const parts = "[m.split('\\u0001').filter(w, w != '')]";
  return `${words}.join('\\u0001').findAll(${pair}).exists(m, ${parts}.exists(p, ${isNamedSecret('p[0]', 'p[1]', more)}))`;
}

/** Whether a value has a name that makes it a secret. */
export function isNamedSecret(name: string, value: string, more: readonly string[], tokens = true): string {
  const matches = (pattern: string) => `n.matches(${celText(pattern)})`;
  const isPassword = `${matches(passwordName(more))} && !${matches(SWITCH_NAME)}`;
  const isSecret = tokens ? `(${matches(passwordName(more))} || ${matches(TOKEN_NAME)})` : `(${isPassword})`;
  const mark = more.length > 0 ? 'true' : `${name}.matches('${NAME_MARK}')`;
  return `${mark} && ${name}.matches('${PLAIN_NAME}') && [${name}.lowerAscii()].exists(n, ${isSecret} && !${matches(OTHER_NAME)} && ![${value}.trim()].exists(t, ${isHarmless(isPassword)}))`;
}
