import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { declaredIn, undeclaredEdges } from '../../../analysis/network/reachability/declared';
import { withoutEdges } from '../../../analysis/network/reachability/edge-parts';
import { endpointName, type Workload } from '../../../analysis/network/reachability/endpoints';
import { otherPolicyNotes } from '../../../analysis/network/reachability/other-policies';
import { isEmpty, portsText } from '../../../analysis/network/reachability/ports';
import { type Edge, ReachabilityGraph } from '../../../analysis/network/reachability/reachability';
import type { ManifestSet } from '../../../model/manifest-set';
import type { Mark } from './marks';

/** A workload of the picture. */
export interface NetworkWorkload {
  /** `namespace/name[Kind]`. */
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
  /** Whether a policy isolates it for ingress. */
  readonly isolatedIngress: boolean;
  /** Whether a policy isolates it for egress. */
  readonly isolatedEgress: boolean;
  /** What is said of it beside its kind. Default: nothing. */
  readonly note?: string;
}

/** A connection of the picture. An end that is no workload is a range of addresses outside of the cluster. */
export interface NetworkEdge {
  readonly source: string;
  readonly target: string;
  /** In words, such as `TCP 80,443`. */
  readonly ports: string;
  /** Default: it is as it should be, as far as is known. */
  readonly mark?: Mark;
}

/** What the picture shows. */
export interface NetworkGraph {
  readonly workloads: readonly NetworkWorkload[];
  /** Edges that no policy restricts at either end may be missing: the picture does not draw them. */
  readonly edges: readonly NetworkEdge[];
  /** Whether an app declares connections, so that it is known which are not declared. Default: no. */
  readonly isDeclared?: boolean;
  /** Whether it shows what changed, and nothing else. Default: no. */
  readonly isDifference?: boolean;
  /** Sentences about what the picture does not show. Default: none. */
  readonly notes?: readonly string[];
}

/** Returns what a report shows of a set; undefined if it has no workload, or no NetworkPolicy. */
export function networkGraphOf(all: ManifestSet): NetworkGraph | undefined {
  const hasPolicies = all.ofType(NETWORK_POLICY).length > 0;
  return hasPolicies && ReachabilityGraph.of(all).workloads.length > 0 ? wholeNetwork(all) : undefined;
}

/** Returns what the picture shows of a set. It asks for no pair of which neither end is isolated. */
export function wholeNetwork(all: ManifestSet): NetworkGraph {
  const graph = ReachabilityGraph.of(all);
  const { workloads } = graph;
  const isIsolated = (workload: Workload, direction: 'Ingress' | 'Egress') =>
    graph.isolationOf(workload, direction) !== undefined;
  const guarded = workloads.filter((workload) => isIsolated(workload, 'Ingress'));
  const edges = workloads.flatMap((source): Edge[] => {
    if (isIsolated(source, 'Egress')) return [...graph.edgesFrom(source)];
    return guarded
      .filter((target) => target !== source)
      .map((target) => ({ source, target, ports: graph.portsBetween(source, target) }));
  });
  const fromOutside = guarded.flatMap((target) =>
    graph.outside(target, 'Ingress').map(({ range, ports }) => ({ source: range, target, ports })),
  );
  const undeclared = undeclaredEdges(all);
  const others = withoutEdges(
    [...edges, ...fromOutside].filter(({ ports }) => !isEmpty(ports)),
    undeclared,
  );
  const named = ({ source, target, ports }: Edge, mark?: Mark): NetworkEdge => ({
    ...{ source: endpointName(source), target: endpointName(target), ports: portsText(ports), mark },
  });
  return {
    workloads: networkWorkloads(graph),
    edges: [...others.map((edge) => named(edge)), ...undeclared.map((edge) => named(edge, 'undeclared'))],
    isDeclared: declaredIn(all) !== undefined,
    notes: otherPolicyNotes(all),
  };
}

/** Returns the workloads of a graph, as a picture shows them. */
export function networkWorkloads(graph: ReachabilityGraph): NetworkWorkload[] {
  return graph.workloads.map((workload) => ({
    name: workload.name,
    namespace: workload.namespace,
    kind: /\[([^[]*)\]$/.exec(workload.name)?.[1] ?? '',
    isolatedIngress: graph.isolationOf(workload, 'Ingress') !== undefined,
    isolatedEgress: graph.isolationOf(workload, 'Egress') !== undefined,
  }));
}
