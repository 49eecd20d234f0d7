import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { endpointName, type Workload } from '../../../analysis/network/reachability/endpoints';
import { isEmpty, portsText } from '../../../analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../../analysis/network/reachability/reachability';
import type { ManifestSet } from '../../../model/manifest-set';

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
}

/** A connection of the picture. An end that is no workload is a range of addresses outside of the cluster. */
export interface NetworkEdge {
  readonly source: string;
  readonly target: string;
  /** In words, such as `TCP 80,443`. */
  readonly ports: string;
  /** Whether the app declares it. Default: not known, because the objects come from files. */
  readonly isDeclared?: boolean;
}

/** What the picture shows. */
export interface NetworkGraph {
  readonly workloads: readonly NetworkWorkload[];
  /** Edges that no policy restricts at either end may be missing: the picture does not draw them. */
  readonly edges: readonly NetworkEdge[];
}

/**
 * Returns what the picture shows of a set; undefined if it has no workload, or no NetworkPolicy. It asks for no pair of which
 * neither end is isolated.
 */
export function networkGraphOf(all: ManifestSet): NetworkGraph | undefined {
  if (all.ofType(NETWORK_POLICY).length === 0) return undefined;
  const graph = ReachabilityGraph.of(all);
  const { workloads } = graph;
  if (workloads.length === 0) return undefined;
  const isIsolated = (workload: Workload, direction: 'Ingress' | 'Egress') =>
    graph.isolationOf(workload, direction) !== undefined;
  const guarded = workloads.filter((workload) => isIsolated(workload, 'Ingress'));
  const edges = workloads.flatMap((source) => {
    if (isIsolated(source, 'Egress'))
      return [...graph.edgesFrom(source)].map(({ target, ports }) => ({ source: source.name, target, ports }));
    return guarded
      .filter((target) => target !== source)
      .map((target) => ({ source: source.name, target, ports: graph.portsBetween(source, target) }));
  });
  const fromOutside = guarded.flatMap((target) =>
    graph.outside(target, 'Ingress').map(({ range, ports }) => ({ source: endpointName(range), target, ports })),
  );
  return {
    workloads: networkWorkloads(graph),
    edges: [...edges, ...fromOutside]
      .filter(({ ports }) => !isEmpty(ports))
      .map(({ source, target, ports }) => ({ source, target: endpointName(target), ports: portsText(ports) })),
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
