import { fieldLines } from '../../kubernetes/api/table';

/** The source types of volumes, in all versions; the API server drops any other field. */
const SOURCES = (fieldLines('core.v1.Volume') ?? []).map(({ name }) => name).filter((name) => name !== 'name');

/** Returns the source types that a volume names. The API server makes a volume without one an emptyDir; null counts as absent. */
export function volumeSources(volume: any): string[] {
  const named = SOURCES.filter(
    (source) => Object.hasOwn(volume, source) && (volume[source] ?? undefined) !== undefined,
  );
  return named.length > 0 ? named : ['emptyDir'];
}
