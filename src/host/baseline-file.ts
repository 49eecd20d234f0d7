import { resolve } from 'node:path';
import type { BaselineEntry } from '../engine/report-parts';
import { readBaseline } from '../report/baseline';
import { reasonOf } from './files';
import { type Io, UsageError } from './io';
import { readTextFile } from './text-file';

/** The default path of the baseline. */
export const BASELINE_FILE = 'hardening-baseline.json';

/** Reads the baseline; undefined if there is none. */
export function baselineFor(
  { baseline }: { readonly baseline?: string | false },
  usual: string | undefined,
  { cwd }: Pick<Io, 'cwd'>,
): BaselineEntry[] | undefined {
  const path = baseline === undefined ? usual : baseline === false ? undefined : resolve(cwd, baseline);
  if (path === undefined) return undefined;
  try {
    return readBaseline(readTextFile(path));
  } catch (error) {
    throw new UsageError(`${baseline || path} ${reasonOf(error)}`);
  }
}
