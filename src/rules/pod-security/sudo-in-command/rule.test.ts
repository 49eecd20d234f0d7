import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Sets the command and the arguments of the container. */
function run(command: readonly string[] | null, args?: readonly string[]) {
  return ({ spec }: World) => {
    Object.assign(spec.containers[0], { command, args });
  };
}

const SCRIPT = { at: ['/containers/0/command/2'], mendedBy: 'none' as const };

testRule(rule, {
  valid: {
    'a longer word': run(['sudoku'], ['--sudo', 'pseudo', 'sudoedit', '/etc/sudo', '/srv/sudo.conf']),
    'a script that prints the word': run(['sh', '-c', 'echo no sudo; usermod -aG sudo web\n# sudo reboot\nls sudo']),
    'a script with a variable of that name': run(['sh', '-c', 'sudo=1; echo $sudo; sudoku']),
    'a string with the word inside': run(['echo'], ['run sudo']),
    'null and an empty list': run(null, []),
  },
  invalid: {
    'as the command': {
      change: run(['sudo', '-u', 'web', 'app']),
      at: ['/containers/0/command/0'],
      mendedBy: 'none',
    },
    'by its path, after another command': {
      change: run(['tini', '--', '/usr/bin/sudo', 'app']),
      at: ['/containers/0/command/2'],
      mendedBy: 'none',
    },
    'as an argument of the entry point': {
      change: run(null, ['sudo', 'app']),
      at: ['/containers/0/args/0'],
      mendedBy: 'none',
    },
    'as an argument, without a command': {
      change: ({ spec }) => {
        spec.containers[0].args = ['sudo', 'app'];
      },
      at: ['/containers/0/args/0'],
      mendedBy: 'none',
    },
    'at the start of a string': {
      change: run(['wrap'], ['sudo app']),
      at: ['/containers/0/args/0'],
      mendedBy: 'none',
    },
    'in a script': { change: run(['sh', '-c', 'sudo app']), ...SCRIPT },
    'in a script, by its path': { change: run(['bash', '-ec', 'cd /srv && /usr/bin/sudo app']), ...SCRIPT },
    'in a script, on a later line': { change: run(['bash', '-c', 'set -e\n  sudo\tapp']), ...SCRIPT },
    'in a script, after a variable': { change: run(['sh', '-c', 'true; DEBUG=1 sudo app']), ...SCRIPT },
    'in a script, in a condition': { change: run(['sh', '-c', 'if ! sudo true; then exit 1; fi']), ...SCRIPT },
    'in a script, with exec': { change: run(['sh', '-c', 'exec sudo app']), ...SCRIPT },
    'in a script, in args': {
      change: run(['/bin/sh', '-c'], ['echo $(sudo id)', 'app']),
      at: ['/containers/0/args/0'],
      mendedBy: 'none',
    },
    twice: {
      change: run(['sudo', 'sh', '-c', 'sudo app']),
      at: ['/containers/0/command/0', '/containers/0/command/3'],
      mendedBy: 'none',
    },
    '§4.18: in an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].command = ['sudo', 'chown', 'web', '/data'];
      },
      at: ['/initContainers/0/command/0'],
      mendedBy: 'none',
    },
    '§4.18: in an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', command: ['sudo', 'sh'] }];
      },
      at: ['/ephemeralContainers/0/command/0'],
      mendedBy: 'none',
    },
  },
});
