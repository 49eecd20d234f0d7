import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Replaces a file atomically: readers never see half of it. A link is kept, and its target is replaced. */
export function replaceFile(path: string, content: string | Buffer): void {
  const target = realPath(path);
  const mode = modeOf(target);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const bytes = Buffer.from(content);
  try {
    const handle = openSync(beside, 'wx');
    try {
      for (let at = 0; at < bytes.length; at += writeSync(handle, bytes, at));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (mode !== undefined) chmodSync(beside, mode);
    renameSync(beside, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(beside, { force: true }); // Another process made it.
    throw error;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function modeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mode;
}
