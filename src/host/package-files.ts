import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleMeta } from '../engine/rule';

/** Two folders up: from `src/host` and `lib/host`, and from `lib/cli`, where esbuild bundles the command line. */
const ROOT = join(__dirname, '..', '..');

/** Returns the version of this package from package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
}

/** Returns the page of a shipped rule, as Markdown; undefined for a rule of another package. */
export function rulePage({ id, category = '' }: RuleMeta): string | undefined {
  try {
    return readFileSync(join(ROOT, 'src', 'rules', category, id, 'rule.md'), 'utf8');
  } catch {
    return undefined;
  }
}
