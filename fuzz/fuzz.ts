/**
 * Feeds mutated files and arguments to the reader, the rules, the reports, `fix` and the command line, and says what does
 * not hold.
 *
 *   npm run fuzz                          a short run, with a new seed
 *   npm run fuzz -- --long                32,000 files, 300 processes, 100 killed ones
 *   npm run fuzz -- --seed 7 --only files the same cases again, of one part
 *   npm run fuzz -- --replay FILE         one file that a run has kept
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Examiner } from './examiner';
import { files } from './files';
import { kills } from './kills';
import { processes } from './processes';
import type { Part } from './run';

const PARTS: readonly Part[] = [files, processes, kills];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      replay: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(seed)) throw new Error(`--seed is "${values.seed}"; give a whole number`);
  const parts = PARTS.filter(({ name }) => values.only === undefined || name === values.only);
  if (parts.length === 0) throw new Error(`no part is called "${values.only}"; use files, processes or kills`);
  const root = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-fuzz-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));
  if (values.replay !== undefined) return replay(values.replay, values.force, root);
  console.log(`seed ${seed}; repeat with: npm run fuzz -- --seed ${seed}${values.long ? ' --long' : ''}`);
  const kept = join(tmpdir(), `cdk8s-hardened-fuzz-failures-${process.pid}`);
  let failed = 0;
  for (const { name, run } of parts) {
    const start = performance.now();
    const { tried, failures } = await run({ seed, isLong: values.long, root, kept });
    failed += failures;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`${failures === 0 ? 'ok' : 'not ok'} ${name}: ${tried}; ${failures} failures (${seconds} s)`);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

async function replay(path: string, isForced: boolean, root: string): Promise<void> {
  const examiner = new Examiner(root);
  const { problems, fates } = await examiner.ask({ text: readFileSync(path, 'latin1'), isForced });
  examiner.close();
  console.log(problems.length === 0 ? `holds: ${fates.join(', ')}` : problems.join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
