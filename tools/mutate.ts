/**
 * Mutation testing of a fixed sample: changes one thing in a source, and asks whether the nearest tests fail.
 *
 *   npm run mutate                          a sample over all of src/
 *   npm run mutate -- src/yaml src/a.ts     a sample over folders and files
 *
 * MUTATE_SEED chooses the sample, MUTATE_COUNT its size. Stryker's instrumenter makes the mutants and the switches between
 * them. Stryker's own runner asks every test for what a module does when it is loaded, and most of a rule is such a thing:
 * that is the whole suite for each mutant.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, posix, relative } from 'node:path';
import * as fc from 'fast-check';
import { globSync } from 'tinyglobby';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const SEED = Number(process.env.MUTATE_SEED ?? 20260101);
const COUNT = Number(process.env.MUTATE_COUNT ?? 60);
/** How many tests are asked: the nearest first, and the others only about mutants that these let live. */
const ROUNDS = [3, 17];
const TIMEOUT_MS = 300_000;
/** For one test, so that a busy machine kills no mutant. */
const TEST_TIMEOUT_MS = 60_000;
/** A loop that a mutant keeps from ending is stopped after so many turns. */
const HIT_LIMIT = 1_000_000;
/** Reads the sources as text, which the switches make another one. */
const TEXT_TESTS = ['test/architecture.test.ts'];
/** What jest writes about the tests without a mutant. */
const OUTCOME = 'mutate-outcome.json';
const GENERATED = ['src/rules/catalog.ts'];

interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly replacement: string;
  readonly mutatorName: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface Mutation {
  readonly mutants: readonly Mutant[];
  /** The sources with all their mutants and a switch for each. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

function sourcesIn(paths: readonly string[]): string[] {
  const patterns = paths.map((path) => (path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`));
  const found = globSync(patterns, { cwd: ROOT, ignore: ['**/*.test.ts', ...GENERATED] }).sort();
  if (found.length === 0) throw new Error(`no source in ${paths.join(', ')}; give files or folders of src`);
  return found;
}

async function mutationOf(sources: readonly string[]): Promise<Mutation> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const quiet = () => {};
  const off = () => false;
  const logger = {
    ...{ trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error, fatal: console.error },
    ...{ isTraceEnabled: off, isDebugEnabled: off, isInfoEnabled: off },
    ...{ isWarnEnabled: off, isErrorEnabled: off, isFatalEnabled: off },
  };
  const files = sources.map((name) => ({ name, mutate: true, content: readFileSync(join(ROOT, name), 'utf8') }));
  return new Instrumenter(logger).instrument(files, { plugins: null, ignorers: [], excludedMutations: [] });
}

function sampleOf(mutants: readonly Mutant[]): Mutant[] {
  const size = Math.min(COUNT, mutants.length);
  const subset = fc.shuffledSubarray([...mutants], { minLength: size, maxLength: size });
  return fc.sample(subset, { seed: SEED, numRuns: 1 })[0] ?? [];
}

/** What each file loads when it runs; types load nothing. */
function importers(): Map<string, string[]> {
  const files = globSync(['src/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts'], { cwd: ROOT });
  const known = new Set(files);
  const found = new Map<string, string[]>();
  for (const file of files) {
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), { compilerOptions: options });
    for (const { fileName } of ts.preProcessFile(outputText, true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const target = `${posix.join(posix.dirname(file), fileName)}.ts`;
      if (known.has(target)) found.set(target, [...(found.get(target) ?? []), file]);
    }
  }
  return found;
}

/** The tests that load a file, the nearest first: by imports in between, then by folders in common. */
function testsOf(file: string, importersOf: ReadonlyMap<string, string[]>): string[] {
  const distances = new Map([[file, 0]]);
  for (const [at, distance] of distances)
    for (const next of importersOf.get(at) ?? []) if (!distances.has(next)) distances.set(next, distance + 1);
  const words = new Set(file.split(/[/.-]/));
  const inCommon = (test: string) => test.split(/[/.-]/).filter((word) => words.has(word)).length;
  return [...distances]
    .filter(([name]) => name.endsWith('.test.ts') && !TEXT_TESTS.includes(name))
    .sort(([a, far], [b, near]) => far - near || inCommon(b) - inCommon(a) || (a < b ? -1 : 1))
    .map(([name]) => name);
}

/** A copy of the tree in which the sampled files have their switches. */
function sandbox(files: Mutation['files']): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-hardened-mutate-'))); // as jest names it
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT }).toString();
  for (const name of names.split('\0').slice(0, -1)) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { name, content } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const setup = `globalThis.__stryker__ = { activeMutant: process.env.__STRYKER_ACTIVE_MUTANT__, hitCount: 0, hitLimit: ${HIT_LIMIT} };\n`;
  writeFileSync(join(folder, 'mutate-setup.js'), setup);
  return folder;
}

const running = new Set<number>();
function stop(pid: number): void {
  if (running.delete(pid)) process.kill(-pid, 'SIGKILL'); // and what it has started
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
process.on('exit', () => running.forEach(stop));

/** Whether tests pass with a mutant, or with none. */
function pass(tests: readonly string[], cwd: string, mutant?: Mutant): Promise<boolean> {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--ci', '--setupFiles', './mutate-setup.js', '--testTimeout', `${TEST_TIMEOUT_MS}`];
  args.push(...(mutant ? ['-i', '--bail'] : ['--json', '--outputFile', OUTCOME]), '--runTestsByPath');
  const env = { ...process.env, ...(mutant && { __STRYKER_ACTIVE_MUTANT__: mutant.id }) };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [jest, ...args, ...tests], {
      ...{ cwd, env, detached: true },
      stdio: ['ignore', 'ignore', mutant ? 'ignore' : 'inherit'],
    });
    const pid = child.pid ?? 0;
    running.add(pid);
    const timer = mutant && setTimeout(() => stop(pid), TIMEOUT_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(pid);
      resolve(code === 0);
    });
  });
}

/** Those of some tests that pass without a mutant. */
async function sound(tests: readonly string[], cwd: string): Promise<Set<string>> {
  if (tests.length === 0 || (await pass(tests, cwd))) return new Set(tests);
  const { testResults } = JSON.parse(readFileSync(join(cwd, OUTCOME), 'utf8'));
  const failed = testResults
    .filter(({ status }: any) => status === 'failed')
    .map(({ name }: any) => relative(cwd, name));
  for (const name of failed) console.log(`LEFT OUT ${name}: fails without a mutant`);
  process.exitCode = 1;
  return new Set(tests.filter((name) => !failed.includes(name)));
}

/** Those of some mutants that all of their tests let live. */
async function survivors(mutants: readonly Mutant[], cwd: string, nearest: (mutant: Mutant) => readonly string[]) {
  const tests = await sound([...new Set(mutants.flatMap(nearest))], cwd);
  const alive = new Set(mutants);
  const queue = [...mutants];
  const work = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const asked = nearest(mutant).filter((name) => tests.has(name));
      if (asked.length > 0 && !(await pass(asked, cwd, mutant))) alive.delete(mutant);
      console.log(`${alive.has(mutant) ? 'alive ' : 'killed'} ${described(mutant)}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return mutants.filter((mutant) => alive.has(mutant));
}

function described({ fileName, location: { start }, mutatorName, replacement }: Mutant): string {
  const line = readFileSync(join(ROOT, fileName), 'utf8').split('\n')[start.line] ?? '';
  const short = replacement.replace(/\s+/g, ' ').slice(0, 80);
  return `${fileName}:${start.line + 1}:${start.column + 1} ${mutatorName}: ${line.trim()} => ${short}`;
}

async function main(paths: readonly string[]): Promise<void> {
  if (!Number.isInteger(SEED)) throw new Error(`MUTATE_SEED is "${process.env.MUTATE_SEED}"; give a whole number`);
  if (!(COUNT >= 1)) throw new Error(`MUTATE_COUNT is "${process.env.MUTATE_COUNT}"; give a number of mutants`);
  const { mutants, files } = await mutationOf(sourcesIn(paths));
  const sample = sampleOf(mutants);
  console.log(`${sample.length} of ${mutants.length} mutants, MUTATE_SEED=${SEED} MUTATE_COUNT=${COUNT}`);
  const importersOf = importers();
  const tests = new Map(sample.map(({ fileName }) => [fileName, testsOf(fileName, importersOf)]));
  const folder = sandbox(files.filter(({ name }) => tests.has(name)));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  let alive = sample;
  let asked = 0;
  for (const count of ROUNDS) {
    const from = asked;
    asked += count;
    alive = await survivors(alive, folder, ({ fileName }) => tests.get(fileName)?.slice(from, from + count) ?? []);
  }
  for (const mutant of alive) console.log(`SURVIVED ${described(mutant)}`);
  const killed = sample.length - alive.length;
  console.log(`${killed} killed, ${alive.length} survived: ${((100 * killed) / sample.length).toFixed(1)} %`);
}

main(process.argv.length > 2 ? process.argv.slice(2) : ['src']).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
