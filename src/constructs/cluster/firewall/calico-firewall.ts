import { NODE_PORTS, type OpenPort, type Role } from '../../../analysis/cluster/ports';
import { blockOf } from '../../network/dns-rule';
import { CONTROL_PLANE_LABEL, type FirewallParts } from './firewall-parts';

/** Without it, a selector of nodes by what they lack would select all pods too. */
const HOST = "projectcalico.org/created-by == 'calico-kube-controllers'";
/** Parts of the control plane and of Calico that stay reachable when Felix fails. */
const FAILSAFE = ['API server', 'etcd', 'BGP', 'Typha of Calico', 'SSH'];

/**
 * Returns the spec of the policy for the nodes of a role.
 *
 * @see https://docs.tigera.io/calico/latest/network-policy/hosts/protect-hosts
 */
export function calicoFirewall(role: Role, parts: FirewallParts): any {
  return {
    order: 100,
    selector: `${HOST} && ${role === 'control plane' ? '' : '!'}has(${CONTROL_PLANE_LABEL})`,
    types: ['Ingress'],
    applyOnForward: false,
    ingress: [...pings(parts), ...parts.ports(role).flatMap((port) => rulesOf(port, parts))],
  };
}

/** Errors belong to connections; neighbours of IPv6 speak from addresses of the link. */
function pings({ ranges }: FirewallParts): any[] {
  return byFamily([...Object.values(ranges).flat(), 'fe80::/10']).map(({ family, nets }) => ({
    action: 'Allow',
    protocol: family === 4 ? 'ICMP' : 'ICMPv6',
    source: { nets },
  }));
}

/** NodePorts are decided before their address is rewritten; after that, the packet is for a pod. Such policies deny nothing by default. */
export function calicoNodePorts({ ranges }: FirewallParts): any {
  const ports = [`${NODE_PORTS.first}:${NODE_PORTS.last}`];
  const clients = ranges['NodePort clients'];
  const each = (action: string, source?: object) =>
    ['TCP', 'UDP', 'SCTP'].flatMap((protocol) =>
      byFamily(ranges.nodes).map(({ family, nets }) => {
        const from = source && byFamily(clients).find((own) => own.family === family)?.nets;
        if (source && !from) return [];
        return [{ action, protocol, source: from && { nets: from }, destination: { nets, ports } }];
      }),
    );
  return {
    order: 10,
    selector: HOST,
    types: ['Ingress'],
    ...{ applyOnForward: true, preDNAT: true },
    ingress: [...each('Allow', clients), ...each('Deny')].flat(),
  };
}

/** The failsafe ports, which no policy closes: by default, etcd and the API server are open to all. */
export function calicoFailsafe({ ports, ranges }: FirewallParts): any {
  const narrowed = ports('control plane')
    .filter(({ purpose, ranges: own }) => FAILSAFE.includes(purpose) && !own)
    .flatMap(({ first, last, from }) =>
      [...new Set(from.flatMap((source) => ranges[source]).map(blockOf))].flatMap((net) =>
        Array.from({ length: last - first + 1 }, (_, index) => ({ protocol: 'tcp', port: first + index, net })),
      ),
    );
  return { failsafeInboundHostPorts: [...narrowed, { protocol: 'udp', port: 68 }] };
}

/** Each node gets a host endpoint: from then on, what no policy allows is denied. */
export const HOST_ENDPOINTS = { controllers: { node: { hostEndpoint: { autoCreate: 'Enabled' } } } };

function rulesOf(port: OpenPort, { ranges, kubeletClientPods }: FirewallParts): any[] {
  const { protocol, first, last, from } = port;
  const nets = [...from.flatMap((source) => ranges[source]), ...(port.ranges ?? [])];
  const what =
    protocol === 'IPIP'
      ? { protocol: 4 }
      : { protocol, destination: { ports: [first === last ? first : `${first}:${last}`] } };
  const pods = from.includes('kubelet clients') ? kubeletClientPods : [];
  const sources = [
    ...byFamily(nets)
      .filter(({ family }) => protocol !== 'IPIP' || family === 4)
      .map((each) => ({ nets: each.nets })),
    ...pods.map(({ namespaceName, labels }) => ({
      namespaceSelector: `kubernetes.io/metadata.name == '${namespaceName}'`,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key} == '${value}'`)
        .join(' && '),
    })),
  ];
  return sources.map((source) => ({ action: 'Allow', ...what, source }));
}

/** Calico refuses a rule with addresses of both families. */
function byFamily(ranges: readonly string[]): { readonly family: number; readonly nets: readonly string[] }[] {
  const blocks = [...new Set(ranges.map(blockOf))];
  return [
    { family: 4, nets: blocks.filter((block) => !block.includes(':')) },
    { family: 6, nets: blocks.filter((block) => block.includes(':')) },
  ].filter(({ nets }) => nets.length > 0);
}
