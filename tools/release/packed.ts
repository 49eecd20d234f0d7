import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { pagesIn } from '../../src/host/package-files';
import { entryPointsOf, importsOf, typesLedTo } from './entry-points';

export const MOST_BYTES = 5_000_000;
const ALWAYS = ['.jsii', 'CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'docs/policy.schema.json'];
const PAGES = 'lib/rules/pages.json.br';
/** What a user of the package has no use for. */
const UNWANTED =
  /\.(test|spec)\.|(^|\/)(tests?|__tests__|__snapshots__|fixtures|expected)\/|\.snap$|\.map$|tsbuildinfo$/;

/** A file of a tarball. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/** A tarball, before npm writes it. */
export interface Packed {
  /** Its size. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly PackedFile[];
}

/** Returns what `npm pack` would put into the tarball of a folder. */
export function packedIn(folder: string): Packed {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const out = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(out)[0];
}

/** Returns what is wrong with the files that a folder would publish. */
export function packedProblems(folder: string, { files, unpackedSize }: Packed): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entries = entryPointsOf(json);
  const peers = Object.keys(json.peerDependencies ?? {});
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const pages = paths.has(PAGES) ? pagesIn(readFileSync(join(folder, PAGES))) : new Map();
  const problems: string[] = [];
  if (unpackedSize > MOST_BYTES)
    problems.push(`the package has ${unpackedSize} bytes unpacked; it may have ${MOST_BYTES}`);
  for (const path of [...ALWAYS, ...entries])
    if (!paths.has(path)) problems.push(`${path} is missing; add it to "files"`);
  for (const path of paths) if (UNWANTED.test(path)) problems.push(`${path} is packed; take it out of "files"`);
  for (const path of [...paths].filter((each) => /^lib\/.*\.js$/.test(each))) {
    const text = read(path);
    const rule = /^lib\/rules\/.*\/(.*)\/rule\.js$/.exec(path)?.[1];
    if (rule !== undefined && !pages.has(rule)) problems.push(`${PAGES} has no page of ${rule}; explain reads it`);
    if (/^\/\/# sourceMappingURL=data:/m.test(text))
      problems.push(`${path} has a source map inside; compile it without`);
    for (const name of importsOf(text)) {
      if (name.startsWith('.') ? !isPacked(paths, path, name) : !isThere(name, peers))
        problems.push(`${path} loads "${name}", which is not in the package; build it in, or add it to "files"`);
    }
  }
  return [...problems, ...typeProblems(entries, paths, peers.concat(json.name), read)];
}

/** Every declaration that a typed entry point leads to must be in the package. */
function typeProblems(
  entries: readonly string[],
  paths: ReadonlySet<string>,
  packages: readonly string[],
  read: (path: string) => string,
): string[] {
  return typesLedTo(entries, (path) => paths.has(path), read)
    .outside.filter(({ name }) => name.startsWith('.') || !isThere(name, packages))
    .map(
      ({ from, name }) =>
        `${from} has types of "${name}", which is not in the package; pack them, or do not export them`,
    );
}

function isPacked(paths: ReadonlySet<string>, from: string, name: string): boolean {
  const target = posix.join(posix.dirname(from), name);
  return [target, `${target}.js`, `${target}/index.js`].some((each) => paths.has(each));
}

function isThere(name: string, packages: readonly string[]): boolean {
  return (
    name.startsWith('node:') ||
    builtinModules.includes(name) ||
    packages.some((each) => name === each || name.startsWith(`${each}/`))
  );
}
