import type { Finding } from '../../engine/finding';
import { changedFields, effectOf } from '../../harden/fix-effects';
import type { HardenResult } from '../../harden/harden';
import type { Input } from '../../host/input';
import { type Io, UsageError, writeText } from '../../host/io';
import { isTerminal, TypedLines } from '../../host/terminal';
import type { Place } from '../../host/text-input';
import { applyPatches } from '../../json/patch';
import type { Manifest } from '../../model/manifest';
import { jsonAsWritten } from '../../model/wrapped';
import { unifiedDiff } from '../../report/diff/unified-diff';
import { objectName } from '../../report/object-name';
import { editYaml } from '../../yaml/edit/edit';

/** Whether the fixes of a rule are applied to an object. */
export type Accepts = (rule: string, original: Manifest) => boolean;

type Outcome = ReadonlyMap<Manifest, HardenResult>;

const HELP = `y - apply this fix
n - leave this finding
a - apply this fix and all later ones of the same rule
d - leave this finding and all later ones of the same rule
q - quit; no file is changed
? - print this help
`;

/** Throws if fixes cannot be chosen by a person here. */
export function confirmCanAsk(paths: readonly string[], toStdout: boolean, io: Io): void {
  if (paths.includes('-'))
    throw new UsageError('--interactive reads answers from standard input; name a file, not "-"');
  if (toStdout) throw new UsageError('--interactive asks on standard output; leave out --stdout');
  if (!isTerminal(io))
    throw new UsageError('--interactive needs a terminal as standard input and output; choose fixes with --rules');
}

/**
 * Asks for the fixes of each rule on each object, and returns the outcome with those that are accepted; undefined if
 * the person quits. Other fixes may be possible once one is refused, so that they are asked for too.
 *
 * @param start an object as it is before all fixes
 * @param harden applies the fixes that are accepted
 */
export async function askFixes(
  input: Input,
  start: (manifest: Manifest) => Manifest,
  harden: (accepts: Accepts) => Outcome,
  io: Io,
): Promise<Outcome | undefined> {
  const typed = new TypedLines(io);
  const answers = new Answers();
  try {
    for (;;) {
      const outcome = harden((rule, original) => answers.of(rule, original) ?? true);
      let isRefused = false;
      for (const question of questionsOf(outcome, answers, input, start)) {
        const answer = answers.of(question.rule, question.original) ?? (await ask(question, typed, io));
        if (answer === undefined) return undefined;
        if (typeof answer === 'object') answers.take(question, answer);
        isRefused ||= answers.of(question.rule, question.original) === false;
      }
      if (!isRefused) return outcome;
    }
  } finally {
    typed.close();
  }
}

interface Question {
  readonly rule: string;
  readonly original: Manifest;
  readonly findings: readonly Finding[];
  /** The change in the file; empty if it cannot be shown alone. */
  readonly hunks: string;
}

interface Answer {
  readonly isYes: boolean;
  readonly isForRule: boolean;
}

/** What was answered so far. */
class Answers {
  private readonly byObject = new Map<Manifest, Map<string, boolean>>();
  private readonly byRule = new Map<string, boolean>();

  public of(rule: string, original: Manifest): boolean | undefined {
    return this.byObject.get(original)?.get(rule) ?? this.byRule.get(rule);
  }

  public take({ rule, original }: Question, { isYes, isForRule }: Answer): void {
    const own = this.byObject.get(original) ?? new Map<string, boolean>();
    this.byObject.set(original, own.set(rule, isYes));
    if (isForRule) this.byRule.set(rule, isYes);
  }
}

/** The questions that are open, each with the change that it would make after those that were accepted. */
function* questionsOf(
  outcome: Outcome,
  answers: Answers,
  { sourceOf, texts }: Input,
  start: (manifest: Manifest) => Manifest,
): Generator<Question> {
  for (const [original, { applied }] of outcome) {
    if (applied.length === 0) continue;
    const { file, index: document, pointer } = sourceOf(original) as Place;
    const text = texts.get(file)?.text ?? '';
    const textWith = (rules: ReadonlySet<string>, old: string, from: Manifest) => {
      const patches = applied.filter(({ rule }) => rules.has(rule)).flatMap(({ fix }) => fix);
      const base = start(original);
      const after = base._withJson(applyPatches(base.json, patches));
      const edit = { document, pointer, before: jsonAsWritten(from), after: jsonAsWritten(after) };
      return { ...editYaml(old, [edit]), after };
    };
    const rules = [...new Set(applied.map((each) => each.rule))];
    for (const rule of rules) {
      if (answers.of(rule, original) !== undefined) continue;
      const accepted = new Set(rules.filter((each) => answers.of(each, original) === true));
      let hunks = '';
      try {
        const before = textWith(accepted, text, original);
        const { splices } = textWith(new Set([...accepted, rule]), before.text, before.after);
        hunks = unifiedDiff(before.text, splices, file);
        // Without a change of its own it is done by what was accepted, or cannot be written, which is told later.
        if (hunks === '') continue;
      } catch {
        // It builds on another fix. If that was refused, the next outcome tells whether it can be made without.
        if (rules.some((each) => answers.of(each, original) === false)) continue;
      }
      yield { rule, original, findings: applied.filter((each) => each.rule === rule), hunks };
    }
  }
}

async function ask(question: Question, typed: TypedLines, { stdout }: Io): Promise<Answer | undefined> {
  const { rule, original, findings, hunks } = question;
  const lines = [`${rule}  ${objectName(original.objectRef)}`];
  for (const finding of findings) lines.push(`  ${finding.message}`, `  ${changedFields(finding).join(', ')}`);
  const effects = new Set(findings.flatMap((finding) => effectOf(finding) ?? []));
  for (const effect of effects) lines.push(`  may change what runs: ${effect}`);
  await writeText(stdout, `${lines.join('\n')}\n${hunks}`);
  for (;;) {
    await writeText(stdout, 'apply this fix [y,n,a,d,q,?]? ');
    const line = await typed.next();
    if (line === undefined || line === 'q') return undefined;
    if (/^[ynad]$/.test(line)) return { isYes: line === 'y' || line === 'a', isForRule: line === 'a' || line === 'd' };
    await writeText(stdout, HELP);
  }
}
