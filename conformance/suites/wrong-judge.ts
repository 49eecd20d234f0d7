import { Judge, type JudgeOptions } from '../judge';
import type { Outcome, Settings, Suite } from '../suite';
import { acceptance } from './acceptance';
import { access } from './access';
import { admission } from './admission';
import { afterHarden } from './after-harden';
import { files } from './files';
import { podSecurity } from './pod-security';

type Wrong = NonNullable<JudgeOptions['wrong']>;

/** One suite for each op that a verdict hangs on, and the answer that is turned round in it. */
const CASES: readonly { readonly suite: Suite; readonly wrong: Wrong }[] = [
  { suite: podSecurity, wrong: { op: 'psa', nth: 7 } },
  { suite: afterHarden, wrong: { op: 'psa', nth: 3 } },
  { suite: acceptance, wrong: { op: 'validate', nth: 5 } },
  { suite: access, wrong: { op: 'rbac', nth: 4 } },
  { suite: access, wrong: { op: 'covers', nth: 6 } },
  { suite: access, wrong: { op: 'escalation', nth: 2 } },
  { suite: admission, wrong: { op: 'cel', nth: 1 } },
  { suite: files, wrong: { op: 'decode', nth: 2 } },
];

/** A comparison that stays green under a judge that errs on purpose compares nothing. */
export const wrongJudge: Suite = {
  name: 'wrong-judge',
  guarantee: 'One wrong verdict of a judge fails the run: the comparisons compare',
  by: 'a judge that errs once, on purpose',
  async run({ seed }: Settings): Promise<Outcome> {
    for (const { suite, wrong } of CASES) {
      const judge = new Judge({ wrong });
      const failed = await suite.run({ judge, count: 30, seed }).then(
        () => false,
        () => true,
      );
      await judge.close();
      if (!failed)
        throw new Error(`suite ${suite.name} did not notice that answer ${wrong.nth} to ${wrong.op} was wrong`);
    }
    return { cases: `${CASES.length} verdicts turned round, all noticed` };
  },
};
