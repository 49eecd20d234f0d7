import { type Dirent, existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isNodeText } from '../model/node-texts';
import type { Unread } from '../report/context';

/** One file to read. */
export interface InputFile {
  /** Path as the user would write it; `-` for standard input. */
  readonly path: string;
  /** Absolute path. */
  readonly absolute: string;
  /** The same without links. */
  readonly real: string;
  /** Whether it lies behind a link that leads out of every folder that was named. */
  isOutside: boolean;
  /** Whether the user named the file, and not only a folder that contains it. */
  named: boolean;
  /** Size in bytes; undefined for standard input and pipes. */
  readonly size?: number;
}

/** The files behind one of the given paths. */
export interface PathContent {
  readonly path: string;
  readonly files: InputFile[];
  readonly unread: Unread[];
  /** The files named `Kustomization` that were met in folders. */
  readonly kustomizations: string[];
}

export const EXTENSION = /\.(?:ya?ml|json)$/i;

/** Whether a file of a folder is read: by its path, as its name is not always enough. */
export function isRead(path: string): boolean {
  return EXTENSION.test(path) || isNodeText(path);
}

/** Finds the files behind the given paths, in a stable order. A file that is found twice is listed once. */
export function findFiles(paths: readonly string[], cwd: string): PathContent[] {
  const met = new Map<string, InputFile>();
  return paths.map((path) => findAt(path, cwd, met));
}

function findAt(path: string, cwd: string, met: Map<string, InputFile>): PathContent {
  const content: PathContent = { path, files: [], unread: [], kustomizations: [] };
  const absolute = path === '-' ? '-' : resolve(cwd, path);
  let root = absolute;
  const add = (real: string, found: Omit<InputFile, 'real' | 'isOutside'>) => {
    const file: InputFile = { ...found, real, isOutside: !isWithin(root, real) };
    const known = met.get(real);
    if (!known) met.set(real, file);
    else {
      known.named ||= file.named;
      known.isOutside &&= file.isOutside;
    }
    content.files.push(known ?? file);
  };
  if (path === '-') {
    add('-', { path, absolute, named: true });
    return content;
  }

  const walked = new Set<string>();
  const walk = (folder: string, shown: string): void => {
    const real = realpathSync(folder);
    if (walked.has(real)) return; // A link back to a parent folder.
    walked.add(real);
    const entries = readdirSync(folder, { withFileTypes: true }).sort(byName);
    for (const entry of entries) attempt(join(shown, entry.name), () => visit(entry, folder, real, shown));
  };

  const visit = (entry: Dirent, folder: string, real: string, shown: string): void => {
    const { name } = entry;
    if (name === 'Kustomization' && !entry.isDirectory()) content.kustomizations.push(join(shown, name));
    if (name === 'node_modules' || (name.startsWith('.') && !EXTENSION.test(name))) return;
    const stats: Stats | undefined =
      entry.isFile() && !isRead(join(folder, name)) ? undefined : statSync(join(folder, name));
    if (stats?.isDirectory()) {
      if (!name.startsWith('.')) walk(join(folder, name), join(shown, name));
    } else if (stats && isRead(join(folder, name))) {
      if (!stats.isFile()) throw new Error('is neither file nor folder; name it to have it read');
      const absolute = join(folder, name);
      const at = entry.isSymbolicLink() ? realpathSync(absolute) : real === folder ? absolute : join(real, name);
      add(at, { path: join(shown, name), absolute, named: false, size: stats.size });
    }
  };

  const attempt = (file: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      content.unread.push({ file, message: reasonOf(error) });
    }
  };

  attempt(path, () => {
    const matches = existsSync(absolute) ? undefined : matchesOf(path, cwd);
    if (matches) {
      root = realpathSync(resolve(cwd, folderOfGlob(path)));
      for (const match of matches) {
        const at = resolve(cwd, match);
        add(realpathSync(at), { path: match, absolute: at, named: false, size: statSync(at).size });
      }
      return;
    }
    const stats = statSync(absolute);
    root = realpathSync(stats.isDirectory() ? absolute : dirname(absolute));
    if (stats.isDirectory()) {
      walk(absolute, path);
      if (content.files.length === 0 && content.unread.length === 0) {
        throw new Error('holds no .yaml, .yml or .json file; name a folder that does');
      }
    } else {
      const real = stats.isFile() ? realpathSync(absolute) : absolute;
      add(real, { path, absolute, named: true, size: stats.isFile() && stats.size > 0 ? stats.size : undefined });
    }
  });
  return content;
}

export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** Returns the files that match a glob; undefined if a path is not a glob. */
function matchesOf(pattern: string, cwd: string): string[] | undefined {
  if (!isGlob(pattern)) return undefined;
  const { globSync } = require('./globs/libraries') as typeof import('./globs/libraries');
  const found = globSync(pattern.replaceAll('\\', '/'), { cwd, onlyFiles: true, expandDirectories: false });
  const files = found.filter(isRead).sort();
  if (files.length === 0) throw new Error('matches no .yaml, .yml or .json file; name one that does');
  return files;
}

/** The folder that a glob starts from: all before its first part with a wildcard. */
function folderOfGlob(pattern: string): string {
  return pattern.replaceAll('\\', '/').replace(/[^/]*[*?[{].*$/s, '') || '.';
}

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1; // Not by locale, so that the order is the same everywhere.
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'does not exist; name an existing file or folder',
  EACCES: 'is not readable; change its permissions',
  EEXIST: 'is no folder; name one',
  ENOTDIR: 'lies below a file; name a place in a folder',
  ELOOP: 'is a link that leads to itself; remove it',
};

/** Returns why a file could not be read, without its path, which the message shows first. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return REASONS[code] ?? `cannot be read (${code}); make it a readable file or folder`;
}
