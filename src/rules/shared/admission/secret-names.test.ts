import { NAMES, SecretKind, secretKind } from '../secrets/names';
import { NAME_MARK, OTHER_NAME, ownNames, PASSWORD_NAME, PLAIN_NAME, SWITCH_NAME, TOKEN_NAME } from './secret-names';

const WORDS = [
  ...[
    'db',
    'app',
    'root',
    'public',
    'error',
    'label',
    'is',
    'enable',
    'max',
    'page',
    'next',
    'basic',
    'auth',
    'erlang',
    'cookie',
  ],
  ...[
    'key',
    'ssh',
    'cache',
    'token',
    'tokens',
    'password',
    'passwd',
    'pass',
    'pwd',
    'secret',
    'hash',
    'api',
    'name',
    'ttl',
    'pin',
  ],
  ...['rediscli', 'access', '1', 'rootpassword', 'publicpassword', 'maxpass', 'existing'],
];
/** Names of one to four words, in one case. */
const ALL = ['_', '-', '/'].flatMap((separator) => {
  const two = WORDS.flatMap((one) => WORDS.map((other) => one + separator + other));
  const three = two.flatMap((some) => WORDS.map((word) => some + separator + word));
  return [...WORDS, ...two, ...three];
});
const matcher = (pattern: string) => {
  const form = new RegExp(pattern.replace(/^\(\?i\)/, ''), pattern.startsWith('(?i)') ? 'i' : '');
  return (name: string) => form.test(name);
};
const [isPlain, isToken, isOther, isSwitch, isMarked] = [
  PLAIN_NAME,
  TOKEN_NAME,
  OTHER_NAME,
  SWITCH_NAME,
  NAME_MARK,
].map(matcher) as [Matcher, Matcher, Matcher, Matcher, Matcher];
type Matcher = (name: string) => boolean;

/** What the patterns together say of a name. */
function reader(more: readonly string[]) {
  const own = ownNames(more);
  const isPassword = matcher(own === '' ? PASSWORD_NAME : `${PASSWORD_NAME}|${own}`);
  return (name: string) => {
    const small = name.toLowerCase();
    const isSecret = isPlain(name) && (isPassword(small) || isToken(small)) && !isOther(small);
    return { isSecret, mayBeNumber: isPassword(small) && !isSwitch(small) };
  };
}

test.each([[[]], [['pin', 'door-code']]])(
  'no name stands for a secret that the rules take for something else, with %j',
  (more) => {
    const read = reader(more);
    const wrong = [...ALL, ...ALL.map((name) => name.toUpperCase())].filter((name) => {
      const { isSecret, mayBeNumber } = read(name);
      if (!isSecret) return false;
      const kind = secretKind(name, more);
      return mayBeNumber ? kind !== SecretKind.PASSWORD : kind !== SecretKind.TOKEN && kind !== SecretKind.PASSWORD;
    });
    expect(wrong).toEqual([]);
  },
);

test('each word for a password or a token is found, alone and at the end of a name', () => {
  const terms = NAMES.filter(({ kind }) => kind === SecretKind.PASSWORD || kind === SecretKind.TOKEN);
  const names = terms.flatMap(({ words }) => [
    words.join('-'),
    `db_${words.join('_')}`,
    `DB_${words.join('_').toUpperCase()}`,
  ]);
  const missed = names.filter((name) => !reader([])(name).isSecret || !isMarked(name));
  expect(missed).toEqual(['pwd']); // the working directory, in capital letters
});
