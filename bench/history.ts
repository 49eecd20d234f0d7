import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One run of `npm run bench` per line. Ratios can be compared between machines; times cannot. */
const HISTORY = join(__dirname, 'history.jsonl');
/** How much larger a ratio may be than the median of the runs before: those of one machine differ by so much. */
const TOLERANCE = 1.25;
/** How many runs are compared with. */
const RECENT = 5;

interface Run {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly ratios: { readonly [name: string]: number };
}

/** Appends a run to the history. */
export function remember(ratios: { readonly [name: string]: number }): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: __dirname, encoding: 'utf8' }).trim();
  const rounded = Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, Number(ratio.toFixed(3))]));
  const run: Run = { date: new Date().toISOString().slice(0, 10), commit, node: process.version, ratios: rounded };
  appendFileSync(HISTORY, `${JSON.stringify(run)}\n`);
}

/** Prints each ratio of the last run beside those of the runs before. Returns how many have become clearly worse. */
export function compare(): number {
  const runs: Run[] = existsSync(HISTORY)
    ? readFileSync(HISTORY, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const [last] = runs.slice(-1);
  if (!last) throw new Error('no run is recorded; start with: npm run bench -- --record');
  console.log(
    `${last.date}, commit ${last.commit}, Node ${last.node}, against the median of up to ${RECENT} runs before`,
  );
  let worse = 0;
  for (const [name, ratio] of Object.entries(last.ratios)) {
    // A run may have been of the synth alone, or of the command line.
    const before = runs
      .slice(0, -1)
      .flatMap(({ ratios }) => ratios[name] ?? [])
      .slice(-RECENT);
    const usual = before.length > 0 ? medianOf(before) : undefined;
    const isWorse = usual !== undefined && ratio > usual * TOLERANCE;
    if (isWorse) worse += 1;
    console.log(
      `  ${name.padEnd(40)} ${ratio.toFixed(3)}×   ${usual === undefined ? 'new' : `${usual.toFixed(3)}×`}${isWorse ? '   WORSE' : ''}`,
    );
  }
  return worse;
}

/** The middle of some numbers. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

if (require.main === module) process.exitCode = compare() > 0 ? 1 : 0;
