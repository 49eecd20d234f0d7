import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gathered, type Pieces } from '../report/pieces';
import { isWithin } from './files';

const TEMPORARY = /^\.cdk8s-hardened-[0-9a-f]{16}\.tmp$/;
/** A temporary file that is older than this many milliseconds was left by a run that was killed. */
const LEFT_BEHIND = 60 * 60 * 1000;

/**
 * Writes a file atomically: readers never see half of it. No link is followed, nor one of a folder that leads out of the
 * current one; mode and owner stay.
 */
export function replaceFile(path: string, content: string | Pieces, cwd: string): void {
  removeLeftovers(dirname(path));
  replace(path, typeof content === 'string' ? [content] : gathered(content), () => {
    confirmInside(dirname(path), cwd);
    return replaceable(path);
  });
}

/** The same for a file that must still hold the text that was read. */
export function replaceUnchanged(path: string, was: string, content: string): void {
  replace(path, [content], () => confirmUnchanged(path, was));
}

/** Throws if a file cannot be replaced, or does not hold the text that was read. Returns its state. */
export function confirmUnchanged(path: string, was: string): Stats {
  const stats = replaceable(path);
  if (!stats) throw new Error('it is gone; run again');
  if (!readFileSync(path).equals(Buffer.from(was))) throw new Error('it was changed meanwhile; run again');
  return stats;
}

/** Removes the temporary files that killed runs left in a folder. A folder that cannot be read is left as it is. */
export function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder).filter((each) => TEMPORARY.test(each))) {
      const path = join(folder, name);
      const stats = lstatSync(path);
      if (stats.isFile() && Date.now() - stats.mtimeMs > LEFT_BEHIND) rmSync(path, { force: true });
    }
  } catch {} // Not needed for what is to be written, which has an error of its own.
}

/** @param confirm throws if the file must not be replaced; asked at the start and, as it may change, at the end */
function replace(path: string, content: Pieces, confirm: () => Stats | undefined): void {
  const before = confirm();
  const beside = join(dirname(path), `.cdk8s-hardened-${randomBytes(8).toString('hex')}.tmp`);
  const handle = openSync(beside, 'wx', before ? 0o600 : 0o666); // Never looser than the file that it replaces.
  try {
    try {
      for (const text of content) {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length; at += writeSync(handle, bytes, at));
      }
      if (before) adopt(handle, before);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    confirm();
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Throws if a folder below the current one lies elsewhere: the author of the link would choose what is written. */
export function confirmInside(folder: string, cwd: string): void {
  if (isWithin(cwd, folder) && !isWithin(realpathSync(cwd), realpathSync(folder)))
    throw new Error('it lies behind a link, outside of the current folder; name the file itself');
}

/** The owner first: a change of the owner clears bits of the mode. */
function adopt(handle: number, { uid, gid, mode }: Stats): void {
  const own = fstatSync(handle);
  if (own.uid !== uid || own.gid !== gid) fchownSync(handle, uid, gid);
  fchmodSync(handle, mode & 0o7777);
}

/** Throws if there is something that must not be replaced; returns the state of the file, if there is one. */
function replaceable(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (stats.isSymbolicLink()) throw new Error('it is a link; name the file itself');
  if (!stats.isFile()) throw new Error('it is no regular file; name one');
  if ((stats.mode & 0o222) === 0 || !isWritable(path)) throw new Error('it is read-only; make it writable');
  return stats;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes a folder, and those around it, where they are missing. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true });
}
