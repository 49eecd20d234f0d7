import type { ClusterNetwork } from '../../../analysis/cluster/ports';
import type { ClusterPods } from '../../cluster-facts';
import type { NodeFilePlacement, NodeRole } from '../node-file';

/** What filters the packets of nodes. */
export enum FirewallEngine {
  /** Files of nftables, one for each role of nodes. */
  NFTABLES = 'nftables',
  /** The host firewall of Cilium (`hostFirewall.enabled=true`): CiliumClusterwideNetworkPolicies. */
  CILIUM = 'cilium',
  /** Host endpoints of Calico: GlobalNetworkPolicies, applied through the API server of Calico or with calicoctl. */
  CALICO = 'calico',
}

/** Transport protocol of a port. */
export enum FirewallProtocol {
  /** TCP. */
  TCP = 'TCP',
  /** UDP. */
  UDP = 'UDP',
}

/** A further port of nodes. */
export interface FirewallPort {
  /** The port, or the first one. */
  readonly port: number;
  /**
   * The last port.
   *
   * @default - the port alone
   */
  readonly endPort?: number;
  /**
   * Its protocol.
   *
   * @default FirewallProtocol.TCP
   */
  readonly protocol?: FirewallProtocol;
  /** What listens there, such as `node exporter`: letters, digits and blanks. */
  readonly purpose: string;
  /** Addresses or ranges that may connect. */
  readonly clients: string[];
  /**
   * The nodes that open it.
   *
   * @default NodeRole.EVERY
   */
  readonly nodes?: NodeRole;
  /**
   * Why it is open to the internet; at least ten characters.
   *
   * @default - none: a range of the internet is an error
   */
  readonly reason?: string;
}

/** Who connects to NodePorts. */
export interface NodePortClients {
  /** Addresses or ranges, such as those of a load balancer. */
  readonly clients: string[];
  /**
   * Why they are open to the internet; at least ten characters.
   *
   * @default - none: a range of the internet is an error
   */
  readonly reason?: string;
}

/** Options of a `ControlPlaneFirewall`. */
export interface ControlPlaneFirewallProps extends NodeFilePlacement {
  /**
   * What filters.
   *
   * @default FirewallEngine.NFTABLES
   */
  readonly engine?: FirewallEngine;
  /** The network of pods, which decides on ports between nodes. */
  readonly network: ClusterNetwork;
  /** Addresses of the nodes of the control plane, and of those that will join it. */
  readonly controlPlaneAddresses: string[];
  /** Addresses or ranges of all nodes, and of those that will join. */
  readonly nodes: string[];
  /** Addresses or ranges of people, pipelines and load balancers that connect to the API server. Nodes and pods do so anyway. */
  readonly apiClients: string[];
  /** Addresses or ranges that connect by SSH, such as a bastion. */
  readonly adminHosts: string[];
  /**
   * Ranges of pods. Without them, pods do not reach the API server on their own node, or where the network does not give their
   * packets the address of the node.
   *
   * @default - none; for Cilium, all pods; in a `HardenedCluster`, its `podCidr`
   */
  readonly podRanges?: string[];
  /**
   * Addresses or ranges that read kubelets beside the control plane, such as those of pods and nodes for metrics-server: its packets have the
   * address of its pod, or that of its node.
   *
   * @default - none
   */
  readonly kubeletClients?: string[];
  /**
   * Pods that read kubelets, such as metrics-server. nftables knows no pods.
   *
   * @default - none; in a `HardenedCluster` with Cilium or Calico, its metrics-server
   */
  readonly kubeletClientPods?: ClusterPods[];
  /**
   * Addresses of load balancers that ask for the health of kube-proxy, on port 10256.
   *
   * @default - none
   */
  readonly loadBalancers?: string[];
  /**
   * Who connects to NodePorts, 30000 to 32767. With Cilium, policies of the pods decide that.
   *
   * @default - no one
   */
  readonly nodePorts?: NodePortClients;
  /**
   * Further ports, such as 53 for pods that use NodeLocal DNSCache, or 9100 of a node exporter in the network of the node.
   *
   * @default - none
   */
  readonly furtherPorts?: FirewallPort[];
  /**
   * Port of the API server on its nodes.
   *
   * @default 6443
   */
  readonly apiServerPort?: number;
  /**
   * Port of SSH.
   *
   * @default 22
   */
  readonly sshPort?: number;
  /**
   * Whether no node is reached by SSH; `adminHosts` is empty then.
   *
   * @default false
   */
  readonly withoutSsh?: boolean;
  /**
   * Whether etcd runs elsewhere, so that its ports stay closed here.
   *
   * @default - false; in a `HardenedCluster`, whether it has an `externalEtcd`
   */
  readonly externalEtcd?: boolean;
}
