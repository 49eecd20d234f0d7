import { SecretKind } from './names';
import { isHarmless } from './values';

/** Programs that take a password as an argument without a name, and the arguments, joined by spaces; the group is the password. */
const PROGRAMS: readonly (readonly [program: RegExp, argument: RegExp])[] = [
  [/^(?:mysql\w{0,20}|mariadb(?:-\w{1,20})?)$/, / -p(\S+)/],
  [/^curl$/, / (?:-[A-Za-z]{0,8}[uU]|--user|--proxy-user)[ =]?[^\s:]{1,100}:(\S+)/],
  [/^(?:redis|valkey|keydb)-cli$/, / (?:-a|--pass) (\S+)/],
  [/^sshpass$/, / -p ?(\S+)/],
  [/^mongo\w{0,10}$/, / -p[ =]?(\S+)/],
  [/^ldap\w{1,12}$/, / -w (\S+)/],
  [/^(?:sqlcmd|bcp)$/, / -P ?(\S+)/],
  [/^(?:docker|podman|nerdctl|helm|oras|crane|skopeo|oc|az)$/, / login (?:\S+ ){0,20}-p (\S+)/],
  [/^cqlsh$/, / -p (\S+)/],
  [/^https?$/, / (?:-a|--auth)[ =]?[^\s:]{1,100}:(\S+)/],
  [/^lftp$/, / -u [^\s,]{1,100},(\S+)/],
  [/^(?:smbclient|rpcclient)$/, / -U [^\s%]{1,100}%(\S+)/],
  [/^ipmitool$/, / -P (\S+)/],
  [/^openssl$/, / pass:(\S+)/],
  [/^mc$/, / (?:alias set|config host add) \S+ \S+ \S+ (\S+)/],
  [/^rabbitmqctl$/, / (?:add_user|change_password) \S+ (\S+)/],
  [/^htpasswd$/, / -[A-Za-z]{0,5}b[A-Za-z]{0,5} (?:\S+ ){1,2}(\S+)$/],
  [/^aws$/, / configure set \S*secret\S* (\S+)/],
];
/** Names of programs that are looked for in a text, before it is taken apart. */
const NAMES =
  /cqlsh|\bhttps? |lftp|smbclient|rpcclient|ipmitool|mysql|mariadb|curl|-cli|sshpass|mongo|ldap|sqlcmd|bcp|login|openssl|\bmc |rabbitmqctl|htpasswd|aws /;
/** Words before the program of a command. */
const BEFORE = new Set([
  '!',
  'do',
  'else',
  'env',
  'exec',
  'if',
  'nohup',
  'sudo',
  'then',
  'time',
  'until',
  'while',
  'watch',
  'RUN',
  '-',
]);
/** The words and the separators of a shell's line. */
const SHELL = /(?:[^\s"';|&()<>]|"[^"]*"|'[^']*')+|[;|&()]+/g;

/** A password that a program gets as an argument. */
export interface CommandSecret {
  readonly program: string;
  readonly value: string;
}

/** The password that one command gets, such as `['mysql', '-ppassword']`. */
export function commandSecret(words: readonly string[]): CommandSecret | undefined {
  const start = words.findIndex((word) => !BEFORE.has(word) && !/^\w+=/.test(word));
  if (start < 0) return undefined;
  const program = (words[start] as string).split('/').at(-1) as string;
  const [, argument] = PROGRAMS.find(([name]) => name.test(program)) ?? [];
  if (!argument) return undefined;
  const value = argument.exec(` ${words.slice(start + 1).join(' ')}`)?.[1];
  if (value === undefined || /^-|[$`]/.test(value) || isHarmless(value, SecretKind.PASSWORD)) return undefined;
  return { program, value };
}

/** The program that gets a password in a script, or undefined. */
export function scriptSecret(text: string): string | undefined {
  if (!NAMES.test(text)) return undefined;
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    if (!NAMES.test(line) || /^\s*#/.test(line)) continue;
    let words: string[] = [];
    for (const [word] of [...line.matchAll(SHELL), [';']]) {
      if (!/^[;|&()]/.test(word as string)) {
        words.push((word as string).replace(/["']/g, ''));
        continue;
      }
      const found = commandSecret(words);
      if (found) return found.program;
      words = [];
    }
  }
  return undefined;
}
