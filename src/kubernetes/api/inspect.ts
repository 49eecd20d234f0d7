import { Inspection } from './inspection';
import { type Problem, pointerOf } from './problem';
import type { ObjectType } from './shape';
import { checkMetadata } from './validation/metadata';

type Path = readonly (string | number)[];

/** What is known of the metadata of a kind's objects. */
export interface MetadataScope {
  readonly isNamespaced: boolean;
  readonly isCustom: boolean;
}

/**
 * What a server finds in an object: it decodes all fields, drops those whose feature gate is off, and validates the others.
 *
 * @param scope undefined for what is only part of a request, and has no metadata to check
 */
export function inspect(json: any, type: ObjectType, minor: number, scope: MetadataScope | undefined): Problem[] {
  const whole = inspectOnce(json, type, minor, scope);
  if (whole.dropped.length === 0) return whole.problems;
  const kept = structuredClone(json);
  for (const place of whole.dropped) drop(kept, place);
  const rest = inspectOnce(kept, type, minor, scope);
  const within = whole.dropped.map((place) => `${pointerOf(place)}/`);
  const ofDecoding = whole.problems.filter(
    ({ category, pointer }) => category !== 'semantics' && within.some((each) => `${pointer}/`.startsWith(each)),
  );
  return [...ofDecoding, ...rest.problems];
}

function inspectOnce(json: any, type: ObjectType, minor: number, scope: MetadataScope | undefined): Inspection {
  const inspection = new Inspection(json, type, minor);
  inspection.run(json);
  if (scope && inspection.isReadable) checkMetadata(json, scope.isNamespaced, scope.isCustom, inspection);
  return inspection;
}

/** Takes a field away, and what is empty without it: so does the server, as far as it makes a difference. */
function drop(json: any, place: Path): void {
  const above = place.slice(0, -1);
  const key = place.at(-1);
  const parent = valueAt(json, above);
  if (key === undefined || parent === undefined || Array.isArray(parent)) return;
  delete parent[key];
  if (Object.keys(parent).length === 0) drop(json, above);
}

function valueAt(json: any, path: Path): any {
  return path.reduce((parent, key) => parent?.[key], json);
}
