import { assignedSecret } from './assignments';

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
