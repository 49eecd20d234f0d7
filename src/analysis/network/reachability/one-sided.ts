import { addTo } from '../../../json/group-by';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { hasOtherPolicies } from '../isolation';
import { NETWORK_POLICY, type PolicyPeer, selectsNearlyEveryNamespace, selectsNearlyEveryPod } from '../policy-rules';
import type { Workload } from './endpoints';
import type { ReadRule } from './policies';
import { isEmpty, type Ports } from './ports';
import { ReachabilityGraph } from './reachability';

type Workloads = ReadonlySet<Workload>;

/** A peer of a policy that is connected with no workload of the policy: the other side denies all that is allowed. */
export interface OneSidedPeer {
  readonly pointer: string;
  readonly direction: ReadRule['direction'];
  /** Two of the workloads that are not connected. */
  readonly source: Workload;
  readonly target: Workload;
  /** The ports that the rule allows. */
  readonly ports: Ports;
  /** The policies of the other side. */
  readonly denying: readonly Manifest[];
}

/** Returns such peers of a policy. Of several for the same workloads, the first counts, and those for egress come first. */
export function oneSidedPeersOf(policy: Manifest, all: ManifestSet): readonly OneSidedPeer[] {
  return all._analysis(oneSidedPeersOf, () => oneSidedPeersIn(all)).get(policy) ?? [];
}

function oneSidedPeersIn(all: ManifestSet): ReadonlyMap<Manifest, readonly OneSidedPeer[]> {
  const graph = ReachabilityGraph.of(all);
  const found = new Map<Manifest, OneSidedPeer[]>();
  /** The sources that are known not to be connected with a target. */
  const known = new Map<Workload, Workloads[]>();
  for (const direction of ['Egress', 'Ingress'] as const) {
    for (const policy of all.ofType(NETWORK_POLICY)) {
      const { selected = [], rules = [] } = graph.policyOf(policy) ?? {};
      const own = new Set(selected);
      for (const rule of rules) {
        if (rule.direction !== direction) continue;
        rule.peers.forEach((others, index) => {
          const peer = oneSided(rule, rule.written.peers[index] as PolicyPeer, own, others, all);
          if (!peer || known.get(peer.target)?.some((sources) => sources.has(peer.source))) return;
          addTo(found, policy, peer);
          const [sources, targets] = direction === 'Egress' ? [own, others] : [others, own];
          for (const target of targets) addTo(known, target, sources);
        });
      }
    }
  }
  return found;
}

function oneSided(
  rule: ReadRule,
  peer: PolicyPeer,
  own: Workloads,
  others: Workloads,
  all: ManifestSet,
): OneSidedPeer | undefined {
  if (isWide(peer)) return undefined;
  const graph = ReachabilityGraph.of(all);
  const { direction } = rule;
  const isEgress = direction === 'Egress';
  const mayAllow = (each: Workload, other: Workload) =>
    each !== other && !isEmpty(rule.portsAt(isEgress ? other : each));
  let first: OneSidedPeer | undefined;
  for (const other of others) {
    const isolation = graph.isolationOf(other, isEgress ? 'Ingress' : 'Egress');
    const mine = [...own].find((each) => mayAllow(each, other));
    if (!mine) continue;
    if (!isolation || hasOtherPolicies(other.namespace, all)) return undefined;
    for (const { workloads = own } of isolation.rules) {
      for (const each of common(workloads, own)) {
        const [source, target] = isEgress ? [each, other] : [other, each];
        if (mayAllow(each, other) && !isEmpty(graph.portsBetween(source, target))) return undefined;
      }
    }
    const [source, target] = isEgress ? [mine, other] : [other, mine];
    const ports = rule.portsAt(target);
    first ??= { pointer: peer.pointer, direction, source, target, ports, denying: isolation.policies };
  }
  return first;
}

/** Peers that are meant for pods of which these objects show a part. */
function isWide({ podSelector, namespaceSelector }: PolicyPeer): boolean {
  const isEveryPod = podSelector === undefined || selectsNearlyEveryPod(podSelector);
  return isEveryPod && (namespaceSelector === undefined || selectsNearlyEveryNamespace(namespaceSelector));
}

function common(one: Workloads, other: Workloads): Workload[] {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  return [...small].filter((each) => large.has(each));
}
