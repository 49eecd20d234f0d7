import { PACKAGE_FOLDER, packageIn } from '../host/package-files';
import { warn } from './warnings';

/** Where the copies of this library in the process know each other, by their folders. */
const COPIES = Symbol.for('cdk8s-hardened.copies');

/** Emits a process warning if this is the second copy of the library that acts in the process: types of one do not fit the other. */
export function warnOfSecondCopy(): void {
  const known = globalThis as { [COPIES]?: Set<string> };
  known[COPIES] ??= new Set();
  const folders = known[COPIES];
  if (folders.has(PACKAGE_FOLDER)) return;
  folders.add(PACKAGE_FOLDER);
  if (folders.size !== 2) return;
  const copies = [...folders].map((folder) => ({ folder, ...described(folder) }));
  const places = copies.map(({ name, version, folder }) => `${name} ${version} in ${folder}`).join(' and ');
  const names = [...new Set(copies.map(({ name }) => name))].join(' ');
  warn(`two copies of this library are loaded, ${places}; keep one (npm ls ${names})`);
}

/** A bundled app has no package.json of the library. */
function described(folder: string): { readonly name: string; readonly version: string } {
  try {
    return packageIn(folder);
  } catch {
    return { name: 'cdk8s-hardened', version: 'of an unknown version' };
  }
}
