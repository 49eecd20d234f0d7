import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type GatewayOptions, gatewaySource, type IngressControllerOptions, ingressSource } from '../cluster-proxies';
import { checkExclusions, checkRange, isOpenRange, isWideRange } from './ranges';
import { type WideTerms, wideProblem } from './wide-peers';

/** Restricts a range of addresses, or says why it is wide. */
export interface CidrOptions {
  /**
   * Ranges inside the range that stay denied.
   *
   * @default - none
   */
  readonly exclude?: string[];
  /**
   * Why a wide range is needed, of a 64th of all public addresses or more (`/6` of IPv4); at least ten characters.
   *
   * @default - none: a wide range is an error
   */
  readonly reason?: string;
  /**
   * Last day on which a range that is open to the public is accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - none: the finding about it has to be waived elsewhere, as in the policy file
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/** Says which pods of all namespaces are a peer, and why. */
export interface AnyNamespaceOptions {
  /** Why no namespace can be named; at least ten characters. */
  readonly reason: string;
  /**
   * Labels that all the pods have.
   *
   * @default - all pods
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Last day on which all pods of all namespaces are accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - none: the finding about it has to be waived elsewhere, as in the policy file
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/**
 * Identifies a peer of a connection that is not a workload of this app. It creates no object.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @example
 * import { Peer } from 'cdk8s-hardened';
 *
 * const monitoring = Peer.podsInNamespace('monitoring');
 * const office = Peer.cidr('203.0.113.0/24');
 */
export class Peer extends Construct implements kplus.INetworkPolicyPeer {
  /**
   * Returns the pods of an ingress controller.
   *
   * @param options the ingress controller; default: the one of `Defaults`, else ingress-nginx
   */
  public static ingressController(options: IngressControllerOptions = {}): Peer {
    const { pods } = ingressSource(options);
    return new Peer(pods && configOf(pods), { name: 'ingressController', options });
  }

  /**
   * Returns the pods that send the traffic of Gateways. They differ by implementation: a connection is an error where neither
   * the options nor `Defaults` say which one it is.
   *
   * @param options the implementation and the Gateway; default: those of `Defaults`
   */
  public static gateway(options: GatewayOptions = {}): Peer {
    const source = gatewaySource(options);
    const pods = typeof source === 'string' ? undefined : source.pods;
    return new Peer(pods && configOf(pods), { name: 'gateway', options });
  }

  /**
   * Returns the API server, by the addresses and ports of `Defaults` (`cluster.apiServer`). A connection to it is an error
   * where they are not known.
   */
  public static apiServer(): Peer {
    return new Peer(undefined, { name: 'apiServer' });
  }

  /** Returns the pods of Prometheus: those of `Defaults`, else `app.kubernetes.io/name: prometheus` in `monitoring`. */
  public static prometheus(): Peer {
    return new Peer(configOf(PROMETHEUS), { name: 'prometheus' });
  }

  /** Returns the cluster DNS: that of `Defaults`, else `k8s-app: kube-dns` in `kube-system`. */
  public static dns(): Peer {
    return new Peer(undefined, { name: 'dns' });
  }

  /**
   * Returns the nodes of the cluster: the ranges of `Defaults` (`cluster.nodeCidrs`), which Cilium does not need. A connection
   * with them is an error where they are not known. The own node of a pod can always connect to it.
   */
  public static nodes(): Peer {
    return new Peer(undefined, { name: 'nodes' });
  }

  /**
   * Returns the metadata service of the cloud, which hands out credentials of the node: for a workload that certainly
   * needs it. No other peer of this library contains its address.
   */
  public static metadataService(): Peer {
    return Peer.cidr('169.254.169.254/32');
  }

  /**
   * Returns the pods with some labels in one namespace. Throws if no label is given.
   *
   * @param labels labels that all the pods have
   * @param namespaceName name of the namespace
   */
  public static pods(labels: { readonly [key: string]: string }, namespaceName: string): Peer {
    if (Object.keys(labels).length === 0)
      throw new Error('a peer of pods has no label; name one, or use Peer.podsInNamespace()');
    return new Peer(configOf({ labels, namespaceName }));
  }

  /**
   * Returns all pods of one namespace.
   *
   * @param name name of the namespace
   */
  public static podsInNamespace(name: string): Peer {
    return new Peer({ podSelector: { labelSelector: kplus.LabelSelector.of(), namespaces: { names: [name] } } });
  }

  /**
   * Returns pods of all namespaces, also of those that come later. Throws for a reason that says nothing.
   *
   * @param options labels of the pods, and the reason
   */
  public static podsInAnyNamespace(options: AnyNamespaceOptions): Peer {
    const { labels = {}, reason, expires, ticket } = options;
    const problem = wideProblem({ reason, expires });
    if (problem) throw new Error(`peer of pods in any namespace ${problem}`);
    const rule = 'network-policy-all-namespaces-peer';
    const isEvery = Object.keys(labels).length === 0;
    return new Peer({ podSelector: { labelSelector: kplus.LabelSelector.of({ labels }), namespaces: {} } }, undefined, {
      what: isEvery ? 'all pods of all namespaces' : `pods ${JSON.stringify(labels)} of all namespaces`,
      ...{ reason, expires, ticket },
      reportedBy: isEvery ? { Ingress: rule, Egress: rule } : undefined,
    });
  }

  /**
   * Returns addresses outside the cluster, IPv4 or IPv6. Throws if the range is invalid, if an exclusion is not inside it, and
   * if it is wide and has no reason.
   *
   * @param cidr the range, such as `10.8.0.0/16`
   * @param options excluded ranges, and a reason for a wide range; default: none
   */
  public static cidr(cidr: string, options: CidrOptions = {}): Peer {
    const { exclude = [], reason, expires, ticket } = options;
    checkRange(cidr);
    checkExclusions(cidr, exclude);
    const isWide = isWideRange(cidr, exclude);
    if (isWide && reason === undefined)
      throw new Error(
        `"${cidr}" is wider than any network of one owner; name narrower ranges, or say why it is needed, as Peer.cidr("${cidr}", { reason: "…", expires: "YYYY-MM-DD" }), or use allowToInternet()`,
      );
    const problem = reason === undefined && expires === undefined ? undefined : wideProblem({ reason, expires });
    if (problem) throw new Error(`peer "${cidr}" ${problem}`);
    const block = cidr.includes(':') ? kplus.NetworkPolicyIpBlock.ipv6 : kplus.NetworkPolicyIpBlock.ipv4;
    const ipBlock = block(new Peer({}), 'cidr', cidr, exclude.length > 0 ? exclude : undefined);
    if (reason === undefined) return new Peer({ ipBlock });
    const reportedBy = isOpenRange(cidr, exclude)
      ? { Ingress: 'network-policy-allow-all-ingress', Egress: 'network-policy-allow-all-egress' }
      : undefined;
    return new Peer({ ipBlock }, undefined, { what: cidr, reason, expires, ticket, reportedBy });
  }

  private constructor(
    private readonly config: kplus.NetworkPolicyPeerConfig | undefined,
    /**
     * The part of the cluster that it is, which `Defaults` may describe.
     *
     * @internal
     */
    public readonly _part?: ClusterPart,
    /**
     * Why it is wide.
     *
     * @internal
     */
    public readonly _wide?: WideTerms,
  ) {
    super(undefined as any, ''); // a root of its own: cdk8s-plus wants peers to be constructs
  }

  /** Returns the peer in the form of cdk8s-plus. Throws for one that only a secure workload can resolve, by `Defaults`. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    if (this.config) return this.config;
    throw new Error(
      `the peer "${this._part?.name}" depends on Defaults, and only connections of Secure* workloads read them; name its pods or addresses`,
    );
  }

  /** Returns undefined: the peer has no pods of this app. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return undefined;
  }
}

/** A part of a cluster that `Defaults` may describe. */
export type ClusterPart =
  | { readonly name: 'apiServer' | 'dns' | 'nodes' | 'prometheus' }
  | { readonly name: 'ingressController'; readonly options: IngressControllerOptions }
  | { readonly name: 'gateway'; readonly options: GatewayOptions };

/** The usual pods of Prometheus. */
export const PROMETHEUS = { namespaceName: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };

function configOf({
  labels,
  namespaceName,
}: {
  readonly labels: { readonly [key: string]: string };
  readonly namespaceName: string;
}): kplus.NetworkPolicyPeerConfig {
  return { podSelector: { labelSelector: kplus.LabelSelector.of({ labels }), namespaces: { names: [namespaceName] } } };
}
