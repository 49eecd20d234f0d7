import { secretKind } from './names';
import { isHarmless, isPlaceholder } from './values';

/** `name=value`, `name: value` and `--name value`; no word comes directly before a name, nor the `$` of a shell variable. */
const ASSIGNMENT =
  /(?<![\w.$-])(?:([\w.-]{1,100})["']?\]?[ \t]{0,8}(=(?![=~>])|=>(?=[ \t]{0,8}["'])|:(?=[ \t"']))|--?([A-Za-z][\w-]{1,100})(?=[ \t]))[ \t]{0,8}(?=(?:"([^"]{0,100})|'([^']{0,100})|([^\s"',;&|}]{1,100})))/g;
/** A line of `.npmrc` starts like a comment: `//registry/:_authToken=`. */
const COMMENT = /^\s{0,200}(?:#|\/\/(?!\S{1,255}:_)|;|--\s|<!--|\*)/;
/** An expression, a block, an anchor, a variable, another option, a field of an object. */
const NO_LITERAL =
  /^[[{(<>|&*!`$\\-]|[()[\]{]|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|^(?:await|new|this|self|function|async)$/;
/** After `name: value`, which is prose if more words follow; a header ends with its quotes. */
const END = /^[ \t]{0,8}(?:$|[,}\]#\r])/;
/** Before `name: value`: the start of a line or of an entry. After other words it is prose. */
const START = /(?:^|[{[(,"'?&;]|(?:^|\s)-)\s*["']?$/;
/** A sentence: a word with a capital, then more words. */
const SENTENCE = /^[A-Z][a-z']{0,40}(?: [A-Za-z']{1,40}){1,60}[.!?]?\s*$/;

/** The element of an XML file, with its text. */
const ELEMENT = /<([A-Za-z][\w.:-]{0,100})(?:\s[^<>]{0,80})?>([^<>]{1,200})<\//g;
/** A name and its value as two fields, in JSON, YAML or XML. */
const PAIR =
  /(?<![\w-])(?:name|key)["']?[ \t]{0,4}[:=>][ \t]{0,4}["']?([\w.-]{1,100})["']?(?:<\/(?:name|key)>)?[\s,/<-]{1,40}["']?value["']?[ \t]{0,4}[:=>][ \t]{0,4}(?:"([^"]{1,100})|'([^']{1,100})|([^\s"',<}]{1,100}))/gi;
/** Directives of Redis, HAProxy and OpenLDAP, with one value behind a space. */
const DIRECTIVE =
  /^[ \t]{0,20}(?:\S{1,40}[ \t]{1,4}\S{1,100}[ \t]{1,4})?(requirepass|masterauth|tls-key-file-pass|bindpw|rootpw|insecure-password)[ \t]{1,20}["']?([^\s"']{1,200})/gm;
/** `password value` and nothing else on the line, as in .netrc and Fluentd: a value with a digit, for words would be prose. */
const PASSWORD_LINE =
  /^[ \t]{0,40}(password|passwd)[ \t]{1,20}["']?(?=[^\s"']{0,200}\d)([^\s"']{1,200})["']?[ \t]{0,20}$/gm;
/** A constant in PHP. */
const DEFINE = /\bdefine\(\s{0,4}["'](\w{1,100})["']\s{0,4},\s{0,4}["']([^"'\n]{1,200})/g;

/**
 * The first name that a text sets to a literal secret: in properties, YAML, JSON, XML, a shell, a program.
 *
 * @param isProgram whether only what is in quotes is a literal
 */
export function assignedSecret(text: string, more: readonly string[] = [], isProgram = false): string | undefined {
  if (!/[=:<\s,]/.test(text)) return undefined; // a single word
  const plain = text.replaceAll('\\"', '"'); // JSON in a string
  for (const line of plain.split('\n')) {
    const name = inLine(line, more, isProgram);
    if (name !== undefined) return name;
  }
  for (const form of [ELEMENT, PAIR, DIRECTIVE, PASSWORD_LINE, DEFINE]) {
    for (const [whole, name = '', ...values] of plain.matchAll(form)) {
      if (!whole.trimStart().startsWith('#') && isSecret(name, values.find(Boolean) ?? '', more)) return name;
    }
  }
  return undefined;
}

function inLine(line: string, more: readonly string[], isProgram: boolean): string | undefined {
  if (COMMENT.test(line)) return undefined;
  for (const match of line.matchAll(ASSIGNMENT)) {
    const [whole, assigned, sign, flag, double, single, bare] = match;
    const name = (assigned ?? flag) as string;
    if (!isSecret(name, double ?? single ?? bare ?? '', more)) continue;
    if (sign === ':' && !START.test(line.slice(Math.max(0, match.index - 40), match.index))) continue;
    if (bare === undefined) return name;
    if (isProgram) continue;
    const rest = line.slice(match.index + whole.length + bare.length);
    if (NO_LITERAL.test(bare) || (sign === ':' && !END.test(rest) && !(name.includes('-') && /^["']/.test(rest))))
      continue;
    if (!SENTENCE.test((bare + rest).slice(0, 500)) && !isVariable(name, bare)) return name;
  }
  return undefined;
}

/** A label or a sentence of a translation: `"password": "Password"`. */
function isProse(name: string, value: string): boolean {
  return SENTENCE.test(value) || (/^[A-Z][a-z]+$/.test(value) && name.toLowerCase().endsWith(value.toLowerCase()));
}

/** A file is often an example that the environment overrides: `changeme` in it is a placeholder. */
function isSecret(name: string, value: string, more: readonly string[]): boolean {
  const kind = secretKind(name === 'PWD' ? 'password' : name, more); // ODBC; a working directory is a path, and harmless
  return kind !== undefined && !isHarmless(value, kind) && !isPlaceholder(value) && !isProse(name, value);
}

/** `self.password = password` in a program. */
function isVariable(name: string, value: string): boolean {
  return /^(?:self|this)\./.test(name) && /^[A-Za-z_]+$/.test(value);
}
