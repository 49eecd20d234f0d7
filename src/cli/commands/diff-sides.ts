import { inRevision, type Revision, revisionOf } from '../../host/git/revision';
import { ExitCode, type Io, UsageError } from '../../host/io';
import { contextOf, type Judgement, judge } from '../../host/judge';
import type { SetupOptions } from '../../host/setup';
import type { Comparison } from '../../report/diff/comparison';
import { differenceOf } from '../../report/diff/difference';

export interface DiffOptions extends SetupOptions {
  readonly allowEmpty?: boolean;
}

/** The result of comparing two sides. */
export interface SideComparison {
  readonly comparison: Comparison;
  readonly code: ExitCode;
}

/** Checks two sides with the same policy and options, and compares the results. */
export async function compareSides(old: string, fresh: string, options: DiffOptions, io: Io): Promise<SideComparison> {
  if (old === '-' && fresh === '-') throw new UsageError('both sides are standard input; name a file for one');
  const revisions = { old: revisionOf(old), fresh: revisionOf(fresh) };
  // A diff is about old findings too; a baseline would hide them.
  const same = { ...options, baseline: false as const };
  const before = { name: old, judgement: await judgeSide(old, revisions.old, same, io) };
  const now = { name: fresh, judgement: await judgeSide(fresh, revisions.fresh, same, io) };
  const { failOn } = now.judgement;
  const difference = differenceOf(sideOf(before), sideOf(now), failOn);
  const notJudged = [before, now].some(({ judgement }) => judgement.code === ExitCode.NOT_JUDGED);
  const code = notJudged ? ExitCode.NOT_JUDGED : difference.fails ? ExitCode.FINDINGS : ExitCode.CLEAN;
  return { comparison: { difference, failOn, before: shown(before, io), now: shown(now, io) }, code };
}

interface NamedJudgement {
  readonly name: string;
  readonly judgement: Judgement;
}

function sideOf({ judgement: { report, input } }: NamedJudgement) {
  return { report, objects: input.manifests.map(({ objectRef }) => objectRef) };
}

function shown({ name, judgement }: NamedJudgement, io: Io) {
  return { name, report: judgement.report, context: contextOf(judgement, io) };
}

type SideOptions = DiffOptions & { readonly baseline: false };

async function judgeSide(
  name: string,
  revision: Revision | undefined,
  options: SideOptions,
  io: Io,
): Promise<Judgement> {
  if (!revision) return judge([name], options, io);
  return inRevision(revision, io, async ({ exists, holdsManifests, cwd, path, unread }) => {
    if (!exists && !options.allowEmpty)
      throw new UsageError(`"${path}" is not in revision "${revision.revision}"; name another, or give --allow-empty`);
    const isEmpty = !holdsManifests && options.allowEmpty;
    const judgement = await judge(isEmpty ? [] : [path], options, io, cwd);
    if (unread.length === 0) return judgement;
    const input = { ...judgement.input, unread: [...judgement.input.unread, ...unread] };
    return { ...judgement, input, code: ExitCode.NOT_JUDGED };
  });
}
