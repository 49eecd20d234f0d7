import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atTerminal, command, folder } from './support/command-line';

const POD = (name: string) =>
  [
    ...['apiVersion: v1', 'kind: Pod', `metadata: {name: ${name}, namespace: shop}`, 'spec:'],
    ...['  hostPID: true # old', '  containers:', '    - name: web', '      image: ghcr.io/acme/web:1.0.0', ''],
  ].join('\n');
const ARGV = ['fix', '--profile', 'restricted', '--force', '--interactive'];

function pods(...names: string[]) {
  const cwd = folder(Object.fromEntries(names.map((name) => [`${name}.yaml`, POD(name)])));
  const read = (name: string) => readFileSync(join(cwd, `${name}.yaml`), 'utf8');
  const ask = (typed: string, ...argv: string[]) => atTerminal([...ARGV, ...argv, '.'], typed, cwd);
  return { cwd, read, ask };
}

describe('--rules', () => {
  const run = (cwd: string, rules: string, ...argv: string[]) =>
    command(['fix', '--profile', 'nsa', '--force', '--rules', rules, ...argv, '.'], { cwd });

  test.each([
    ['an id', 'host-pid', false, false],
    ['two ids', 'host-pid,run-as-non-root', false, true],
    ['a category', 'service-accounts', true, false],
    ['a category and an id', 'service-accounts, host-pid', false, false],
  ])('%s: only the fixes of these rules are applied', async (_, rules, hasPid, isNonRoot) => {
    const { cwd, read } = pods('a');
    await run(cwd, rules);
    expect(read('a').includes('hostPID')).toBe(hasPid);
    expect(read('a').includes('runAsNonRoot')).toBe(isNonRoot);
    expect(read('a').includes('automountServiceAccountToken')).toBe(rules.includes('service-accounts'));
    expect(read('a')).not.toContain('seccompProfile');
  });

  test('only what these rules find is left', async () => {
    const { cwd } = pods('a');
    const { code, stderr } = await run(cwd, 'host-pid');
    expect(code).toBe(0);
    expect(stderr).toBe(
      'a.yaml: fixed 1 finding\n  host-pid  Pod shop/a /spec/hostPID\n    may change what runs: processes outside of the container are out of sight\n',
    );
  });

  test('a rule that is not there is an error, and nothing is written', async () => {
    const { cwd, read } = pods('a');
    const { code, stderr } = await run(cwd, 'host-pit');
    expect([code, read('a')]).toEqual([2, POD('a')]);
    expect(stderr).toContain('host-pit');
  });

  test('what a waiver of another rule accepts is kept', async () => {
    const volumes = '  volumes:\n    - {name: h, hostPath: {path: /var/log}}\n';
    const waiver = '{rule: host-path-volume, kind: Pod, namespace: shop, name: a, reason: it reads logs of the node}';
    const cwd = folder({ 'a.yaml': POD('a') + volumes, 'hardening.yaml': `profile: nsa\nwaivers:\n  - ${waiver}\n` });
    await command(['fix', '--force', '--rules', 'restricted-volume-type', 'a.yaml'], { cwd });
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(POD('a') + volumes);
  });
});

describe('--interactive', () => {
  test('shows each change with its rule, and applies what is accepted', async () => {
    const { read, ask } = pods('a');
    const { code, stdout, stderr } = await ask('n\nn\ny\nn\nn\n');
    expect(code).toBe(1);
    const asked = [...stdout.matchAll(/([a-z-]+) {2}Pod shop\/a\n/g)].map(([, rule]) => rule);
    expect(asked).toHaveLength(5);
    expect(asked[2]).toBe('run-as-non-root');
    expect(stdout).toContain('--- a/a.yaml\n+++ b/a.yaml\n@@');
    expect(stderr).toContain('a.yaml: fixed 1 finding\n  run-as-non-root  Pod shop/a ');
    expect(read('a')).toBe(`${POD('a')}  securityContext:\n    runAsNonRoot: true\n`);
  });

  test('writes what fix writes where all is accepted, and nothing where nothing is', async () => {
    const [one, other, none] = [pods('a', 'b'), pods('a', 'b'), pods('a', 'b')];
    await one.ask('y\n'.repeat(10));
    await command(['fix', '--profile', 'restricted', '--force', '.'], { cwd: other.cwd });
    expect([one.read('a'), one.read('b')]).toEqual([other.read('a'), other.read('b')]);
    await none.ask('n\n'.repeat(10));
    expect([none.read('a'), none.read('b')]).toEqual([POD('a'), POD('b')]);
  });

  test('takes an answer for all later fixes of a rule, and explains itself', async () => {
    const { read, ask } = pods('a', 'b');
    const { stdout } = await ask(`?\nwhat\n${'d\n'.repeat(5)}`);
    expect(stdout.match(/a - apply this fix and all later ones of the same rule/g)).toHaveLength(2);
    expect(stdout).not.toContain('Pod shop/b');
    expect([read('a'), read('b')]).toEqual([POD('a'), POD('b')]);
    await ask('a\n'.repeat(5));
    expect(read('b')).toContain('runAsNonRoot: true');
    expect(read('b').replace('name: b', 'name: a')).toBe(read('a'));
  });

  test('shows what an accepted fix leaves for the next one', async () => {
    const { ask } = pods('a');
    const { stdout } = await ask('y\n'.repeat(5), '--dry-run');
    const [diff] = stdout.split('apply this fix [y,n,a,d,q,?]? ').slice(-1);
    expect(diff).toMatch(/^--- a\/a\.yaml\n/);
    const hunks = stdout.split('apply this fix [y,n,a,d,q,?]? ');
    expect(hunks[1]).not.toMatch(/^\+ +allowPrivilegeEscalation/m);
    expect(hunks[1]).toMatch(/^ +allowPrivilegeEscalation/m);
  });

  test.each([
    ['quit', 'y\ny\nq\n'],
    ['the input ends', 'y\ny\n'],
  ])('writes nothing where a person leaves: %s', async (_, typed) => {
    const { read, ask } = pods('a', 'b');
    const { code, stderr } = await ask(typed);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'stopped; nothing is changed\n' });
    expect([read('a'), read('b')]).toEqual([POD('a'), POD('b')]);
  });

  test('asks only for the rules that are named', async () => {
    const { read, ask } = pods('a');
    const { code, stdout } = await ask('y\n', '--rules', 'host-pid');
    expect(code).toBe(0);
    expect(stdout.match(/\[y,n,a,d,q,\?\]/g)).toHaveLength(1);
    expect(read('a')).toBe(POD('a').replace('  hostPID: true # old\n', ''));
  });

  test('needs a terminal, and a file', async () => {
    const { cwd, read, ask } = pods('a');
    const elsewhere = await command([...ARGV, '.'], { cwd, isTTY: true });
    expect(elsewhere).toMatchObject({ code: 2, stdout: '' });
    expect(elsewhere.stderr).toContain('--interactive needs a terminal');
    expect(await ask('y\n', '-')).toMatchObject({ code: 2 });
    expect(await ask('y\n', '--stdout')).toMatchObject({ code: 2 });
    expect(read('a')).toBe(POD('a'));
  });
});
