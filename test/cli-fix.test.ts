import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const WEB = [
  '# our web',
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata: {name: web, namespace: shop} # in one line',
  'spec:',
  '  template:',
  '    spec:',
  '      containers:',
  '        - name: web',
  "          image: 'ghcr.io/acme/web:1.0'",
  '          securityContext:',
  '            privileged: true # because',
  '',
].join('\n');
const FILLED = WEB.replace(
  '# because\n',
  [
    '# because',
    '            capabilities:',
    '              drop:',
    '                - ALL',
    '      securityContext:',
    '        runAsNonRoot: true',
    '        seccompProfile:',
    '          type: RuntimeDefault',
    '',
  ].join('\n'),
);
const FORCED = FILLED.replace('            privileged: true # because\n', '').replace(
  '                - ALL\n',
  '                - ALL\n            allowPrivilegeEscalation: false\n',
);
const ARGV = ['fix', '--profile', 'restricted'];

function fix(files: { [path: string]: string | Buffer }, ...argv: string[]) {
  const cwd = folder(files);
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
  return { cwd, read, run: (...more: string[]) => command([...ARGV, ...argv, ...more], { cwd }) };
}

test('fills what is unset, keeps every other byte, and says what is left', async () => {
  const { read, run } = fix({ 'web.yaml': WEB }, 'web.yaml');
  const { code, stdout, stderr } = await run();
  expect(read('web.yaml')).toBe(FILLED);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('web.yaml: fixed 3 findings\n');
  expect(stderr).toContain('not fixed: 2 findings\n');
  expect(stderr).toContain('container "web" is privileged');
});

test('replaces what is weaker when it is forced to; a second time changes nothing', async () => {
  const { read, run } = fix({ 'web.yaml': WEB }, 'web.yaml', '--force');
  expect((await run()).code).toBe(0);
  const once = read('web.yaml');
  expect(once.split('\n').sort()).toEqual(FORCED.split('\n').sort());
  expect(await run()).toMatchObject({ code: 0, stderr: 'nothing to fix\n' });
  expect(read('web.yaml')).toBe(once);
  const { cwd } = fix({ 'web.yaml': once });
  expect((await command(['check', '--profile', 'restricted', 'web.yaml'], { cwd })).code).toBe(0);
});

test('prints what would change, and changes nothing', async () => {
  const { read, run } = fix({ 'web.yaml': WEB }, 'web.yaml', '--dry-run');
  const { code, stdout, stderr } = await run();
  expect(code).toBe(1);
  expect(read('web.yaml')).toBe(WEB);
  expect(stdout).toMatch(/^--- a\/web\.yaml\n\+\+\+ b\/web\.yaml\n@@ /);
  expect(stdout.split('\n').filter((line) => /^[-+](?![-+])/.test(line))).toHaveLength(7);
  expect(stderr).toContain('would fix 3 findings');
});

test('writes standard input to standard output, mended or not', async () => {
  expect(await command([...ARGV, '-'], { stdin: WEB })).toMatchObject({ code: 1, stdout: FILLED });
  const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  expect(await command([...ARGV, '-'], { stdin: clean })).toEqual({
    code: 0,
    stdout: clean,
    stderr: 'nothing to fix\n',
  });
});

test('writes one file to standard output, and leaves it', async () => {
  const { read, run } = fix({ 'a.yaml': WEB, 'b.yaml': WEB.replace('name: web,', 'name: b,') });
  expect(await run('--stdout', 'a.yaml')).toMatchObject({ code: 1, stdout: FILLED });
  expect(read('a.yaml')).toBe(WEB);
  const { code, stderr } = await run('--stdout', 'a.yaml', 'b.yaml');
  expect(code).toBe(2);
  expect(stderr).toContain('only one file can be written to standard output; name one');
});

test.each([
  ['a file that cannot be read', { 'web.yaml': WEB, 'broken.yaml': 'a: [' }],
  [
    'an object that cannot be judged',
    { 'web.yaml': WEB, 'odd.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: 1\n' },
  ],
])('changes nothing beside %s', async (_, files) => {
  const { read, run } = fix(files, '.');
  const { code, stdout, stderr } = await run();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('nothing is changed, because not everything could be checked');
  expect(read('web.yaml')).toBe(WEB);
});

test('gives images what they need, by the policy; needs that match no container are an error', async () => {
  const policy = (name: string) =>
    `needs:\n  - { name: ${name}, container: web, writablePaths: [/var/cache], bindPrivilegedPorts: true }\n`;
  const { read, run } = fix({ 'web.yaml': WEB, 'hardening.yaml': policy('web') }, 'web.yaml');
  await run();
  expect(read('web.yaml')).toContain('mountPath: /var/cache');
  expect(read('web.yaml')).toContain('net.ipv4.ip_unprivileged_port_start');
  const other = fix({ 'web.yaml': WEB, 'hardening.yaml': policy('wen') }, 'web.yaml');
  const { code, stderr } = await other.run();
  expect(code).toBe(2);
  expect(stderr).toContain('needs of "wen", container "web" match no container');
  expect(other.read('web.yaml')).toBe(WEB);
});

test('leaves what is waived', async () => {
  const waiver =
    'waivers:\n  - { rule: run-as-non-root, kind: Deployment, namespace: shop, name: web, reason: the old image, expires: "2027-01-01" }\n';
  const { read, run } = fix({ 'web.yaml': WEB, 'hardening.yaml': waiver }, 'web.yaml');
  await run();
  expect(read('web.yaml')).not.toContain('runAsNonRoot');
  expect(read('web.yaml')).toContain('seccompProfile');
});

test('keeps the mode of a file, and a link a link; leaves nothing beside them', async () => {
  const { cwd, read, run } = fix({ 'real/web.yaml': WEB }, 'link.yaml');
  symlinkSync(join(cwd, 'real', 'web.yaml'), join(cwd, 'link.yaml'));
  chmodSync(join(cwd, 'real', 'web.yaml'), 0o640);
  await run();
  expect(read('real/web.yaml')).toBe(FILLED);
  expect(statSync(join(cwd, 'real', 'web.yaml')).mode & 0o777).toBe(0o640);
  expect(readdirSync(cwd).sort()).toEqual(['link.yaml', 'real']);
  expect(readdirSync(join(cwd, 'real'))).toEqual(['web.yaml']);
});

test('mends many documents, lists, JSON, CRLF and a byte order mark in place', async () => {
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.0' }] },
  });
  const list = `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b')] }, null, 2)}\n`;
  const crlf = `\uFEFF${WEB.replaceAll('\n', '\r\n')}---\r\n${WEB.replace('name: web,', 'name: two,').replaceAll('\n', '\r\n')}`;
  const { read, run } = fix({ 'list.json': list, 'crlf.yaml': crlf }, '.', '--force');
  expect((await run()).code).toBe(0);
  expect(JSON.parse(read('list.json')).items).toHaveLength(2);
  expect(read('crlf.yaml').startsWith('\uFEFF# our web\r\n')).toBe(true);
  expect(read('crlf.yaml').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(await run()).toMatchObject({ code: 0, stderr: 'nothing to fix\n' });
});

test('tells nothing when it is to be quiet, and the exit code still tells', async () => {
  const { run } = fix({ 'web.yaml': WEB }, 'web.yaml', '--quiet');
  expect(await run()).toEqual({ code: 1, stdout: '', stderr: '' });
});

test('says that a file cannot be written, and leaves it whole', async () => {
  const { cwd, read, run } = fix({ 'web.yaml': WEB });
  mkdirSync(join(cwd, `.web.yaml.${process.pid}.tmp`)); // what it would write first is taken
  const { code, stdout, stderr } = await run('web.yaml');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('web.yaml cannot be written');
  expect(read('web.yaml')).toBe(WEB);
});
