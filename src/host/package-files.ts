import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleMeta } from '../engine/rule';

/** Two folders up: from `src/host` and `lib/host`, and from `lib/cli`, where esbuild bundles the command line. */
export const PACKAGE_FOLDER = join(__dirname, '..', '..');

/** Returns the version of this package from package.json. */
export function packageVersion(): string {
  return thisPackage().version;
}

/** Returns the name, the version and the folder of this package. Each line of cdk8s-plus has a package of its own. */
export function thisPackage(): { readonly name: string; readonly version: string; readonly folder: string } {
  const { name, version } = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8'));
  return { name, version, folder: PACKAGE_FOLDER };
}

/** Returns the page of a shipped rule, as Markdown; undefined for a rule of another package. */
export function rulePage({ id, category = '' }: RuleMeta): string | undefined {
  try {
    return readFileSync(join(PACKAGE_FOLDER, 'src', 'rules', category, id, 'rule.md'), 'utf8');
  } catch {
    return undefined;
  }
}
