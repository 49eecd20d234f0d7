import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Severity } from '../src/engine/severity';
import { PROFILE_NAMES } from '../src/profiles/profiles';
import { FORMATS } from '../src/report/formats/formats';
import { CATALOG } from '../src/rules/catalog';
import { command, folder } from './support/command-line';

const isInstalled = (shell: string) => !spawnSync(shell, ['-c', 'true']).error;

async function script(shell: string): Promise<string> {
  const { code, stdout, stderr } = await command(['completion', shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** The commands below one and their long options, as their help has them. */
async function helped(...above: string[]): Promise<Map<string, string[]>> {
  const flagsOf = (text: string) => [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
  const { stdout } = await command([...above, '--help']);
  const [, list = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  const names = [...list.matchAll(/^ {2}([\w-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  const all = new Map<string, string[]>();
  for (const name of names) all.set(name, flagsOf((await command([...above, name, '--help'])).stdout));
  return all;
}

/** The commands that have commands below them. */
const GROUPS = ['network', 'access'];

(isInstalled('bash') ? describe : describe.skip)('the completion of bash', () => {
  const cwd = folder({ 'web.yaml': '', 'a b.yaml': '', '$(touch pwned).yaml': '', '*.yaml': '', 'k8s/x.yaml': '' });
  let file = '';
  beforeAll(async () => {
    file = join(folder({ 'completion.bash': await script('bash') }), 'completion.bash');
  });

  /** What bash offers for the last of some words, which it has taken apart at each `=`. */
  function offered(...words: string[]): string[] {
    const ask = [
      'source "$1"; shift',
      'COMP_WORDS=(cdk8s-hardened "$@"); COMP_CWORD=$#',
      '_cdk8s_hardened cdk8s-hardened "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"',
      'if ((${#COMPREPLY[@]})); then printf "%s\\0" "${COMPREPLY[@]}"; fi',
    ].join('\n');
    const said = execFileSync('bash', ['--norc', '-eu', '-c', ask, 'bash', file, ...words], { cwd }).toString();
    return said.split('\0').slice(0, -1);
  }

  test('offers the commands, and each option of each', async () => {
    const all = await helped();
    expect([...all.keys()]).toEqual(expect.arrayContaining(['check', 'diff', 'init', 'completion']));
    expect(offered('')).toEqual([...all.keys(), 'help']);
    expect(offered('di')).toEqual(['diff']);
    expect(offered('--')).toEqual(['--version', '--help']);
    expect(offered('help', 'ch')).toEqual(['check']);
    for (const [name, flags] of all) expect(offered(name, '--')).toEqual(flags);
  });

  test.each(GROUPS)('offers what is below %s', async (group) => {
    const all = await helped(group);
    expect([...all.keys()]).toEqual(expect.arrayContaining(['list', 'diff']));
    expect(offered(group, '')).toEqual([...all.keys(), 'help']);
    expect(offered(group, 'li')).toEqual(['list']);
    expect(offered(group, 'help', 'li')).toEqual(['list']);
    for (const [name, flags] of all) expect(offered(group, name, '--')).toEqual(flags);
    expect(offered(group, 'list', '--format', 'j')).toEqual(['json']);
    expect(offered(group, 'list', 'we')).toEqual(['web.yaml']);
    expect(offered(group, 'nope', '')).toEqual([]);
  });

  test('offers what an option takes', () => {
    expect(offered('check', '--profile', '')).toEqual(PROFILE_NAMES);
    expect(offered('check', '--fail-on', '')).toEqual(Object.values(Severity));
    expect(offered('check', '--format', '')).toEqual(FORMATS.map(({ name }) => name));
    expect(offered('check', '--format', 'js')).toEqual(['json']);
    expect(offered('check', '--format', '=', 'js')).toEqual(['json']);
    expect(offered('check', '--format', '=')).toEqual(FORMATS.map(({ name }) => name));
    expect(offered('diff', '--format', '')).toEqual(['text', 'json', 'markdown']);
    expect(offered('rules', '--format', '')).toEqual(['text', 'json']);
    expect(offered('init', '--ci', 'git')).toEqual(['github', 'gitlab']);
    expect(offered('check', '--kubernetes-version', '')).toEqual([]);
    expect(offered('explain', 'run-as-non')).toEqual(['run-as-non-root']);
    expect(offered('explain', '')).toEqual(CATALOG.map(({ meta }) => meta.id));
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  test('offers files where there are paths, and runs none of their names', () => {
    const files = ['$(touch pwned).yaml', '*.yaml', 'a b.yaml', 'k8s', 'web.yaml'];
    expect(offered('check', '').sort()).toEqual(files);
    expect(offered('check', 'web.yaml', 'k8s/')).toEqual(['k8s/x.yaml']);
    expect(offered('diff', 'web.yaml', 'a')).toEqual(['a b.yaml']);
    expect(offered('check', '--policy', 'w')).toEqual(['web.yaml']);
    expect(offered('check', '--policy', '=', 'w')).toEqual(['web.yaml']);
    expect(offered('check', '--format', 'sarif', '=', 'w')).toEqual(['web.yaml']);
    expect(offered('check', '--format', 'sarif', '=').sort()).toEqual(files);
    expect(offered('check', '--quiet', 'w')).toEqual(['web.yaml']);
    expect(offered('nope', '')).toEqual([]);
  });

  test('is taken by the shell itself', () => {
    const said = execFileSync('bash', ['--norc', '-c', `source "${file}"; complete -p cdk8s-hardened`]).toString();
    expect(said).toBe('complete -F _cdk8s_hardened cdk8s-hardened\n');
  });
});

/** The function of a script of zsh that completes what is below a command. */
function functionIn(text: string, group: string): string {
  const [, body = ''] = new RegExp(`^_cdk8s_hardened_${group}\\(\\) \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(text) ?? [];
  expect(text).toContain(`        ${group}) _cdk8s_hardened_${group} ;;\n`);
  return body;
}

/** The lines of a script of fish about what is below a command, and about one of these commands. */
function linesIn(text: string, group: string, name: string): string {
  const [within, other] = [`'__fish_seen_subcommand_from ${group}; and not `, `'__fish_seen_subcommand_from ${name}'`];
  const lines = text.split('\n');
  expect(lines.filter((line) => line.includes(` -n ${other}`))).toEqual([]); // this would be a command of the program
  const own = `'__fish_seen_subcommand_from ${group}; and __fish_seen_subcommand_from ${name}'`;
  return lines.filter((line) => line.includes(` -n ${within}`) || line.includes(` -n ${own}`)).join('\n');
}

describe.each(['zsh', 'fish'])('the completion of %s', (shell) => {
  test('has all commands, options and values', async () => {
    const text = await script(shell);
    for (const [name, flags] of await helped()) {
      expect(text).toMatch(new RegExp(shell === 'zsh' ? `^ +'${name}:` : `-a '${name}' -d`, 'm'));
      for (const flag of flags) expect(text).toContain(shell === 'zsh' ? flag : `-l ${flag.slice(2)} `);
    }
    for (const group of GROUPS)
      for (const [name, flags] of await helped(group)) {
        const own = shell === 'zsh' ? functionIn(text, group) : linesIn(text, group, name);
        expect(own).toMatch(new RegExp(shell === 'zsh' ? `^ +'${name}:` : `-a '${name}' -d`, 'm'));
        for (const flag of flags) expect(own).toContain(shell === 'zsh' ? flag : `-l ${flag.slice(2)} `);
      }
    expect(text).toContain(PROFILE_NAMES.join(' '));
    expect(text).toContain(Object.values(Severity).join(' '));
    expect(text).toContain(FORMATS.map(({ name }) => name).join(' '));
    expect(text).toContain(shell === 'zsh' ? "'*:path:_files'" : "'__fish_seen_subcommand_from check' -F\n");
  });

  (isInstalled(shell) ? test : test.skip)('is good syntax to the shell itself', async () => {
    // fish reads no script from a socket, which is what Node gives it for input.
    const file = join(folder({ script: await script(shell) }), 'script');
    const { status, stderr } = spawnSync(shell, ['-n', file]);
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  });

  test('closes each quote that it opens', async () => {
    const quotes = (line: string) => line.replace(shell === 'zsh' ? /'\\''/g : /\\['\\]/g, '').split("'").length - 1;
    for (const line of (await script(shell)).split('\n')) expect(quotes(line) % 2).toBe(0);
  });
});

test('completion names the shells that it knows', async () => {
  const unknown = await command(['completion', 'tcsh']);
  expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('bash, zsh, fish') });
  const { stdout } = await command(['completion', '--help']);
  expect(stdout).toMatch(/Examples:\n {2}cdk8s-hardened completion bash/);
  expect(stdout.split('\n').length).toBeLessThan(40);
});
