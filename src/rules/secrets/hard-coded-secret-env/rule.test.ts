import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const env = (name: string, rest: any) => {
  return ({ spec }: World) => {
    spec.containers[0].env = [
      { name: 'LANG', value: 'C.UTF-8' },
      { name, ...rest },
    ];
  };
};
const value = (name: string, text: string | null) => env(name, { value: text });
const at = ['/containers/0/env/1/value'];

testRule(rule, {
  valid: {
    'no environment': ({ spec }) => {
      spec.containers[0].env = null;
    },
    'a secret name without a value': env('DB_PASSWORD', {}),
    'a secret name with null': value('DB_PASSWORD', null),
    'a secret name with an empty value': value('DB_PASSWORD', ''),
    'a reference to another variable': value('DB_PASSWORD', '$(OTHER)'),
    'a field of the pod': env('POD_TOKEN', { valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } }),
    'a path': value('API_TOKEN', '/var/run/secrets/api/token'),
    'a switch': value('ALLOW_EMPTY_PASSWORD', 'yes'),
    'an amount': value('MAX_TOKENS', '4096'),
    'an address without a password': value('TOKEN', 'https://id.example.com/token'),
    'an address whose password is a reference': value('DATABASE_URL', 'postgres://web:$(DB_PASSWORD)@db/shop'),
    'the name of an object': value('TLS_SECRET', 'web-tls'),
    '§4.36: the layout of a keyboard is no key': value('KEYBOARD_LAYOUT', 'de_nodeadkeys'),
    '§4.36: a public key is no secret': value('PUBLIC_KEY', 'c29tZXRoaW5nIHB1YmxpYw'),
    '§4.36: the name of a secret is no secret': value('SECRET_NAME', 'hunter2'),
    'the name of a Secret that is in the set': (world) => {
      value('WEBHOOK_SECRET', 'hooks2')(world);
      world.others = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'hooks2', namespace: 'shop' } }];
    },
    'the name of a key in a Secret': value('DB_PASSWORD_KEY', 'password'),
    'a name in a secret store': value('SECRET', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf'),
    'a switch with a number': value('MYSQL_ALLOW_EMPTY_PASSWORD', '1'),
    'a placeholder': value('DB_PASSWORD', 'REPLACE_ME'),
    'a certificate': value('CA', '-----BEGIN CERTIFICATE-----\nMIIB'),
    'an empty name': value('', 'hunter2'),
    'no name': ({ spec }) => {
      spec.containers[0].env = [{ value: 'hunter2' }];
    },
  },
  invalid: {
    '§4.36: a password, which is not called secret': { change: value('DB_PASSWORD', 'hunter2'), at },
    '§4.36: a value that starts with a slash and is no path': {
      change: value('API_KEY', '/9j/4AAQSkZJRgABAQAAAQ'),
      at,
    },
    'a password of digits': { change: value('DB_PASSWORD', '123456'), at },
    'a well-known password': { change: value('MYSQL_ROOT_PASSWORD', 'changeme'), at },
    'a name that is no Secret of the set': { change: value('WEBHOOK_SECRET', 'hooks2'), at },
    'a login': { change: value('BASIC_AUTH', 'web:hunter2'), at },
    'a private key in base64': { change: value('SIGNER', btoa(`-----BEGIN ${'PRIVATE'} KEY-----\nMIIE`)), at },
    'camel case': { change: value('clientSecret', 'a1b2c3d4'), at },
    'an innocent name with a private key': {
      change: value('SIGNER', `-----BEGIN ${'PRIVATE'} KEY-----\nMIIE`),
      at,
    },
    'an innocent name with an access key': { change: value('AWS_ACCESS_KEY_ID', `AKIA${'IOSFODNN7EXAMPLE'}`), at },
    'an address with a password': { change: value('DATABASE_URL', 'postgres://web:hunter2@db:5432/shop'), at },
    'a connection string': { change: value('DATABASE', 'Server=db;User Id=web;Password=hunter2;'), at },
    'an option of a program': { change: value('JAVA_OPTS', '-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2'), at },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].env = [{ name: 'TOKEN', value: 'a1b2c3' }];
      },
      at: ['/initContainers/0/env/0/value'],
    },
    'an ephemeral container': {
      change: ({ spec }) => {
        const debug = { ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined };
        spec.ephemeralContainers = [{ ...debug, env: [{ name: 'TOKEN', value: 'a1b2c3' }] }];
      },
      at: ['/ephemeralContainers/0/env/0/value'],
    },
    'each of two': {
      change: ({ spec }) => {
        spec.containers[0].env = [
          { name: 'A_TOKEN', value: 'a1b2c3' },
          { name: 'B_TOKEN', value: 'd4e5f6' },
        ];
      },
      at: ['/containers/0/env/0/value', '/containers/0/env/1/value'],
    },
  },
});

testRule(rule, {
  options: { names: ['pin'] },
  valid: { 'a word that only begins like it': value('PINNED', '1234x') },
  invalid: { 'a word of the option': { change: value('DOOR_PIN', '1234'), at } },
});

test('a message does not contain the secret', () => {
  const messages: string[] = [];
  const container: any = { name: 'web', path: '', value: () => [{ name: 'DB_PASSWORD', value: 'hunter2' }] };
  const visit: any = {
    all: ManifestSet.fromManifests([]),
    option: () => [],
    report: ({ message }: any) => messages.push(message),
  };
  rule.visitor.container?.(container, visit);
  expect(messages).toEqual([
    'environment variable "DB_PASSWORD" of container "web" holds a secret, according to its name; use a Secret, mounted as a file',
  ]);
});
