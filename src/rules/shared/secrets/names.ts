/** Recognizes secrets by their name, word by word: `DB_PASSWORD`, `apiKey` and `client-secret` have such words. */
import { groupBy } from '../../../json/group-by';

/** Consecutive words, and what they stand for. */
export interface Term {
  readonly words: readonly string[];
  readonly kind: SecretKind | undefined;
}

/** What a value is, according to its name. */
export enum SecretKind {
  /** Digits alone can be a password. */
  PASSWORD = 'password',
  /** A token or a key. */
  TOKEN = 'token',
  /** A key; or, as `secretKey` in many charts, the key of a Secret that has it. */
  SECRET_KEY = 'secret key',
  /** A secret, or the name of an object of kind Secret. */
  OBJECT = 'object',
  /** Most often the name of a Secret or of a key in it: `passwordSecret`, `tokenKey`. */
  REFERENCE = 'reference',
  /** User and password, with a colon between them. */
  LOGIN = 'login',
  /** A key of any kind: a secret only if the value looks random. */
  RANDOM = 'random',
}

/** The names of secrets. The longest comes first: a `secret-key` is not a `secret`. */
export const NAMES: readonly Term[] = [
  ...terms(
    SecretKind.PASSWORD,
    'password passwords passwd pwd pass passphrase requirepass masterauth bindpw rootpw adminpass dbpass keypass rootpass storepass userpass passcode mnemonic pw rediscli-auth',
  ),
  ...terms(
    SecretKind.TOKEN,
    'token tokens bearer apikey apitoken accesskey authkey authtoken privatekey encryptionkey signingkey masterkey sharedkey clientsecret appsecret jwtsecret psk ' +
      'api-key api-keys access-key auth-key private-key encryption-key signing-key master-key shared-key account-key ' +
      'erlang-cookie ssh-key license-key pre-shared-key app-secret api-secret auth-secret client-secret consumer-secret cookie-secret ' +
      'encryption-secret hmac-secret jwt-secret oauth-secret session-secret shared-secret signing-secret webhook-secret',
  ),
  ...terms(SecretKind.SECRET_KEY, 'secretkey secret-key'),
  ...terms(SecretKind.OBJECT, 'secret secrets credential credentials creds'),
  ...terms(SecretKind.LOGIN, 'basic-auth auth'),
  ...terms(SecretKind.RANDOM, 'key salt pepper'),
  // Positions in a list, parts of a text.
  ...terms(
    undefined,
    'next-token page-token continuation-token sync-token input-token input-tokens output-token output-tokens js-tokens',
  ),
  // Names for references to objects of kind Secret.
  ...terms(
    undefined,
    'existing-secret pull-secret pull-secrets tls-secret ca-secret cert-secret certificate-secret secret-name secret-ref',
  ),
].sort((a, b) => b.words.length - a.words.length);
/** The same, by their first word. */
const BY_WORD = groupBy(NAMES, ({ words: [word] }) => word);
/** Whether a text has a word of those names anywhere; most names have none, and are not split into words. */
const HAS_WORD = anyOf(NAMES.flatMap(({ words: [word = ''], kind }) => (kind === undefined ? [] : [word])));
/** Too short to be the word for a secret anywhere but at the end: `PASS_THROUGH` is no password. */
const LAST_ONLY = new Set(['auth', 'key', 'pass', 'pepper', 'pw', 'salt']);

/** Words after the name of a secret that make it a property of the secret: `SECRET_NAME` and `TOKEN_TTL` hold no secret. */
const ABOUT = new Set(
  (
    'account age alg algo algorithm alias annotation arn at attempts attr attribute attributes audience audiences ' +
    'authentication ' +
    'authorization backend bits bucket budget cache capacity change characters chars checksum cipher claim ' +
    'claims class column command complexity config controller cookie cost count created curve date days ' +
    'digest digits dir directory disabled domain driver duration enable enabled encoder encoding encryption ' +
    'endpoint env error exchange exists expiration expires expiry factory feature field fields file filename ' +
    'files flag format from generator grace group handler hasher header headers helper hint history host ' +
    'hours id ids injector interval introspection issuer jwks kid kind label last leeway length level ' +
    'lifetime limit limits loader locale location lookup manager max method min minutes mode model mount name ' +
    'names namespace namespaces offset operator owner param parameter parser path paths pattern period plugin ' +
    'policy port prefix profile program project property provider quota rate realm ref reference refresh ' +
    'regex region renewal replicas required reset resource retries review role rotated rotation rounds rule ' +
    'rules schedule schema scheme scope scopes script seconds selector server service size skew source ' +
    'special state status stdin storage store strategy strength suffix support sync team template threshold ' +
    'timeout ttl type types updated uri url urls usage user username validation validator var variable ' +
    'version volume window ' +
    'conf cfg css csv html ini js json lua md properties py rb rego sh sql tmpl toml tpl ts xml yaml yml'
  ).split(' '),
);
const PUBLIC = new Set(['anon', 'pub', 'public', 'publishable']);
const HAS_PUBLIC = anyOf([...PUBLIC]);
/** Words anywhere in a name that make the value public, a text or a sum. */
export const TEXT_ABOUT = new Set([
  ...PUBLIC,
  ...[
    'checksum',
    'comment',
    'description',
    'digest',
    'error',
    'help',
    'hint',
    'label',
    'message',
    'placeholder',
    'prompt',
    'title',
  ],
]);
/** Words before it that make it a switch: a number behind it is no password. */
export const SWITCHES = new Set(
  'allow check disable enable expire force generate has hide ignore is max min no random require required rotate show skip use validate verify with without'.split(
    ' ',
  ),
);
/** Words before `key` that make it the key of something that is not locked. */
const OPEN_KEYS = new Set(
  'cache config foreign gpg group host index kms known label map object partition primary routing row site sort'.split(
    ' ',
  ),
);

/** The shell's working directory is not a password. */
const WORKING_DIRECTORIES = new Set(['PWD', 'OLDPWD']);

/** The kind of secret that a name stands for, or undefined. Words of `more` count too, such as `pin` or `db-code`. */
export function secretKind(name: string, more: readonly string[] = []): SecretKind | undefined {
  if (WORKING_DIRECTORIES.has(name) || (more.length === 0 && !HAS_WORD.test(name))) return undefined;
  const words = wordsOf(name);
  const own = more
    .map((term) => ({ words: wordsOf(term), kind: SecretKind.PASSWORD }))
    .filter((term) => term.words.length > 0);
  let kind: SecretKind | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (ABOUT.has(word)) kind = undefined;
    if (word === 'hash') kind = kind === SecretKind.PASSWORD ? SecretKind.RANDOM : undefined;
    const isLast = at === words.length - 1;
    const term = [...own, ...(BY_WORD.get(word) ?? [])].find(
      (each) =>
        each.words.every((part, offset) => words[at + offset] === part) &&
        (isLast || each.words.length > 1 || !LAST_ONLY.has(word)),
    );
    if (!term) continue;
    kind = kindBehind(words[at - 1], kind, term, at + term.words.length === words.length);
    at += term.words.length - 1;
  }
  if (kind === undefined || words.some((word) => TEXT_ABOUT.has(word))) return undefined;
  return kind === SecretKind.PASSWORD && words.some((word) => SWITCHES.has(word)) ? SecretKind.TOKEN : kind;
}

/** Whether a name says that its value is public, as `NEXT_PUBLIC_MAPS_KEY` does. */
export function isPublicName(name: string): boolean {
  return HAS_PUBLIC.test(name) && wordsOf(name).some((word) => PUBLIC.has(word));
}

/** The kind of a term behind another word, where the words before can have a kind of their own: `password`, then `key`. */
function kindBehind(before: string | undefined, previous: SecretKind | undefined, term: Term, isLast: boolean) {
  const { kind, words } = term;
  const isBehindSecret = previous !== undefined && previous !== SecretKind.RANDOM;
  if (kind === SecretKind.OBJECT && isBehindSecret) return SecretKind.REFERENCE;
  if (kind === SecretKind.SECRET_KEY && !isLast) return SecretKind.TOKEN;
  if (kind !== SecretKind.RANDOM || words[0] !== 'key') return kind;
  if (isBehindSecret) return SecretKind.REFERENCE;
  return before === undefined || OPEN_KEYS.has(before) ? undefined : kind;
}

function terms(kind: SecretKind | undefined, names: string): readonly Term[] {
  return names.split(' ').map((name) => ({ words: name.split('-'), kind }));
}

function anyOf(words: readonly string[]): RegExp {
  return new RegExp([...new Set(words)].join('|'), 'i');
}

/** The words of a name, in lower case. */
export function wordsOf(name: string): string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  // `ROOTPASSWORD` is two words
  return words.flatMap((word) => word.toLowerCase().split(/(?<=.)(?=(?:password|passwd|passphrase)s?$)/));
}
