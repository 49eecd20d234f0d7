import type { Manifest } from '../../../model/manifest';
import type { Direction } from '../policy-rules';
import { addressParts, divided, withJoinedRanges } from './edge-parts';
import { type Endpoint, endpointName } from './endpoints';
import { differenceOf, isEmpty, NO_PORTS, type Ports, portsText } from './ports';
import type { ReachabilityGraph } from './reachability';

/** A connection that two sets of manifests allow differently. */
export interface ChangedEdge {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly before: Ports;
  readonly after: Ports;
}

/** A workload that policies isolate in a direction for the first time: what it had and no rule allows is cut off. */
export interface NewIsolation {
  readonly workload: string;
  readonly direction: Direction['type'];
  readonly policies: readonly Manifest[];
}

/** What changed from one graph to another. */
export interface NetworkDifference {
  /** The graphs that are compared. */
  readonly before: ReachabilityGraph;
  readonly after: ReachabilityGraph;
  readonly changed: readonly ChangedEdge[];
  /** The names of workloads that only the later graph has. */
  readonly added: readonly string[];
  /** The names of workloads that only the earlier graph has. */
  readonly removed: readonly string[];
  /** The workloads of both that policies isolate in the later graph alone. */
  readonly newlyIsolated: readonly NewIsolation[];
}

/**
 * Compares two graphs. Addresses are divided only where what changed differs, and pods of one controller where they are in
 * one of the graphs.
 */
export function networkDifference(old: ReachabilityGraph, later: ReachabilityGraph): NetworkDifference {
  const before = old.dividing(later.divided);
  const after = later.dividing(old.divided);
  const families = before.families.length > after.families.length ? before.families : after.families;
  const [was, is] = [[...before.edges(families)], [...after.edges(families)]];
  const parts = addressParts([...was, ...is]);
  const edges = new Map<string, { -readonly [key in keyof ChangedEdge]: ChangedEdge[key] }>();
  for (const [side, list] of [
    ['before', was],
    ['after', is],
  ] as const)
    for (const edge of list)
      for (const { source, target, ports } of divided(edge, parts)) {
        const key = keyOf({ source, target });
        const known = edges.get(key) ?? { source, target, before: NO_PORTS, after: NO_PORTS };
        known[side] = ports;
        edges.set(key, known);
      }
  const changed = [...edges.values()].filter(
    (edge) => widens(edge.before, edge.after) || widens(edge.after, edge.before),
  );
  const [oldNames, newNames] = [before, after].map(({ workloads }) => new Set(workloads.map(({ name }) => name)));
  return {
    changed: withJoinedRanges(changed, (edge) => JSON.stringify([edge.before, edge.after].map(portsText))).sort(
      (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1),
    ),
    added: [...(newNames ?? [])].filter((name) => !oldNames?.has(name)),
    removed: [...(oldNames ?? [])].filter((name) => !newNames?.has(name)),
    newlyIsolated: newlyIsolated(before, after),
    ...{ before, after },
  };
}

function newlyIsolated(before: ReachabilityGraph, after: ReachabilityGraph): NewIsolation[] {
  const old = new Map(before.workloads.map((workload) => [workload.name, workload]));
  return after.workloads.flatMap((workload) => {
    const own = old.get(workload.name);
    if (!own) return [];
    return (['Ingress', 'Egress'] as const).flatMap((direction) => {
      const isolation = after.isolationOf(workload, direction);
      if (!isolation || before.isolationOf(own, direction)) return [];
      return [{ workload: workload.name, direction, policies: isolation.policies }];
    });
  });
}

function keyOf({ source, target }: Pick<ChangedEdge, 'source' | 'target'>): string {
  return `${endpointName(source)} ${endpointName(target)}`;
}

/** Whether one set of ports has some that another one does not have. */
export function widens(was: Ports, is: Ports): boolean {
  return !isEmpty(differenceOf(is, was));
}
