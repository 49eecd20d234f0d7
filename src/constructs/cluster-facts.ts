/** Identifies pods of the cluster that workloads connect to. */
export interface ClusterPods {
  /** Namespace of the pods. */
  readonly namespaceName: string;
  /** Labels that all the pods have. */
  readonly labels: { [key: string]: string };
}

/**
 * Describes how pods reach the cluster DNS.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 * @example
 * import { App } from 'cdk8s';
 * import { Defaults } from 'cdk8s-hardened';
 *
 * const app = new App();
 * // OpenShift: the Service listens on port 53, its pods on 5353. A policy needs the port of the pods.
 * Defaults.of(app).set({
 *   cluster: {
 *     dns: {
 *       namespaceName: 'openshift-dns',
 *       labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
 *       ports: [5353],
 *     },
 *   },
 * });
 */
export interface ClusterDns {
  /**
   * Namespace of the DNS pods.
   *
   * @default kube-system
   */
  readonly namespaceName?: string;
  /**
   * Labels that all the DNS pods have.
   *
   * @default - `k8s-app: kube-dns`
   */
  readonly labels?: { [key: string]: string };
  /**
   * Ports on which the pods and addresses answer, by UDP and TCP.
   *
   * @default - 53
   */
  readonly ports?: number[];
  /**
   * Addresses that answer beside the pods, such as `169.254.20.10` of NodeLocal DNSCache, or ranges of addresses.
   *
   * @default - none
   */
  readonly addresses?: string[];
}

/**
 * Describes how pods reach the API server, which is no pod: a policy names it by its addresses.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export interface ClusterApiServer {
  /**
   * Addresses or ranges: those of the Service `kubernetes` and of its endpoints, as a network plugin may check either.
   * `kubectl get service kubernetes` and `kubectl get endpointslices -l kubernetes.io/service-name=kubernetes` print them.
   */
  readonly addresses: string[];
  /**
   * Ports of the Service and of its endpoints.
   *
   * @default - 443 and 6443
   */
  readonly ports?: number[];
}

/** Describes the cluster that an app runs in. */
export interface ClusterFacts {
  /**
   * The API server, for workloads whose account has grants, and for webhooks.
   *
   * @default - not known: a workload with grants needs a connection of its own
   */
  readonly apiServer?: ClusterApiServer;
  /**
   * The pods that `Peer.prometheus()` selects.
   *
   * @default - `app.kubernetes.io/name: prometheus` in `monitoring`
   */
  readonly prometheus?: ClusterPods;
  /**
   * The cluster DNS.
   *
   * @default - `k8s-app: kube-dns` in `kube-system` at port 53, as in every conformant cluster
   */
  readonly dns?: ClusterDns;
  /**
   * The pods that `Peer.ingressController()` selects.
   *
   * @default - those of ingress-nginx
   */
  readonly ingressController?: ClusterPods;
}
