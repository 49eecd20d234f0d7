import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Returns the page of a shipped rule, as Markdown; undefined for a rule of another package. */
export function rulePage({ id, category = '' }: RuleMeta): string | undefined {
  try {
    return readFileSync(join(PACKAGE_FOLDER, 'src', 'rules', category, id, 'rule.md'), 'utf8');
  } catch {
    return undefined;
  }
}
