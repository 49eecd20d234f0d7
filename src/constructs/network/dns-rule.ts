import type { IConstruct } from 'constructs';
import { type ClusterPods, DnsProvider, PolicyProvider } from '../cluster-facts';
import { Defaults } from '../defaults';

/** When a workload may use the cluster DNS. */
export enum DnsAccess {
  /** With any connection of its own, also to addresses: their names have to be resolved. */
  AUTO = 'auto',
  /** Without a connection too. */
  ALWAYS = 'always',
  /** Not even with connections, which then lead to addresses. */
  NEVER = 'never',
}

/** Where the cluster DNS answers. */
export interface DnsPlaces {
  readonly pods: readonly ClusterPods[];
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

const KUBE_DNS: ClusterPods = { namespaceName: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const OPENSHIFT_DNS: ClusterPods = {
  namespaceName: 'openshift-dns',
  labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
};

/** Returns where the cluster DNS answers, as `Defaults` say. */
export function dnsPlaces(scope: IConstruct): DnsPlaces {
  const { dns = {}, policyProvider } = Defaults.of(scope).all().cluster ?? {};
  const usual = usualPlaces(dns.provider, policyProvider === PolicyProvider.CILIUM);
  const [first = KUBE_DNS, ...others] = usual.pods;
  const { namespaceName = first.namespaceName, labels = first.labels } = dns;
  return {
    pods: [{ namespaceName, labels }, ...others],
    addresses: dns.addresses ?? usual.addresses,
    ports: dns.ports ?? usual.ports,
  };
}

/**
 * Cilium sees no address of NodeLocal DNSCache: a CiliumLocalRedirectPolicy leads requests to its pods.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 * @see https://github.com/cilium/cilium/issues/24654
 */
function usualPlaces(provider: DnsProvider | undefined, isCilium: boolean): DnsPlaces {
  if (provider === DnsProvider.OPENSHIFT) return { pods: [OPENSHIFT_DNS], addresses: [], ports: [5353] };
  if (provider !== DnsProvider.NODE_LOCAL) return { pods: [KUBE_DNS], addresses: [], ports: [53] };
  const local: ClusterPods = { namespaceName: 'kube-system', labels: { 'k8s-app': 'node-local-dns' } };
  return isCilium
    ? { pods: [KUBE_DNS, local], addresses: [], ports: [53] }
    : { pods: [KUBE_DNS], addresses: ['169.254.20.10'], ports: [53] };
}

/** Returns the egress rule for the cluster DNS. */
export function dnsRule(scope: IConstruct): any {
  const { pods, addresses, ports } = dnsPlaces(scope);
  return {
    to: [...pods.map(podsOf), ...addresses.map((address) => ({ ipBlock: { cidr: blockOf(address) } }))],
    ports: ports.flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port }))),
  };
}

/** Returns pods of the cluster as a peer of a policy. */
export function podsOf({
  namespaceName,
  labels,
}: {
  readonly namespaceName: string;
  readonly labels: { readonly [key: string]: string };
}): any {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
    podSelector: { matchLabels: labels },
  };
}

/** An address is the range of itself alone. */
export function blockOf(address: string): string {
  if (address.includes('/')) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}
