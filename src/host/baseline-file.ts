import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BaselineEntry } from '../engine/report';
import { baselineText, readBaseline } from '../report/baseline';
import { reasonOf } from './files';
import { type Io, UsageError } from './io';
import type { Judgement } from './judge';
import { replaceFile } from './replace-file';

/** Where old findings are listed when nobody says where. */
export const BASELINE_FILE = 'hardening-baseline.json';

/** The old findings that may stand; undefined where there is no list of them. */
export function baselineFor(
  { baseline }: { readonly baseline?: string | false },
  usual: string | undefined,
  { cwd }: Pick<Io, 'cwd'>,
): BaselineEntry[] | undefined {
  const path = baseline === undefined ? usual : baseline === false ? undefined : resolve(cwd, baseline);
  if (path === undefined) return undefined;
  try {
    return readBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${baseline || path} ${reasonOf(error)}`);
  }
}

/** Writes old findings down, where everything could be judged: what nobody saw cannot be let stand. */
export function writeBaseline(
  { report, input, baseline: usual }: Judgement,
  option: string | true,
  { cwd }: Io,
): string {
  const unread = input.unread.map(({ file, message }) => `${file} ${message}`);
  const [first] = [...unread, ...report.errors.map(({ message }) => message)];
  if (first) throw new UsageError(`no baseline is written, as not everything could be judged: ${first}`);
  const path = option === true ? (usual ?? resolve(cwd, BASELINE_FILE)) : resolve(cwd, option);
  const had = existsSync(path);
  replaceFile(path, baselineText(report));
  const count = report.findings.length;
  const stand = count === 1 ? 'finding stands' : 'findings stand';
  return `${had ? 'rewrote' : 'wrote'} ${path}: ${count} ${stand} until mended\n`;
}
