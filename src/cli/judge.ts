import { Checker } from '../engine/checker';
import { unknownWord } from '../engine/suggestion';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import type { ReportContext } from '../report/context';
import { readInput } from './input';
import { ExitCode, type Io, UsageError, wantsColour } from './io';
import { packageVersion } from './version';

export interface JudgeOptions {
  readonly profile: string;
  readonly kubernetesVersion: string;
  readonly format: string;
}

const FORMATS: readonly string[] = ['text', 'json'];

/** Reads, judges, and writes the report. */
export async function judge(
  paths: readonly string[],
  options: JudgeOptions,
  io: Io,
): Promise<{ readonly code: ExitCode; readonly text: string }> {
  const { profile, checker } = prepare(options, io);
  const { manifests, unread, skipped } = await readInput(paths, io);
  const report = checker.check(ManifestSet.of(manifests));
  const context: ReportContext = { version: packageVersion(), rules: profile.rules, unread, skipped };
  const notJudged = unread.length > 0 || report.errors.length > 0;
  const code = notJudged ? ExitCode.NOT_JUDGED : report.fails() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  if (options.format === 'json') {
    const { reportJson } = require('../report/json') as typeof import('../report/json');
    return { code, text: reportJson(report, context) };
  }
  const { reportText } = require('../report/text') as typeof import('../report/text');
  return { code, text: reportText(report, context, { colour: wantsColour(io) }) };
}

/** Whatever is wrong with the options is said before anything is read. */
function prepare({ profile: name, kubernetesVersion, format }: JudgeOptions, { today }: Io) {
  try {
    if (!FORMATS.includes(format)) throw new Error(unknownWord('format', format, FORMATS));
    const profile = Profiles.named(name);
    return { profile, checker: new Checker({ profile, today, kubernetesVersion }) };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
