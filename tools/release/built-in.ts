import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export const ROOT = join(__dirname, '..', '..');
const ENTRY_POINTS = ['src/cli/main.ts', 'src/index.ts', 'src/plugin/validation.ts', 'src/testing/entry.ts'];

/** A library whose code is in the package. */
export interface BuiltIn {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Its folder, from that of this checkout. */
  readonly folder: string;
  /** The text of its licence. */
  readonly text: string;
}

/** Returns the libraries that esbuild finds from the entry points, peers excepted, by name. */
export function builtInLibraries(): BuiltIn[] {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ENTRY_POINTS,
    external: Object.keys(peerDependencies),
    bundle: true,
    metafile: true,
    write: false,
    platform: 'node',
    logLevel: 'error',
    outdir: 'lib',
  });
  const folders = Object.keys(metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)].map(libraryIn).sort(byName);
}

function libraryIn(folder: string): BuiltIn {
  const at = join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const file = readdirSync(at).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  if (file === undefined)
    throw new Error(`${name} has no licence file in ${folder}; its licence must be in the package`);
  return { name, version, license, folder, text: readFileSync(join(at, file), 'utf8').replace(/\r/g, '').trim() };
}

function byName(a: BuiltIn, b: BuiltIn): number {
  return a.name < b.name ? -1 : 1;
}

/** Returns the text of THIRD-PARTY-NOTICES. */
export function notices(libraries: readonly BuiltIn[]): string {
  const parts = libraries.map(({ name, license, text }) => `${name} (${license})\n\n${text}\n`);
  const title = 'cdk8s-hardened contains code of these libraries, under their licences.\n';
  return [title, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}
