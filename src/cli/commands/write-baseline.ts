import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BASELINE_FILE } from '../../host/baseline-file';
import { reasonOf } from '../../host/files';
import { type Io, UsageError } from '../../host/io';
import type { Judgement } from '../../host/judge';
import { replaceFile } from '../../host/replace-file';
import { baselineText } from '../../report/baseline';

/** Writes a baseline if everything could be checked: findings of unread input cannot be accepted. */
export function writeBaseline(
  { report, input, baseline: usual }: Judgement,
  option: string | true,
  { cwd }: Io,
): string {
  const unread = input.unread.map(({ file, message }) => `${file} ${message}`);
  const [first] = [...unread, ...report.errors.filter(({ isRefusal }) => !isRefusal).map(({ message }) => message)];
  if (first) throw new UsageError(`no baseline is written, because not everything could be checked: ${first}`);
  const path = option === true ? (usual ?? resolve(cwd, BASELINE_FILE)) : resolve(cwd, option);
  const had = existsSync(path);
  try {
    replaceFile(path, baselineText(report), cwd);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${reasonOf(error)}`);
  }
  const count = report.findings.length;
  const stand = count === 1 ? 'finding stands' : 'findings stand';
  return `${had ? 'rewrote' : 'wrote'} ${path}: ${count} ${stand} until fixed\n`;
}
