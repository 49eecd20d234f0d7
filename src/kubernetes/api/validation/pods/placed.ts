import { itemsOf } from '../values';

/** One container of a pod. */
export interface Placed {
  readonly container: any;
  readonly list: 'initContainers' | 'containers' | 'ephemeralContainers';
  /** From the spec of the pod. */
  readonly at: readonly [list: string, index: number];
}

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** All containers of a pod; the main ones first, as upstream reads them. */
export function placedContainers(spec: any): Placed[] {
  const placed: Placed[] = [];
  for (const list of LISTS) {
    const containers = itemsOf(spec?.[list]);
    for (let index = 0; index < containers.length; index += 1)
      placed.push({ container: containers[index], list, at: [list, index] });
  }
  return placed;
}
