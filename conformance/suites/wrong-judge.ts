import { whyNoReleases } from '../../test/support/releases';
import { Judge, type JudgeOptions } from '../judge';
import type { Outcome, Suite } from '../suite';
import { acceptance } from './acceptance';
import { access } from './access';
import { accessPaths } from './access-paths';
import { accessRules } from './access-rules';
import { admission } from './admission';
import { afterHarden } from './after-harden';
import { clusterFiles } from './cluster-files';
import { files } from './files';
import { fixes } from './fixes';
import { podSecurity } from './pod-security';
import { refusals } from './refusals';
import { thirdParty } from './third-party';
import { workloads } from './workloads';
import { written } from './written';
import { yaml } from './yaml';

type Wrong = NonNullable<JudgeOptions['wrong']>;

const THIRD_PARTY: readonly { readonly suite: Suite; readonly wrong: Wrong }[] = [
  { suite: thirdParty, wrong: { op: 'psa', nth: 12 } },
  { suite: thirdParty, wrong: { op: 'validate', nth: 70 } },
];

/**
 * One suite for each op that a verdict hangs on, and the answer that is turned round in it. `access-refused` is not here:
 * it claims one direction alone, and most verdicts that are turned round break no claim.
 */
const CASES: readonly { readonly suite: Suite; readonly wrong: Wrong }[] = [
  { suite: podSecurity, wrong: { op: 'psa', nth: 7 } },
  { suite: afterHarden, wrong: { op: 'psa', nth: 3 } },
  { suite: acceptance, wrong: { op: 'validate', nth: 5 } },
  { suite: refusals, wrong: { op: 'validate', nth: 8 } },
  { suite: access, wrong: { op: 'rbac', nth: 4 } },
  { suite: access, wrong: { op: 'covers', nth: 6 } },
  { suite: access, wrong: { op: 'escalation', nth: 2 } },
  { suite: accessRules, wrong: { op: 'rbac', nth: 7 } },
  { suite: accessPaths, wrong: { op: 'rbac', nth: 4 } },
  { suite: fixes, wrong: { op: 'validate', nth: 16 } },
  { suite: fixes, wrong: { op: 'psa', nth: 6 } },
  { suite: workloads, wrong: { op: 'validate', nth: 9 } },
  { suite: workloads, wrong: { op: 'psa', nth: 3 } },
  { suite: admission, wrong: { op: 'cel', nth: 1 } },
  { suite: files, wrong: { op: 'decode', nth: 2 } },
  { suite: clusterFiles, wrong: { op: 'decode', nth: 3 } },
  { suite: clusterFiles, wrong: { op: 'validate', nth: 1 } },
  { suite: yaml, wrong: { op: 'yaml', nth: 6 } },
  { suite: written, wrong: { op: 'yaml', nth: 1 } },
  ...(whyNoReleases() ? [] : THIRD_PARTY),
];

/** Enough for each suite to see all that it asks its generators for. */
const COUNT = 200;
/** Not that of the run: which answer is turned round must hang on nothing. */
const SEED = 1;

/** A comparison that stays green under a judge that errs on purpose compares nothing. */
export const wrongJudge: Suite = {
  name: 'wrong-judge',
  guarantee: 'One inverted verdict of a judge fails the run',
  by: 'a judge that errs once, on purpose',
  async run(): Promise<Outcome> {
    for (const { suite, wrong } of CASES) {
      if ((await failure(suite, wrong)) === undefined)
        throw new Error(`suite ${suite.name} did not notice that answer ${wrong.nth} to ${wrong.op} was wrong`);
    }
    // What failed above failed for the wrong verdict alone: it passes where that is never reached.
    for (const suite of new Set(CASES.map((each) => each.suite))) {
      const error = await failure(suite, { op: 'psa', nth: Number.POSITIVE_INFINITY });
      if (error)
        throw new Error(`suite ${suite.name} fails without a wrong verdict: ${error.message}`, { cause: error });
    }
    return { cases: `${CASES.length} inverted verdicts, all noticed` };
  },
};

async function failure(suite: Suite, wrong: Wrong): Promise<Error | undefined> {
  const judge = new Judge({ wrong });
  try {
    await suite.run({ judge, count: COUNT, seed: SEED });
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await judge.close();
  }
}
