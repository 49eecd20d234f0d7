import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { cidrOf, covers } from '../../analysis/network/cidr';

/** Identifies an ingress controller. */
export interface IngressControllerOptions {
  /**
   * Namespace of the ingress controller.
   *
   * @default 'ingress-nginx'
   */
  readonly namespaceName?: string;
  /**
   * Labels of its pods.
   *
   * @default - those of ingress-nginx: `app.kubernetes.io/name: ingress-nginx`, `app.kubernetes.io/component: controller`
   */
  readonly labels?: { readonly [key: string]: string };
}

/** Restricts a range of addresses. */
export interface CidrOptions {
  /**
   * Ranges inside the range that stay denied.
   *
   * @default - none
   */
  readonly exclude?: string[];
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
    const nginx = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
    const { config } = Peer.pods(options.labels ?? nginx, options.namespaceName ?? 'ingress-nginx');
    const isUsual = options.labels === undefined && options.namespaceName === undefined;
    return new Peer(config, isUsual ? ClusterPeer.INGRESS_CONTROLLER : undefined, true);
  }

  /**
   * Returns the API server, by the addresses and ports of `Defaults` (`cluster.apiServer`). A connection to it is an error
   * where they are not known.
   */
  public static apiServer(): Peer {
    return new Peer({}, ClusterPeer.API_SERVER);
  }

  /** Returns the pods of Prometheus: those of `Defaults`, else `app.kubernetes.io/name: prometheus` in `monitoring`. */
  public static prometheus(): Peer {
    const { config } = Peer.pods({ 'app.kubernetes.io/name': 'prometheus' }, 'monitoring');
    return new Peer(config, ClusterPeer.PROMETHEUS);
  }

  /** Returns the cluster DNS: that of `Defaults`, else `k8s-app: kube-dns` in `kube-system`. */
  public static dns(): Peer {
    return new Peer({}, ClusterPeer.DNS);
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
    return new Peer({
      podSelector: { labelSelector: kplus.LabelSelector.of({ labels }), namespaces: { names: [namespaceName] } },
    });
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
   * Returns addresses outside the cluster, IPv4 or IPv6. Throws if the range is invalid, or if an exclusion is outside
   * it.
   *
   * @param cidr the range, such as `10.8.0.0/16`
   * @param options excluded ranges; default: none
   */
  public static cidr(cidr: string, options: CidrOptions = {}): Peer {
    const { exclude = [] } = options;
    const peer = new Peer({});
    for (const range of [cidr, ...exclude]) checkPrefix(range);
    const outside = exclude.find((range) => !isInside(range, cidr));
    if (outside !== undefined) throw new Error(`"${outside}" is not inside "${cidr}"; leave it out`);
    const block = cidr.includes(':') ? kplus.NetworkPolicyIpBlock.ipv6 : kplus.NetworkPolicyIpBlock.ipv4;
    return new Peer({ ipBlock: block(peer, 'cidr', cidr, exclude.length > 0 ? exclude : undefined) });
  }

  private readonly config: kplus.NetworkPolicyPeerConfig;

  private constructor(
    config: kplus.NetworkPolicyPeerConfig,
    /**
     * The part of the cluster that it is, which `Defaults` may describe.
     *
     * @internal
     */
    public readonly _clusterPeer?: ClusterPeer,
    /**
     * Whether it is an ingress controller.
     *
     * @internal
     */
    public readonly _isIngressController = false,
  ) {
    super(undefined as any, ''); // a root of its own: cdk8s-plus wants peers to be constructs
    this.config = config;
  }

  /** Returns the peer in the form of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return this.config;
  }

  /** Returns undefined: the peer has no pods of this app. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return undefined;
  }
}

/** Parts of a cluster that `Defaults` may describe. */
export enum ClusterPeer {
  API_SERVER,
  DNS,
  INGRESS_CONTROLLER,
  PROMETHEUS,
}

function isInside(range: string, around: string): boolean {
  const [inner, outer] = [cidrOf(range), cidrOf(around)];
  return inner !== undefined && outer !== undefined && covers(outer, inner);
}

/** cdk8s-plus validates only the address, and not the prefix length. */
function checkPrefix(range: string): void {
  const prefix = /\/(0|[1-9]\d{0,2})$/.exec(range)?.[1];
  if (prefix !== undefined && Number(prefix) <= (range.includes(':') ? 128 : 32)) return;
  throw new Error(`"${range}" is not an address range; write it as "10.8.0.0/16"`);
}
