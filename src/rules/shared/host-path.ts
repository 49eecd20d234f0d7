import type { PodTemplateView } from '../../model/manifest';

/** A volume of a pod that is a path in the file system of its node. */
export interface HostPathVolume {
  /** Name; empty if it has none. */
  readonly name: string;
  /** The path, as it is written. */
  readonly path: string;
  /** Required type of the path, such as `Socket`; empty if not set. */
  readonly type: string;
  /** JSON Pointer of the path, from the root of the object. */
  readonly pointer: string;
  /** The names between the slashes of the path. */
  readonly segments: readonly string[];
}

/** The `hostPath` volumes of a pod that have a path. */
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
 * The names between the slashes of a path. `/var/run` is a link to `/run` on nodes and in images, so both are the same
 * place. Backslashes are separators if a path begins with two, like a Windows pipe.
 */
export function pathSegments(path: string): string[] {
  const segments: string[] = [];
  for (const segment of (path.startsWith('\\\\') ? path.replaceAll('\\', '/') : path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments[0] === 'var' && segments[1] === 'run' ? segments.slice(1) : segments;
}

/** Whether a directory is a place or contains it; `*` in either stands for any one name. */
export function holds(directory: readonly string[], place: readonly string[]): boolean {
  return directory.length <= place.length && agree(directory, place);
}

/** Whether one of two places is or contains the other; `*` in either stands for any one name. */
export function overlap(one: readonly string[], other: readonly string[]): boolean {
  return one.length <= other.length ? agree(one, other) : agree(other, one);
}

function agree(short: readonly string[], long: readonly string[]): boolean {
  return short.every((name, index) => name === '*' || long[index] === '*' || name === long[index]);
}
