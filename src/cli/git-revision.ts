import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { MAX_BYTES } from '../model/yaml';
import type { Unread } from '../report/context';
import { EXTENSION } from './files';
import { git } from './git';
import { type Io, UsageError } from './io';

/** How a revision is written: `git:REVISION`, or `git:REVISION:PATH`. A file that is called so is `./git:…`. */
const NOTATION = 'git:';
/** As many bytes are asked of git at once, in files that are whole. */
const BATCH_BYTES = 64_000_000;
const LINK = '120000';

/** What is asked of a git repository. */
export interface Revision {
  readonly revision: string;
  /** From the current folder. */
  readonly path: string;
}

/** A revision that was written out. */
export interface CheckedOut {
  /** What to read, from the folder that it was written to; undefined where the path holds no manifest. */
  readonly path?: string;
  readonly unread: Unread[];
}

interface Entry {
  readonly isLink: boolean;
  readonly id: string;
  readonly size: number;
  /** From the top of the repository. */
  readonly path: string;
}

/** What an argument asks of git; undefined where it is a path. */
export function revisionOf(argument: string): Revision | undefined {
  if (!argument.startsWith(NOTATION)) return undefined;
  const [, revision = '', path = '.'] = /^git:([^:]*)(?::(.*))?$/s.exec(argument) ?? [];
  if (revision === '') throw new UsageError(`"${argument}" names no revision; write git:REVISION or git:REVISION:PATH`);
  if (revision.startsWith('-'))
    throw new UsageError(`revision "${revision}" starts with "-"; name a branch, a tag or a commit`);
  if (posix.isAbsolute(path))
    throw new UsageError(`"${argument}" has an absolute path; write it from the current folder`);
  return { revision, path: path === '' ? '.' : path };
}

/** Writes the manifests of a revision to an empty folder. Nothing of the repository itself is touched. */
export async function checkOut({ revision, path }: Revision, folder: string, io: Io): Promise<CheckedOut> {
  const prefix = await prefixOf(io);
  const commit = await commitOf(revision, io);
  const below = posix.normalize(posix.join(prefix, path)).replace(/\/$/, '');
  if (below === '..' || below.startsWith('../'))
    throw new UsageError(`"${path}" lies outside of the repository; name a path inside`);
  const all = await entriesOf(commit, below, io);
  if (all.length === 0)
    throw new UsageError(`"${path}" does not exist in revision "${revision}"; name a path that does`);
  const isFile = all.length === 1 && all[0]?.path === below;
  const wanted = isFile ? all : all.filter((entry) => EXTENSION.test(entry.path) || entry.isLink);
  const unread = await writeOut(wanted, folder, io);
  const place = posix.normalize(path);
  return { path: wanted.length > 0 ? posix.relative(prefix, below) || '.' : undefined, unread };
}
