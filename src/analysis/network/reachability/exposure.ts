import type { AddressRange } from '../cidr';
import type { Workload } from './endpoints';
import { ALL_PORTS, isEmpty, NO_PORTS, type Ports, unionOf } from './ports';
import type { ReachabilityGraph } from './reachability';

/** How open a workload is in one direction. */
export interface SideExposure {
  /** Whether a policy isolates it. */
  readonly isProtected: boolean;
  /** The addresses outside of the cluster, each with its ports. */
  readonly outside: readonly { readonly range: AddressRange; readonly ports: Ports }[];
  /** The ports for every pod of the cluster, also for those that are not in the set. */
  readonly wholeCluster: Ports;
}

/** How open a workload is. */
export interface WorkloadExposure {
  readonly workload: Workload;
  readonly ingress: SideExposure;
  readonly egress: SideExposure;
}

/** Returns how open each workload is to the internet and to the whole cluster. */
export function exposureOf(graph: ReachabilityGraph): WorkloadExposure[] {
  return graph.workloads.map((workload) => ({
    workload,
    ingress: sideOf(graph, workload, 'Ingress'),
    egress: sideOf(graph, workload, 'Egress'),
  }));
}

function sideOf(graph: ReachabilityGraph, workload: Workload, direction: 'Ingress' | 'Egress'): SideExposure {
  const isolation = graph.isolationOf(workload, direction);
  const end = direction === 'Ingress' ? workload : undefined;
  const open = isolation?.rules.filter(({ isForEveryPod }) => isForEveryPod).map((rule) => rule.portsAt(end)) ?? [];
  return {
    isProtected: isolation !== undefined,
    outside: graph.outside(workload, direction).filter(({ ports }) => !isEmpty(ports)),
    wholeCluster: isolation ? unionOf([NO_PORTS, ...open]) : ALL_PORTS,
  };
}
