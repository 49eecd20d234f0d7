import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../host/io';
import { LINES, packageFor } from './lines';

/**
 * Returns the package for the line of cdk8s-plus that a project depends on; undefined if it depends on none that there is a
 * package for.
 */
export function libraryFor(folder: string): string | undefined {
  const dependencies = dependenciesIn(folder);
  const found = LINES.filter(({ line }) => dependencies.includes(`cdk8s-plus-${line}`)).at(-1);
  return found && packageFor(found.line);
}

function dependenciesIn(folder: string): string[] {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return [];
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8'));
    return Object.keys({ ...devDependencies, ...dependencies });
  } catch {
    throw new UsageError('package.json is not valid JSON; correct it');
  }
}
