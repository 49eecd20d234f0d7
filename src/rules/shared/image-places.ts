import type { Image } from '../../images/image';

/**
 * The first of some places that contains an image. A place is a registry, or a path in one, such as `ghcr.io` and
 * `ghcr.io/acme`; `*.example.com` is every host below that domain. Hosts and paths match by whole segments.
 */
export function placeOf({ registry, repository }: Image, places: readonly string[]): string | undefined {
  const host = registry.toLowerCase();
  return places.find((place) => {
    const [first = '', ...path] = place.replace(/\/$/, '').split('/');
    const wanted = first === 'index.docker.io' ? 'docker.io' : first.toLowerCase();
    const isHost = wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
    return isHost && `${repository}/`.startsWith(path.length === 0 ? '' : `${path.join('/')}/`);
  });
}

/** Whether an image's repository ends with these segments, in any registry or mirror. */
export function isRepository({ repository }: Image, path: string): boolean {
  return `/${repository}`.endsWith(`/${path}`);
}
