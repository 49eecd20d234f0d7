import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const withMap = (rest: any) => (world: World) => {
  world.others = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, ...rest }];
};
const data = (key: string, value: any) => withMap({ data: { key: 'value', [key]: value } });
const base64 = (bytes: string | number[]) => Buffer.from(bytes as any).toString('base64');

testRule(rule, {
  valid: {
    'no data': withMap({}),
    'data that is null': withMap({ data: null, binaryData: null }),
    settings: data('settings.yaml', 'level: info\nport: 8080\n'),
    'a value that is null': data('password', null),
    'a placeholder': data('password', '${DB_PASSWORD}'),
    'a template': data('web.conf', 'password = {{ .password }}\n'),
    '§4.36: an e-mail address and the name of a hash': data('owner', 'shop@example.com SHA1'),
    '§4.36: names that only have such a part': data('KEYBOARD_LAYOUT', 'de_nodeadkeys'),
    'the name of a secret': data('secretName', 'db2'),
    'a path': data('db.properties', 'password.file=/run/secrets/db\n'),
    'a commented line': data('web.ini', '# password = hunter2\n;password = hunter2\n'),
    'a script that asks for the token': data('get-token.sh', 'TOKEN=$(cat /run/secrets/token)\ncurl -H "$TOKEN"\n'),
    'a file whose name describes its subject': data('password-policy.txt', 'Use\nlong ones\n'),
    'a certificate': data('ca.crt', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
    'a value that is not text': withMap({ binaryData: { password: base64([0, 159, 146, 150]) } }),
  },
  invalid: {
    'a secret key': {
      change: data('DB_PASSWORD', 'hunter2'),
      at: ['ConfigMap /data/DB_PASSWORD'],
      mendedBy: 'none',
    },
    'a key with a dot and a slash': {
      change: data('spring/datasource.password', 'hunter2'),
      at: ['ConfigMap /data/spring~1datasource.password'],
    },
    properties: {
      change: data('db.properties', 'user=web\npassword=hunter2\n'),
      at: ['ConfigMap /data/db.properties'],
    },
    YAML: { change: data('a.yaml', 'db:\n  user: web\n  password: hunter2\n'), at: ['ConfigMap /data/a.yaml'] },
    'JSON on one line': { change: data('a.json', '{"db":{"password":"hunter2"}}'), at: ['ConfigMap /data/a.json'] },
    'a private key': {
      change: data('server', `-----BEGIN EC ${'PRIVATE'} KEY-----\nMHcC\n`),
      at: ['ConfigMap /data/server'],
    },
    'an address with a password': {
      change: data('url', 'postgres://web:hunter2@db/shop'),
      at: ['ConfigMap /data/url'],
    },
    'binary data that is a text': {
      change: withMap({ binaryData: { 'db.properties': base64('password=hunter2') } }),
      at: ['ConfigMap /binaryData/db.properties'],
    },
    'two keys': {
      change: withMap({ data: { A_TOKEN: 'a1b2c3', B_TOKEN: 'd4e5f6' } }),
      at: ['ConfigMap /data/A_TOKEN', 'ConfigMap /data/B_TOKEN'],
    },
  },
});

testRule(rule, {
  options: { names: ['pin'] },
  valid: { 'a word that only begins like it': data('pinned', '1234x') },
  invalid: { 'a word of the option': { change: data('door.pin', '1234'), at: ['ConfigMap /data/door.pin'] } },
});
