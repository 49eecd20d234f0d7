import type { Report } from '../engine/report';
import { UnknownKinds, unknownKindErrors } from '../engine/unknown-kinds';
import { unreadPart } from '../harden/guarded-fixes';
import { offeredFixes } from '../harden/offered-fixes';
import { ManifestSet } from '../model/manifest-set';
import { withBaseline } from '../report/baseline';
import type { ReportContext } from '../report/context';
import { baselineFor } from './baseline-file';
import { type Input, readInput } from './input';
import { ExitCode, type Io } from './io';
import { packageVersion } from './package-files';
import { type Setup, type SetupOptions, setUp } from './setup';

export interface JudgeOptions extends SetupOptions {
  readonly baseline?: string | false;
  readonly allowEmpty?: boolean;
  readonly verbose?: boolean;
}

/** The result of checking some files. */
export interface Judgement extends Setup {
  readonly report: Report;
  readonly input: Input;
  readonly code: ExitCode;
}

/**
 * Reads and checks all objects behind some paths, which are relative to `folder`. Paths in options are relative to the
 * current folder.
 */
export async function judge(
  paths: readonly string[],
  options: JudgeOptions,
  io: Io,
  folder: string = io.cwd,
): Promise<Judgement> {
  const setup = setUp(options, io);
  const old = baselineFor(options, setup.baseline, io);
  const input = await readInput(paths, folder === io.cwd ? io : elsewhere(io, folder), {
    workloadKinds: setup.policy.workloadKinds,
    imageFacts: setup.imageFacts,
    ...options,
  });
  const found = setup.checker.check(ManifestSet.fromManifests(input.manifests));
  const refused = setup.unknownKinds === UnknownKinds.ERROR ? unknownKindErrors(found.unknown) : [];
  const judged = refused.length === 0 ? found : found._with({ errors: [...found.errors, ...refused] });
  const report = old ? withBaseline(judged, old) : judged;
  const notJudged = input.unread.length > 0 || report.errors.length > 0;
  const code = notJudged ? ExitCode.NOT_JUDGED : report.fails(setup.failOn) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  return { ...setup, report, input, code };
}

/** Returns the data that reports show in addition to the findings. */
export function contextOf({ profile, policy, input, report }: Judgement, { today }: Io): ReportContext {
  const { manifests, unread, skipped, sourceLine, sourceOf } = input;
  const lost = unreadPart(unread.length > 0, report);
  const fixOf = offeredFixes(manifests, report, { needs: policy.needs, unread: lost });
  const rules = profile._rulesFor(report.kubernetesVersion);
  return { version: packageVersion(), rules, unread, skipped, today, sourceLine, sourceOf, fixOf };
}

/** Returns the same environment with another current folder. A copy would open standard input. */
function elsewhere(io: Io, cwd: string): Io {
  return Object.create(io, { cwd: { value: cwd } });
}
