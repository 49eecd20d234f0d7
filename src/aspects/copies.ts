import { PACKAGE_FOLDER, thisPackage } from '../host/package-files';
import { warn } from './warnings';

/** Where the copies of this library in the process know each other. */
const COPIES = Symbol.for('cdk8s-hardened.copies');

/** Emits a process warning if this is the second copy of the library that acts in the process: types of one do not fit the other. */
export function warnOfSecondCopy(): void {
  const known = globalThis as { [COPIES]?: Map<string, ReturnType<typeof thisPackage>> };
  known[COPIES] ??= new Map();
  const copies = known[COPIES];
  if (copies.has(PACKAGE_FOLDER)) return;
  copies.set(PACKAGE_FOLDER, thisPackage());
  if (copies.size !== 2) return;
  const all = [...copies.values()];
  const places = all.map(({ name, version, folder }) => `${name} ${version} in ${folder}`).join(' and ');
  const names = [...new Set(all.map(({ name }) => name))].join(' ');
  warn(`two copies of this library are loaded, ${places}; keep one (npm ls ${names})`);
}
