import type { GatewayOptions, IngressControllerOptions } from './cluster-proxies';

/** Who enforces the network policies of a cluster. */
export enum PolicyProvider {
  /** A network plugin that enforces the NetworkPolicies of Kubernetes. */
  KUBERNETES = 'kubernetes',
  /** Cilium, which enforces CiliumNetworkPolicies too: these can name hosts, the API server, and Cilium's own gateway. */
  CILIUM = 'cilium',
}

/** The usual ways to run the cluster DNS. */
export enum DnsProvider {
  /** Pods with `k8s-app: kube-dns` in `kube-system` at port 53: CoreDNS and kube-dns. */
  CORE_DNS = 'core-dns',
  /** CoreDNS with NodeLocal DNSCache at `169.254.20.10`; for Cilium, the pods with `k8s-app: node-local-dns`. */
  NODE_LOCAL = 'node-local',
  /** Pods with `dns.operator.openshift.io/daemonset-dns: default` in `openshift-dns`, which listen on port 5353. */
  OPENSHIFT = 'openshift',
}

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
 * import { Defaults, DnsProvider } from 'cdk8s-hardened';
 *
 * const app = new App();
 * // The Service listens on port 53, its pods on 5353. A policy needs the port of the pods.
 * Defaults.of(app).set({ cluster: { dns: { provider: DnsProvider.OPENSHIFT } } });
 */
export interface ClusterDns {
  /**
   * How the cluster runs its DNS. What is given beside it takes precedence.
   *
   * @default DnsProvider.CORE_DNS
   */
  readonly provider?: DnsProvider;
  /**
   * Namespace of the DNS pods.
   *
   * @default - that of the provider, such as `kube-system`
   */
  readonly namespaceName?: string;
  /**
   * Labels that all the DNS pods have.
   *
   * @default - those of the provider, such as `k8s-app: kube-dns`
   */
  readonly labels?: { [key: string]: string };
  /**
   * Ports on which the pods and addresses answer, by UDP and TCP.
   *
   * @default - that of the provider, such as 53
   */
  readonly ports?: number[];
  /**
   * Addresses that answer beside the pods, such as `169.254.20.10` of NodeLocal DNSCache, or ranges of addresses.
   *
   * @default - those of the provider
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
   * `kubectl get service -n default kubernetes` and `kubectl get endpointslices -n default -l
   * kubernetes.io/service-name=kubernetes` print them.
   *
   * @default - none: for Cilium, which knows the API server by itself
   */
  readonly addresses?: string[];
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
   * Who enforces the network policies.
   *
   * @default PolicyProvider.KUBERNETES
   */
  readonly policyProvider?: PolicyProvider;
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
  readonly ingressController?: IngressControllerOptions;
  /**
   * The pods that `Peer.gateway()` selects.
   *
   * @default - not known: `Peer.gateway()` has to say which implementation it is
   */
  readonly gateway?: GatewayOptions;
  /**
   * Ranges of the addresses of pods. No policy names pods by address, so a peer of such addresses is an error; they are not of
   * the internet either.
   *
   * @default - not known
   */
  readonly podCidrs?: string[];
  /**
   * Ranges of the addresses of Services. A policy sees the pods behind them, so a peer of such addresses is an error; they are
   * not of the internet either.
   *
   * @default - not known
   */
  readonly serviceCidrs?: string[];
  /**
   * Ranges of the addresses of nodes, which `Peer.nodes()` stands for; they are not of the internet either.
   *
   * @default - not known
   */
  readonly nodeCidrs?: string[];
}
