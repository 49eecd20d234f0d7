import type { Manifest } from '../../model/manifest';
import { readSelector } from '../../model/pod-index';
import { type AddressRange, addressOf, cidrOf, isOpenToAll, without } from './cidr';

export const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';

/** A direction of a policy's rules: the field of its peers, and the policy type that must be listed for it to apply. */
export const DIRECTIONS = [
  { type: 'Ingress', field: 'ingress', peers: 'from' },
  { type: 'Egress', field: 'egress', peers: 'to' },
] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const [INGRESS, EGRESS] = DIRECTIONS;

/** The port of name resolution. */
export const DNS = 53;

/** One rule of a NetworkPolicy. Without peers it allows all peers, without ports every port. */
export interface NetworkPolicyRule {
  /** JSON Pointer of the list of peers, whether it exists or not. */
  readonly peersPointer: string;
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly any[];
}

export interface PolicyPeer {
  readonly pointer: string;
  readonly podSelector?: any;
  readonly namespaceSelector?: any;
  /** The addresses that its block allows; undefined if it is not an IP block. */
  readonly addresses?: readonly AddressRange[];
}

/**
 * Returns the directions that a NetworkPolicy isolates: those of `policyTypes`, else ingress, and egress if it has
 * rules for it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/v1/defaults.go
 */
export function policyTypesOf(spec: any): readonly string[] {
  if (spec?.policyTypes?.length > 0) return spec.policyTypes;
  return spec?.egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Returns the rules of a NetworkPolicy in one direction that apply: `policyTypes` must list the direction. */
export function rulesInForce(
  { json: { spec } }: Pick<Manifest, 'json'>,
  { type, field, peers }: Direction,
): NetworkPolicyRule[] {
  if (!policyTypesOf(spec).includes(type)) return [];
  return ((spec?.[field] ?? []) as any[]).map((rule, index) => {
    const peersPointer = `/spec/${field}/${index}/${peers}`;
    return {
      peersPointer,
      peers: ((rule[peers] ?? []) as any[]).map((peer, at) => peerOf(peer, `${peersPointer}/${at}`)),
      ports: rule.ports ?? [],
    };
  });
}

function peerOf({ podSelector, namespaceSelector, ipBlock }: any, pointer: string): PolicyPeer {
  const addresses = ipBlock ? blockOf(ipBlock) : undefined;
  return {
    pointer,
    podSelector: podSelector ?? undefined,
    namespaceSelector: namespaceSelector ?? undefined,
    addresses,
  };
}

function blockOf({ cidr, except }: any): AddressRange[] {
  const read = (texts: readonly string[]) => texts.flatMap((text) => cidrOf(text) ?? []);
  return without(read([cidr ?? '']), read(except ?? []));
}

/** A field in a rule that allows public addresses. */
export interface OpenPlace {
  readonly pointer: string;
  /** The addresses that it allows; undefined if it allows all peers, including pods. */
  readonly addresses?: readonly AddressRange[];
  /** The names of the other policies of the same pods without which it does not allow as much; undefined if there are none. */
  readonly others?: readonly string[];
}

/**
 * Returns where a rule allows public addresses: it has no peers, or a block of all addresses, or blocks that are all
 * addresses together.
 */
export function openPlaces({ peers, peersPointer }: NetworkPolicyRule): OpenPlace[] {
  if (peers.length === 0) return [{ pointer: peersPointer }];
  const open = peers.filter(({ addresses }) => addresses && isOpenToAll(addresses));
  if (open.length > 0) return open.map(({ pointer, addresses }) => ({ pointer: `${pointer}/ipBlock/cidr`, addresses }));
  const together = peers.flatMap(({ addresses }) => addresses ?? []);
  return isOpenToAll(together) ? [{ pointer: peersPointer, addresses: together }] : [];
}

/** Whether a rule allows name resolution alone: UDP or TCP on port 53. */
export function allowsDnsAlone({ ports }: NetworkPolicyRule): boolean {
  return (
    ports.length > 0 &&
    ports.every(
      ({ protocol, port, endPort }) =>
        ['TCP', 'UDP'].includes(protocol ?? 'TCP') && Number(port) === DNS && Number(endPort ?? DNS) === DNS,
    )
  );
}

/** Whether a rule allows all ports that another rule allows. */
export function allowsPortsOf({ ports }: NetworkPolicyRule, other: NetworkPolicyRule): boolean {
  if (ports.length === 0) return true;
  return other.ports.length > 0 && other.ports.every((wanted) => ports.some((port) => includesPort(port, wanted)));
}

function includesPort(whole: any, part: any): boolean {
  if ((whole.protocol ?? 'TCP') !== (part.protocol ?? 'TCP')) return false;
  if ((whole.port ?? undefined) === undefined) return true;
  if (Number.isNaN(Number(whole.port))) return whole.port === part.port;
  const [first, last] = [Number(part.port ?? Number.NaN), Number(part.endPort ?? part.port)];
  return Number(whole.port) <= first && last <= Number(whole.endPort ?? whole.port);
}

/** Whether a rule allows a TCP port by its number. The number of a named port depends on the pod at the other end. */
export function allowsTcp({ ports }: NetworkPolicyRule, number: number): boolean {
  if (ports.length === 0) return true;
  return ports.some(({ protocol, port, endPort }) => {
    if ((protocol ?? 'TCP') !== 'TCP') return false;
    if (port === undefined || port === null) return true;
    if (typeof port === 'string' && !/^\d+$/.test(port)) return false;
    return Number(port) <= number && number <= (endPort ?? Number(port));
  });
}

/** Returns what a selector demands, each as a text. */
export function selectorTerms({ matchLabels, matchExpressions }: any): string[] {
  return [...Object.entries(matchLabels ?? {}), ...(matchExpressions ?? [])].map((term) => JSON.stringify(term));
}

/** Whether a selector certainly matches everything that another one matches: each of its terms is one of the other's. */
export function selectorIncludes(whole: any, part: any): boolean {
  const terms = new Set(selectorTerms(part));
  return selectorTerms(whole).every((term) => terms.has(term));
}

/** Whether a selector is empty; an absent one is not. */
export function selectsAnything(selector: any): boolean {
  return excludesAlone(selector, () => false);
}

/** The label that the API server gives each namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Whether a selector of namespaces is empty, or only excludes: `NotIn` and `DoesNotExist` match every namespace without
 * the label, and each namespace has a name.
 */
export function selectsNearlyEveryNamespace(selector: any): boolean {
  return excludesAlone(selector, ({ key, operator }) =>
    key === NAMESPACE_NAME ? ['NotIn', 'Exists'].includes(operator) : ['NotIn', 'DoesNotExist'].includes(operator),
  );
}

/** Whether a selector of pods is empty, or only excludes. */
export function selectsNearlyEveryPod(selector: any): boolean {
  return excludesAlone(selector, ({ operator }) => ['NotIn', 'DoesNotExist'].includes(operator));
}

function excludesAlone(selector: any, excludes: (expression: any) => boolean): boolean {
  const read = readSelector(selector);
  return read !== undefined && Object.keys(read.matchLabels).length === 0 && read.matchExpressions.every(excludes);
}

/** Parses addresses of an option. Throws if one is invalid. */
export function addressesOf(texts: readonly string[]): AddressRange[] {
  return texts.map((text) => {
    const range = addressOf(text) ?? cidrOf(text);
    if (!range) throw new Error(`"${text}" is not an IP address; write it as "169.254.169.254"`);
    return range;
  });
}
