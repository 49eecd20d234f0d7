import type { IConstruct } from 'constructs';
import type { ClusterPods } from '../cluster-facts';
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

/** Returns the egress rule for the cluster DNS. */
export function dnsRule(scope: IConstruct): any {
  const {
    namespaceName = 'kube-system',
    labels = { 'k8s-app': 'kube-dns' },
    ports = [53],
    addresses = [],
  } = Defaults.of(scope).all().cluster?.dns ?? {};
  return {
    to: [podsOf({ namespaceName, labels }), ...addresses.map((address) => ({ ipBlock: { cidr: blockOf(address) } }))],
    ports: ports.flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port }))),
  };
}

/** Returns pods of the cluster as a peer of a policy. */
export function podsOf({ namespaceName, labels }: ClusterPods): any {
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
