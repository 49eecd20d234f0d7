import type { UnreadPart } from '../harden/guarded-fixes';
import type { LeftOut, Unread } from '../report/context';
import { findFiles, type InputFile, type PathContent } from './files';
import { type Exclusion, Exclusions } from './globs/exclusions';
import { kustomizeEffects } from './kustomize/effects';

/** The files to read, of those behind some paths. */
export interface Selection {
  /** The same by path. */
  readonly contents: readonly PathContent[];
  /** Each once. */
  readonly files: readonly InputFile[];
  readonly unread: readonly Unread[];
  readonly leftOut: readonly LeftOut[];
  /** Number of files that are excluded. */
  readonly excluded: number;
  readonly notes: readonly string[];
  /** Namespace into which kustomizations put the objects of a file. */
  readonly namespaceOf: (path: string) => string | undefined;
  readonly unseen: () => UnreadPart;
}

/** Finds the files behind some paths, but for those that are excluded or that kustomizations name and not as objects. */
export function selectFiles(paths: readonly string[], cwd: string, exclude: readonly Exclusion[] = []): Selection {
  const found = findFiles(paths, cwd);
  const exclusions = new Exclusions(exclude, cwd);
  const isExcluded = exclude.length === 0 ? () => false : (absolute: string) => exclusions.has(absolute);
  const excluded = new Set<InputFile>();
  if (exclude.length > 0)
    for (const { files } of found)
      for (const file of files) if (file.path !== '-' && isExcluded(file.absolute)) excluded.add(file);
  const wanted = without(found, (file) => excluded.has(file));
  const { leftOut, isKustomization, byFile, unread, notes, unseen } = kustomizeEffects(wanted, isExcluded, cwd);
  const contents = without(wanted, (file) => leftOut.has(file) || isKustomization(file));
  const unused = exclusions.unused.map((glob) => `"${glob}" excludes no file`);
  const homes = new Map([...byFile].map(([{ path }, home]) => [path, home]));
  return {
    contents,
    files: [...new Set(contents.flatMap(({ files }) => files))],
    unread,
    leftOut: [...leftOut.values()],
    excluded: excluded.size,
    notes: [...notes, ...unused],
    namespaceOf: (path) => homes.get(path),
    unseen,
  };
}

function without(contents: readonly PathContent[], isOut: (file: InputFile) => boolean): readonly PathContent[] {
  return contents.map((content) => ({ ...content, files: content.files.filter((file) => !isOut(file)) }));
}
