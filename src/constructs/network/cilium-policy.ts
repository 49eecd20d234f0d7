import type { ClusterPods } from '../cluster-facts';
import { isPlain, type RuleSides } from './connection-rule';
import { blockOf, type DnsPlaces } from './dns-rule';

/** The most ports that one rule of a CiliumNetworkPolicy may have. */
const MOST_PORTS = 40;

/**
 * Returns the spec of a CiliumNetworkPolicy with the rules that no NetworkPolicy can hold; undefined if there are none. The
 * rules of both kinds add up.
 *
 * @param dns the cluster DNS, for a workload that connects to names: Cilium learns the addresses of a name from the answers
 *   that pass its DNS proxy
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
export function ciliumSpec({ selector, ingress, egress }: RuleSides, dns?: DnsPlaces): any {
  const from = ingress
    .filter((rule) => !isPlain(rule))
    .map((rule) => ({ fromEntities: rule.entities, toPorts: toPorts(rule.ports) }));
  const to = egress
    .filter((rule) => !isPlain(rule))
    .map(({ entities, names, ports }) => ({
      ...(entities ? { toEntities: entities } : { toFQDNs: names?.map(nameSelector) }),
      toPorts: toPorts(ports),
    }));
  const out = dns ? [...to, ...dnsEntries(dns)] : to;
  if (from.length + out.length === 0) return undefined;
  return {
    endpointSelector: selector,
    ...(from.length > 0 ? { ingress: distinct(from) } : {}),
    ...(out.length > 0 ? { egress: distinct(out) } : {}),
  };
}

/** The port of a CiliumNetworkPolicy is a text; 0 stands for all ports of the protocol. */
export function toPorts(ports: readonly any[]): any[] {
  const written = ports.map(({ port, endPort, protocol }) => ({
    port: `${port ?? 0}`,
    ...(endPort === undefined ? {} : { endPort }),
    protocol: protocol ?? 'TCP',
  }));
  const parts = Math.ceil(written.length / MOST_PORTS);
  return Array.from({ length: parts }, (_, at) => ({ ports: written.slice(at * MOST_PORTS, (at + 1) * MOST_PORTS) }));
}

function nameSelector(name: string): any {
  return name.includes('*') ? { matchPattern: name } : { matchName: name };
}

/**
 * All names may be asked for: a wildcard stands for no dot, so no list has the names that a resolver tries with the search
 * domains of the pod, and a refused one ends the search.
 */
function dnsEntries({ pods, addresses, ports }: DnsPlaces): any[] {
  const toPortsOfDns = [
    {
      ports: ports.map((port) => ({ port: `${port}`, protocol: 'ANY' })),
      rules: { dns: [{ matchPattern: '*' }] },
    },
  ];
  return [
    { toEndpoints: pods.map(endpointOf), toPorts: toPortsOfDns },
    ...(addresses.length > 0 ? [{ toCIDR: addresses.map(blockOf), toPorts: toPortsOfDns }] : []),
  ];
}

/** Pods of a namespace as Cilium names them. */
export function endpointOf({ namespaceName, labels }: ClusterPods): any {
  return {
    matchLabels: {
      'k8s:io.kubernetes.pod.namespace': namespaceName,
      ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value])),
    },
  };
}

export function distinct(rules: readonly any[]): any[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
