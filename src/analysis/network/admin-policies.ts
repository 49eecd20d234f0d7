import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { cidrOf, isOpenToAll } from './cidr';
import { listed } from './ingresses';
import { type Opening, type Reach, textsIn } from './opening';
import { DIRECTIONS, type Direction, selectsNearlyEveryNamespace, selectsNearlyEveryPod } from './policy-rules';

const CLUSTER_NETWORK_POLICY = 'policy.networking.k8s.io/ClusterNetworkPolicy';
/** The kinds that decide before NetworkPolicies; a baseline policy decides after them. */
export const ADMIN_POLICIES: readonly string[] = [
  'policy.networking.k8s.io/AdminNetworkPolicy',
  CLUSTER_NETWORK_POLICY,
];

const DNS = 53;

/**
 * Returns what a policy allows whatever NetworkPolicies say: the first rule that matches decides, by priority of the
 * policies and by order in a policy. Rules after one that denies or passes all traffic have no effect.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function overridesOf(policy: Manifest, all: ManifestSet): Opening[] {
  if (!isAdmin(policy)) return [];
  return DIRECTIONS.flatMap((direction) => {
    const first = all._analysis(`first admin policy, ${direction.type}`, () => firstToDecide(direction, all));
    if (first && first.policy !== policy && priorityOf(first.policy) < priorityOf(policy)) return [];
    return untilDecided(rulesIn(policy, direction)).filter(({ allows, isDnsAlone }) => allows && !isDnsAlone);
  });
}

interface Decision extends Opening {
  readonly allows: boolean;
}

function isAdmin(policy: Manifest): boolean {
  return policy.groupKind !== CLUSTER_NETWORK_POLICY || policy.value('/spec/tier') === 'Admin';
}

function priorityOf(policy: Manifest): number {
  const priority = policy.value('/spec/priority');
  return typeof priority === 'number' ? priority : Number.POSITIVE_INFINITY;
}

/** The policy with the highest priority that decides all traffic of all pods without allowing it. */
function firstToDecide(direction: Direction, all: ManifestSet): { readonly policy: Manifest } | undefined {
  return ADMIN_POLICIES.flatMap((type) => all.ofType(type))
    .filter((policy) => isAdmin(policy) && isOfEveryPod(policy.value('/spec/subject') ?? {}))
    .filter((policy) => rulesIn(policy, direction).find(isTotal)?.allows === false)
    .map((policy) => ({ policy }))
    .sort((a, b) => priorityOf(a.policy) - priorityOf(b.policy))[0];
}

function isOfEveryPod({ namespaces, pods }: any): boolean {
  return isEvery(namespaces) || (isEvery(pods?.namespaceSelector) && isEvery(pods?.podSelector));
}

function isEvery(selector: any): boolean {
  return selectsNearlyEveryPod(selector) && !(selector.matchExpressions?.length > 0);
}

function untilDecided(decisions: readonly Decision[]): readonly Decision[] {
  const end = decisions.findIndex((each) => isTotal(each) && !each.allows);
  return end < 0 ? decisions : decisions.slice(0, end);
}

function isTotal({ reach, isLimited }: Opening): boolean {
  return reach === 'cluster' && !isLimited;
}

/** The rules whose peers are the pods of nearly all namespaces, or addresses that are open to the public. */
function rulesIn(policy: Manifest, { field, peers }: Direction): Decision[] {
  return listed(policy.value(`/spec/${field}`), `/spec/${field}`).flatMap(({ json, pointer }): Decision[] => {
    const allows = ['Allow', 'Accept'].includes(json.action);
    const limits = limitsOf(json);
    return listed(json[peers], `${pointer}/${peers}`).flatMap((peer) => {
      const reach = reachOf(peer.json);
      return reach === undefined ? [] : [{ pointer: peer.pointer, reach, allows, ...limits }];
    });
  });
}

function reachOf({ namespaces, pods, networks }: any): Reach | undefined {
  const blocks = textsIn(networks).flatMap((text) => cidrOf(text) ?? []);
  if (isOpenToAll(blocks)) return blocks;
  const isCluster =
    selectsNearlyEveryNamespace(namespaces) ||
    (selectsNearlyEveryNamespace(pods?.namespaceSelector) && selectsNearlyEveryPod(pods?.podSelector));
  return isCluster ? 'cluster' : undefined;
}

/** The ports of a rule: `ports` in AdminNetworkPolicy, `protocols` in ClusterNetworkPolicy. */
function limitsOf({ ports, protocols }: any): Pick<Opening, 'isLimited' | 'isDnsAlone'> {
  const numbers = [...listed(ports, ''), ...listed(protocols, '')].map(({ json }) => numberOf(json));
  return { isLimited: numbers.length > 0, isDnsAlone: numbers.length > 0 && numbers.every((port) => port === DNS) };
}

function numberOf({ portNumber, tcp, udp }: any): unknown {
  return portNumber?.port ?? (tcp ?? udp)?.destinationPort?.number;
}
