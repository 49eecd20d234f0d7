import { isDeepStrictEqual } from 'node:util';
import { duplicatesIn } from '../model/identity';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { EvaluationError } from './report-parts';

/** Objects that are defined more than once in one synth, or in one file. */
export interface RepeatedObjects {
  /** The later definition differs, and replaces the earlier one when both are applied. */
  readonly errors: EvaluationError[];
  /** The definitions are identical. */
  readonly notes: string[];
}

/** What is wrong with some objects of a set, since the same synth or the same file defines them again. */
export function repeatedObjects(all: ManifestSet, some: readonly Manifest[]): RepeatedObjects {
  const asked = new Set(some);
  const found: RepeatedObjects = { errors: [], notes: [] };
  for (const group of duplicatesIn(all)) {
    const seen = new Map<string | undefined, Manifest>();
    for (const manifest of group) {
      const { objectRef, origin } = manifest;
      const first = seen.get(origin.file);
      if (!first) seen.set(origin.file, manifest);
      else if (asked.has(manifest) || asked.has(first)) {
        const twice = `${objectRef.kind} "${objectRef.name}" is defined twice, at ${placeOf(first)} and at ${placeOf(manifest)}`;
        if (isDeepStrictEqual(first.json, manifest.json)) found.notes.push(`${twice}, with the same content`);
        else {
          const message = `${twice}; the later one replaces the earlier: rename or remove one`;
          found.errors.push({ message, objectRef, origin, manifest, pointer: '/metadata/name' });
        }
      }
    }
  }
  return found;
}

function placeOf({ origin, _positionOf }: Manifest): string {
  const { file, constructPath, createdAt } = origin;
  if (file !== undefined) return `${file}:${_positionOf?.('').line ?? 1}`;
  return [constructPath && `"${constructPath}"`, createdAt].filter(Boolean).join(' ') || 'a place that is not known';
}
