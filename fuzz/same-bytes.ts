/**
 * Compares what this library writes with what plain cdk8s writes, byte for byte: generated documents, and generated apps
 * through each entry point.
 *
 *   npm run same-bytes [-- --long] [-- --documents N] [-- --apps N] [-- --seed N]
 */
import * as fc from 'fast-check';
import { anyRecipe, ENTRY_NAMES } from '../test/support/written-apps';
import { claimSameFiles, claimSameText } from '../test/support/written-claims';
import { anyDocument } from '../test/support/written-documents';

const isLong = process.argv.includes('--long');
const seed = numberAfter('--seed', Date.now() % 2 ** 31);
const documents = numberAfter('--documents', isLong ? 1_000_000 : 200_000);
const apps = numberAfter('--apps', isLong ? 25_000 : 5_000);
/** What fast-check keeps of a run must not grow. */
const AT_ONCE = 10_000;

console.log(`seed ${seed}; repeat with --seed ${seed}`);
run('documents', documents, (numRuns, part) => {
  let emitted = 0;
  const claim = fc.property(anyDocument(), (document) => {
    if (claimSameText(document)) emitted += 1;
  });
  fc.assert(claim, { numRuns, seed: part });
  return emitted;
});
run('apps', apps, (numRuns, part) => {
  let written = 0;
  const claim = fc.property(anyRecipe(), fc.constantFrom(...ENTRY_NAMES), (recipe, entry) => {
    if (claimSameFiles(recipe, entry)) written += 1;
  });
  fc.assert(claim, { numRuns, seed: part });
  return written;
});

/** Runs a claim so many times, and says for how many of them the library wrote by itself. */
function run(what: string, count: number, act: (numRuns: number, seed: number) => number): void {
  const start = Date.now();
  let own = 0;
  for (let done = 0; done < count; done += AT_ONCE) own += act(Math.min(AT_ONCE, count - done), seed + done);
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  console.log(`${count} ${what}: the same bytes, ${own} of them written by this library, in ${seconds} s`);
  if (count > 0 && own < count / 10) throw new Error(`few ${what} were written by this library`);
}

function numberAfter(flag: string, fallback: number): number {
  const at = process.argv.indexOf(flag);
  if (at < 0) return fallback;
  const number = Number(process.argv[at + 1]);
  if (!Number.isInteger(number)) throw new Error(`${flag} is followed by no whole number`);
  return number;
}
