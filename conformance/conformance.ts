/**
 * Asks upstream's own code whether our rules, fixes and constructs are right.
 *
 *   npm run conformance [-- --count N] [-- --seed S] [-- --only NAME] [-- --no-server]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, whyNoGo } from './build';
import { Judge } from './judge';
import type { Suite } from './suite';
import { SUITES } from './suites';

const DEFAULT_COUNT = 2000;
const DEFAULT_SEED = 20261124;
/** Suites that start an API server, which takes time and ports. */
const WITH_SERVER = [
  'server',
  'custom-kinds',
  'operator',
  'granted',
  'cluster-server',
  'admission-guards-server',
  'admission-server',
];
/** Only by name: it builds programs for many minutes and needs the Go module proxy. */
const ON_REQUEST = ['cluster-files-older'];
const GUARANTEES = join(__dirname, '..', 'docs', 'guarantees.md');
const START = '<!-- written by npm run conformance -->';
const END = '<!-- end -->';

async function main(): Promise<void> {
  const reason = whyNoGo();
  if (reason && process.env.CONFORMANCE_OPTIONAL) {
    console.log(`SKIPPED: no upstream judge was asked: they are written in Go, but ${reason}`);
    return;
  }
  if (reason) throw new Error(`the judges are written in Go, but ${reason}; CONFORMANCE_OPTIONAL=1 skips them`);
  const count = numberAfter('--count', DEFAULT_COUNT);
  const seed = numberAfter('--seed', DEFAULT_SEED);
  const only = wordAfter('--only');
  const suites = SUITES.filter(({ name }) =>
    only
      ? name === only
      : !ON_REQUEST.includes(name) && !(process.argv.includes('--no-server') && WITH_SERVER.includes(name)),
  );
  if (suites.length === 0)
    throw new Error(`no suite is called "${only}"; use one of ${SUITES.map(({ name }) => name).join(', ')}`);
  build('judge', 'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-bench');
  console.log(
    `seed ${seed}, ${count} objects a property; repeat with: npm run conformance -- --seed ${seed} --count ${count}`,
  );
  const rows: string[] = [];
  let failed = 0;
  let skipped = 0;
  for (const suite of suites) {
    const why = suite.whySkipped?.();
    if (why) {
      skipped += 1;
      console.log(`skipped ${suite.name}: ${why}`);
      continue;
    }
    const start = Date.now();
    const judge = new Judge();
    try {
      const { cases } = await suite.run({ judge, count, seed });
      console.log(`ok ${suite.name}: ${cases} (${((Date.now() - start) / 1000).toFixed(0)} s)`);
      rows.push(row(suite, cases));
    } catch (error) {
      failed += 1;
      const { message, cause } = error as Error;
      console.log(`not ok ${suite.name} (seed ${seed}): ${message}\n${(cause as Error | undefined)?.message ?? ''}`);
    } finally {
      await judge.close();
    }
  }
  console.log(`${suites.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  const isWhole =
    failed === 0 &&
    skipped === 0 &&
    suites.length === SUITES.length - ON_REQUEST.length &&
    count === DEFAULT_COUNT &&
    seed === DEFAULT_SEED;
  if (isWhole) writeRows(rows);
  process.exitCode = failed === 0 ? 0 : 1;
}

function row({ guarantee, by }: Suite, cases: string): string {
  return `| ${guarantee} | ${by} | ${cases} |`;
}

/** The figures in the page are those of the run with default count and seed, so that they change only when something does. */
function writeRows(rows: readonly string[]): void {
  const page = readFileSync(GUARANTEES, 'utf8');
  const table = ['| guaranteed | judged by | on |', '| --- | --- | --- |', ...rows].join('\n');
  const [before, rest] = page.split(START);
  const [, after] = (rest ?? '').split(END);
  writeFileSync(GUARANTEES, `${before}${START}\n${table}\n${END}${after}`);
}

function wordAfter(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}

function numberAfter(flag: string, fallback: number): number {
  const number = Number(wordAfter(flag) ?? fallback);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${flag} must be a whole number above 0`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
