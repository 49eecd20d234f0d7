import { Inspection } from './inspection';
import { type Problem, pointerOf } from './problem';
import type { ObjectType } from './shape';

type Path = readonly (string | number)[];

/**
 * What a server finds: it decodes all fields, drops those whose feature gate is off, and validates the others. The path leads to
 * the value of the type; what is finished is asked of the object without the fields that were dropped.
 */
export function inspect(
  json: any,
  type: ObjectType,
  minor: number,
  path: Path,
  finish: (inspection: Inspection) => void = () => undefined,
): Problem[] {
  const whole = new Inspection(json, type, minor, path);
  whole.run(valueAt(json, path));
  if (whole.dropped.length === 0) {
    finish(whole);
    return whole.problems;
  }
  const kept = structuredClone(json);
  for (const place of whole.dropped) drop(kept, place);
  const rest = new Inspection(kept, type, minor, path);
  rest.run(valueAt(kept, path));
  finish(rest);
  const within = whole.dropped.map((place) => `${pointerOf(place)}/`);
  const ofDecoding = whole.problems.filter(
    ({ category, pointer }) => category !== 'semantics' && within.some((each) => `${pointer}/`.startsWith(each)),
  );
  return [...ofDecoding, ...rest.problems];
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
