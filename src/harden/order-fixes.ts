import type { Finding } from '../engine/finding';
import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';

/**
 * Selects the fixes that can be applied to one object in the same round, and orders them. A fix inside something that
 * another fix removes is left for a later round. Fixes that remove list items come last, from the end of the list, so
 * that the indexes of the others stay valid.
 */
export function orderFixes(findings: readonly Finding[], manifest: Manifest): Finding[] {
  const takers = new Map<string, Finding>();
  for (const finding of findings)
    for (const { op, path } of finding.fix) if (op === 'remove') takers.set(path, finding);
  if (takers.size === 0) return [...findings];
  const isInside = (path: string, finding: Finding): boolean => {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const taker = takers.get(path.slice(0, at));
      if (taker && taker !== finding) return true;
    }
    return false;
  };
  const free = findings.filter((finding) => !finding.fix.some(({ path }) => isInside(path, finding)));
  const outOfList = free.filter(({ fix }) => fix.every((patch) => isItemOut(patch, manifest)));
  const others = free.filter((finding) => !outOfList.includes(finding));
  return [...others, ...outOfList.sort((a, b) => indexOf(b) - indexOf(a))];
}

function isItemOut({ op, path }: Patch, manifest: Manifest): boolean {
  return op === 'remove' && Array.isArray(manifest.value(path.slice(0, path.lastIndexOf('/'))));
}

function indexOf({ fix: [patch] }: Finding): number {
  return Number(patch?.path.slice(patch.path.lastIndexOf('/') + 1));
}
