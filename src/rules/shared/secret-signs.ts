/**
 * Recognizes secrets by their name or by the form of their value. Inputs can be long, so each pattern takes linear time:
 * repetitions are bounded, or start where no other match can.
 */

/** Consecutive words. */
type Term = readonly string[];

/** Names of secrets, word by word: `DB_PASSWORD`, `apiKey` and `client-secret` contain such words. */
const NAMES = terms(
  'password passwords passwd pwd passphrase pgpassword secret secrets token tokens bearer credential credentials creds ' +
    'apikey apitoken accesskey authkey authtoken secretkey privatekey encryptionkey signingkey ' +
    'api-key api-keys access-key auth-key secret-key private-key encryption-key signing-key master-key shared-key ' +
    'account-key ssh-key license-key app-secret auth-secret client-secret consumer-secret cookie-secret ' +
    'encryption-secret hmac-secret jwt-secret oauth-secret session-secret shared-secret signing-secret webhook-secret',
);
/** Names for references to objects of kind Secret. */
const REFERENCES = terms(
  'existing-secret pull-secret pull-secrets tls-secret cert-secret certificate-secret secret-name secret-ref',
);

/** Words after the name of a secret that make it a property of the secret: `SECRET_NAME` and `TOKEN_TTL` hold no secret. */
const ABOUT = new Set(
  (
    'age alg algorithm annotation arn attempts audience auth authentication authorization backend cache change chars class ' +
    'complexity config controller cost count days dir directory disabled driver duration enable enabled encoder encoding ' +
    'encryption endpoint env exchange expiration expires ' +
    'expiry field file filename files format generator group hasher header hint history host hours id ids ' +
    'interval introspection issuer kind label ' +
    'length level lifetime limit limits location manager max method min minutes mode mount name names namespace ' +
    'namespaces offset operator path paths pattern period plugin policy port prefix provider ref reference refresh ' +
    'regex region renewal required reset resource retries review rotation rounds rule rules schema scope scopes seconds ' +
    'selector server service size source stdin store strategy strength suffix sync timeout ttl type types uri url urls ' +
    'usage validation validator version volume window ' +
    'conf cfg css csv html ini js json lua md properties py rb rego sh sql tmpl toml tpl ts xml yaml yml'
  ).split(' '),
);

/** The shell's working directory is not a password. */
const WORKING_DIRECTORIES = new Set(['PWD', 'OLDPWD']);
const PASSWORDS = new Set(['password', 'passwords', 'passwd', 'pwd', 'pass', 'passphrase', 'pgpassword']);
const OBJECTS = new Set(['secret', 'secrets', 'credential', 'credentials', 'creds']);

/** What the value is, according to its name. */
export enum SecretKind {
  /** Digits alone can be a password. */
  PASSWORD = 'password',
  /** The value can be the name of an object of kind Secret. */
  OBJECT = 'object',
  /** A token or a key. */
  TOKEN = 'token',
}

/** The kind of secret that a name stands for, or undefined. Words of `more` count too, such as `pin` or `db-code`. */
export function secretKind(name: string, more: readonly string[] = []): SecretKind | undefined {
  if (WORKING_DIRECTORIES.has(name)) return undefined;
  const words = wordsOf(name);
  const own: Term[] = more.map(wordsOf).filter((term) => term.length > 0);
  const known = [...own, ...REFERENCES, ...NAMES];
  let kind = words.at(-1) === 'pass' ? SecretKind.PASSWORD : undefined;
  for (let at = 0; at < words.length; at++) {
    if (ABOUT.has(words[at] as string)) kind = undefined;
    const term = known.find((each) => each.every((word, offset) => words[at + offset] === word));
    if (!term) continue;
    kind = own.includes(term) ? SecretKind.PASSWORD : kindOf(term);
    at += term.length - 1;
  }
  return kind;
}

function kindOf(term: Term): SecretKind | undefined {
  if (REFERENCES.includes(term)) return undefined;
  const [word = ''] = term;
  if (PASSWORDS.has(word)) return SecretKind.PASSWORD;
  return term.length === 1 && OBJECTS.has(word) ? SecretKind.OBJECT : SecretKind.TOKEN;
}

/** Terms to look for, the longest first. */
function terms(names: string): readonly Term[] {
  return names
    .split(' ')
    .map((name) => name.split('-'))
    .sort((a, b) => b.length - a.length);
}

function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}

/** Another program fills in the value: `$(NAME)`, `${NAME}`, `{{ name }}`, `<name>`, `%NAME%`, `ENC[…]`, or a mask. */
const TEMPLATE = /\$\(|\$\{|\{\{|<%|^\$[A-Za-z_]\w*$|^<[^>]*>$|^%\w*%$|^%[sv]$|^@\w+@$|^__\w+__$|^ENC\[|^[*xX.…]{3,}$/;

/** Whether another program fills in the value before it is used. */
export function isTemplate(value: string): boolean {
  return TEMPLATE.test(value.trim());
}

const WORDS = new Set(
  'true false yes no on off y n enabled disabled none null nil undefined auto default required optional'.split(' '),
);
const AMOUNT = /^[+-]?\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d)?$/;
const PATH = /^(?:~|\.{1,2})?\/(?:[a-z][a-z._-]*(?:\/[\w.@:-]*)*)?$|^[A-Za-z]:[\\/]/;
const PLACE_ELSEWHERE = /^(?:arn:[a-z-]+:|vault:|ref\+|projects\/)/;
const ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]{0,40}:\/\/\S*$/;
const OBJECT_NAME = /^[a-z]+(?:[-./][a-z]+)+$/;

/** Whether a value under a secret's name is not a secret: a switch, an amount, a path, an address, a template. */
export function isHarmless(value: string, kind: SecretKind): boolean {
  const text = value.trim();
  if (text === '' || WORDS.has(text.toLowerCase()) || isTemplate(text)) return true;
  if (AMOUNT.test(text)) return kind !== SecretKind.PASSWORD;
  if (kind === SecretKind.OBJECT && OBJECT_NAME.test(text)) return true;
  return PATH.test(text) || PLACE_ELSEWHERE.test(text) || ADDRESS.test(text);
}

/** The name of a form, and the form; if it has a group, the group must not be a template. */
const SIGNS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|AGE-SECRET-KEY-1[A-Z0-9]{50}/g],
  ['an AWS access key', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/g],
  ['a GitHub token', /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})(?!\w)/g],
  ['a GitLab token', /(?<![\w-])glpat-[\w-]{20,255}/g],
  [
    'a Slack token',
    /(?<![\w-])xox[abeprs]-[\w-]{10,255}|:\/\/hooks\.slack\.com\/services\/T\w{6,20}\/B\w{6,20}\/\w{16,40}/g,
  ],
  ['a Google API key', /(?<![\w-])AIza[\w-]{35}(?![\w-])/g],
  ['a Stripe key', /(?<!\w)[rs]k_live_[A-Za-z0-9]{16,255}/g],
  ['an npm token', /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g],
  ['a PyPI token', /(?<![\w-])pypi-AgEI[\w-]{50,255}/g],
  ['a SendGrid key', /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g],
  ['a Vault token', /(?<![\w-])hv[sb]\.[\w-]{24,255}/g],
  ['a DigitalOcean token', /(?<!\w)do[opr]_v1_[a-f0-9]{64}(?!\w)/g],
  ['an API key of an AI provider', /(?<![\w-])sk-(?:ant|proj|svcacct)-[\w-]{20,255}/g],
  ['a JSON Web Token', /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,1000}/g],
  ['an address with a password', /:\/\/[^\s:/?#@"'`]{0,255}:([^\s:/?#@"'`,;]{1,255})@/g],
  ['an address with a password', /(?<![\w.-])[\w.-]{1,80}:([^\s:/@]{1,255})@(?:tcp|unix)\(/g],
  [
    'a connection string with a password',
    /(?:^|[^\s;];) {0,4}(?:password|pwd|accountkey|sharedaccesskey) {0,4}= {0,4}([^;\s"']{1,255})/gi,
  ],
  [
    'an authorization header',
    /authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:basic|bearer|token)[ \t]{1,4}([^\s"']{1,255})/gi,
  ],
];

/** The secret that a text contains, by its form, such as `a private key`; undefined if it contains none. */
export function secretSign(text: string): string | undefined {
  return SIGNS.find(([, form]) => {
    for (const [, guarded] of text.matchAll(form)) {
      if (guarded === undefined || !isHarmless(guarded, SecretKind.PASSWORD)) return true;
    }
    return false;
  })?.[0];
}

/** `name=value`, `name: value` and `--name value`; no word comes directly before a name, nor the `$` of a shell variable. */
const ASSIGNMENT =
  /(?<![\w.$-])(?:([\w.-]{1,100})["']?[ \t]{0,8}(=(?![=~>])|:(?![=/:]))|--([\w-]{1,100})(?=[ \t]))[ \t]{0,8}(?=(?:"([^"]{0,100})|'([^']{0,100})|([^\s"',;&|}]{1,100})))/g;
const COMMENT = /^\s{0,200}(?:#|\/\/|;|--\s|<!--|\*)/;
/** An expression, a block, an anchor, a variable, another option, a field of an object. */
const NO_LITERAL = /^[[{(<>|&*!`$\\-]|[()[\]{]|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
/** After `name: value`, which is prose if more words follow. */
const END = /^[ \t]{0,8}(?:$|[,}\]#\r])/;

/** The first name that a text sets to a literal secret, line by line: in properties, YAML, JSON, a shell. */
export function assignedSecret(text: string, more: readonly string[] = []): string | undefined {
  for (const line of text.split('\n')) {
    if (COMMENT.test(line)) continue;
    for (const match of line.matchAll(ASSIGNMENT)) {
      const [whole, assigned, sign, flag, double, single, bare] = match;
      const name = (assigned ?? flag) as string;
      const kind = secretKind(name, more);
      if (kind === undefined || isHarmless(double ?? single ?? bare ?? '', kind)) continue;
      if (bare === undefined) return name;
      const rest = line.slice(match.index + whole.length + bare.length);
      if (!NO_LITERAL.test(bare) && (sign !== ':' || END.test(rest))) return name;
    }
  }
  return undefined;
}
