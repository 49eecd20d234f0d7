import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Case, caseOf, textOf } from './cases';
import { Examiner } from './examiner';
import type { Question } from './file-worker';
import { FILE, keep, type Outcome, type Part, type Settings } from './run';
import { readSeeds } from './seeds';

const COUNT = 400;
const LONG_COUNT = 32_000;
/** More failures than this have few causes. */
const MOST_FAILURES = 20;

/** Mutated files, in process: read, checked, reported, fixed, written. */
export const files: Part = {
  name: 'files',
  async run(settings: Settings): Promise<Outcome> {
    const count = settings.isLong ? LONG_COUNT : COUNT;
    const cases = fc.sample(fc.noBias(caseOf(readSeeds())), { seed: settings.seed, numRuns: count });
    const fates: { [fate: string]: number } = {};
    let done = 0;
    let failures = 0;
    const work = async () => {
      const examiner = new Examiner(settings.root);
      for (let index = done++; index < cases.length && failures < MOST_FAILURES; index = done++) {
        const each = cases[index] as Case;
        const answer = await examiner.ask(questionOf(each));
        for (const fate of answer.fates) fates[fate] = (fates[fate] ?? 0) + 1;
        const [problem] = answer.problems;
        if (problem !== undefined) {
          failures += 1;
          report(settings, index, await smallest(each, problem, examiner), problem);
        }
        if (index % 1000 === 999) console.log(`  ${index + 1} files`);
      }
      examiner.close();
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    const { passed = 0, refused = 0, unread = 0, fixed = 0 } = fates;
    if (passed + refused < count / 5 || fixed < count / 20)
      throw new Error('most files are not read; mend the mutations');
    return {
      tried: `${count} mutated files: ${passed} passed, ${refused} refused, ${unread} not read, ${fixed} fixed`,
      failures,
    };
  },
};

function questionOf(each: Case): Question {
  return { text: textOf(each), isForced: each.isForced };
}

/** Leaves out the mutations that the problem does not need. */
async function smallest(failing: Case, problem: string, examiner: Examiner): Promise<Case> {
  let small = failing;
  for (const left of failing.mutations) {
    const fewer = { ...small, mutations: small.mutations.filter((each) => each !== left) };
    const { problems } = await examiner.ask(questionOf(fewer));
    if (problems.some((each) => headOf(each) === headOf(problem))) small = fewer;
  }
  return small;
}

function headOf(problem: string): string {
  return problem.split('\n', 1)[0]?.replace(/\d+|".*"/g, '') ?? '';
}

function report(settings: Settings, index: number, small: Case, problem: string): void {
  const text = Buffer.from(textOf(small), 'latin1');
  const folder = keep(settings, `file-${settings.seed}-${index}`, { [FILE]: text });
  const changes = small.mutations.map(({ kind }) => kind).join(', ');
  console.log(`FAILED file ${index} (${small.seed.name}: ${changes}): ${problem}`);
  console.log(`  replay: npm run fuzz -- --replay ${join(folder, FILE)}${small.isForced ? ' --force' : ''}`);
}
