import { addTo, groupBy } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { without } from './cidr';
import {
  allowsPortsOf,
  DIRECTIONS,
  type Direction,
  NAMESPACE_NAME,
  NETWORK_POLICY,
  type NetworkPolicyRule,
  type PolicyPeer,
  rulesInForce,
  selectorIncludes,
  selectorTerms,
} from './policy-rules';

/** Of more rules for the same pods in one direction, the first are compared: each is compared with each. */
const MOST_RULES = 200;

/** A rule of a NetworkPolicy, by its place. */
export interface RulePlace {
  readonly policy: Manifest;
  readonly direction: Direction;
  /** Counted from 1. */
  readonly number: number;
}

/** A rule that allows nothing which another rule for the same pods does not allow. */
export interface CoveredRule extends RulePlace {
  readonly by: RulePlace;
}

interface PlacedRule extends RulePlace {
  readonly rule: NetworkPolicyRule;
}

/** Returns such rules of a policy: whatever pods and namespaces there are. Of two rules that allow the same, the later one. */
export function coveredRulesOf(policy: Manifest, all: ManifestSet): readonly CoveredRule[] {
  return all._analysis(coveredRulesOf, () => coveredRulesIn(all)).get(policy) ?? [];
}

function coveredRulesIn(all: ManifestSet): ReadonlyMap<Manifest, readonly CoveredRule[]> {
  const found = new Map<Manifest, CoveredRule[]>();
  const ofSamePods = groupBy(all.ofType(NETWORK_POLICY), ({ json: { spec }, effectiveNamespace }) =>
    JSON.stringify([effectiveNamespace, ...selectorTerms(spec?.podSelector ?? {}).sort()]),
  );
  for (const policies of ofSamePods.values())
    for (const direction of DIRECTIONS)
      for (const covered of coveredAmong(policies, direction)) addTo(found, covered.policy, covered);
  return found;
}

function coveredAmong(policies: readonly Manifest[], direction: Direction): CoveredRule[] {
  const written = policies.reduce((sum, { json: { spec } }) => sum + (spec?.[direction.field]?.length ?? 0), 0);
  if (written < 2) return []; // Most policies have one rule: it need not be read.
  const rules = policies
    .flatMap((policy) =>
      rulesInForce(policy, direction).map(
        (rule, index): PlacedRule => ({ policy, direction, number: index + 1, rule }),
      ),
    )
    .slice(0, MOST_RULES);
  return rules.flatMap(({ rule, ...place }, index) => {
    const own = place.policy.effectiveNamespace;
    const by = rules.find(
      (other, at) => at !== index && covers(other.rule, rule, own) && (at < index || !covers(rule, other.rule, own)),
    );
    return by ? [{ ...place, by }] : [];
  });
}

/** Whether a rule certainly allows all that another one allows. */
function covers(whole: NetworkPolicyRule, part: NetworkPolicyRule, own: string): boolean {
  if (!allowsPortsOf(whole, part)) return false;
  if (whole.peers.length === 0) return true;
  return part.peers.length > 0 && part.peers.every((peer) => coversPeer(whole.peers, peer, own));
}

function coversPeer(peers: readonly PolicyPeer[], part: PolicyPeer, own: string): boolean {
  const { addresses } = part;
  if (addresses) {
    const together = peers.flatMap((peer) => peer.addresses ?? []);
    return addresses.length > 0 && without(addresses, together).length === 0;
  }
  return peers.some(
    (whole) =>
      !whole.addresses &&
      selectorIncludes(namespacesOf(whole, own), namespacesOf(part, own)) &&
      selectorIncludes(whole.podSelector ?? {}, part.podSelector ?? {}),
  );
}

/** A peer without a selector of namespaces stands for pods of the namespace of its policy. */
function namespacesOf({ namespaceSelector }: PolicyPeer, own: string): any {
  return namespaceSelector ?? { matchLabels: { [NAMESPACE_NAME]: own } };
}
