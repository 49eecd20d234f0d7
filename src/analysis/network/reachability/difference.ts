import { type AddressRange, covers } from '../cidr';
import { type Endpoint, endpointName, isWorkload, partsOf } from './endpoints';
import { differenceOf, isEmpty, NO_PORTS, type Ports } from './ports';
import type { Edge, ReachabilityGraph } from './reachability';

/** A connection that two sets of manifests allow differently. */
export interface ChangedEdge {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly before: Ports;
  readonly after: Ports;
}

/** What changed from one graph to another. */
export interface NetworkDifference {
  readonly changed: readonly ChangedEdge[];
  /** The names of workloads that only the later graph has. */
  readonly added: readonly string[];
  /** The names of workloads that only the earlier graph has. */
  readonly removed: readonly string[];
  /** The workloads of both that a policy isolates in the later graph alone: what they had and no rule allows is cut. */
  readonly newlyIsolated: readonly { readonly workload: string; readonly direction: 'Ingress' | 'Egress' }[];
}

/** Compares two graphs. Addresses are divided where either graph divides them. */
export function networkDifference(before: ReachabilityGraph, after: ReachabilityGraph): NetworkDifference {
  const [old, fresh] = [[...before.edges()], [...after.edges()]];
  const ranges = [...old, ...fresh].flatMap(({ source, target }) =>
    [source, target].filter((end): end is AddressRange => !isWorkload(end)),
  );
  const parts = ([4, 6] as const).flatMap((family) => partsOf(family, ranges));
  const edges = new Map<string, { -readonly [key in keyof ChangedEdge]: ChangedEdge[key] }>();
  for (const [side, list] of [
    ['before', old],
    ['after', fresh],
  ] as const)
    for (const edge of list)
      for (const { source, target, ports } of divided(edge, parts)) {
        const key = `${endpointName(source)} ${endpointName(target)}`;
        const known = edges.get(key) ?? { source, target, before: NO_PORTS, after: NO_PORTS };
        known[side] = ports;
        edges.set(key, known);
      }
  const [oldNames, newNames] = [before, after].map(({ workloads }) => new Set(workloads.map(({ name }) => name)));
  return {
    changed: [...edges]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, edge]) => edge)
      .filter(({ before: was, after: is }) => widens(was, is) || widens(is, was)),
    added: [...(newNames ?? [])].filter((name) => !oldNames?.has(name)),
    removed: [...(oldNames ?? [])].filter((name) => !newNames?.has(name)),
    newlyIsolated: after.workloads.flatMap((workload) => {
      const own = before.workloads.find(({ name }) => name === workload.name);
      if (!own) return [];
      return (['Ingress', 'Egress'] as const)
        .filter((direction) => !before.isolationOf(own, direction) && after.isolationOf(workload, direction))
        .map((direction) => ({ workload: workload.name, direction }));
    }),
  };
}

/** Whether one set of ports has some that another one does not have. */
export function widens(was: Ports, is: Ports): boolean {
  return !isEmpty(differenceOf(is, was));
}

function divided(edge: Edge, parts: readonly AddressRange[]): Edge[] {
  const partsIn = (end: Endpoint) => (isWorkload(end) ? [end] : parts.filter((part) => covers(end, part)));
  return partsIn(edge.source).flatMap((source) =>
    partsIn(edge.target).map((target) => ({ source, target, ports: edge.ports })),
  );
}
