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
