import { SecretKind } from './names';
import { TOKEN_FORMS } from './token-forms';
import { isEncodedLogin, isHarmless } from './values';

/** A form of secrets. If the expression has a group, the group must be a secret as well. */
interface Sign {
  readonly what: string;
  /** A text without it, in any case, does not have the form. */
  readonly mark: string;
  readonly form: RegExp;
  /** Judges the group; default: it is not harmless as a password. */
  readonly isSecret?: (group: string) => boolean;
  readonly maybePublic?: boolean;
}

/** The first line of a private key. */
export const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;

/** Inputs can be long, so each expression takes linear time: repetitions are bounded, or start where no other match can. */
const SIGNS: readonly Sign[] = [
  { what: 'a private key', mark: '-----begin', form: new RegExp(PRIVATE_KEY, 'g') },
  {
    what: 'a private key in base64',
    mark: 'ls0tls1crudjti', // "-----BEGIN"
    form: /(LS0tLS1CRUdJTi[A-Za-z0-9+/]{12,80})/g,
    isSecret: (text) => PRIVATE_KEY.test(Buffer.from(text, 'base64').toString('latin1')),
  },
  { what: 'a private key', mark: 'putty-user-key-file', form: /PuTTY-User-Key-File-\d:/g },
  { what: 'a private key', mark: '"kty"', form: /"(?:d|k)"\s{0,8}:\s{0,8}"[\w-]{20,4000}"/g },
  ...TOKEN_FORMS.map(({ what, mark, form, maybePublic }) => ({
    what,
    mark: mark.toLowerCase(),
    form: new RegExp(`(?<![A-Za-z0-9_-])(?:${form})(?![A-Za-z0-9_-])`, 'g'),
    maybePublic,
  })),
  {
    what: 'a hash of a password',
    mark: '$',
    form: /\$(?:apr1|[1567y])\$[^\s$:]{1,64}\$[./A-Za-z0-9]{20,90}|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{50,60}|\$argon2(?:id|i|d)\$v=\d{1,3}\$\S{20,200}|(?<!\w)(?:pbkdf2_sha256\$|SCRAM-SHA-256\$)\d{3,8}[$:]\S{20,200}/g,
  },
  {
    what: 'a hash of a password',
    mark: 'sha',
    form: /\{S?SHA(?:256|384|512)?\}[A-Za-z0-9+/]{20,120}/g,
  },
  {
    what: 'an address with a password',
    mark: '://',
    form: /:\/\/[^\s:/?#@"'`]{0,255}:([^\s:/?#@"'`,;]{1,255})@/g,
  },
  {
    what: 'an address with a password',
    mark: '@',
    form: /(?<![\w.-])[\w.-]{1,80}:([^\s:/@]{1,255})@(?:tcp|unix)\(/g,
  },
  {
    what: 'a connection string with a password',
    mark: ';',
    form: /(?:^|[^\s;];) {0,4}(?:password|pwd|accountkey|sharedaccesskey) {0,4}= {0,4}([^;\s"']{1,255})/gi,
  },
  {
    what: 'an authorization header',
    mark: 'authorization',
    form: /authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?:basic|bearer|token|api-?key|digest|hmac|key)[ \t]{1,4}([^\s"']{1,255})/gi,
  },
  {
    what: 'a password of Redis Sentinel',
    mark: 'auth-pass',
    form: /^sentinel[ \t]{1,8}auth-pass[ \t]{1,8}\S{1,100}[ \t]{1,8}(\S{1,200})/gm,
  },
  { what: 'a shared access signature', mark: 'sig=', form: /[?&]sig=([\w%+/]{20,200})/g },
  {
    what: 'an authorization header',
    mark: 'basic',
    form: /(?<!\w)basic[ \t]{1,4}([A-Za-z0-9+/]{6,400}={0,2})(?![A-Za-z0-9+/=])/gi,
    isSecret: isEncodedLogin,
  },
  {
    what: 'an authorization header',
    mark: 'bearer',
    form: /(?<!\w)bearer[ \t]{1,4}([\w.~+/=-]{12,4000})/gi,
    isSecret: (text) => /\d/.test(text) && !isHarmless(text, SecretKind.TOKEN),
  },
  {
    what: 'the login of a registry',
    mark: '"auth"',
    form: /"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/]{6,400}={0,2})"/gi,
    isSecret: isEncodedLogin,
  },
  {
    what: 'an SQL statement with a password',
    mark: 'identified',
    form: /\bidentified\s{1,8}(?:with\s{1,8}\S{1,60}\s{1,8})?by\s{1,8}['"]([^'"\n]{1,200})/gi,
  },
  { what: 'an SQL statement with a password', mark: 'password', form: /\bpassword\s{1,8}'([^'\n]{1,200})'/gi },
  { what: 'the login of a host', mark: 'login', form: /\blogin\s{1,20}\S{1,100}\s{1,20}password\s{1,20}(\S{1,200})/g },
];

/** Most texts have no mark at all. */
const ANY_MARK = new RegExp(
  [...new Set(SIGNS.map(({ mark }) => mark))].map((mark) => mark.replace(/[^\w-]/g, '\\$&')).join('|'),
);

/**
 * The secret that a text contains, by its form, such as `a private key`; undefined if it contains none.
 *
 * @param isPublic whether the name of the text says that it is public
 */
export function secretForm(text: string, isPublic = false): string | undefined {
  const small = text.toLowerCase();
  if (!ANY_MARK.test(small)) return undefined;
  const signs = SIGNS.filter(({ mark, maybePublic }) => small.includes(mark) && !(maybePublic && isPublic));
  return signs.find(({ form, isSecret = isPassword }) => {
    for (const [, group] of text.matchAll(form)) if (group === undefined || isSecret(group)) return true;
    return false;
  })?.what;
}

function isPassword(text: string): boolean {
  return !isHarmless(text, SecretKind.PASSWORD);
}
