import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { command, folder, podYaml } from './support/command-line';

const GOOD = podYaml('good');
const FOUND = 'container "web" may run as root; set runAsNonRoot to true';

/** Checks one named file, and expects one line about it. */
async function expectRefused(content: string | Buffer, line: string | RegExp, file = 'bad.yaml') {
  const cwd = folder({ [file]: content });
  const { code, stdout, stderr } = await command(['check', file], { cwd });
  expect(stderr).toBe('');
  const errors = stdout.split('\n').filter((each) => each.startsWith('  ! '));
  if (typeof line === 'string') expect(errors).toContain(`  ! ${line}`);
  else expect(errors.join('\n')).toMatch(line);
  expect(code).toBe(2);
  expect(stdout).toMatch(/✗ .*\d+ errors?(?:, so not everything was judged)? · .*\n$/);
  return stdout;
}

async function expectFound(content: string | Buffer, place: string, times = 1, file = 'weak.yaml') {
  const cwd = folder({ [file]: content });
  const { code, stdout, stderr } = await command(['check', file], { cwd });
  expect(stderr).toBe('');
  expect([1, 2]).toContain(code); // the API server may refuse what is judged here
  expect(stdout).not.toContain('Not judged');
  expect(stdout.split(FOUND).length - 1).toBe(times);
  expect(stdout).toContain(`      ${place}  /`);
}

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: bad\nspec: ${spec}\n`;

describe('what cannot be read is refused with its place', () => {
  test('a broken document between two good ones, which are judged', async () => {
    const stdout = await expectRefused(`${GOOD}\n---\nkind: [\n---\n${podYaml('other')}\n`, /^ {2}! bad\.yaml:11:1 — /);
    expect(stdout).toContain('Pod good\n');
    expect(stdout).toContain('Pod other\n');
    expect(stdout.split(FOUND).length - 1).toBe(2);
    expect(stdout).toContain('2 objects');
  });

  test.each<[string, string, string | RegExp]>([
    ['tabs', 'apiVersion: v1\nkind:\tPod\n\tspec: 1\n', /bad\.yaml:\d+:\d+ — .*tab/],
    ['a cut text', 'apiVersion: v1\nkind: Pod\nmetadata: {name: x', /bad\.yaml:3:\d+ — /],
    ['repeated keys', `${GOOD}\nkind: Pod\n`, /bad\.yaml:9:\d+ — .*duplicate/i],
    ['a repeated key deep inside', `${GOOD}\n      name: web\n`, /bad\.yaml:9:\d+ — .*duplicate/i],
    [
      'templated Helm source',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
      /bad\.yaml:\d+:\d+ — .*; this looks like a template: render it first, for example helm template \. \| cdk8s-hardened check -/,
    ],
    [
      'a chart that sets blocks',
      '{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n',
      /bad\.yaml:\d+:\d+ — .*render it first/,
    ],
    ['spec: null', pod('null'), 'bad.yaml:5:1  Pod bad — /spec is missing; must be set'],
    [
      'no spec',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: bad\n',
      /bad\.yaml:1:1 {2}Pod bad — \/spec is missing; must be set/,
    ],
    ['no containers', pod('{containers: []}'), /bad\.yaml:5:8 {2}Pod bad — \/spec\/containers is missing; must be set/],
    [
      'containers: null',
      pod('{containers: null}'),
      /bad\.yaml:5:8 {2}Pod bad — \/spec\/containers is missing; must be set/,
    ],
    [
      'containers as a map',
      pod('{containers: {name: web}}'),
      /bad\.yaml:5:8 {2}Pod bad — \/spec\/containers is an object; must be a list/,
    ],
    [
      'a container that is null',
      pod('{containers: [null]}'),
      /bad\.yaml:5:\d+ {2}Pod bad — \/spec\/containers\/0\/name is missing; must be set/,
    ],
    [
      'a container that is a text',
      pod('{containers: [web]}'),
      /\/spec\/containers\/0 is the string "web"; must be an object/,
    ],
    [
      'a boolean in quotes',
      pod('{hostNetwork: "true", containers: [{name: a, image: web}]}'),
      'bad.yaml:5:8  Pod bad — /spec/hostNetwork is the string "true"; must be a boolean',
    ],
    [
      'a list for metadata',
      'apiVersion: v1\nkind: Namespace\nmetadata: []\n',
      'bad.yaml:3:1  Namespace (no name) — /metadata is a list; must be an object',
    ],
    ['a text for the spec', pod('nope'), /bad\.yaml:5:1 {2}Pod bad — \/spec is the string "nope"; must be an object/],
    [
      'only an apiVersion',
      'apiVersion: v2\nname: chart\n',
      'bad.yaml:1:1 — kind is missing; set it, for example to "Pod"',
    ],
    ['only a kind', 'kind: Pod\n', 'bad.yaml:1:1 — apiVersion is missing; set it, for example to "v1"'],
    ['a number for the kind', 'apiVersion: v1\nkind: 3\n', /bad\.yaml:1:1 — kind is missing/],
    ['neither', 'replicas: 3\n', 'bad.yaml:1:1 — apiVersion is missing; set it, for example to "v1"'],
    ['a text', 'just words\n', 'bad.yaml:1:1 — is not an object; write one with apiVersion and kind'],
    ['a list of objects', '- apiVersion: v1\n  kind: Pod\n', /bad\.yaml:1:1 — is not an object/],
    ['nothing', '', 'bad.yaml — holds no Kubernetes object; name a file or folder that does'],
    ['only comments and separators', '# nothing\n---\n---\n# here\n', /bad\.yaml — holds no Kubernetes object/],
    ['an empty list', 'apiVersion: v1\nkind: List\nitems: []\n', /bad\.yaml — holds no Kubernetes object/],
    [
      'a list of nulls',
      'apiVersion: v1\nkind: List\nitems:\n  - null\n',
      'bad.yaml:4:5 — /items/0 is not an object; write one with apiVersion and kind',
    ],
    [
      'a list that is no list',
      'apiVersion: v1\nkind: List\nitems: {a: 1}\n',
      'bad.yaml:3:1 — /items is not a list; write one',
    ],
    ['content after a separator', `--- ${GOOD}\n`, /bad\.yaml:1:\d+ — content follows "---"/],
    [
      'a second document without a separator',
      `${GOOD}\n...\n${podYaml('other')}\n`,
      /bad\.yaml:\d+:\d+ — a second document starts without "---"/,
    ],
    [
      'two JSON texts in a row',
      `${JSON.stringify({ apiVersion: 'v1', kind: 'Namespace' })}\n${JSON.stringify({ apiVersion: 'v1', kind: 'Namespace' })}\n`,
      /bad\.yaml:\d+:\d+ — /,
    ],
    ['an alias to nowhere', pod('*nowhere'), /bad\.yaml:5:\d+ — /],
    ['an alias that holds itself', pod('&loop\n  containers: [*loop]'), /bad\.yaml:\d+:\d+ — /],
    ['a tag that runs code', pod('!!js/function "function () {}"'), /bad\.yaml:5:\d+ — /],
    [
      'an unknown version of a known kind',
      GOOD.replace('v1', 'v9'),
      /bad\.yaml:1:1 {2}Pod good — \/apiVersion v9 has no kind "Pod"; use v1 Pod/,
    ],
    ['zeroes', `${GOOD}\u0000`, /bad\.yaml:\d+:\d+ — /],
  ])('%s', async (_, content, line) => {
    await expectRefused(content, line);
  });

  test('an alias bomb, in no time', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `  l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`,
    );
    await expectRefused(
      `${GOOD}\nbomb:\n  l0: &l0 [x]\n${levels.join('\n')}\n`,
      /bad\.yaml:1:1 — aliases expand to more than 400000 values/,
    );
  });

  test.each([
    ['lists', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['maps', `${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`],
    ['dashes', `\n${'- '.repeat(5000)}x`],
  ])('a huge depth of %s', async (_, deep) => {
    await expectRefused(`${GOOD}\ndeep: ${deep}\n`, /bad\.yaml:\d+:\d+ — .*(?:depth|nest)/i);
  });

  test.each<[string, Buffer, string]>([
    ['random bytes', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xc0]), 'is not UTF-8; save it as UTF-8'],
    ['Latin-1', Buffer.from(GOOD.replace('good', 'gööd'), 'latin1'), 'is not UTF-8; save it as UTF-8'],
    ['UTF-16', Buffer.from(`\uFEFF${GOOD}`, 'utf16le'), 'is UTF-16; save it as UTF-8'],
    ['big-endian UTF-16', Buffer.from(`\uFEFF${GOOD}`, 'utf16le').swap16(), 'is UTF-16; save it as UTF-8'],
  ])('%s', async (_, content, message) => {
    await expectRefused(content, `bad.yaml — ${message}`);
    const { code, stdout } = await command(['check', '-'], { stdin: content });
    expect(code).toBe(2);
    expect(stdout).toContain(`! - — ${message}`);
  });

  test('a file above the limit, unread', async () => {
    const cwd = folder({ 'huge.yaml': GOOD, 'good.yaml': GOOD });
    truncateSync(join(cwd, 'huge.yaml'), 300 * 2 ** 20); // a hole: takes no room
    const { code, stdout } = await command(['check', '.'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('  ! huge.yaml — has 314572800 bytes; split it below 268435456\n');
    expect(stdout).toContain(FOUND);
  });
});

describe('what cannot be opened is refused by name, and the rest is judged', () => {
  test('a path that is not there', async () => {
    const cwd = folder({ 'good.yaml': GOOD });
    const { code, stdout } = await command(['check', 'nowhere.yaml', 'good.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('  ! nowhere.yaml — does not exist; name an existing file or folder\n');
    expect(stdout).toContain(FOUND);
  });

  test('folders without anything to judge', async () => {
    const cwd = folder({ 'values/values.yaml': 'replicas: 3\n', 'notes/readme.txt': 'hello' });
    mkdirSync(join(cwd, 'empty'));
    const { code, stdout } = await command(['check', 'empty', 'notes', 'values'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('  ! empty — holds no .yaml, .yml or .json file; name a folder that does\n');
    expect(stdout).toContain('  ! notes — holds no .yaml, .yml or .json file; name a folder that does\n');
    expect(stdout).toContain('  ! values — holds no Kubernetes object; name a file or folder that does\n');
    expect(stdout).toContain('skipped: 1 document that is no Kubernetes object');
  });

  test('links that lead nowhere or to themselves, and what is no file', async () => {
    const cwd = folder({ 'k8s/good.yaml': GOOD });
    symlinkSync('gone.yaml', join(cwd, 'k8s', 'dangling.yaml'));
    symlinkSync('self.yaml', join(cwd, 'k8s', 'self.yaml'));
    const server = createServer().listen(join(cwd, 'k8s', 'socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    const { code, stdout } = await command(['check', 'k8s'], { cwd });
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(2);
    expect(stdout).toContain('  ! k8s/dangling.yaml — does not exist; name an existing file or folder\n');
    expect(stdout).toContain('  ! k8s/self.yaml — is a link that leads to itself; remove it\n');
    expect(stdout).toContain('  ! k8s/socket.yaml — is neither file nor folder; name it to have it read\n');
    expect(stdout).toContain(FOUND);
  });

  test('a file that may not be read', async () => {
    const cwd = folder({ 'secret.yaml': GOOD });
    chmodSync(join(cwd, 'secret.yaml'), 0o000);
    const path = process.getuid?.() === 0 ? '/proc/self/mem' : 'secret.yaml'; // root reads what it may not
    const { code, stdout } = await command(['check', path], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/ {2}! \S+ — (?:is not readable; change its permissions|cannot be read \(\w+\); make it)/);
  });

  test('no input at all', async () => {
    expect((await command(['check', '-'], { stdin: '' })).stdout).toContain('! - — holds no Kubernetes object');
    const { code, stderr } = await command(['check']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "cdk8s-hardened: missing required argument 'path'\n" });
  });
});

describe('nothing that a terminal interprets reaches it from a name, a path or an option', () => {
  const EVIL = '\u001b[2J\r\u202e\u009b';
  const SAFE = '\\u001b[2J\\u000d\\u202e\\u009b';
  test.each([
    ['an option', ['check', `--${EVIL}`]],
    ['a command', [EVIL]],
    ['a format', ['check', '--format', EVIL, 'k8s']],
    ['the file of a format', ['check', '--format', `json=none/${EVIL}`, 'k8s']],
    ['a profile', ['check', '--profile', EVIL, 'k8s']],
    ['a policy', ['check', '--policy', EVIL, 'k8s']],
    ['a rule', ['explain', EVIL]],
    ['a verbose line', ['check', '--verbose', 'k8s']],
    ['what was fixed', ['fix', 'k8s']],
    ['what cannot be fixed', ['fix', `gone${EVIL}`]],
    ['what would be fixed', ['fix', '--dry-run', 'k8s']],
    ['a baseline', ['check', '--write-baseline', EVIL, 'k8s']],
    ['a lock', ['images', 'k8s', '--write-lock', EVIL]],
  ])('%s', async (_, argv) => {
    const cwd = folder({ [`k8s/${EVIL}.yaml`]: `${GOOD} # \u2066` });
    const { stdout, stderr } = await command(argv, { cwd, isTTY: true, env: { NO_COLOR: '1' } });
    const shown = stdout + stderr;
    expect(shown).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(shown).toContain(SAFE);
  });

  test('a name makes no line of its own', async () => {
    const cwd = folder({ 'k8s/a\nnothing to fix\n.yaml': GOOD });
    expect((await command(['fix', 'k8s'], { cwd })).stderr).not.toMatch(/^nothing to fix$/m);
  });

  test('a diff for a program is exact', async () => {
    const cwd = folder({ 'web.yaml': `${GOOD} # \u202e` });
    expect((await command(['fix', '--dry-run', '--profile', 'restricted', 'web.yaml'], { cwd })).stdout).toContain(
      '-      image: ghcr.io/acme/web@sha256:',
    );
    expect((await command(['fix', '--dry-run', '--profile', 'restricted', 'web.yaml'], { cwd })).stdout).toContain(
      ' # \u202e\n',
    );
  });
});

describe('what is asked wrongly is refused before anything is read', () => {
  test.each([
    [['check', '--profile', 'restrictd', 'x'], 'profile "restrictd" is not known; did you mean "restricted"?'],
    [
      ['check', '--profile', 'constructor', 'x'],
      'profile "constructor" is not known; use one of baseline, restricted, nsa, availability',
    ],
    [
      ['check', '--kubernetes-version', '1.99', 'x'],
      'Kubernetes version "1.99" is not known; use 1.0 to 1.37, or latest',
    ],
    [
      ['check', '--kubernetes-version', 'new', 'x'],
      'Kubernetes version "new" is not known; use 1.0 to 1.37, or latest',
    ],
    [['check', '--format', 'jsn', 'x'], 'format "jsn" is not known; did you mean "json"?'],
    [['rules', '--format', 'xml'], 'format "xml" is not known; use one of text, json'],
    [['rules', 'all'], "too many arguments for 'rules'. Expected 0 arguments but got 1."],
    [['check', '--profil', 'nsa', 'x'], "unknown option '--profil'\n(Did you mean --profile?)"],
    [['check', 'x', '--profile'], "option '--profile <name>' argument missing"],
    [['chek', 'x'], "unknown command 'chek'\n(Did you mean check?)"],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await command(argv);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `cdk8s-hardened: ${message}\n` });
  });

  test('no command', async () => {
    const { code, stdout, stderr } = await command([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: cdk8s-hardened');
  });
});

describe('what is odd and readable is judged', () => {
  const CASES: readonly (readonly [name: string, content: string, place: string, times?: number])[] = [
    ['a byte order mark', `\uFEFF${GOOD}\n`, 'weak.yaml:7:7'],
    ['CRLF', `${GOOD}\n---\n${GOOD}\n`.replaceAll('\n', '\r\n'), 'weak.yaml:16:7', 2],
    ['old Mac line ends inside a comment', `# a\n${GOOD}\n`, 'weak.yaml:8:7'],
    ['no line end', GOOD, 'weak.yaml:7:7'],
    [
      'JSON',
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'web', image: 'web' }] } }),
      'weak.yaml:1:55',
    ],
    [
      'JSON with tabs',
      JSON.stringify(
        { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'web', image: 'web' }] } },
        null,
        '\t',
      ),
      'weak.yaml:6:4',
    ],
    [
      'a list inside a list',
      `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: List\n    items:\n      - {apiVersion: v1, kind: Pod, spec: {containers: [{name: web, image: web}]}}\n`,
      'weak.yaml:7:57',
    ],
    [
      'a typed list',
      'apiVersion: v1\nkind: PodList\nitems:\n  - spec: {containers: [{name: web, image: web}]}\n',
      'weak.yaml:4:25',
    ],
    ['the same name twice', `${GOOD}\n---\n${GOOD}\n`, 'weak.yaml:16:7', 2],
    [
      'aliases',
      `${GOOD}\n  initContainers:\n    - &c {name: other, image: web}\n    - {<<: *c, name: third}\n`,
      'weak.yaml:7:7',
    ],
    ['a merge key', `x: &x {name: web, image: web}\n${GOOD.replace('- name: web', '- <<: *x')}\n`, 'weak.yaml:8:7'],
    ['a key called __proto__', `${GOOD}\n      __proto__: {securityContext: {runAsNonRoot: true}}\n`, 'weak.yaml:7:7'],
    ['a key called constructor', `${GOOD}\n      constructor: {prototype: {runAsNonRoot: true}}\n`, 'weak.yaml:7:7'],
    [
      'a kind called constructor',
      `${GOOD}\n---\napiVersion: a.b/v1\nkind: constructor\n---\napiVersion: __proto__/v1\nkind: toString\n`,
      'weak.yaml:7:7',
    ],
    ['a generated name', GOOD.replace('name: good', 'generateName: good-'), 'weak.yaml:7:7'],
    ['no metadata', GOOD.replace('metadata:\n  name: good\n', ''), 'weak.yaml:5:7'],
    ['separators with spaces and comments', `--- # one\n${GOOD}\n---   \n`, 'weak.yaml:8:7'],
    ['yes for true', `${GOOD}\n  hostUsers: yes\n`, 'weak.yaml:7:7'],
  ];
  for (const [name, content, place, times] of CASES) test(name, () => expectFound(content, place, times));

  test('terminal escapes in names are written out', async () => {
    const name = '"\\e[2Jx\\r\\n✓ no findings\\u202e\\x9b"';
    const { code, stdout } = await command(['check', '-'], {
      stdin: GOOD.replace('good', name).replace('name: web', `name: ${name}`),
      isTTY: true,
    });
    expect(code).toBe(2); // no name is like this
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stdout.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain('container "\\u001b[2Jx\\u000d\\u000a✓ no findings\\u202e\\u009b" may run as root');
    const json = await command(['check', '--format', 'json', '-'], { stdin: GOOD.replace('good', name) });
    expect(json.stdout).not.toMatch(/[\u007f-\u009f\u202e]/);
    expect(JSON.parse(json.stdout).findings[0].object.name).toBe('\u001b[2Jx\r\n✓ no findings\u202e\u009b');
  });

  test('file names with escapes are written out', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, '\u001b[31m.yaml'), 'kind: [');
    const { code, stdout } = await command(['check', '.'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('  ! \\u001b[31m.yaml:1:');
  });
});

describe('whatever the bytes are', () => {
  const PRIVILEGED = `# two pods\n${podYaml('one', ['      securityContext: {privileged: true}'])}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: two\nspec:\n  template:\n    spec:\n      containers:\n        - name: "web"\n          securityContext:\n            privileged: yes\n            capabilities: &caps\n              add: [ALL]\n`;
  const SNIPPETS = [
    '---\n',
    '\n',
    '  ',
    '\t',
    ':',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<: ',
    '|',
    '>',
    '#',
    '!!',
    '? ',
    'null',
    '\u0000',
    '\uFEFF',
    '%YAML 1.1\n',
    '...\n',
    'kind: List\n',
  ];
  const seed = Number(process.env.FC_SEED ?? Date.now() & 0x7fffffff);
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(12),
    add: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 4 }), fc.constant('')),
  });
  const mutated = fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) =>
    edits.reduce((text, { at, drop, add }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + add + text.slice(start + drop);
    }, PRIVILEGED),
  );

  async function verdictOf(bytes: Buffer): Promise<number> {
    const { code, stderr } = await command(['check', '-'], { stdin: bytes });
    expect(stderr).toBe('');
    expect([0, 1, 2]).toContain(code);
    return code;
  }

  test(`mutated YAML never passes in silence (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const code = await verdictOf(Buffer.from(text));
        if (code === 0) expect(privilegedIn(text)).toBe(false);
      }),
      { seed, numRuns: 1500 },
    );
  });

  test(`raw bytes never throw (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await verdictOf(Buffer.from(bytes));
      }),
      { seed, numRuns: 1000 },
    );
  });

  /** Another reading than ours: one parse of the whole text, and a look for the word in any pod. */
  function privilegedIn(text: string): boolean {
    let documents: unknown[];
    try {
      documents = loadAll(text);
    } catch {
      return false;
    }
    return documents.some((document: any) => {
      if (typeof document?.apiVersion !== 'string' || !['Pod', 'Deployment'].includes(document.kind)) return false;
      const spec = document.kind === 'Pod' ? document.spec : document.spec?.template?.spec;
      return Array.isArray(spec?.containers) && spec.containers.some((each: any) => each?.securityContext?.privileged);
    });
  }
});
