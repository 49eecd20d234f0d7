import { isDeepStrictEqual } from 'node:util';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { duplicatesIn } from '../../../model/identity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { NAMESPACES, NSA_GUIDE } from '../../shared/sources';

/** What one folder defines again that another one has defined. */
interface Overlap {
  readonly folder: string;
  readonly count: number;
}

export const rule = defineRule({
  id: 'duplicate-object',
  category: 'namespaces',
  title: 'Each object is defined in one place',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [NAMESPACES, NSA_GUIDE],
  visit: {
    manifest(manifest, { all, report }) {
      const overlap = overlapsIn(all).get(manifest);
      if (!overlap) return;
      const others = overlap.count > 1 ? `, and ${overlap.count - 1} more here` : '';
      report({
        pointer: '/metadata/name',
        message: `${manifest.objectRef.kind} "${manifest.objectRef.name}"${others} differs from its definition in folder "${overlap.folder}"; apply one folder at a time, or rename`,
      });
    },
  },
});

/**
 * The first object of each pair of folders that both define it, and differently. Environments keep the same names in
 * folders of their own, so that a finding for each object would be noise. Within one file it is an error of its own.
 */
function overlapsIn(all: ManifestSet): ReadonlyMap<Manifest, Overlap> {
  return all._analysis(overlapsIn, () => {
    const first = new Map<string, Manifest>();
    const counts = new Map<Manifest, Overlap>();
    for (const [original, ...later] of duplicatesIn(all)) {
      for (const manifest of later) {
        if (manifest.origin.file === original.origin.file || isDeepStrictEqual(manifest.json, original.json)) continue;
        const folder = folderOf(original);
        const key = JSON.stringify([folder, folderOf(manifest)]);
        const told = first.get(key) ?? manifest;
        first.set(key, told);
        counts.set(told, { folder, count: (counts.get(told)?.count ?? 0) + 1 });
      }
    }
    return counts;
  });
}

function folderOf({ origin: { file = '' } }: Manifest): string {
  const end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  return end < 0 ? '.' : file.slice(0, end);
}
