import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const WEB = [
  '# our web',
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata: {name: web, namespace: shop} # in one line',
  'spec:',
  '  selector: {matchLabels: {app: web}}',
  '  template:',
  '    metadata: {labels: {app: web}}',
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

const ODD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: 1\n';

test.each([
  ['a file that cannot be read', 'a: [', '1:5: unexpected end of the stream within a flow collection'],
  ['an object that cannot be judged', ODD, 'Pod a: is the number 1; must be an object'],
  ['a file of which a part cannot be judged', `${WEB}---\n${ODD}`, 'Pod a: is the number 1; must be an object'],
])('leaves %s alone, says so, and fixes the others', async (_, odd, why) => {
  const two = WEB.replace('name: web,', 'name: two,');
  const { read, run } = fix({ 'web.yaml': two, 'odd.yaml': odd }, '.');
  const { code, stdout, stderr } = await run();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('web.yaml: fixed 3 findings\n');
  expect(stderr).toContain(`odd.yaml is not changed: ${why}\n`);
  expect(read('web.yaml')).toBe(FILLED.replace('name: web,', 'name: two,'));
  expect(read('odd.yaml')).toBe(odd);
  expect((await run()).code).toBe(2);
});

test.each([
  ['with --stdout', ['--stdout', 'odd.yaml'], ''],
  ['from standard input', ['-'], `${WEB}---\n${ODD}`],
])('passes nothing on that cannot be judged: %s', async (_, argv, stdin) => {
  const { cwd } = fix({ 'odd.yaml': ODD });
  const { code, stdout, stderr } = await command([...ARGV, ...argv], { cwd, stdin });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('nothing is changed, because not everything could be checked');
});

test('needs of a workload in a file that cannot be read are no reason to stop', async () => {
  const policy = 'needs:\n  - { name: db, user: 1000 }\n';
  const { read, run } = fix({ 'web.yaml': WEB, 'db.yaml': 'a: [', 'hardening.yaml': policy }, 'web.yaml', 'db.yaml');
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toContain('needs of "db" match no container; correct or remove them\n');
  expect(read('web.yaml')).toBe(FILLED);
});

test('keeps a token that a file which cannot be read may bind, and not one beside an odd pod', async () => {
  const token = async (odd: string) => {
    const { cwd, read } = fix({ 'web.yaml': WEB, 'odd.yaml': odd });
    const { stderr } = await command(['fix', '--profile', 'nsa', '.'], { cwd });
    return [read('web.yaml').includes('automountServiceAccountToken'), stderr.includes('may bind its service account')];
  };
  expect(await token('a: [')).toEqual([false, true]);
  expect(await token(ODD)).toEqual([true, false]);
});

test('names the field that changed, what that may change, and why others are left', async () => {
  const root = WEB.replace('privileged: true # because', 'runAsUser: 0');
  const { run } = fix({ 'web.yaml': root }, 'web.yaml');
  const { stderr } = await run();
  const place = 'Deployment shop/web /spec/template/spec';
  expect(stderr).toContain(
    [
      `  seccomp-profile-missing  ${place}/securityContext/seccompProfile`,
      '    may change what runs: assumes that the image does nothing that the default profile of the runtime refuses',
    ].join('\n'),
  );
  expect(stderr).toMatch(
    /^ {2}run-as-non-root \(high\) .*\n {4}left, as a fix would break it: container "web" runs as user 0$/m,
  );
  const filled = fix({ 'web.yaml': WEB }, 'web.yaml');
  expect((await filled.run()).stderr).toContain(`  run-as-non-root  ${place}/securityContext/runAsNonRoot\n`);
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

test('a name that an earlier process left blocks nothing', async () => {
  const { cwd, read, run } = fix({ 'web.yaml': WEB });
  mkdirSync(join(cwd, `.web.yaml.${process.pid}.tmp`)); // process 1 of each container has the same number
  expect((await run('web.yaml')).stderr).toContain('web.yaml: fixed 3 findings\n');
  expect(read('web.yaml')).toBe(FILLED);
});

test('ends with 2, as a check does, where the API server would refuse what it fixed', async () => {
  const { cwd, run } = fix({
    'web.yaml': WEB.replace('      containers:', '      restartPolicy: Never\n      containers:'),
  });
  const { code, stderr } = await run('web.yaml', '--force', '--fail-on', 'critical');
  expect(stderr).toContain(
    'refused by the API server: 1 error\n  Deployment shop/web /spec/template/spec/restartPolicy  ',
  );
  expect(code).toBe(2);
  expect((await command(['check', '--fail-on', 'critical', 'web.yaml'], { cwd })).code).toBe(2);
});

test('removes what a killed run left long ago, also where nothing is to be fixed any more', async () => {
  const { cwd, run } = fix({ 'web.yaml': FILLED, '.cdk8s-hardened-0123456789abcdef.tmp': 'half' });
  utimesSync(join(cwd, '.cdk8s-hardened-0123456789abcdef.tmp'), 0, 0);
  await run('--dry-run', 'web.yaml');
  await run('--stdout', 'web.yaml');
  expect(readdirSync(cwd)).toHaveLength(2);
  expect((await run('web.yaml')).stderr).toContain('nothing to fix\n');
  expect(readdirSync(cwd)).toEqual(['web.yaml']);
});

test.each([[[]], [['--dry-run']]])('leaves a read-only file alone, says so, and fixes the others %j', async (more) => {
  const { cwd, read, run } = fix({ 'a.yaml': WEB, 'b.yaml': WEB.replace('name: web,', 'name: two,') });
  chmodSync(join(cwd, 'a.yaml'), 0o444);
  const { code, stderr } = await run('.', ...more);
  expect(code).toBe(2);
  expect(stderr).toContain('a.yaml is not changed: it is read-only; make it writable\n');
  expect(stderr).toContain(`b.yaml: ${more.length > 0 ? 'would fix' : 'fixed'} 3 findings\n`);
  expect(stderr).not.toContain('a.yaml: ');
  expect(stderr).toContain(`not fixed: ${5 + 2} findings\n`); // a.yaml keeps the three that b.yaml loses
  expect(read('a.yaml')).toBe(WEB);
});

test.each([
  ['a file of a folder', 'k8s', 'k8s/web.yaml', 'out/web.yaml'],
  ['a folder in a folder', 'k8s', 'k8s/more', 'out'],
  ['a file of a glob', 'k8s/**/*.yaml', 'k8s/web.yaml', 'out/web.yaml'],
  ['a folder of a glob', 'k8s/**/*.yaml', 'k8s/more', 'out'],
  ['a file that is named', 'k8s/web.yaml', 'k8s/web.yaml', 'out/web.yaml'],
])('leaves what lies behind a link outside alone: %s', async (_, path, link, aim) => {
  const { cwd, read, run } = fix({ 'k8s/notes.txt': '', 'out/web.yaml': WEB });
  symlinkSync(join(cwd, aim), join(cwd, link));
  const { code, stderr } = await run(path);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^k8s\/(?:more\/)?web\.yaml is not changed: it lies behind a link, outside of what was named; name the file itself\n/m,
  );
  expect(read('out/web.yaml')).toBe(WEB);
  expect((await run(path, 'out')).stderr).toContain('fixed 3 findings\n');
  expect(read('out/web.yaml')).toBe(FILLED);
});

test.each([
  ['a report', ['check', '--format', 'html=out/report', 'web.yaml']],
  ['a baseline', ['check', '--write-baseline', 'out/report', 'web.yaml']],
  ['a lock', ['images', '--digests', 'digests', '--write-lock', 'out/report']],
])('%s is not written through a folder that is a link to the outside', async (_, argv) => {
  const digests = `ghcr.io/acme/web:1.0 sha256:${'a'.repeat(64)}\n`;
  const { cwd } = fix({ 'web.yaml': WEB, digests });
  const precious = folder();
  symlinkSync(precious, join(cwd, 'out'));
  const { code, stderr } = await command(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(
    'cannot be written: it lies behind a link, outside of the current folder; name the file itself',
  );
  expect(readdirSync(precious)).toEqual([]);
  expect(
    (
      await command(
        argv.map((each) => each.replace('out', precious)),
        { cwd },
      )
    ).code,
  ).toBeLessThan(2);
  expect(readdirSync(precious)).toEqual(['report']);
});

test.each([
  ['a report', ['check', '--format', 'html=out', 'web.yaml']],
  ['a baseline', ['check', '--write-baseline', 'out', 'web.yaml']],
  ['a lock', ['images', '--digests', 'digests', '--write-lock', 'out']],
])('%s is not written through a link', async (_, argv) => {
  const digests = `ghcr.io/acme/web:1.0 sha256:${'a'.repeat(64)}\n`;
  const { cwd, read } = fix({ 'web.yaml': WEB, digests, 'precious.txt': 'mine' });
  symlinkSync(argv[0] === 'images' ? 'gone' : 'precious.txt', join(cwd, 'out'));
  const { code, stderr } = await command(argv, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('out cannot be written: it is a link; name the file itself');
  expect(read('precious.txt')).toBe('mine');
});
