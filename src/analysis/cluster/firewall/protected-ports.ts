/** A port of a component that only some machines may reach. */
export interface ProtectedPort {
  readonly port: number;
  readonly what: string;
  /** Who needs it. */
  readonly whom: string;
}

/**
 * The ports of the guide of NSA and CISA, and those that must stay on the node.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export const PROTECTED_PORTS: readonly ProtectedPort[] = [
  { port: 2379, what: 'etcd', whom: 'the API servers' },
  { port: 2380, what: 'etcd', whom: 'the members of etcd' },
  { port: 2381, what: 'the metrics of etcd', whom: 'the node itself' },
  { port: 10248, what: 'the health of the kubelet', whom: 'the node itself' },
  { port: 10249, what: 'the metrics of kube-proxy', whom: 'the node itself' },
  { port: 10250, what: 'the kubelet', whom: 'the control plane' },
  { port: 10255, what: 'the kubelet without authentication', whom: 'no machine' },
  { port: 10257, what: 'kube-controller-manager', whom: 'the node itself' },
  { port: 10259, what: 'kube-scheduler', whom: 'the node itself' },
];
