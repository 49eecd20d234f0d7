import fc from 'fast-check';
import { NAMES, SecretKind, secretKind } from './names';

describe('names', () => {
  test.each([
    ['DB_PASSWORD', SecretKind.PASSWORD],
    ['dbPassword', SecretKind.PASSWORD],
    ['PGPASSWORD', SecretKind.PASSWORD],
    ['MYSQL_PWD', SecretKind.PASSWORD],
    ['MONGO_PASS', SecretKind.PASSWORD],
    ['PASSWORD_2', SecretKind.PASSWORD],
    ['spring.datasource.password', SecretKind.PASSWORD],
    ['--root-password', SecretKind.PASSWORD],
    ['API_KEY', SecretKind.TOKEN],
    ['apiKey', SecretKind.TOKEN],
    ['APIKey', SecretKind.TOKEN],
    ['STRIPE_APIKEY', SecretKind.TOKEN],
    ['AWS_SECRET_ACCESS_KEY', SecretKind.TOKEN],
    ['SECRET_KEY_BASE', SecretKind.TOKEN],
    ['CLIENT_SECRET', SecretKind.TOKEN],
    ['client-secret', SecretKind.TOKEN],
    ['OAUTH2_TOKEN', SecretKind.TOKEN],
    ['TOKEN_AUTH_KEY', SecretKind.TOKEN],
    ['MY_SECRET', SecretKind.OBJECT],
    ['credentials', SecretKind.OBJECT],
  ])('%s promises a %s', (name, kind) => expect(secretKind(name)).toBe(kind));

  test.each([
    'KEYBOARD_LAYOUT',
    'PUBLIC_KEY',
    'SECRET_NAME',
    'SECRETARY',
    'TOKENIZER',
    'BYPASS',
    'PASS_THROUGH',
    'PASSPORT_COUNTRY',
    'PWD',
    'OLDPWD',
    'PASSWORD_FILE',
    'PASSWORD_FILE_LOCAL',
    'passwordSecretRef',
    'TOKEN_URL_INTERNAL',
    'TOKEN_TTL',
    'ACCESS_KEY_ID',
    'existingSecret',
    'imagePullSecrets',
    'password_encryption',
    'get-token.sh',
    '',
    'π',
  ])('%s promises none', (name) => expect(secretKind(name)).toBeUndefined());

  test('additional words match whole, and digits count for them too', () => {
    expect(secretKind('DOOR_PIN', ['pin'])).toBe(SecretKind.PASSWORD);
    expect(secretKind('PINNED', ['pin'])).toBeUndefined();
    expect(secretKind('DB_CODE', ['db-code'])).toBe(SecretKind.PASSWORD);
    expect(secretKind('CODE_DB', ['db-code', ''])).toBeUndefined();
  });
});

test('a name that is not split into words has the kind that its words give', () => {
  const word = fc.constantFrom(...NAMES.flatMap(({ words }) => words), 'db', 'hash', 'name', 'public', 'x', '7');
  const form = fc.constantFrom<(word: string) => string>(
    (each) => each,
    (each) => each.toUpperCase(),
    (each) => `${each.slice(0, 1).toUpperCase()}${each.slice(1)}`,
  );
  const name = fc.array(fc.tuple(word, form, fc.constantFrom('', '-', '_', '.')), { maxLength: 4 });
  fc.assert(
    fc.property(name, (parts) => {
      const text = parts.map(([each, asWritten, end]) => asWritten(each) + end).join('');
      expect(secretKind(text)).toBe(secretKind(text, ['no word of these']));
    }),
    { numRuns: 2000 },
  );
});
