import { groupBy } from '../json/group-by';
import type { ContainerView, Manifest } from '../model/manifest';

const byPath = new WeakMap<Manifest, ReadonlyMap<string, ContainerView[]>>();

/** Returns the containers that a place is in, as a JSON Pointer: several where pods share one; none beside containers. */
export function containersAt(manifest: Manifest, pointer: string): readonly ContainerView[] {
  let known = byPath.get(manifest);
  if (!known) {
    known = groupBy(containersOf(manifest), ({ path }) => path);
    byPath.set(manifest, known);
  }
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const found = known.get(pointer.slice(0, end));
    if (found) return found;
  }
  return [];
}

/** Returns the containers of all pods of an object. */
export function containersOf({ podTemplates }: Manifest): ContainerView[] {
  return podTemplates.flatMap(({ containers }) => containers);
}
