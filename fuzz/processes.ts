import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { caseOf, textOf } from './cases';
import { RAW } from './claims';
import { command, type Ended, each, keep, type Outcome, type Part, type Settings } from './run';
import { readSeeds, type Seed } from './seeds';

interface Call {
  readonly argv: readonly string[];
  /** Mutated files by path, as bytes of one character each. */
  readonly files: { readonly [path: string]: string };
  readonly stdin: string;
}

const COUNT = 16;
const LONG_COUNT = 300;
/** The only folder that a report, a baseline or a lock is written to. */
const OUT = 'out';

const EVIL = '\u001b[2J\u009b\u202e\u2066';
const WORDS = [
  ...['', '-', '--', '-x', '--help', '--version', '__proto__', 'constructor', EVIL, 'é\u{1f600}', 'a\nb', '%s%n'],
  ...['sub/../sub', 'a=b', 'text', 'json', 'sarif', 'junit', 'markdown', 'github', 'gitlab', 'csv', 'html'],
  ...['cyclonedx', 'json=', '=out', 'jsno', 'nsa', 'baseline', 'restricted', 'availability', '1.30', '1.99', 'v1'],
  ...['latest', 'high', 'none', 'rbac', 'pod-security', 'run-as-non-root', 'run-as-non-root,rbac', 'host-pid'],
  ...['bash', 'zsh', 'git:HEAD', 'git:', 'git:--output=x', 'a'.repeat(5000)],
];
const PATHS = [
  ...['a.yaml', 'b.json', 'sub', '.', '-', '*.yaml', '{a', EVIL, 'gone.yaml', 'hardening.yaml', '/dev/null', '\0'],
];
const FLAGS = [
  ...['--no-policy', '--no-baseline', '--allow-empty', '--quiet', '--verbose', '--force', '--dry-run', '--stdout'],
];
const VALUED = ['--policy', '--profile', '--kubernetes-version', '--rules', '--fail-on', '--images-lock', '--baseline'];
/** Options that most commands take as they are. */
const RIGHT = [
  ...['--profile=baseline', '--profile=restricted', '--kubernetes-version=1.30', '--fail-on=critical'],
  ...['--rules=rbac', '--format=json', '--format=text', '--no-policy'],
];

const word = fc.constantFrom(...WORDS, ...PATHS);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a.yaml', 'b.json', 'sub', '-') },
  { weight: 1, arbitrary: word },
);
const option = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...RIGHT).map((right) => [right]) },
  { weight: 2, arbitrary: fc.constantFrom(...FLAGS).map((flag) => [flag]) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...VALUED, '--format', '--category', '--digests'), word) },
  { weight: 1, arbitrary: fc.constantFrom(...WORDS).map((name) => ['--format', `${name}=${OUT}/report`]) },
  { weight: 1, arbitrary: fc.constantFrom(['--write-baseline', `${OUT}/baseline`], ['--write-lock', `${OUT}/lock`]) },
  { weight: 1, arbitrary: word.map((name) => [name]) },
);
const options = fc.array(option, { maxLength: 2 });
const argv = fc
  .oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constant('check'), path, options) },
    {
      weight: 6,
      arbitrary: fc.tuple(fc.constantFrom('fix', 'fix --force', 'fix --dry-run', 'fix --stdout'), path, options),
    },
    { weight: 2, arbitrary: fc.tuple(fc.constant('diff'), path, path, options) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('images'), path, fc.array(word, { maxLength: 1 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('explain', 'rules', 'completion', 'chekc', EVIL), word, options) },
  )
  // No process can be given a NUL in an argument.
  .map(([command, ...rest]) => [...command.split(' '), ...rest.flat(2)].map((each) => each.replaceAll('\0', '')));

function callOf(seeds: readonly Seed[]): fc.Arbitrary<Call> {
  const text = fc.oneof(
    { weight: 1, arbitrary: caseOf(seeds).map(textOf) },
    { weight: 4, arbitrary: fc.constantFrom(...seeds).map((seed) => seed.text) },
  );
  const policies = seeds.filter(({ name }) => name.includes('third-party/'));
  const policy = fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: caseOf(policies).map(textOf) },
  );
  return fc.record({
    argv,
    stdin: text,
    files: fc
      .record({
        'a.yaml': text,
        'b.json': text,
        'sub/c.yml': text,
        [`sub/${EVIL}.yaml`]: text,
        'hardening.yaml': policy,
      })
      .map(
        (files) => Object.fromEntries(Object.entries(files).filter(([, each]) => each !== undefined)) as Call['files'],
      ),
  });
}

/** Real processes, with mutated files, arguments and standard input. */
export const processes: Part = {
  name: 'processes',
  async run(settings: Settings): Promise<Outcome> {
    const { seed, isLong } = settings;
    const calls = fc.sample(fc.noBias(callOf(readSeeds())), { seed, numRuns: isLong ? LONG_COUNT : COUNT });
    const codes = [0, 0, 0];
    let failures = 0;
    await each(calls, async (call, index) => {
      const folder = mkdtempSync(join(settings.root, 'process-'));
      write(folder, call.files);
      const before = contentsOf(folder);
      const ended = await command(call.argv, folder, Buffer.from(call.stdin, 'latin1'));
      if (ended.code !== undefined) codes[ended.code] = (codes[ended.code] ?? 0) + 1;
      const problems = [...saidWrong(call, ended), ...writtenWrong(call, before, contentsOf(folder))];
      if (problems.length === 0) return;
      failures += 1;
      const kept = keep(settings, `process-${seed}-${index}`, { stdin: Buffer.from(call.stdin, 'latin1') });
      write(kept, call.files);
      console.log(
        `FAILED process ${index}: ${JSON.stringify(call.argv)}: ${problems.join('; ')}; ${JSON.stringify(ended.stderr)}`,
      );
      console.log(
        `  its files are in ${kept}; replay: npm run fuzz -- --only processes --seed ${seed}${isLong ? ' --long' : ''}`,
      );
    });
    return { tried: `${calls.length} processes, of which ${codes.join(', ')} ended with 0, 1, 2`, failures };
  },
};

function write(folder: string, files: Call['files']): void {
  mkdirSync(join(folder, OUT), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, 'latin1');
  }
}

/** What stands in the files of a folder, by path. */
function contentsOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]));
}

function saidWrong({ argv: [name] }: Call, { code, stdout, stderr }: Ended): string[] {
  const problems: string[] = [];
  if (code === undefined) problems.push('was killed, as it did not end');
  else if (![0, 1, 2].includes(code)) problems.push(`ended with ${code}`);
  if (/^\s+at .+:\d+|node:internal|crashed|Warning:/m.test(stderr)) problems.push('crashed');
  // What fix writes to standard output is for programs, byte for byte.
  const shown = name === 'fix' ? stderr : stderr + stdout;
  if (RAW.test(shown.replaceAll('\r\n', '\n'))) problems.push('wrote a raw character');
  return problems;
}

type Contents = ReadonlyMap<string, string>;

function writtenWrong({ argv }: Call, before: Contents, after: Contents): string[] {
  const problems: string[] = [];
  const mayChange = argv[0] === 'fix' && !argv.includes('--dry-run') && !argv.includes('--stdout');
  for (const [path, text] of before)
    if (after.get(path) !== text && !(mayChange && after.has(path)))
      problems.push(`${JSON.stringify(path)} was changed`);
  for (const path of after.keys())
    if (!before.has(path) && !path.startsWith(`${OUT}/`)) problems.push(`${JSON.stringify(path)} was written`);
  return problems;
}
