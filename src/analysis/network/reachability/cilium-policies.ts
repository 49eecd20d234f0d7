import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CILIUM_KINDS, ciliumRules } from '../cilium';
import { listed } from '../ingresses';
import { textsIn } from '../opening';
import { DIRECTIONS, type Direction } from '../policy-rules';
import { PROTOCOLS } from './ports';

export const [CILIUM_NETWORK_POLICY] = CILIUM_KINDS as readonly [string, string];

/** A CiliumNetworkPolicy as a NetworkPolicy would say it. */
export interface ReadCiliumPolicy {
  readonly policy: Manifest;
  /** One spec for each rule of the policy. */
  readonly specs: readonly any[];
  /** The hosts and entities that it names: they are neither workloads nor addresses. */
  readonly named: readonly string[];
}

/** Returns the CiliumNetworkPolicies of a set that say nothing which a NetworkPolicy could not, but for hosts and entities. */
export function readCiliumPolicies(all: ManifestSet): readonly ReadCiliumPolicy[] {
  return all._analysis(readCiliumPolicies, () =>
    all.ofType(CILIUM_NETWORK_POLICY).flatMap((policy) => readPolicy(policy) ?? []),
  );
}

/** Thrown for a field that this reading does not know: then the whole policy is not read. */
class Unread extends Error {}

function readPolicy(policy: Manifest): ReadCiliumPolicy | undefined {
  const named = new Set<string>();
  try {
    return { policy, specs: ciliumRules(policy).map(({ json }) => specOf(json, named)), named: [...named] };
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}

function specOf(rule: any, named: Set<string>): any {
  onlyKeys(rule, ['endpointSelector', 'ingress', 'egress', 'description', 'labels']);
  const types = DIRECTIONS.filter(({ field }) => rule[field]?.length > 0);
  return {
    podSelector: podSelectorOf(rule.endpointSelector).podSelector,
    policyTypes: types.map(({ type }) => type),
    ...Object.fromEntries(
      types.map((direction) => [
        direction.field,
        listed(rule[direction.field], '').map(({ json }) => ruleOf(json, direction, named)),
      ]),
    ),
  };
}

function ruleOf(entry: any, { peers }: Direction, named: Set<string>): any {
  const [field, ...others] = Object.keys(entry).filter((key) => key !== 'toPorts');
  if (others.length > 0 || (field === undefined && !entry.toPorts)) throw new Unread();
  const found = field === undefined ? undefined : peersOf(field, entry[field], peers, named);
  const ports = listed(entry.toPorts, '').flatMap(({ json }) => portsOf(json));
  return { ...(found ? { [peers]: found } : {}), ...(ports.length > 0 ? { ports } : {}) };
}

/** Undefined stands for every peer. */
function peersOf(field: string, value: unknown, prefix: string, named: Set<string>): any[] | undefined {
  const entries = listed(value, '').map(({ json }) => json);
  switch (field) {
    case `${prefix}Endpoints`:
      return nonEmpty(entries.map(peerOf));
    case `${prefix}CIDR`:
      return nonEmpty(
        textsIn(value).map((cidr) => ({ ipBlock: { cidr: cidr.includes('/') ? cidr : hostRange(cidr) } })),
      );
    case `${prefix}CIDRSet`:
      for (const each of entries) onlyKeys(each, ['cidr', 'except']);
      return nonEmpty(entries.map(({ cidr, except }) => ({ ipBlock: { cidr, except } })));
    case 'toFQDNs':
      for (const { matchName, matchPattern } of entries) named.add(`${matchName ?? matchPattern}`);
      return [NOBODY];
    case `${prefix}Entities`:
      return entityPeers(textsIn(value), named);
    default:
      throw new Unread();
  }
}

/** A peer that stands for no workload and no address of a set. */
const NOBODY = { ipBlock: { cidr: '' } };
/** Cilium's gateway stands for pods outside of the set, as any ingress controller. */
const GATEWAY = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'reserved:ingress' } } };

function entityPeers(entities: readonly string[], named: Set<string>): any[] | undefined {
  if (entities.includes('all')) return undefined;
  const peers = entities.flatMap((entity): any[] => {
    switch (entity) {
      case 'world':
        return ['0.0.0.0/0', '::/0'].map((cidr) => ({ ipBlock: { cidr } }));
      case 'cluster':
        return [{ namespaceSelector: {}, podSelector: {} }];
      case 'ingress':
        named.add(entity);
        return [GATEWAY];
      case 'kube-apiserver':
      case 'host':
      case 'remote-node':
        named.add(entity);
        return [NOBODY];
      default:
        throw new Unread();
    }
  });
  return nonEmpty(peers);
}

const NAMESPACE = 'io.kubernetes.pod.namespace';

function peerOf(selector: any): any {
  const { namespace, podSelector } = podSelectorOf(selector);
  if (namespace === undefined) return { podSelector };
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector };
}

/** A selector without the sources of its labels, and the namespace that it names. */
function podSelectorOf(selector: any): { readonly namespace?: string; readonly podSelector: any } {
  onlyKeys(selector, ['matchLabels', 'matchExpressions']);
  const plain = (key: string) => {
    const label = key.replace(/^(?:k8s|any):/, '');
    if (label.includes(':') || label.startsWith('io.cilium.')) throw new Unread();
    return label;
  };
  const labels = Object.entries<string>(selector.matchLabels ?? {}).map(([key, value]) => [plain(key), value] as const);
  const matchExpressions = listed(selector.matchExpressions, '').map(({ json }) => ({
    ...json,
    key: plain(`${json.key}`),
  }));
  if (matchExpressions.some(({ key }) => key === NAMESPACE)) throw new Unread();
  const namespace = labels.find(([key]) => key === NAMESPACE)?.[1];
  const matchLabels = Object.fromEntries(labels.filter(([key]) => key !== NAMESPACE));
  return { namespace, podSelector: { matchLabels, ...(matchExpressions.length > 0 ? { matchExpressions } : {}) } };
}

/** A rule for DNS requests does not narrow the ports; those for other protocols allow some requests alone. */
function portsOf(entry: any): any[] {
  onlyKeys(entry, ['ports', 'rules']);
  onlyKeys(entry.rules ?? {}, ['dns']);
  return nonEmpty(
    listed(entry.ports, '').flatMap(({ json: { port, endPort, protocol = 'ANY' } }) => {
      if (protocol !== 'ANY' && !PROTOCOLS.includes(protocol)) throw new Unread();
      const number = Number(port) === 0 ? {} : { port: Number.isInteger(Number(port)) ? Number(port) : port, endPort };
      return (protocol === 'ANY' ? PROTOCOLS : [protocol]).map((each) => ({ ...number, protocol: each }));
    }),
  );
}

function nonEmpty<T>(list: T[]): T[] {
  if (list.length === 0) throw new Unread();
  return list;
}

function onlyKeys(object: unknown, keys: readonly string[]): void {
  const isKnown =
    typeof object === 'object' && object !== null && Object.keys(object).every((key) => keys.includes(key));
  if (!isKnown) throw new Unread();
}

function hostRange(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}
