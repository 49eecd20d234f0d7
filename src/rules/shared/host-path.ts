import type { PodTemplateView } from '../../model/manifest';

/** A volume of a pod that lies in the file system of its node. */
export interface HostPathVolume {
  /** Name; empty where it has none. */
  readonly name: string;
  /** The path, as it is written. */
  readonly path: string;
  /** What the path must be, such as `Socket`; empty where nothing is said. */
  readonly type: string;
  /** JSON Pointer of the path, from the root of the object. */
  readonly pointer: string;
  /** The names on the way to the path. */
  readonly segments: readonly string[];
}

/** The volumes of a pod that lie in the file system of its node, where they say at which path. */
export function hostPathVolumes(pod: PodTemplateView): HostPathVolume[] {
  const volumes: any[] = pod.value('/volumes') ?? [];
  return volumes.flatMap(({ name, hostPath }, index) => {
    const path = hostPath?.path ?? '';
    if (path === '') return [];
    const pointer = `${pod.specPath}/volumes/${index}/hostPath/path`;
    return [{ name: name ?? '', path, type: hostPath.type ?? '', pointer, segments: pathSegments(path) }];
  });
}

/**
 * The names on the way from the root to a path. `/var/run` is a link to `/run` on nodes and in images, so that both are
 * one place. Backslashes separate where a path begins with two, as the pipes of Windows do.
 */
export function pathSegments(path: string): string[] {
  const segments: string[] = [];
  for (const segment of (path.startsWith('\\\\') ? path.replaceAll('\\', '/') : path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments[0] === 'var' && segments[1] === 'run' ? segments.slice(1) : segments;
}

/** Whether a directory is a place or holds it; `*` in either stands for any one name. */
export function holds(directory: readonly string[], place: readonly string[]): boolean {
  return directory.length <= place.length && agree(directory, place);
}

/** Whether one of two places is or holds the other; `*` in either stands for any one name. */
export function overlap(one: readonly string[], other: readonly string[]): boolean {
  return one.length <= other.length ? agree(one, other) : agree(other, one);
}

function agree(short: readonly string[], long: readonly string[]): boolean {
  return short.every((name, index) => name === '*' || long[index] === '*' || name === long[index]);
}
