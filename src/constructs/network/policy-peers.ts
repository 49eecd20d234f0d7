import * as kplus from 'cdk8s-plus-28';
import { clusterPeers, factsOf, isCilium, type PolicyPeers } from './cluster-peers';
import type { Peer } from './peer';
import { withoutEmpty } from './policy-ports';
import { checkExclusions, checkRange, isInside, isWideRange } from './ranges';

/** Returns the peer if it has pods of its own, by any line of cdk8s-plus. */
export function workloadOf(peer: kplus.INetworkPolicyPeer): kplus.AbstractPod | undefined {
  const { containers, initContainers } = peer as Partial<kplus.AbstractPod>;
  return Array.isArray(containers) && Array.isArray(initContainers) ? (peer as kplus.AbstractPod) : undefined;
}

/** Returns a peer as the policy of a workload names it. Throws where it is not known, or wider than its author says. */
export function policyPeers(peer: kplus.INetworkPolicyPeer, workload: kplus.AbstractPod): PolicyPeers {
  const { _part: part, _wide: wide } = peer as Partial<Peer>;
  return part ? clusterPeers(part, workload) : { peers: peersOf(peer, workload, wide !== undefined), ports: [] };
}

/**
 * A peer always has a namespace selector in addition to its labels. If the namespaces of both ends are unknown, they must be in
 * the same one.
 */
function peersOf(peer: kplus.INetworkPolicyPeer, workload: kplus.AbstractPod, hasReason: boolean): any[] {
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
  const refuse = (problem: string) => new Error(`connection of "${workload.node.path}" ${problem}`);
  if (ipBlock) {
    const { cidr, except = [] } = ipBlock;
    checkRange(cidr); // cdk8s-plus checks the shape of the address alone.
    checkExclusions(cidr, except);
    if (!hasReason && isWideRange(cidr, except))
      throw refuse(
        `is with all of "${cidr}"; name narrower ranges, or say why, as Peer.cidr("${cidr}", { reason: "…", expires: "YYYY-MM-DD" })`,
      );
    const inside = insideProblem(cidr, workload);
    if (inside) throw refuse(`is with "${cidr}", ${inside}`);
    return [{ ipBlock: withoutEmpty({ cidr, except: ipBlock.except }) }];
  }
  if (!podSelector) throw new Error(`peer "${peer.node.path}" selects nothing; give it pods, a namespace or addresses`);
  const pods = selectorOf(podSelector.labelSelector);
  const { names, labelSelector } = podSelector.namespaces ?? {};
  if (labelSelector && !labelSelector.isEmpty())
    return [{ namespaceSelector: selectorOf(labelSelector), podSelector: pods }];
  if (podSelector.namespaces && !names?.length) {
    if (!hasReason)
      throw refuse(
        'is with pods of all namespaces; name the namespaces, or say why, as Peer.podsInAnyNamespace({ reason: "…", expires: "YYYY-MM-DD" })',
      );
    return [{ namespaceSelector: {}, podSelector: pods }];
  }
  const home = workload.metadata.namespace;
  if (workloadOf(peer) && !names?.length && home !== undefined)
    throw refuse(`is with "${peer.node.path}", whose namespace is not known; give its chart a namespace`);
  const namespaces = names?.length ? names : home === undefined ? [] : [home];
  if (namespaces.length === 0) return [{ podSelector: pods }];
  return namespaces.map((name) => ({
    namespaceSelector: { matchLabels: { [kplus.Namespace.NAME_LABEL]: name } },
    podSelector: pods,
  }));
}

/**
 * Network plugins differ in whether a range stands for pods and Services; Cilium's stand for no node either.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
function insideProblem(cidr: string, workload: kplus.AbstractPod): string | undefined {
  const { podCidrs = [], serviceCidrs = [], nodeCidrs = [] } = factsOf(workload);
  const isIn = (ranges: readonly string[]) => ranges.some((range) => isInside(cidr, range));
  if (isIn(podCidrs)) return 'addresses of pods, which change; name the workload, or use Peer.pods()';
  if (isIn(serviceCidrs))
    return 'addresses of Services, and a policy sees the pods behind them; name the workload, or use Peer.pods(), for the API server Peer.apiServer()';
  if (isCilium(workload) && isIn(nodeCidrs))
    return 'addresses of nodes, which Cilium compares with no range; use Peer.nodes()';
  return undefined;
}

export function selectorOf(selector: kplus.LabelSelector): any {
  return withoutEmpty((selector as any)._toKube());
}
