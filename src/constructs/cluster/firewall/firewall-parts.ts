import { type OpenPort, openPorts, type Role, type Source } from '../../../analysis/cluster/ports';
import type { ClusterPods } from '../../cluster-facts';
import { NodeRole } from '../node-file';
import { type ControlPlaneFirewallProps, type FirewallPort, FirewallProtocol } from './firewall-props';

export const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';
export const ROLES: readonly Role[] = ['control plane', 'worker'];

/** What each engine writes a firewall from. */
export interface FirewallParts {
  readonly ports: (role: Role) => OpenPort[];
  readonly ranges: { readonly [source in Source]: readonly string[] };
  readonly kubeletClientPods: readonly ClusterPods[];
}

/** Returns the ports and the groups of addresses that the options of a firewall mean. */
export function firewallParts(props: ControlPlaneFirewallProps): FirewallParts {
  const { network, apiServerPort = 6443, sshPort = 22, externalEtcd = false, furtherPorts = [] } = props;
  const { controlPlaneAddresses, nodes, apiClients, adminHosts, nodePorts, kubeletClientPods = [] } = props;
  const { podRanges = [], kubeletClients = [], loadBalancers = [] } = props;
  const further = furtherPorts.map(furtherPort);
  return {
    ports: (role) => openPorts(role, { network, apiServerPort, sshPort, hasEtcd: !externalEtcd, further }),
    ranges: {
      'API clients': apiClients,
      'control plane': controlPlaneAddresses,
      nodes: [...new Set([...nodes, ...controlPlaneAddresses])],
      pods: podRanges,
      'admin hosts': adminHosts,
      'kubelet clients': kubeletClients,
      'load balancers': loadBalancers,
      'NodePort clients': nodePorts?.clients ?? [],
    },
    kubeletClientPods,
  };
}

function furtherPort({ port, endPort, protocol, purpose, clients, nodes = NodeRole.EVERY }: FirewallPort): OpenPort {
  return {
    role: nodes === NodeRole.EVERY ? undefined : (nodes as Role),
    ...{ protocol: protocol ?? FirewallProtocol.TCP, first: port, last: endPort ?? port, purpose },
    ...{ from: [], ranges: clients },
  };
}
