import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../io';

/** A glob of files to leave out. */
export interface Exclusion {
  readonly glob: string;
  /** The folder that the glob starts from, relative to the current one. */
  readonly folder: string;
}

/**
 * Decides which files are left out. A glob without a slash matches names at any depth, one with a slash paths from its folder;
 * a glob that matches a folder leaves out all of it.
 */
export class Exclusions {
  private readonly globs: readonly Glob[];

  public constructor(exclusions: readonly Exclusion[], cwd: string) {
    this.globs = exclusions.map((each) => new Glob(each, cwd));
  }

  /** Whether a file is left out. Every glob is asked, as each is reported that matches nothing. */
  public has(absolute: string): boolean {
    return this.globs.filter((glob) => glob.matches(absolute)).length > 0;
  }

  /** The globs that have matched no file. */
  public get unused(): string[] {
    return this.globs.filter(({ isUsed }) => !isUsed).map(({ glob }) => glob);
  }
}

class Glob {
  public readonly glob: string;
  public isUsed = false;
  private readonly root: string;
  private readonly isMatch: (path: string) => boolean;
  /** What was found for folders, which many files have in common. */
  private readonly folders = new Map<string, boolean>();

  public constructor({ glob, folder }: Exclusion, cwd: string) {
    this.glob = glob;
    this.root = isAbsolute(glob) ? '/' : resolve(cwd, folder);
    const pattern = glob.replace(/^\.?\/+/, '').replace(/\/+$/, '');
    // One that starts with "!" would leave out all files but the few that it names.
    if (pattern === '' || pattern.startsWith('!'))
      throw new UsageError(`"${glob}" cannot leave out files; name these files by a glob, such as "**/*-patch.yaml"`);
    const { picomatch } = require('./libraries') as typeof import('./libraries');
    const isMatch = picomatch(pattern, { dot: true, matchBase: !pattern.includes('/') });
    // "**" stands for folders below the one that the glob starts from: a path that leaves it counts from where it goes down.
    this.isMatch = pattern.startsWith('**/') ? (path) => isMatch(path.replace(/^(?:\.\.\/)+/, '')) : isMatch;
  }

  public matches(absolute: string): boolean {
    const path = relative(this.root, absolute).split(sep).join('/');
    const found = this.isMatch(path) || this.holds(folderOf(path));
    this.isUsed ||= found;
    return found;
  }

  private holds(folder: string): boolean {
    if (folder === '') return false;
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const found = this.isMatch(folder) || this.holds(folderOf(folder));
    this.folders.set(folder, found);
    return found;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
