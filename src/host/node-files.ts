import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { makeFolder, replaceFile } from './replace-file';
import { readTextFile } from './text-file';

/** A file of a node. */
export interface NodeFileText {
  /** Folder in the output of the app; the path of the file lies below it. */
  readonly folder: string;
  /** Absolute path on the node. */
  readonly path: string;
  readonly text: string;
}

/** Lists the files of a folder, as `sha256sum --check` reads it. */
const SUMS = 'SHA256SUMS';

/**
 * Writes the files of nodes, in a folder for each cluster, each below the path that it has on the node. A file of an earlier
 * synth that is not among them is removed, if it has not been changed: a stale file might be copied with the rest.
 */
export function writeNodeFiles(outdir: string, files: readonly NodeFileText[]): void {
  const folders = new Set(files.map(({ folder }) => folder));
  for (const folder of folders) {
    const own = new Map(
      files.filter((file) => file.folder === folder).map(({ path, text }) => [path.replace(/^\/+/, ''), text]),
    );
    const place = join(outdir, folder);
    removeStale(place, own);
    for (const [path, text] of own) write(join(place, path), text, outdir);
    const sums = [...own].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => `${hashOf(text)}  ${path}\n`);
    write(join(place, SUMS), sums.join(''), outdir);
  }
}

function write(path: string, text: string, outdir: string): void {
  makeFolder(dirname(path));
  replaceFile(path, text, outdir);
}

function removeStale(folder: string, kept: ReadonlyMap<string, string>): void {
  const sums = join(folder, SUMS);
  if (!existsSync(sums)) return;
  for (const line of readTextFile(sums).split('\n')) {
    const [, hash, path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    // Only what a synth writes: a path that stays in the folder, with the text that was written.
    if (hash === undefined || kept.has(path) || !isInside(path)) continue;
    const file = join(folder, path);
    if (existsSync(file) && hashOf(readTextFile(file)) === hash) rmSync(file);
  }
}

function isInside(path: string): boolean {
  return posix.normalize(path) === path && !path.startsWith('/') && !path.startsWith('../') && !path.includes('\\');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
