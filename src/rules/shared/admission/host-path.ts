import { escaped } from './cel';

type Place = readonly string[];

/**
 * A path in CEL with one slash between its names and one at its end, and `/run` for `/var/run`. The API server takes no path
 * that goes up.
 */
export function normalPath(path: string): string {
  const slashes = `(${path}.startsWith('\\\\\\\\') ? ${path}.replace('\\\\', '/') : ${path})`;
  const names = `${slashes}.split('/').filter(n, n != '' && n != '.')`;
  return `('/' + ${names}.map(n, n + '/').join('')).replace('/var/run/', '/run/', 1)`;
}

/** Matches normal paths that are, contain or are in one of some places. */
export function overlapping(places: readonly Place[]): string {
  return `^/(${places.map((place) => nested(place, '.*')).join('|')})?$`;
}

/** Matches normal paths that are or contain one of some places. */
export function above(places: readonly Place[]): string {
  return `^/(${places.map((place) => nested(place, '')).join('|')})?$`;
}

/** Matches normal paths that are or are in one of some places. */
export function below(places: readonly Place[]): string {
  return `^/(${places.map((place) => place.map(nameIn).join('')).join('|')})`;
}

function nested(place: Place, rest: string): string {
  return place.reduceRight((inner, name, index) => {
    const own = `${nameIn(name)}${inner}`;
    return index === 0 ? own : `(${own})?`;
  }, rest);
}

/** `*` stands for any one name, in the place as in the path. */
function nameIn(name: string): string {
  return name === '*' ? '[^/]+/' : `(${escaped(name)}|[*])/`;
}
