/** The nodes of a cluster by what they run. */
export type Role = 'control plane' | 'worker';

/** Who connects to nodes, as groups of addresses. */
export type Source =
  | 'API clients'
  | 'control plane'
  | 'nodes'
  | 'pods'
  | 'admin hosts'
  | 'kubelet clients'
  | 'load balancers'
  | 'NodePort clients';

/** A protocol of a port; IP in IP has no ports. */
export type Transport = 'TCP' | 'UDP' | 'IPIP';

/** Ports that a firewall opens, and to whom. */
export interface OpenPort {
  /** The nodes that open it; both where it is left out. */
  readonly role?: Role;
  readonly protocol: Transport;
  readonly first: number;
  readonly last: number;
  readonly purpose: string;
  readonly from: readonly Source[];
  /** Addresses beside those of the groups. */
  readonly ranges?: readonly string[];
}

/** The network of pods, by which ports its nodes use among each other. */
export enum ClusterNetwork {
  /** Flannel or Canal with VXLAN. */
  FLANNEL = 'flannel',
  /** Flannel with WireGuard. */
  FLANNEL_WIREGUARD = 'flannel-wireguard',
  /** Calico with VXLAN. */
  CALICO = 'calico',
  /** Calico with BGP, with or without IP in IP. */
  CALICO_BGP = 'calico-bgp',
  /** Calico with VXLAN and WireGuard. */
  CALICO_WIREGUARD = 'calico-wireguard',
  /** Cilium with VXLAN. */
  CILIUM = 'cilium',
  /** Cilium with Geneve. */
  CILIUM_GENEVE = 'cilium-geneve',
  /** Cilium with the routes of the network. */
  CILIUM_NATIVE = 'cilium-native',
  /** Cilium with VXLAN and WireGuard. */
  CILIUM_WIREGUARD = 'cilium-wireguard',
  /** The routes of the network, as the plugins of clouds use them: no ports. */
  ROUTED = 'routed',
}

/** The ports of components, of the guide and beside it. */
export const COMPONENT_PORTS: readonly OpenPort[] = [
  row('TCP', 6443, 'API server', ['API clients', 'control plane', 'nodes', 'pods'], 'control plane'),
  { ...row('TCP', 2379, 'etcd', ['control plane'], 'control plane'), last: 2380 },
  row('TCP', 10250, 'kubelet', ['control plane', 'kubelet clients']),
  row('TCP', 22, 'SSH', ['admin hosts']),
  row('TCP', 10256, 'health of kube-proxy', ['load balancers']),
];

/** NodePorts by default; a node listens on none of them, and their connections are forwarded. */
export const NODE_PORTS = { first: 30_000, last: 32_767 };

/** Ports on which components listen, and that no one beyond the node needs. */
export const CLOSED_PORTS: readonly (readonly [port: number, what: string])[] = [
  [2381, 'metrics of etcd'],
  [10248, 'health of the kubelet'],
  [10249, 'metrics of kube-proxy'],
  [10255, 'kubelet without authentication'],
  [10257, 'controller manager'],
  [10258, 'cloud controller manager'],
  [10259, 'scheduler'],
];

const TYPHA = row('TCP', 5473, 'Typha of Calico', ['nodes']);
const VXLAN_OF_CALICO = row('UDP', 4789, 'VXLAN of Calico', ['nodes']);
const VXLAN = row('UDP', 8472, 'VXLAN', ['nodes']);
const OF_CILIUM = [row('TCP', 4240, 'health of Cilium', ['nodes']), row('TCP', 4244, 'Hubble of Cilium', ['nodes'])];
const WIREGUARD = { ...row('UDP', 51_820, 'WireGuard', ['nodes']), last: 51_821 };

/** The ports of networks of pods, among nodes. */
export const NETWORK_PORTS: { readonly [network in ClusterNetwork]: readonly OpenPort[] } = {
  [ClusterNetwork.FLANNEL]: [VXLAN],
  [ClusterNetwork.FLANNEL_WIREGUARD]: [WIREGUARD],
  [ClusterNetwork.CALICO]: [VXLAN_OF_CALICO, TYPHA],
  [ClusterNetwork.CALICO_BGP]: [row('TCP', 179, 'BGP', ['nodes']), row('IPIP', 0, 'IP in IP', ['nodes']), TYPHA],
  [ClusterNetwork.CALICO_WIREGUARD]: [VXLAN_OF_CALICO, WIREGUARD, TYPHA],
  [ClusterNetwork.CILIUM]: [VXLAN, ...OF_CILIUM],
  [ClusterNetwork.CILIUM_GENEVE]: [row('UDP', 6081, 'Geneve', ['nodes']), ...OF_CILIUM],
  [ClusterNetwork.CILIUM_NATIVE]: OF_CILIUM,
  [ClusterNetwork.CILIUM_WIREGUARD]: [VXLAN, row('UDP', 51_871, 'WireGuard of Cilium', ['nodes']), ...OF_CILIUM],
  [ClusterNetwork.ROUTED]: [],
};

function row(protocol: Transport, port: number, purpose: string, from: readonly Source[], role?: Role): OpenPort {
  return { role, protocol, first: port, last: port, purpose, from };
}

/** What differs between the ports of clusters. */
export interface PortFacts {
  readonly network: ClusterNetwork;
  readonly apiServerPort: number;
  readonly sshPort: number;
  /** Whether nodes of the control plane run etcd. */
  readonly hasEtcd: boolean;
  readonly further: readonly OpenPort[];
}

/** Returns the ports that nodes open, without NodePorts. */
export function openPorts(role: Role, facts: PortFacts): OpenPort[] {
  const { network, apiServerPort, sshPort, hasEtcd, further } = facts;
  const moved: { readonly [purpose: string]: number } = { 'API server': apiServerPort, SSH: sshPort };
  return [...COMPONENT_PORTS, ...NETWORK_PORTS[network], ...further]
    .filter((each) => (each.role ?? role) === role && (hasEtcd || each.ranges || each.purpose !== 'etcd'))
    .map((each) => {
      const port = moved[each.purpose];
      return port === undefined || each.ranges ? each : { ...each, first: port, last: port };
    });
}

/** Whether Cilium is the network of pods. */
export function isOfCilium(network: ClusterNetwork): boolean {
  return network.startsWith('cilium');
}

/** Whether Calico enforces policies: beside Flannel, as Canal. */
export function mayBeOfCalico(network: ClusterNetwork): boolean {
  return network.startsWith('calico') || network === ClusterNetwork.FLANNEL;
}
