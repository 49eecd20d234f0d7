import { itemsOf } from '../values';

/** One container of a pod. */
export interface Placed {
  readonly container: any;
  readonly list: 'initContainers' | 'containers' | 'ephemeralContainers';
  /** From the spec of the pod. */
  readonly at: readonly [list: string, index: number];
}

/** All containers of a pod; the main ones first, as upstream reads them. */
export function placedContainers(spec: any): Placed[] {
  return (['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((list) =>
    itemsOf(spec?.[list]).map((container, index) => ({ container, list, at: [list, index] as const })),
  );
}
