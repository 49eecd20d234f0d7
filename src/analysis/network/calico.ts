import type { Manifest } from '../../model/manifest';
import { ALL_ADDRESSES, cidrOf, isOpenToAll, without } from './cidr';
import { listed } from './ingresses';
import { isTotal, type Opening, type Reach, textsIn } from './opening';
import type { Direction } from './policy-rules';

const NAMESPACED = ['projectcalico.org/NetworkPolicy', 'crd.projectcalico.org/NetworkPolicy'];
export const CALICO_KINDS: readonly string[] = [
  ...NAMESPACED,
  'projectcalico.org/GlobalNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
];

/** Whether a policy is for hosts: it applies before connection tracking or address translation. */
export function isForHosts({ json: { spec } }: Manifest): boolean {
  return Boolean(spec?.doNotTrack || spec?.preDNAT);
}

/** Whether a selector of Calico certainly selects everything; an absent one does. */
export function isCalicoAll(selector: unknown): boolean {
  return ['', 'all()'].includes(String(selector ?? '').replace(/\s/g, ''));
}

/**
 * Returns the directions that a policy isolates: those of `types`, else those of its rules, else ingress.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
 */
export function calicoTypesOf(spec: any): readonly string[] {
  if (spec?.types?.length > 0) return spec.types;
  if (!(spec?.egress?.length > 0)) return ['Ingress'];
  return spec.ingress?.length > 0 ? ['Ingress', 'Egress'] : ['Egress'];
}

/** Returns what a policy allows in one direction: the first rule that matches decides. */
export function calicoOpenings(policy: Manifest, direction: Direction): Opening[] {
  return decisions(policy, direction).filter(({ action }) => action === 'allow');
}

/**
 * Whether a policy leaves a direction open: the first of its rules that matches all traffic allows it, or passes it on to
 * the next tier, and after the last tier to the profile of the namespace, which allows it.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/profile
 */
export function leavesOpen(policy: Manifest, direction: Direction): boolean {
  const last = decisions(policy, direction).find(isTotal);
  return last?.action === 'allow' || last?.action === 'pass';
}

interface Decision extends Opening {
  readonly action: string;
}

/** The rules that match many peers, up to the first that decides all traffic. */
function decisions(policy: Manifest, { type, field, peers }: Direction): Decision[] {
  const { spec } = policy.json;
  if (isForHosts(policy) || !calicoTypesOf(spec).includes(type)) return [];
  const found = listed(spec?.[field], `/spec/${field}`).flatMap(({ json, pointer }): Decision[] => {
    const action = String(json.action).toLowerCase();
    const reach = reachOf((peers === 'from' ? json.source : json.destination) ?? {}, policy);
    if (reach === undefined || action === 'log') return [];
    return [{ pointer, action, reach, ...limitsOf(json, peers) }];
  });
  const end = found.findIndex(isTotal);
  return end < 0 ? found : found.slice(0, end + 1);
}

function reachOf(peer: any, policy: Manifest): Reach | undefined {
  const { nets, notNets, selector, namespaceSelector, notSelector, serviceAccounts, services, domains } = peer;
  if (isWritten(notSelector) || isWritten(serviceAccounts) || isWritten(services) || isWritten(domains))
    return undefined;
  const read = (texts: unknown) => textsIn(texts).flatMap((text) => cidrOf(text) ?? []);
  if (isWritten(selector) || isWritten(namespaceSelector)) {
    const isEveryNamespace = isWritten(namespaceSelector) || !NAMESPACED.includes(policy.groupKind);
    const isCluster = isEveryNamespace && isCalicoAll(selector) && isCalicoAll(namespaceSelector);
    return isCluster && !isWritten(nets) && !isWritten(notNets) ? 'cluster' : undefined;
  }
  if (!isWritten(nets) && !isWritten(notNets)) return 'all';
  const left = without(isWritten(nets) ? read(nets) : Object.values(ALL_ADDRESSES), read(notNets));
  return isOpenToAll(left) ? left : undefined;
}

/** What limits a rule beside its peer. `ipVersion` only chooses a family. */
function limitsOf(rule: any, peers: Direction['peers']): Pick<Opening, 'isLimited' | 'isDnsAlone'> {
  const { protocol, notProtocol, icmp, notICMP, http, source, destination } = rule;
  const ports = destination?.ports;
  const [own, other] = peers === 'from' ? [source, destination] : [destination, source];
  const isLimited =
    [protocol, notProtocol, icmp, notICMP, http, own?.ports, own?.notPorts].some(isWritten) ||
    Object.values(other ?? {}).some(isWritten);
  return {
    isLimited,
    isDnsAlone: Array.isArray(ports) && ports.length > 0 && ports.every((port) => Number(port) === 53),
  };
}

function isWritten(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
