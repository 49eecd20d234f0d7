import type { PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { hasOtherPolicies, isolationOf } from '../isolation';
import { NETWORK_POLICY } from '../policy-rules';
import type { Workload } from './endpoints';
import type { Isolation } from './policies';
import { ReachabilityGraph } from './reachability';

/** A workload with traffic that only the NetworkPolicies of the set allow. */
export interface ClosedWorkload extends Isolation {
  readonly workload: Workload;
}

/**
 * Returns a workload and what its policies say; undefined if no NetworkPolicy isolates it in the direction, or if policies
 * of other kinds may allow it more.
 */
export function closedWorkload(
  workload: Workload,
  direction: 'Ingress' | 'Egress',
  all: ManifestSet,
): ClosedWorkload | undefined {
  const isolation = ReachabilityGraph.of(all).isolationOf(workload, direction);
  if (!isolation || hasOtherPolicies(workload.namespace, all)) return undefined;
  return { workload, ...isolation };
}

/** Returns the same for the workload of a pod. The graph is not built for a set without NetworkPolicies. */
export function closedPod(
  pod: PodTemplateView,
  direction: 'Ingress' | 'Egress',
  all: ManifestSet,
): ClosedWorkload | undefined {
  const { ingress, egress } = isolationOf(pod, all);
  if (!(direction === 'Ingress' ? ingress : egress) || !hasNetworkPolicies(all)) return undefined;
  const workload = ReachabilityGraph.of(all).workloadOf(pod);
  return workload && closedWorkload(workload, direction, all);
}

/** Whether a set has NetworkPolicies: without them, its graph need not be built. */
export function hasNetworkPolicies(all: ManifestSet): boolean {
  return all.ofType(NETWORK_POLICY).length > 0;
}
