import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BaselineEntry, Report } from '../engine/report';
import { unknownWord } from '../engine/suggestion';
import { ManifestSet } from '../model/manifest-set';
import { baselineText, readBaseline, withBaseline } from '../report/baseline';
import type { ReportContext } from '../report/context';
import { reasonOf } from './files';
import { readInput } from './input';
import { ExitCode, type Io, UsageError, wantsColour } from './io';
import { replaceFile } from './replace-file';
import { type SetupOptions, setUp } from './setup';
import { packageVersion } from './version';

export interface JudgeOptions extends SetupOptions {
  readonly format: string;
  readonly baseline?: string | false;
  /** A path, or true for the usual one. */
  readonly writeBaseline?: string | true;
}

const FORMATS: readonly string[] = ['text', 'json'];
const BASELINE_FILE = 'hardening-baseline.json';

/** Reads, judges, and writes the report. */
export async function judge(
  paths: readonly string[],
  options: JudgeOptions,
  io: Io,
): Promise<{ readonly code: ExitCode; readonly text: string }> {
  if (!FORMATS.includes(options.format)) throw new UsageError(unknownWord('format', options.format, FORMATS));
  const setup = setUp(options, io);
  const { profile, checker, policy, failOn } = setup;
  const baseline = baselineFor(options, setup.baseline, io);
  const { manifests, unread, skipped } = await readInput(paths, io, policy.workloadKinds);
  const found = checker.check(ManifestSet.of(manifests));
  const context: ReportContext = { version: packageVersion(), rules: profile.rules, unread, skipped };
  if (options.writeBaseline) return writeBaseline(found, context, options.writeBaseline, setup.baseline, io);
  const report = baseline ? withBaseline(found, baseline) : found;
  const notJudged = unread.length > 0 || report.errors.length > 0;
  const code = notJudged ? ExitCode.NOT_JUDGED : report.fails(failOn) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  if (options.format === 'json') {
    const { reportJson } = require('../report/json') as typeof import('../report/json');
    return { code, text: reportJson(report, context) };
  }
  const { reportText } = require('../report/text') as typeof import('../report/text');
  return { code, text: reportText(report, context, { colour: wantsColour(io) }) };
}

function baselineFor(options: JudgeOptions, usual: string | undefined, io: Io): BaselineEntry[] | undefined {
  if (options.baseline === false || options.writeBaseline) return undefined;
  const path = options.baseline === undefined ? usual : resolve(io.cwd, options.baseline);
  if (path === undefined) return undefined;
  try {
    return readBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${options.baseline ?? path} ${reasonOf(error)}`);
  }
}

/** Old findings are written down only where everything could be judged: what nobody saw cannot be let stand. */
function writeBaseline(
  report: Report,
  { unread }: ReportContext,
  option: string | true,
  usual: string | undefined,
  io: Io,
): { code: ExitCode; text: string } {
  const [first] = [...unread.map(({ file, message }) => `${file} ${message}`), ...report.errors.map((e) => e.message)];
  if (first) throw new UsageError(`no baseline is written, as not everything could be judged: ${first}`);
  const path = option === true ? (usual ?? resolve(io.cwd, BASELINE_FILE)) : resolve(io.cwd, option);
  const had = existsSync(path);
  replaceFile(path, baselineText(report));
  const count = report.findings.length;
  const text = `${had ? 'rewrote' : 'wrote'} ${path}: ${count} ${count === 1 ? 'finding stands' : 'findings stand'} until mended\n`;
  return { code: ExitCode.CLEAN, text };
}
