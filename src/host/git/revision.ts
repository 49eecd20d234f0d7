import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, sep } from 'node:path';
import type { Unread } from '../../report/context';
import { MAX_BYTES } from '../../yaml/read';
import { EXTENSION, isRead as isReadPath } from '../files';
import { type Io, UsageError } from '../io';
import { KUSTOMIZATION } from '../kustomize/kustomization';
import { RECORD_FILE } from '../waiver-record';
import { git } from './git';

/** Prefix of a revision: `git:REVISION`, or `git:REVISION:PATH`. A file with such a name is written as `./git:…`. */
const NOTATION = 'git:';
/** Maximum number of bytes in one request to git, rounded up to whole files. */
const BATCH_BYTES = 64_000_000;

/** A path in a git revision. */
export interface Revision {
  readonly revision: string;
  /** Relative to the current folder. */
  readonly path: string;
}

/** A revision that was written to a folder. */
export interface CheckedOut {
  /** Whether the path exists in the revision. */
  readonly exists: boolean;
  /** Whether the path contains manifests. */
  readonly holdsManifests: boolean;
  /** The folder that corresponds to the current folder. */
  readonly cwd: string;
  /** The path to read, relative to that folder. */
  readonly path: string;
  readonly unread: Unread[];
}

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly size: number;
  /** Relative to the top of the repository. */
  readonly path: string;
}

/** Parses an argument that names a revision; undefined if it is a path. */
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

/** Writes the manifests of a revision to a folder that exists for a while. The repository is not changed. */
export async function inRevision<T>(
  revision: Revision,
  io: Io,
  act: (checkedOut: CheckedOut) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-git-'));
  try {
    return await act(await checkOut(revision, folder, io));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkOut({ revision, path }: Revision, folder: string, io: Io): Promise<CheckedOut> {
  const prefix = await prefixOf(io);
  const commit = await commitOf(revision, io);
  const below = posix.join(prefix, path).replace(/\/$/, '');
  if (below === '..' || below.startsWith('../'))
    throw new UsageError(`"${path}" is outside the repository; name a path inside it`);
  const entries = await entriesOf(commit, below, io);
  const cwd = join(folder, prefix);
  mkdirSync(cwd, { recursive: true });
  if (entries.length === 0) return { exists: false, holdsManifests: false, cwd, path, unread: [] };
  const wanted = entries.filter((entry) => entry.path === below || isRead(entry));
  // The target of a link may be anywhere in the repository.
  const targets = wanted.some(isLink) ? (await entriesOf(commit, '.', io)).filter(isRead) : [];
  const all = [...new Map([...targets, ...wanted].map((entry) => [entry.path, entry])).values()];
  const unread = await writeOut(all, folder, io);
  return { exists: true, holdsManifests: wanted.some((entry) => !isRecord(entry)), cwd, path, unread };
}

function isRead(entry: Entry): boolean {
  return (
    isReadPath(entry.path) || isRecord(entry) || KUSTOMIZATION.test(entry.path) || isLink(entry) || isModule(entry)
  );
}

function isRecord({ path }: Entry): boolean {
  return posix.basename(path) === RECORD_FILE;
}

function isLink({ mode }: Entry): boolean {
  return mode === '120000';
}

function isModule({ mode }: Entry): boolean {
  return mode === '160000';
}

/** Returns the current folder relative to the top of its repository. */
async function prefixOf(io: Io): Promise<string> {
  try {
    return (await git(['rev-parse', '--show-prefix'], io)).toString().replace(/\n$/, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}; run it inside a git repository`);
  }
}

async function commitOf(revision: string, io: Io): Promise<string> {
  const id = await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], io).then(
    (said) => said.toString().trim(),
    () => '',
  );
  if (/^[0-9a-f]{40,64}$/.test(id)) return id;
  throw new UsageError(`revision "${revision}" is not in this repository; fetch it, or name another`);
}

async function entriesOf(commit: string, below: string, io: Io): Promise<Entry[]> {
  const paths = below === '.' ? [] : ['--', below];
  const said = await git(['--literal-pathspecs', 'ls-tree', '-r', '-z', '-l', '--full-tree', commit, ...paths], io);
  const entries = said
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line): Entry => {
      const [, mode = '', id = '', size = '', path = ''] = /^(\d+) \w+ (\w+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
      return { mode, id, size: Number(size) || 0, path };
    });
  confirmPaths(entries.map(({ path }) => path));
  return entries;
}

/**
 * Git itself creates no such paths, but a crafted repository may contain them; they would write files outside the
 * folder.
 */
function confirmPaths(paths: readonly string[]): void {
  const folded = (path: string) => path.normalize('NFKC').toLowerCase();
  const leaves = new Set(paths.map(folded));
  for (const path of paths) {
    const parts = folded(path).split(/[\\/]/);
    const isOdd = parts.some((part) => ['', '.', '..', '.git'].includes(part));
    const isBelowLeaf = parts.some((_, index) => index > 0 && leaves.has(parts.slice(0, index).join('/')));
    if (isOdd || isBelowLeaf)
      throw new UsageError(`the repository has the path "${path}", which git never checks out; name another path`);
  }
}

/** Writes entries to a folder; returns those that could not be written. */
async function writeOut(entries: readonly Entry[], folder: string, io: Io): Promise<Unread[]> {
  const unread: Unread[] = [];
  const writable: Entry[] = [];
  for (const entry of entries) {
    const { path: file, size } = entry;
    if (isModule(entry))
      unread.push({
        file,
        message: 'is a submodule, whose content is not part of the revision; name a path without it',
      });
    else if (size > MAX_BYTES) unread.push({ file, message: `has ${size} bytes; split it below ${MAX_BYTES}` });
    else writable.push(entry);
  }
  const links: Entry[] = [];
  for (const batch of batchesOf(writable)) {
    const contents = await contentsOf(batch, io);
    for (const [index, entry] of batch.entries()) {
      const place = join(folder, entry.path);
      const content = contents[index] as Buffer;
      mkdirSync(dirname(place), { recursive: true });
      if (!isLink(entry)) writeFileSync(place, content);
      else if (links.push(entry)) symlinkSync(content, place);
    }
  }
  return [...unread, ...links.flatMap((entry) => confineLink(entry, folder))];
}

/** A link of a repository may point anywhere on this machine. It is followed only inside the written folder. */
function confineLink({ path }: Entry, folder: string): Unread[] {
  const place = join(folder, path);
  let target: string | undefined;
  try {
    target = realpathSync(place);
  } catch {
    // A link that is not a manifest is dropped. A missing manifest is reported when it is read.
    if (!EXTENSION.test(path)) rmSync(place);
    return [];
  }
  const root = realpathSync(folder);
  if (target === root || target.startsWith(root + sep)) return [];
  rmSync(place);
  return [{ file: path, message: 'is a link to a path outside the repository; links in a revision must stay inside' }];
}

function batchesOf(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let left = 0;
  for (const entry of entries) {
    if (batches.length === 0 || entry.size > left) {
      batches.push([]);
      left = BATCH_BYTES;
    }
    batches.at(-1)?.push(entry);
    left -= entry.size;
  }
  return batches;
}

/**
 * Reads the content of some ids from git. It answers each with a line that ends with the size, the bytes, and a line
 * end.
 */
async function contentsOf(entries: readonly Entry[], io: Io): Promise<Buffer[]> {
  const bytes = entries.reduce((sum, { size }) => sum + size + 200, 0);
  const said = await git(['cat-file', '--batch'], io, { stdin: entries.map(({ id }) => `${id}\n`).join(''), bytes });
  let at = 0;
  return entries.map(({ id, path }) => {
    const end = said.indexOf('\n', at);
    const [, size] = /^\w+ blob (\d+)$/.exec(said.toString('latin1', at, end)) ?? [];
    if (size === undefined) throw new UsageError(`git does not have ${id} of "${path}"; fetch it`);
    at = end + 1 + Number(size) + 1;
    return said.subarray(end + 1, at - 1);
  });
}
