import fc from 'fast-check';
import { SHORTEST } from '../admission/secrets';
import { scriptSecret } from './commands';
import { secretInText, secretUnderName } from './find-secret';
import { secretForm } from './forms';
import { SecretKind } from './names';
import { TOKEN_FORMS } from './token-forms';
import { isHarmless } from './values';

const SEARCH = { more: [], objects: new Set<string>() };
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('values under a name', () => {
  test('the form is more exact than the name', () => {
    expect(secretUnderName('KEY_PASSWORD', `-----BEGIN ${'PRIVATE'} KEY-----`, SEARCH)).toBe('a private key');
    expect(secretUnderName('DB_PASSWORD', 'hunter2', SEARCH)).toBe('a secret, according to its name');
  });

  test('a value that is the name of a Secret of the set is that name, unless it is a password', () => {
    const objects = new Set(['hooks2']);
    expect(secretUnderName('WEBHOOK_SECRET', 'hooks2', SEARCH)).toBe('a secret, according to its name');
    expect(secretUnderName('WEBHOOK_SECRET', 'hooks2', { ...SEARCH, objects })).toBeUndefined();
    expect(secretUnderName('WEBHOOK_PASSWORD', 'hooks2', { ...SEARCH, objects })).toBeDefined();
  });

  test('what may be public is, if its name says so', () => {
    const token = `AIza${'Sy0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6'}`;
    expect(secretUnderName('MAPS', token, SEARCH)).toBe('a Google API key');
    expect(secretUnderName('PUBLIC_MAPS_KEY', token, SEARCH)).toBeUndefined();
    expect(secretUnderName('PUBLIC_KEY', `ghp_${'a'.repeat(36)}`, SEARCH)).toBe('a GitHub token');
  });

  test('base64 of a text is read, once', () => {
    const file = 'user=web\npassword=hunter2\n';
    expect(secretInText(base64(file), SEARCH)).toBe('a secret under "password"');
    expect(secretInText(base64(base64(file)), SEARCH)).toBeUndefined();
    expect(secretInText(base64('nothing to see in here'), SEARCH)).toBeUndefined();
  });

  test.each([
    ['.pgpass', 'db:5432:shop:web:hunter2'],
    ['userlist.txt', '"web" "hunter2"'],
    ['users.acl', 'user web on ~* +@all >hunter2'],
  ])('%s has lines of its own form, which are nothing in another file', (name, text) => {
    expect(secretUnderName(name, text, SEARCH)).toBe('a password, according to its file');
    expect(secretUnderName('notes', text, SEARCH)).toBeUndefined();
    expect(secretUnderName(name, text.replace('hunter2', '${PASSWORD}'), SEARCH)).toBeUndefined();
  });
});

describe('forms of tokens', () => {
  test.each(TOKEN_FORMS.map(({ what, mark, form }) => [`${what}, ${mark}`, mark, form]))('%s', (_, mark, form) => {
    const token = fc.stringMatching(new RegExp(`^(?:${form})$`));
    fc.assert(
      fc.property(token, (text) => {
        expect(text).toContain(mark);
        expect(text.length).toBeGreaterThanOrEqual(SHORTEST);
        expect(secretForm(text)).toBeDefined();
        expect(secretForm(`key "${text}";`)).toBeDefined();
      }),
      { numRuns: 20 },
    );
  });
});

describe('a long text of any repeated part takes linear time', () => {
  const parts = [
    'a',
    'A',
    'aA',
    '1',
    '_',
    '=',
    'a=',
    'a:',
    'password=',
    '--password ',
    '"',
    'a="',
    'eyJ',
    'eyJ.',
    'eyJa.',
    'eyJaaaaaaaa.',
    '://',
    '://a:',
    '@',
    'a:a',
    'a:b@',
    '/a',
    '/',
    '-----BEGIN ',
    ';password=',
    ' ',
    '\t',
    '\n',
    'authorization: ',
    '$(',
    '{{',
    '<',
    'AKIA',
    'ghp_',
    'xoxb-',
    'a.a',
    'token: x ',
    '-',
    '<a ',
    '<a>',
    '<password>',
    'name: ',
    'name="a" value',
    'LS0tLS1CRUdJTi',
    'mysql -p$A ',
    'mysql ',
    'curl -u ',
    "'",
    '"a\'',
    'basic aaaaaa ',
    'bearer ',
    'login a password ',
    "password '",
    'identified by ',
    'user a ',
    ':5432:a',
    '$2a$10$',
    'ENC[',
    '\\"',
    ';',
    '( ',
    'glpat-',
    'sk-ant-',
    'requirepass ',
    'define("a",',
    'a, ',
    'your ',
    'here ',
    '"auth":"',
    '# ',
  ];
  test.each(parts)('%p', (part) => {
    const text = part.repeat(Math.ceil(200_000 / part.length));
    // Quadratic time would take minutes here.
    expect(() => {
      for (const kind of Object.values(SecretKind)) isHarmless(text, kind);
      secretUnderName('pgpass, userlist and acl', text, SEARCH);
      secretUnderName(text, 'hunter2', SEARCH);
      scriptSecret(text);
      secretInText(text, SEARCH);
    }).not.toThrow();
  });
});
