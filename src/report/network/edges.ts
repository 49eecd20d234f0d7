import { type Endpoint, endpointName, isWorkload } from '../../analysis/network/reachability/endpoints';
import { isEmpty, portsText } from '../../analysis/network/reachability/ports';
import type { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { isFocused } from './ends';

/** A connection as it is written. */
export interface NamedEdge {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}

/** The source of requests that an Ingress or a route of a Gateway lets in. */
export const CONTROLLER = '{ingress-controller}';

/** Returns the connections of a graph, in the order of their names; of some workloads, if names are given. */
export function namedEdges(graph: ReachabilityGraph, focus: readonly string[] = []): NamedEdge[] {
  const isShown = (end: Endpoint) => isWorkload(end) && isFocused(end.name, focus);
  const edges = [...graph.edges()]
    .filter(({ source, target }) => focus.length === 0 || isShown(source) || isShown(target))
    .map(({ source, target, ports }) => ({
      src: endpointName(source),
      dst: endpointName(target),
      conn: portsText(ports),
    }));
  const entrances = graph.entrances
    .filter(({ workload, ports }) => !isEmpty(ports) && (focus.length === 0 || isShown(workload)))
    .map(({ workload, ports }) => ({ src: CONTROLLER, dst: workload.name, conn: portsText(ports) }));
  return [...edges, ...entrances];
}
