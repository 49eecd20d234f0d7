import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const args =
  (...words: string[]) =>
  ({ spec }: World) => {
    spec.containers[0].args = words;
  };
const ASK = { command: ['redis-cli', '--pass', 'hunter2', 'ping'] };
const at = (index: number) => [`/containers/0/args/${index}`];

testRule(rule, {
  valid: {
    'no secret': args('serve', '--port=8080'),
    null: ({ spec }) => {
      Object.assign(spec.containers[0], { command: null, args: null, livenessProbe: { exec: null }, lifecycle: null });
    },
    'a reference': args('--password=$(DB_PASSWORD)'),
    'a reference behind a flag': args('--password', '$(DB_PASSWORD)'),
    'the path of a file': args('--password-file', 'secret/password'),
    'a path': args('--token', '/var/run/secrets/token'),
    'a flag behind a flag': args('--token', '--verbose'),
    'a secret flag at the end': args('serve', '--password'),
    'a variable of a shell': args('-c', 'mysql --password="$DB_PASSWORD" shop'),
    'a file that a shell reads': args('-c', 'PASSWORD=$(cat /run/secrets/db) exec web'),
    'a switch': args('--use-token=true'),
    'a program that asks for the password': args('mysql', '-p', '-uroot'),
    'a probe without a secret': ({ spec }) => {
      spec.containers[0].livenessProbe = {
        httpGet: { path: '/token/health?full=1', port: 8080, httpHeaders: [{ name: 'Accept', value: 'text/plain' }] },
      };
    },
    'a comment of a script': args('-c', '# password=hunter2\nexec web'),
  },
  invalid: {
    'a flag with its value': { change: args('serve', '--password=hunter2'), at: at(1) },
    'a flag, then its value': { change: args('--api-key', 'a1b2c3', 'serve'), at: at(1) },
    'a flag with one hyphen': { change: args('-password', 'hunter2'), at: at(1) },
    'in a script': { change: args('-c', 'set -e\nmysql --password=hunter2 shop'), at: at(1) },
    'in a script, with a space': { change: args('-c', 'mysql --password hunter2 shop'), at: at(1) },
    'a variable that a script sets': { change: args('-c', 'export TOKEN=a1b2c3; exec web'), at: at(1) },
    'an address with a password': { change: args('postgres://web:hunter2@db/shop'), at: at(0) },
    'a header': { change: args('-H', 'Authorization: Bearer a1b2c3d4'), at: at(1) },
    'an option of a program': { change: args('mysqldump', '-uroot', '-phunter2', 'shop'), at: at(2) },
    'an option of a program in a script': { change: args('-c', 'curl -u web:hunter2 https://api'), at: at(1) },
    'a program in the command, its option in the arguments': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], { command: ['curl'], args: ['-u', 'web:hunter2', 'https://api'] });
      },
      at: at(1),
    },
    'the path of a probe': {
      change: ({ spec }) => {
        spec.containers[0].readinessProbe = { httpGet: { path: '/health?token=a1b2c3d4', port: 8080 } };
      },
      at: ['/containers/0/readinessProbe/httpGet/path'],
    },
    'a header of a hook': {
      change: ({ spec }) => {
        const httpHeaders = [
          { name: 'Accept', value: 'text/plain' },
          { name: 'Authorization', value: 'Basic d2ViOmh1bnRlcjI=' },
        ];
        spec.containers[0].lifecycle = { preStop: { httpGet: { path: '/stop', port: 8080, httpHeaders } } };
      },
      at: ['/containers/0/lifecycle/preStop/httpGet/httpHeaders/1/value'],
    },
    'a command': {
      change: ({ spec }) => {
        spec.initContainers[0].command = ['migrate', '--db-password=hunter2'];
      },
      at: ['/initContainers/0/command/1'],
    },
    ...Object.fromEntries(
      ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [
        probe,
        {
          change: ({ spec }: World) => {
            spec.containers[0][probe] = { exec: ASK };
          },
          at: [`/containers/0/${probe}/exec/command/2`],
        },
      ]),
    ),
    hooks: {
      change: ({ spec }) => {
        spec.containers[0].lifecycle = { postStart: { exec: ASK }, preStop: { exec: ASK } };
      },
      at: ['/containers/0/lifecycle/postStart/exec/command/2', '/containers/0/lifecycle/preStop/exec/command/2'],
    },
  },
});

testRule(rule, {
  options: { names: ['pin'] },
  valid: { 'a word that only begins like it': args('--pinned=1234x') },
  invalid: { 'a word of the option': { change: args('--pin', '1234'), at: at(1) } },
});
