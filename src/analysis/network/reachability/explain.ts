import { type Endpoint, endpointName, isWorkload, type Workload } from './endpoints';
import { intersectionOf, isEmpty, type Ports, portsText } from './ports';
import type { ReachabilityGraph } from './reachability';

/** Why one end can reach another, or cannot. */
export interface Explanation {
  readonly ports: Ports;
  /** Sentences: the result first, then what the source's egress and the target's ingress say. */
  readonly sentences: readonly string[];
}

/** Explains a connection, of all ports or of some. */
export function explain(graph: ReachabilityGraph, source: Endpoint, target: Endpoint, asked?: Ports): Explanation {
  const all = graph.portsBetween(source, target);
  const ports = asked ? intersectionOf(all, asked) : all;
  const [from, to] = [endpointName(source), endpointName(target)];
  const wanted = asked ? ` on ${portsText(asked)}` : '';
  const result = isEmpty(ports)
    ? `${from} cannot reach ${to}${wanted}`
    : asked
      ? `${from} can reach ${to} on ${portsText(ports)}`
      : `${from} can reach ${to}: ${portsText(ports)}`;
  if (source === target) return { ports, sentences: [result, 'no policy denies a pod the way to itself'] };
  return {
    ports,
    sentences: [
      result,
      ...(isWorkload(source) ? sideOf(graph, source, 'Egress', target, target, asked) : []),
      ...(isWorkload(target) ? sideOf(graph, target, 'Ingress', source, target, asked) : []),
    ],
  };
}

function sideOf(
  graph: ReachabilityGraph,
  workload: Workload,
  direction: 'Ingress' | 'Egress',
  peer: Endpoint,
  target: Endpoint,
  asked: Ports | undefined,
): string[] {
  const side = `${direction.toLowerCase()} of ${workload.name}`;
  if (workload.isOnHost) return [`${side}: its pods are in the network of the node, where no policy counts`];
  const isolation = graph.isolationOf(workload, direction);
  if (!isolation) return [`${side}: no NetworkPolicy isolates it, so everything is allowed`];
  const names = isolation.policies.map(({ objectRef }) => objectRef.name);
  const isPlain = isolation.policies.every(({ objectRef }) => objectRef.kind === 'NetworkPolicy');
  const called = isPlain
    ? `${names.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies'} ${names.join(', ')}`
    : isolation.policies.map(({ objectRef }) => `${objectRef.kind} ${objectRef.name}`).join(', ');
  const isolated = `${side}: isolated by ${called}`;
  const reasons = graph.allowing(workload, direction, peer, target).flatMap(({ rule, ports }) => {
    const shown = asked ? intersectionOf(ports, asked) : ports;
    const place = `${rule.direction.toLowerCase()} rule ${rule.number} of ${rule.policy.objectRef.kind} ${rule.policy.objectRef.name}`;
    return isEmpty(shown) ? [] : [`  ${place} allows ${endpointName(peer)} on ${portsText(shown)}`];
  });
  return [
    isolated,
    ...(reasons.length > 0 ? reasons : [`  no ${direction.toLowerCase()} rule allows ${endpointName(peer)}`]),
  ];
}
