import { groupBy } from '../../../json/group-by';
import { type AddressRange, covers, joined } from '../cidr';
import { type Endpoint, endpointName, isWorkload, partsOf } from './endpoints';
import { differenceOf, isEmpty, NO_PORTS, portsText, unionOf } from './ports';
import type { Edge } from './reachability';

type Ends = Pick<Edge, 'source' | 'target'>;

/** Returns the parts into which some edges divide all addresses. */
export function addressParts(edges: readonly Ends[]): AddressRange[] {
  const ranges = edges
    .flatMap(({ source, target }) => [source, target])
    .filter((end): end is AddressRange => !isWorkload(end));
  return ([4, 6] as const).flatMap((family) => partsOf(family, ranges));
}

/** Divides an edge, so that each of its ends is a workload or one of some parts of all addresses. */
export function divided(edge: Edge, parts: readonly AddressRange[]): Edge[] {
  const partsIn = (end: Endpoint) => (isWorkload(end) ? [end] : parts.filter((part) => covers(end, part)));
  return partsIn(edge.source).flatMap((source) =>
    partsIn(edge.target).map((target) => ({ source, target, ports: edge.ports })),
  );
}

/** Returns the workloads at the ends of an edge, as a key: edges with the same ones differ in their addresses alone. */
export function workloadsAt({ source, target }: Ends): string {
  return JSON.stringify([source, target].map((end) => (isWorkload(end) ? end.name : '')));
}

/** Joins edges that differ in their addresses alone, so that there are as few ranges as possible. */
export function withJoinedRanges<T extends Ends>(edges: readonly T[], restOf: (edge: T) => string): T[] {
  const groups = groupBy(edges, (edge) => `${workloadsAt(edge)} ${restOf(edge)}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own as [T];
    if (isWorkload(first.source) && isWorkload(first.target)) return own;
    const side = isWorkload(first.source) ? 'target' : 'source';
    return joined(own.map((edge) => edge[side] as AddressRange)).map((range) => ({ ...first, [side]: range }));
  });
}

/** Returns what is left of some edges without the connections of others. */
export function withoutEdges(edges: readonly Edge[], others: readonly Edge[]): Edge[] {
  const taken = groupBy(others, workloadsAt);
  return [...groupBy(edges, workloadsAt)].flatMap(([key, own]) => {
    const gone = taken.get(key);
    return gone ? leftOf(own, gone) : own;
  });
}

function leftOf(edges: readonly Edge[], gone: readonly Edge[]): Edge[] {
  const parts = addressParts([...edges, ...gone]);
  const keyOf = ({ source, target }: Ends) => `${endpointName(source)} ${endpointName(target)}`;
  const taken = groupBy(
    gone.flatMap((edge) => divided(edge, parts)),
    keyOf,
  );
  const left = edges
    .flatMap((edge) => divided(edge, parts))
    .map((edge) => ({
      ...edge,
      ports: differenceOf(edge.ports, unionOf([NO_PORTS, ...(taken.get(keyOf(edge)) ?? []).map(({ ports }) => ports)])),
    }));
  return withJoinedRanges(
    left.filter(({ ports }) => !isEmpty(ports)),
    ({ ports }) => portsText(ports),
  );
}
