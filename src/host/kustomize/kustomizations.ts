import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Unread } from '../../report/context';
import { type InputFile, isGlob, isWithin, type PathContent, reasonOf } from '../files';
import { readTextFile } from '../text-file';
import { KUSTOMIZATION, type Kustomization, readKustomization } from './kustomization';

/** A kustomization that lies beside files that are read. */
export interface FoundKustomization extends Kustomization {
  /** Path as the user would write it. */
  readonly path: string;
  /** Its folder without links. */
  readonly folder: string;
}

/** What the kustomizations beside some files name. */
export interface KustomizationSet {
  readonly found: readonly FoundKustomization[];
  readonly unread: readonly Unread[];
  /** The file, or the kustomization of the folder, that an entry of one names; undefined if it is not among those that are read. */
  readonly named: (by: FoundKustomization, entry: string) => InputFile | FoundKustomization | undefined;
}

/**
 * Reads the kustomizations in the folders that were named, and in those of the files that were named. Nothing else is read
 * because a kustomization names it: it can only say something of files that are read in any case.
 */
export function readKustomizations(
  contents: readonly PathContent[],
  isExcluded: (absolute: string) => boolean,
  cwd: string,
): KustomizationSet {
  const unread: Unread[] = [];
  const byFolder = new Map<string, Map<string, FoundKustomization>>();
  for (const path of pathsOf(contents, cwd)) {
    const absolute = resolve(cwd, path);
    if (isExcluded(absolute)) continue;
    try {
      const folder = realpathSync(dirname(absolute));
      const read = readKustomization(readTextFile(absolute));
      const own = byFolder.get(folder) ?? new Map<string, FoundKustomization>();
      if (read) byFolder.set(folder, own.set(basename(path), { ...read, path, folder }));
    } catch (error) {
      // What has an extension is read as every other file, and reported there.
      if (basename(path) === 'Kustomization') unread.push({ file: path, message: reasonOf(error) });
    }
  }
  // Kustomize refuses a folder with two.
  const found = [...byFolder.values()].flatMap((own) => (own.size === 1 ? [...own.values()] : []));
  if (found.length === 0) return { found, unread, named: () => undefined };
  const files = new Map(contents.flatMap((content) => content.files.map((file) => [file.real, file])));
  const known = new Map<string, InputFile | FoundKustomization>([
    ...files,
    ...found.map((each) => [each.folder, each] as const),
  ]);
  const byPath = new Map([...files.values()].map((file) => [file.absolute, file]));
  const named = ({ folder }: FoundKustomization, entry: string) => {
    const path = resolve(folder, entry);
    return known.get(path) ?? byPath.get(path) ?? (isWithin(folder, path) ? known.get(withoutLinks(path)) : undefined);
  };
  return { found, unread, named };
}

/** The paths of all kustomizations, each once. */
function pathsOf(contents: readonly PathContent[], cwd: string): Set<string> {
  const paths = new Set<string>();
  const folders = new Set<string>();
  for (const { path, files, kustomizations } of contents) {
    for (const each of kustomizations) paths.add(each);
    for (const file of files) {
      if (isKustomizationFile(file)) paths.add(file.path);
      // A folder was listed to its leaves, a file or a glob was not.
      if (file.path !== '-' && (file.path === path || isGlob(path))) folders.add(dirname(file.path));
    }
  }
  for (const folder of folders)
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      const path = join(folder, name);
      if (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile()) paths.add(path);
    }
  return paths;
}

/** Whether a file may be a kustomization, by its name. */
function isKustomizationFile({ path, size }: InputFile): boolean {
  return size !== undefined && KUSTOMIZATION.test(path);
}

function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
