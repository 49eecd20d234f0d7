import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { RuleMeta } from '../engine/rule';

/** Two folders up: from `src/host` and `lib/host`, and from `lib/cli`, where esbuild bundles the command line. */
export const PACKAGE_FOLDER = join(__dirname, '..', '..');

/** Returns the version of this package from package.json. */
export function packageVersion(): string {
  return packageIn(PACKAGE_FOLDER).version;
}

/** Returns the name and the version of the package in a folder. Each line of cdk8s-plus has a package of this library. */
export function packageIn(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The pages of all rules, by id, in one compressed file of the package: they are a quarter of it otherwise. */
const PAGES = join(PACKAGE_FOLDER, 'lib', 'rules', 'pages.json.br');

/** Returns the page of a shipped rule, as Markdown; undefined for a rule of another package. */
export function rulePage({ id, category = '' }: RuleMeta): string | undefined {
  const source = join(PACKAGE_FOLDER, 'src', 'rules', category, id, 'rule.md');
  if (existsSync(source)) return readFileSync(source, 'utf8');
  return existsSync(PAGES) ? pagesIn(readFileSync(PAGES)).get(id) : undefined;
}

/** Returns the pages in the compressed file, by the id of the rule. */
export function pagesIn(compressed: Buffer): ReadonlyMap<string, string> {
  return new Map(JSON.parse(brotliDecompressSync(compressed).toString()));
}
