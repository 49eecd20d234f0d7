import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { cidrOf, covers } from '../../analysis/network/cidr';

/** Which ingress controller. */
export interface IngressControllerOptions {
  /**
   * Namespace that it runs in.
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

/** What stays out of reach of a range of addresses. */
export interface CidrOptions {
  /**
   * Ranges inside it that stay out of reach.
   *
   * @default - none
   */
  readonly exclude?: string[];
}

/**
 * Somebody at the other end of a connection who is not a workload of this app. A plain value: it makes no object.
 *
 * @example
 * import { Peer } from 'cdk8s-hardened';
 *
 * const monitoring = Peer.podsInNamespace('monitoring');
 * const office = Peer.cidr('203.0.113.0/24');
 */
export class Peer extends Construct implements kplus.INetworkPolicyPeer {
  /**
   * The pods of an ingress controller.
   *
   * @param options which; by default the one that `Defaults` names, else ingress-nginx
   */
  public static ingressController(options: IngressControllerOptions = {}): Peer {
    const nginx = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
    const { config } = Peer.pods(options.labels ?? nginx, options.namespaceName ?? 'ingress-nginx');
    return new Peer(config, options.labels === undefined && options.namespaceName === undefined);
  }

  /**
   * Pods with certain labels in one namespace. Throws where no label is given.
   *
   * @param labels all labels that the pods have
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
   * All pods of one namespace.
   *
   * @param name name of the namespace
   */
  public static podsInNamespace(name: string): Peer {
    return new Peer({ podSelector: { labelSelector: kplus.LabelSelector.of(), namespaces: { names: [name] } } });
  }

  /**
   * Addresses outside the cluster, IPv4 or IPv6. Throws where it is no range, or an exception lies outside it.
   *
   * @param cidr the range, such as `10.8.0.0/16`
   * @param options what stays out of reach; default: nothing
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
     * Whether it is the ingress controller of whatever cluster.
     *
     * @internal
     */
    public readonly _isUsualIngressController = false,
  ) {
    super(undefined as any, ''); // a root of its own: cdk8s-plus wants peers to be constructs
    this.config = config;
  }

  /** Who it is, in cdk8s-plus' words. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return this.config;
  }

  /** It has no pods of this app. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return undefined;
  }
}

function isInside(range: string, around: string): boolean {
  const [inner, outer] = [cidrOf(range), cidrOf(around)];
  return inner !== undefined && outer !== undefined && covers(outer, inner);
}

/** cdk8s-plus looks at the address alone, and not at how many of its bits count. */
function checkPrefix(range: string): void {
  const prefix = /\/(0|[1-9]\d{0,2})$/.exec(range)?.[1];
  if (prefix !== undefined && Number(prefix) <= (range.includes(':') ? 128 : 32)) return;
  throw new Error(`"${range}" is no range of addresses; write it as "10.8.0.0/16"`);
}
