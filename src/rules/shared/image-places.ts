import type { Image } from '../../images/image';

/**
 * The first of some places that contains an image. A place is a registry, or a path in one, such as `ghcr.io` and
 * `ghcr.io/acme`; `*.example.com` is every host below that domain. Hosts and paths match by whole segments.
 */
export function placeOf({ registry, repository }: Image, places: readonly string[]): string | undefined {
  const host = registry.toLowerCase();
  let read = READ.get(places);
  if (!read) {
    read = places.map(readPlace);
    READ.set(places, read);
  }
  return read.find(
    ({ suffix, wanted, path }) =>
      (suffix ? host.endsWith(suffix) : host === wanted) && `${repository}/`.startsWith(path),
  )?.place;
}

interface ReadPlace {
  readonly place: string;
  /** What the host ends with, for a place in each host below a domain. */
  readonly suffix?: string;
  readonly wanted: string;
  /** What the repository starts with, with a slash after it. */
  readonly path: string;
}

/** Lists of an option are asked about for each image. */
const READ = new WeakMap<readonly string[], readonly ReadPlace[]>();

function readPlace(place: string): ReadPlace {
  const [first = '', ...path] = place.replace(/\/$/, '').split('/');
  const wanted = first === 'index.docker.io' ? 'docker.io' : first.toLowerCase();
  const suffix = wanted.startsWith('*.') ? wanted.slice(1) : undefined;
  return { place, suffix, wanted, path: path.length === 0 ? '' : `${path.join('/')}/` };
}

/** Whether an image's repository ends with these segments, in any registry or mirror. */
export function isRepository({ repository }: Image, path: string): boolean {
  if (!repository.endsWith(path)) return false;
  return repository.length === path.length || repository.at(-1 - path.length) === '/';
}
