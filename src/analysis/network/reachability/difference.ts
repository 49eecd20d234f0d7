import { groupBy } from '../../../json/group-by';
import type { Manifest } from '../../../model/manifest';
import type { Direction } from '../policy-rules';
import { addressParts, divided, withJoinedRanges, workloadsAt } from './edge-parts';
import { type Endpoint, endpointName } from './endpoints';
import { differenceOf, isEmpty, NO_PORTS, type Ports, portsText } from './ports';
import type { Edge, ReachabilityGraph } from './reachability';

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
  const sides = [
    ...was.map((edge): Side => ({ edge, side: 'before' })),
    ...is.map((edge): Side => ({ edge, side: 'after' })),
  ];
  const changed = [...groupBy(sides, ({ edge }) => workloadsAt(edge)).values()].flatMap(changesIn);
  const [oldNames, newNames] = [before, after].map(({ workloads }) => new Set(workloads.map(({ name }) => name)));
  return {
    changed: changed.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    added: [...(newNames ?? [])].filter((name) => !oldNames?.has(name)),
    removed: [...(oldNames ?? [])].filter((name) => !newNames?.has(name)),
    newlyIsolated: newlyIsolated(before, after),
    ...{ before, after },
  };
}

/** An edge of one of the graphs. */
interface Side {
  readonly edge: Edge;
  readonly side: 'before' | 'after';
}

/** Returns what changed between edges with the same workloads: addresses are divided where one of these edges divides them. */
function changesIn(sides: readonly Side[]): ChangedEdge[] {
  const parts = addressParts(sides.map(({ edge }) => edge));
  const found = new Map<string, { -readonly [key in keyof ChangedEdge]: ChangedEdge[key] }>();
  for (const { edge, side } of sides)
    for (const { source, target, ports } of divided(edge, parts)) {
      const key = keyOf({ source, target });
      const known = found.get(key) ?? { source, target, before: NO_PORTS, after: NO_PORTS };
      known[side] = ports;
      found.set(key, known);
    }
  const changed = [...found.values()].filter(({ before, after }) => widens(before, after) || widens(after, before));
  return withJoinedRanges(changed, ({ before, after }) => JSON.stringify([before, after].map(portsText)));
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
