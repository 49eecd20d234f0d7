import type { OpenPort, Role, Source } from '../../../analysis/cluster/ports';
import type { ClusterPods } from '../../cluster-facts';
import { endpointOf, toPorts } from '../../network/cilium-policy';
import { blockOf } from '../../network/dns-rule';
import { CONTROL_PLANE_LABEL, type FirewallParts } from './firewall-parts';

/** Cilium compares no address with nodes and pods that it knows; a node that joins is known by its address alone. */
const ENTITIES: { readonly [source in Source]?: readonly string[] } = {
  'control plane': ['kube-apiserver'],
  nodes: ['remote-node'],
  pods: ['cluster'],
};

/**
 * Returns the spec of the policy for the nodes of a role.
 *
 * @see https://docs.cilium.io/en/stable/security/host-firewall/
 */
export function ciliumFirewall(role: Role, { ports, ranges, kubeletClientPods }: FirewallParts): any {
  return {
    description: `Firewall of a node: ${role}`,
    nodeSelector:
      role === 'control plane'
        ? { matchLabels: { [CONTROL_PLANE_LABEL]: '' } }
        : { matchExpressions: [{ key: CONTROL_PLANE_LABEL, operator: 'DoesNotExist' }] },
    ingress: [
      { fromEntities: ['health'] },
      { icmps: [{ fields: [3, 8, 11, 12].map((type) => ({ family: 'IPv4', type })) }] },
      { icmps: [{ fields: [1, 2, 3, 4, 128].map((type) => ({ family: 'IPv6', type })) }] },
      ...ports(role).flatMap((port) => rulesOf(port, ranges, kubeletClientPods)),
    ],
  };
}

function rulesOf(port: OpenPort, ranges: FirewallParts['ranges'], pods: readonly ClusterPods[]): any[] {
  const { protocol, first, last, from } = port;
  const opened = toPorts([{ protocol, port: first, endPort: first === last ? undefined : last }]);
  const entities = from.flatMap((source) => ENTITIES[source] ?? []);
  const addresses = [
    ...from.filter((source) => source !== 'pods').flatMap((source) => ranges[source]),
    ...(port.ranges ?? []),
  ];
  const blocks = [...new Set(addresses.map(blockOf))];
  const endpoints = from.includes('kubelet clients') ? pods.map(endpointOf) : [];
  return [
    ...(entities.length > 0 ? [{ fromEntities: entities, toPorts: opened }] : []),
    ...(blocks.length > 0 ? [{ fromCIDR: blocks, toPorts: opened }] : []),
    ...(endpoints.length > 0 ? [{ fromEndpoints: endpoints, toPorts: opened }] : []),
  ];
}
