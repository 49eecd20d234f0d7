import { groupBy } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import { type AddressRange, ALL_ADDRESSES, cidrOf, isOpenToAll, without } from './cidr';
import { listed } from './ingresses';
import { isTotal, type Opening, type Reach, textsIn } from './opening';
import type { Direction } from './policy-rules';

const CLUSTERWIDE = 'cilium.io/CiliumClusterwideNetworkPolicy';
export const CILIUM_KINDS: readonly string[] = ['cilium.io/CiliumNetworkPolicy', CLUSTERWIDE];

const WORLD: readonly AddressRange[] = Object.values(ALL_ADDRESSES);
const NAMESPACE = 'io.kubernetes.pod.namespace';

/** The fields of a rule that name peers, without the prefix that the direction has. */
const PEERS = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Requires', 'Nodes', 'Groups', 'Services', 'FQDNs'];

/** The rules of a policy for pods, each with its pointer. */
export function ciliumRules(policy: Manifest): { readonly json: any; readonly pointer: string }[] {
  const { spec, specs } = policy.json;
  const rules = [{ json: spec, pointer: '/spec' }, ...listed(specs, '/specs')];
  return rules.filter(({ json }) => json?.endpointSelector);
}

/** Returns what a policy opens in one direction. */
export function ciliumOpenings(policy: Manifest, direction: Direction): Opening[] {
  return ciliumRules(policy).flatMap(({ json, pointer }) => openingsIn(json, pointer, policy, direction));
}

/**
 * Returns what one rule opens in one direction. An empty entry allows nothing; an entry with ports and without peers
 * allows all peers; a list of peers that is empty selects none.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
function openingsIn(
  rule: any,
  pointer: string,
  policy: Manifest,
  { field, peers }: Pick<Direction, 'peers'> & { readonly field: string },
): Opening[] {
  const entries = listed(rule[field], `${pointer}/${field}`);
  const found = entries.flatMap((entry): Opening[] => {
    const limits = limitsOf(entry.json);
    const written = PEERS.map((each) => `${peers}${each}`).filter(
      (each) => (entry.json[each] ?? undefined) !== undefined,
    );
    if (written.length === 0) {
      const isEmpty = !limits.isLimited && listed(entry.json.toPorts, '').length === 0;
      return isEmpty ? [] : [{ pointer: entry.pointer, reach: 'all', ...limits }];
    }
    return written.flatMap((each) => {
      const reach = reachOf(each.slice(peers.length), entry.json[each], policy);
      return reach === undefined ? [] : [{ pointer: `${entry.pointer}/${each}`, reach, ...limits }];
    });
  });
  if (found.some(({ reach }) => reach !== 'cluster')) return found;
  // Several entries for the same ports may be open together.
  const byPorts = groupBy(entries, ({ json: { toPorts, icmps } }) => JSON.stringify([toPorts, icmps])).values();
  const joint = [...byPorts].flatMap(([first, ...others]): Opening[] => {
    const blocks = [first, ...others].flatMap((each) => [
      ...rangesIn(each?.json[`${peers}CIDR`]),
      ...blocksIn(each?.json[`${peers}CIDRSet`]),
    ]);
    return isOpenToAll(blocks) ? [{ pointer: `${pointer}/${field}`, reach: blocks, ...limitsOf(first?.json) }] : [];
  });
  return [...found, ...joint];
}

/**
 * Whether a rule isolates a direction: it has entries, does not switch the denial off, and does not allow everything. An
 * empty list of entries does not isolate. A denial has precedence.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/intro/#policy-enforcement-modes
 */
export function closes(rule: any, policy: Manifest, direction: Direction): boolean {
  const { field } = direction;
  const denials = `${field}Deny`;
  if (rule.enableDefaultDeny?.[field] === false) return false;
  if (!(rule[field]?.length > 0) && !(rule[denials]?.length > 0)) return false;
  const isOpen = openingsIn(rule, '', policy, direction).some(isTotal);
  return !isOpen || openingsIn(rule, '', policy, { ...direction, field: denials }).some(isTotal);
}

function reachOf(kind: string, value: any, policy: Manifest): Reach | undefined {
  const open = (ranges: readonly AddressRange[]) => (isOpenToAll(ranges) ? ranges : undefined);
  switch (kind) {
    case 'Entities': {
      const entities = textsIn(value);
      if (entities.includes('all')) return 'all';
      const isWorld = entities.some((entity) => ['world', 'world-ipv4', 'world-ipv6'].includes(entity));
      const isCluster = entities.includes('cluster');
      if (isWorld) return isCluster ? 'all' : WORLD;
      return isCluster ? 'cluster' : undefined;
    }
    case 'CIDR':
      return open(rangesIn(value));
    case 'CIDRSet':
      return open(blocksIn(value));
    case 'FQDNs':
      return listed(value, '').some(({ json }) => /^\*+$/.test(json.matchPattern ?? '')) ? WORLD : undefined;
    case 'Endpoints':
      return listed(value, '').some(({ json }) => isEveryNamespace(json, policy)) ? 'cluster' : undefined;
    default:
      return undefined;
  }
}

function rangesIn(value: unknown): AddressRange[] {
  return textsIn(value).flatMap((text) => cidrOf(text) ?? []);
}

function blocksIn(value: unknown): AddressRange[] {
  return listed(value, '').flatMap(({ json: { cidr, except } }) => without(rangesIn([cidr]), rangesIn(except)));
}

/** An endpoint selector of a namespaced policy is for its own namespace, unless it names the label of namespaces. */
function isEveryNamespace({ matchLabels, matchExpressions }: any, policy: Manifest): boolean {
  if (Object.keys(matchLabels ?? {}).length > 0) return false;
  const expressions = listed(matchExpressions, '').map(({ json }) => json);
  const names = expressions.filter(({ key }) => String(key).replace(/^(k8s|any)[:.]/, '') === NAMESPACE);
  const isOpen =
    names.length === expressions.length && names.every(({ operator }) => ['Exists', 'NotIn'].includes(operator));
  return isOpen && (names.length > 0 || policy.groupKind === CLUSTERWIDE);
}

function limitsOf({ toPorts, icmps }: any): Pick<Opening, 'isLimited' | 'isDnsAlone'> {
  const ports = listed(toPorts, '').map(({ json }) => json);
  return { isLimited: isLimited(ports) || listed(icmps, '').length > 0, isDnsAlone: areDnsAlone(ports) };
}

/** Port 0 is every port. */
function isLimited(ports: readonly any[]): boolean {
  return (
    ports.length > 0 &&
    !ports.some(({ ports: list, rules }) => {
      const numbers = listed(list, '').map(({ json }) => json);
      return !rules && (numbers.length === 0 || numbers.some(({ port }) => Number(port) === 0));
    })
  );
}

function areDnsAlone(ports: readonly any[]): boolean {
  const numbers = ports.map(({ ports: list }) => listed(list, '').map(({ json }) => json));
  return ports.length > 0 && numbers.every((list) => list.length > 0 && list.every(isDns));
}

function isDns({ port, endPort }: any): boolean {
  return Number(port) === 53 && Number(endPort ?? 53) === 53;
}
