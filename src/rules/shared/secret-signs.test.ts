import { assignedSecret, isHarmless, isTemplate, SecretKind, secretKind, secretSign } from './secret-signs';

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

describe('values', () => {
  test.each(['$(DB_PASSWORD)', '${DB_PASSWORD}', 'x-${A}', '{{ .Values.password }}', '$PASSWORD', '<password>'])(
    '%s is filled in by something else',
    (value) => expect(isTemplate(value)).toBe(true),
  );
  test.each(['%PASSWORD%', '@password@', '__password__', 'ENC[AES256_GCM,data:x]', '****', 'xxxx'])(
    '%s is too',
    (value) => expect(isTemplate(value)).toBe(true),
  );
  test.each(['pa$word', '$2y$10$abc', '<a> b', 'changeme'])('%s is not', (value) =>
    expect(isTemplate(value)).toBe(false),
  );

  test.each<[string, SecretKind]>([
    ['', SecretKind.PASSWORD],
    [' ', SecretKind.PASSWORD],
    ['true', SecretKind.PASSWORD],
    ['No', SecretKind.TOKEN],
    ['4096', SecretKind.TOKEN],
    ['24h', SecretKind.TOKEN],
    ['/var/run/secrets/token', SecretKind.PASSWORD],
    ['/etc', SecretKind.TOKEN],
    ['./token.txt', SecretKind.TOKEN],
    ['C:\\secrets\\db', SecretKind.TOKEN],
    ['https://id.example.com/token', SecretKind.TOKEN],
    ['arn:aws:secretsmanager:eu-west-1:1:secret:db', SecretKind.OBJECT],
    ['vault:secret/data/db#password', SecretKind.PASSWORD],
    ['db-credentials', SecretKind.OBJECT],
    ['shop/db', SecretKind.OBJECT],
  ])('%p is harmless as a %s', (value, kind) => expect(isHarmless(value, kind)).toBe(true));

  test.each<[string, SecretKind]>([
    ['hunter2', SecretKind.PASSWORD],
    ['123456', SecretKind.PASSWORD],
    ['db-credentials', SecretKind.PASSWORD],
    ['hunter2', SecretKind.OBJECT],
    ['/9j/4AAQSkZJRgABAQAAAQ', SecretKind.TOKEN],
    ['/hunter2!', SecretKind.PASSWORD],
    ['changeme', SecretKind.PASSWORD],
  ])('%p is not, as a %s', (value, kind) => expect(isHarmless(value, kind)).toBe(false));
});

/** Assembled here, so that secret scanners do not report this file. */
const joined = (...parts: string[]) => parts.join('');
const JWT = joined('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N');

describe('signs', () => {
  test.each([
    ['a private key', joined('-----BEGIN ', 'RSA PRIVATE KEY-----\nMIIE')],
    ['a private key', joined('-----BEGIN ', 'PRIVATE KEY-----')],
    ['a private key', joined('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')],
    ['an AWS access key', joined('key: AKIA', 'IOSFODNN7EXAMPLE')],
    ['a GitHub token', joined('ghp_', 'a'.repeat(36))],
    ['a GitHub token', joined('github_pat_', 'a'.repeat(82))],
    ['a GitLab token', joined('glpat-', 'a'.repeat(20))],
    ['a Slack token', joined('xoxb-', '1234567890-abc')],
    ['a Slack token', joined('https://hooks.slack.com', '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX')],
    ['a Google API key', joined('AIza', 'a'.repeat(35))],
    ['a Stripe key', joined('sk_live_', 'a'.repeat(24))],
    ['an npm token', joined('npm_', 'a'.repeat(36))],
    ['a JSON Web Token', `Bearer ${JWT}`],
    ['an address with a password', 'postgres://web:hunter2@db:5432/shop'],
    ['an address with a password', 'redis://:hunter2@cache'],
    ['an address with a password', 'amqp://a:$(PASSWORD)@one amqp://a:hunter2@two'],
    ['an address with a password', 'web:hunter2@tcp(db:3306)/shop'],
    ['a connection string with a password', 'Server=db;User Id=web;Password=hunter2;'],
    ['a connection string with a password', 'Password = hunter2; Server=db'],
    ['a connection string with a password', 'AccountName=shop;AccountKey=YWJj=='],
    ['an authorization header', 'Authorization: Basic d2ViOmh1bnRlcjI='],
  ])('%s', (what, text) => expect(secretSign(text)).toBe(what));

  test.each([
    joined('-----BEGIN ', 'CERTIFICATE-----'),
    joined('-----BEGIN ', 'PUBLIC KEY-----'),
    joined('XAKIA', 'IOSFODNN7EXAMPLE'),
    joined('AKIA', 'IOSFODNN7EXAMPLEX'),
    'AKIA',
    'ghp_short',
    'postgres://web@db:5432/shop',
    'http://db:5432/shop',
    'http://one:80,http://two:80',
    'postgres://web:$(DB_PASSWORD)@db/shop',
    'postgres://web:${DB_PASSWORD}@db/shop',
    'postgres://web:{{ password }}@db/shop',
    'postgres://web:***@db/shop',
    'registry:5000/app@sha256:abc',
    'Server=db;Password=$(DB_PASSWORD)',
    '; password = hunter2',
    'Authorization: Bearer $TOKEN',
    'eyJ.eyJ.x',
  ])('%p has none', (text) => expect(secretSign(text)).toBeUndefined());
});

describe('assignments', () => {
  test.each([
    ['password=hunter2', 'password'],
    ['db.password = hunter2', 'db.password'],
    ['  password: hunter2', 'password'],
    ['password: "hunter2" # of the shop', 'password'],
    ["password: 'hunter 2'", 'password'],
    ['{"user":"web","password":"hunter2"}', 'password'],
    ['{user: web, password: hunter2}', 'password'],
    ['mysql --password=hunter2 shop', '--password'],
    ['mysql --password hunter2 shop', 'password'],
    ['export TOKEN=abc; run', 'TOKEN'],
    ['curl https://api.example.com/?api_key=abc123', 'api_key'],
    ['kubectl create secret generic db --from-literal=password=hunter2', 'password'],
    ['-Djavax.net.ssl.keyStorePassword=changeit', '-Djavax.net.ssl.keyStorePassword'],
    ['a: 1\r\npassword: hunter2\r\nb: 2', 'password'],
  ])('%p sets a secret', (text, name) => expect(assignedSecret(text)).toBe(name));

  test.each([
    '# password: hunter2',
    '; admin_password = hunter2',
    'password:',
    'password: ""',
    'password: ${DB_PASSWORD}',
    'password: {{ .Values.password }}',
    'PASSWORD=$(cat /run/secrets/password)',
    'PASSWORD="$DB_PASSWORD"',
    'export PASSWORD=$DB_PASSWORD',
    'if [ "$TOKEN" = "x" ]; then',
    'if token == expected',
    'token = get_token()',
    'token = response.token',
    'token := request',
    'Token: the one that you were given',
    'password: |',
    'secretName: db',
    'existingSecret: db',
    'password_file=/run/secrets/db',
    'docker login --password-stdin',
    'run --token --verbose',
    'type: password',
    'use-token=true',
    'max_tokens=4096',
  ])('%p sets none', (text) => expect(assignedSecret(text)).toBeUndefined());

  test('additional words count', () => {
    expect(assignedSecret('pin: 1234')).toBeUndefined();
    expect(assignedSecret('pin: 1234', ['pin'])).toBe('pin');
  });
});

describe('a megabyte of any repeated part takes linear time', () => {
  const parts =
    'a|A|aA|1|_|=|a=|a:|password=|--password |"|a="|eyJ|eyJ.|eyJa.|://|://a:|@|a:a|a:b@|/a|/|-----BEGIN |;password=| |\t|\n|authorization: |$(|{{|<|AKIA|ghp_|xoxb-|a.a|token: x |-';
  test.each(parts.split('|'))('%p', (part) => {
    const text = part.repeat(Math.ceil(1_000_000 / part.length));
    // Quadratic time would take hours here.
    expect(() => {
      secretKind(text);
      for (const kind of Object.values(SecretKind)) isHarmless(text, kind);
      secretSign(text);
      assignedSecret(text);
    }).not.toThrow();
  });
});
