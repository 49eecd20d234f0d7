import type { Report } from '../engine/report';
import { UnknownKinds, unknownKindErrors } from '../engine/unknown-kinds';
import { unreadPart } from '../harden/guarded-fixes';
import { offeredFixes } from '../harden/offered-fixes';
import { ManifestSet } from '../model/manifest-set';
import { accessPictureOf } from '../report/access/picture/graph';
import { withBaseline } from '../report/baseline';
import type { ReportContext } from '../report/context';
import { networkGraphOf } from '../report/network/picture/graph';
import { baselineFor } from './baseline-file';
import { type Input, readInput } from './input';
import { ExitCode, elsewhere, type Io } from './io';
import { packageVersion } from './package-files';
import { type RenderOptions, renderAll } from './render';
import { type Setup, type SetupOptions, setUp } from './setup';
import { withoutUnplaced } from './unplaced';
import { recordedWaivers } from './waiver-record';

export interface JudgeOptions extends SetupOptions, RenderOptions {
  readonly baseline?: string | false;
  readonly allowEmpty?: boolean;
  readonly verbose?: boolean;
  /** Whether the waivers count that a synth recorded beside the files. Default: as in the policy; for an app, they do. */
  readonly recordedWaivers?: boolean;
  /** Whether the files are those of an app, whose charts set the namespace: each object without one is a finding. */
  readonly asApp?: boolean;
}

/** The result of checking some files. */
export interface Judgement extends Setup {
  readonly report: Report;
  readonly input: Input;
  /** Number of objects without a namespace, if the profile asks for one. */
  readonly unplaced: number;
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
  const { allowEmpty, verbose } = options;
  const namespaceName = options.asApp ? undefined : setup.reading.namespaceName;
  const rendered = await renderAll(options, namespaceName, io);
  const reading = { ...setup.reading, namespaceName, allowEmpty, verbose, rendered };
  const input = await readInput(paths, folder === io.cwd ? io : elsewhere(io, folder), reading);
  const set = ManifestSet.fromManifests(input.manifests);
  const counts = options.recordedWaivers ?? setup.profile.waiverPolicy.recorded ?? options.asApp;
  const record = () =>
    recordedWaivers(
      [...input.texts.values()].map(({ file }) => file.absolute),
      set.all,
    );
  const found = setup.checker._checkSome(set, set.all, counts ? record() : undefined);
  const refused = setup.unknownKinds === UnknownKinds.ERROR ? unknownKindErrors(found.unknown) : [];
  const judged = refused.length === 0 ? found : found._with({ errors: [...found.errors, ...refused] });
  const whole = old ? withBaseline(judged, old) : judged;
  const { report, unplaced } = options.asApp ? { report: whole, unplaced: 0 } : withoutUnplaced(whole, input.notes);
  const notJudged = input.unread.length > 0 || report.errors.length > 0;
  const code = notJudged ? ExitCode.NOT_JUDGED : report.fails(setup.failOn) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  return { ...setup, report, input, unplaced, code };
}

/** Returns the data that reports show in addition to the findings. */
export function contextOf({ profile, policy, input, report, unplaced }: Judgement, { today }: Io): ReportContext {
  const { manifests, unread, skipped, leftOut, excluded, sourceLine, sourceOf, unseen } = input;
  const lost = unreadPart(unread.length > 0, report, unseen());
  const fixOf = offeredFixes(manifests, report, { needs: policy.needs, unread: lost });
  const rules = profile._rulesFor(report.kubernetesVersion);
  const files = { unread, skipped, leftOut, excluded };
  const network = () => report._objects && networkGraphOf(report._objects);
  const access = () => report._objects && accessPictureOf(report._objects);
  return {
    version: packageVersion(),
    rules,
    profile,
    ...files,
    unplaced,
    today,
    sourceLine,
    sourceOf,
    network,
    access,
    fixOf,
  };
}
