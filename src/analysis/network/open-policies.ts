import { addTo } from '../../json/group-by';
import { surelySelects } from '../../model/controller-labels';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { podsSelected, readSelector } from '../../model/pod-index';
import { CALICO_KINDS, calicoOpenings } from './calico';
import { type AddressRange, isOpenToAll, isWide } from './cidr';
import { CILIUM_KINDS, ciliumOpenings } from './cilium';
import type { Opening } from './opening';
import {
  allowsDnsAlone,
  allowsPortsOf,
  type Direction,
  EGRESS,
  NETWORK_POLICY,
  type NetworkPolicyRule,
  type OpenPlace,
  openPlaces,
  rulesInForce,
  selectorIncludes,
  selectsNearlyEveryNamespace,
  selectsNearlyEveryPod,
} from './policy-rules';

/** The kinds whose rules {@link openPlacesOf} and {@link clusterPlacesOf} read. */
export const ALLOWING: readonly string[] = [NETWORK_POLICY, ...CILIUM_KINDS, ...CALICO_KINDS];

/**
 * Returns where a policy allows public addresses in one direction: in one rule, in several rules together, or together
 * with other policies of the same pods. Name resolution alone is no reason to deny egress.
 */
export function openPlacesOf(policy: Manifest, direction: Direction, all: ManifestSet): OpenPlace[] {
  if (policy.groupKind === NETWORK_POLICY) {
    const rules = relevantRules(policy, direction);
    const open = rules.flatMap(openPlaces);
    return open.length > 0 ? open : jointPlaces(policy, rules, direction, all);
  }
  return openingsOf(policy, direction).flatMap(({ pointer, reach, isDnsAlone }) => {
    if (reach === 'cluster' || (direction === EGRESS && isDnsAlone)) return [];
    return [{ pointer, addresses: reach === 'all' ? undefined : reach }];
  });
}

/** Returns where a policy allows the pods of every namespace, or of all but some. */
export function clusterPlacesOf(policy: Manifest, direction: Direction): { pointer: string; isEvery: boolean }[] {
  if (policy.groupKind !== NETWORK_POLICY) {
    const found = openingsOf(policy, direction).filter(({ reach }) => reach === 'cluster');
    return found.map(({ pointer }) => ({ pointer, isEvery: true }));
  }
  return rulesInForce(policy, direction)
    .flatMap(({ peers }) => peers)
    .filter(
      ({ podSelector, namespaceSelector }) =>
        selectsNearlyEveryNamespace(namespaceSelector) &&
        (podSelector === undefined || selectsNearlyEveryPod(podSelector)),
    )
    .map(({ pointer, podSelector, namespaceSelector }) => ({
      pointer: `${pointer}/namespaceSelector`,
      isEvery: ![podSelector, namespaceSelector].some((each) => each?.matchExpressions?.length > 0),
    }));
}

function openingsOf(policy: Manifest, direction: Direction): Opening[] {
  return CALICO_KINDS.includes(policy.groupKind)
    ? calicoOpenings(policy, direction)
    : ciliumOpenings(policy, direction);
}

function relevantRules(policy: Manifest, direction: Direction): NetworkPolicyRule[] {
  return rulesInForce(policy, direction).filter((rule) => direction !== EGRESS || !allowsDnsAlone(rule));
}

/** Returns the place where several rules, of this policy or of policies before it, allow public addresses together. */
function jointPlaces(
  policy: Manifest,
  rules: readonly NetworkPolicyRule[],
  direction: Direction,
  all: ManifestSet,
): OpenPlace[] {
  const pointer = `/spec/${direction.field}`;
  const own = jointly(rules);
  if (own) return [{ pointer, addresses: own }];
  const candidates =
    all
      ._analysis(`wide policies, ${direction.type}`, () => candidatesIn(all, direction))
      .get(policy.effectiveNamespace) ?? [];
  const before = candidates.slice(
    0,
    candidates.findIndex((each) => each.policy === policy),
  );
  for (const group of groupsWith(policy, before, all)) {
    const earlier = group.flatMap((each) => each.rules);
    if (jointly(earlier)) continue; // The last of those is the place.
    const addresses = jointly([...earlier, ...rules]);
    if (addresses) return [{ pointer, addresses, others: group.map((each) => each.policy.objectRef.name) }];
  }
  return [];
}

/** The addresses that rules allow together on the ports of one of them, if these are open to the public. */
function jointly(rules: readonly NetworkPolicyRule[]): readonly AddressRange[] | undefined {
  const blocks = rules
    .map((rule) => ({ rule, addresses: addressesIn(rule) }))
    .filter((each) => each.addresses.length > 0);
  for (const { rule } of blocks) {
    const together = blocks.flatMap((each) => (allowsPortsOf(each.rule, rule) ? each.addresses : []));
    if (isOpenToAll(together)) return together;
  }
  return undefined;
}

function addressesIn({ peers }: NetworkPolicyRule): AddressRange[] {
  return peers.flatMap(({ addresses }) => addresses ?? []);
}

interface Candidate {
  readonly policy: Manifest;
  readonly rules: readonly NetworkPolicyRule[];
}

/** The policies of each namespace that allow many addresses and not most of them, in the order of the set. */
function candidatesIn(all: ManifestSet, direction: Direction): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const policy of all.ofType(NETWORK_POLICY)) {
    const rules = relevantRules(policy, direction);
    if (!isWide(rules.flatMap(addressesIn)) || rules.some((rule) => openPlaces(rule).length > 0)) continue;
    addTo(found, policy.effectiveNamespace, { policy, rules });
  }
  return found;
}

/** The earlier policies that select a pod together with a policy: for the pods of the set, and for all that it selects. */
function groupsWith(policy: Manifest, before: readonly Candidate[], all: ManifestSet): (readonly Candidate[])[] {
  if (before.length === 0) return [];
  const selectorOf = (each: Manifest) => each.json.spec?.podSelector ?? {};
  const selector = selectorOf(policy);
  const known = readSelector(selector);
  const pods = known ? podsSelected(known, policy.effectiveNamespace, all) : [];
  return [
    before.filter((each) => selectorIncludes(selectorOf(each.policy), selector)),
    ...pods
      .filter((pod) => surelySelects(selector, pod))
      .map((pod) => before.filter((each) => surelySelects(selectorOf(each.policy), pod))),
  ].filter((group) => group.length > 0);
}
