import * as kplus from 'cdk8s-plus-28';
import { Waivers } from '../../aspects/waivers';
import { apiServerOf, clusterPeers, internetPeers, type PolicyPeers } from './cluster-peers';
import type { ConnectionOptions, InternetOptions } from './connection-options';
import { DnsAccess, dnsRule } from './dns-rule';
import { watchEntrances } from './entrance-ports';
import { ClusterPeer, Peer } from './peer';
import { declaredPorts, portOf, scrapedPorts, withoutEmpty } from './policy-ports';

interface Rule {
  readonly peers: any[];
  readonly ports: any[];
  /** Whether it opens the ports that Services lead to, as far as the app has Services. */
  readonly isEntrance?: boolean;
}

/**
 * Declares the connections of a workload; all others are denied. They are written to the workload's one NetworkPolicy,
 * which selects only its own pods, so that declaring one connection never closes another. A connection between two
 * workloads of this library opens both ends. A workload that connects to anything also gets access to the cluster DNS,
 * and one whose account has grants gets access to the API server.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Peer, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const api = new SecureDeployment(chart, 'api', { containers: [{ image: 'ghcr.io/acme/api:1.4.2', portNumber: 8080 }] });
 * const web = new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web:2.0.1', portNumber: 8080 }] });
 * web.connections.allowTo(api);
 * web.connections.allowFrom(Peer.ingressController());
 */
export class Connections extends kplus.PodConnections {
  /**
   * Returns the connections of a Secure* workload, for languages in which its property has the type of cdk8s-plus: Go and
   * .NET. Throws for another workload.
   *
   * @param workload the workload
   */
  public static of(workload: kplus.AbstractPod): Connections {
    const connections = connectionsOf(workload);
    if (!connections) throw new Error(`${workload.node.path} is no Secure* workload; use its own connections`);
    return connections;
  }

  private readonly ingress: Rule[] = [];
  private readonly egress: Rule[] = [];
  /**
   * The ports that Services of the app lead to, as the last synth found them.
   *
   * @internal
   */
  public _entrance?: readonly any[];

  /**
   * Declares no connection yet.
   *
   * @param instance the workload
   * @param dns when it may use the cluster DNS; default: `DnsAccess.AUTO`
   */
  public constructor(
    instance: kplus.AbstractPod,
    private readonly dns: DnsAccess = DnsAccess.AUTO,
  ) {
    super(instance);
  }

  /**
   * Allows the workload to connect to a peer. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that the peer's containers declare
   */
  public override allowTo(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowToOptions = {}): void {
    const server = workloadOf(peer);
    const known = this.clusterPeersOf(peer);
    const ports = this.given(options, peer) ?? (known?.ports.length ? known.ports : this.declared(server, peer));
    this.egress.push({ peers: known?.peers ?? this.peersOf(peer), ports });
    const theirs = connectionsOf(server);
    theirs?.ingress.push({ peers: theirs.peersOf(this.instance), ports });
  }

  /**
   * Allows a peer to connect to the workload. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that this workload's containers declare. For an ingress controller, those of them
   *   that Services of the app lead to; for Prometheus, the one called `metrics`
   */
  public override allowFrom(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowFromOptions = {}): void {
    const { _clusterPeer: part, _isIngressController: isController } = peer as Partial<Peer>;
    const isScraped = part === ClusterPeer.PROMETHEUS;
    const ports =
      this.given(options, this.instance) ??
      (isScraped ? scrapedPorts(this.instance) : this.declared(this.instance, this.instance));
    const isEntrance = isController && !options.ports;
    this.ingress.push({ peers: this.clusterPeersOf(peer)?.peers ?? this.peersOf(peer), ports, isEntrance });
    if (isEntrance) watchEntrances(this.instance as kplus.AbstractPod & { readonly connections: Connections });
    const theirs = connectionsOf(workloadOf(peer));
    theirs?.egress.push({ peers: theirs.peersOf(this.instance), ports });
  }

  /**
   * Allows the pods of the workload to connect to each other, as replicas of a database do.
   *
   * @param options ports; default: those that the containers declare
   */
  public allowInternally(options: ConnectionOptions = {}): void {
    this.allowTo(this.instance, options);
  }

  /**
   * Allows the workload to connect to the API server. A workload whose account has grants is allowed by itself. Throws if
   * its addresses are not known: `Defaults` have them.
   *
   * @param options ports; default: those of `Defaults`
   */
  public allowToKubeApiServer(options: ConnectionOptions = {}): void {
    this.allowTo(Peer.apiServer(), options);
  }

  /**
   * Allows the API server to connect to the workload, as to a webhook. Throws if its addresses are not known.
   *
   * @param options ports; default: those that this workload's containers declare
   */
  public allowFromKubeApiServer(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.apiServer(), options);
  }

  /**
   * Allows Prometheus to scrape the workload.
   *
   * @param options ports; default: the port called `metrics`, or the only one
   */
  public allowFromPrometheus(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.prometheus(), options);
  }

  /**
   * Allows the ingress controller of the cluster to connect to the workload.
   *
   * @param options ports; default: those that Services of the app lead to, else all that the containers declare
   */
  public allowFromIngressController(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.ingressController(), options);
  }

  /**
   * Allows the workload to connect to the internet: every address but private, local and reserved ones and those of
   * metadata services. It needs a reason and a last day, as it accepts a finding.
   *
   * @param options ports, reason and last day
   */
  public allowToInternet(options: InternetOptions): void {
    const { ports, reason, expires, ticket, exclude = [] } = options;
    for (const range of exclude) Peer.cidr(range); // throws for a range that is none
    if (ports.length === 0) throw new Error(`connection of "${this.instance.node.path}" to the internet names no port`);
    this.egress.push({ peers: internetPeers(exclude), ports: ports.map(portOf) });
    const rule = 'network-policy-allow-all-egress';
    Waivers.of(this.instance.node.findChild('NetworkPolicy')).add({ rule, reason, expires, ticket });
  }

  /** Has no effect: the workload is always isolated. */
  public override isolate(): void {}

  /**
   * Returns the spec of the workload's NetworkPolicy.
   *
   * @internal
   */
  public _toPolicySpec(): any {
    const { _entrance: entrance } = this;
    const granted = this.grantedWay();
    const egress = distinct([...this.egress, ...granted].map(({ peers, ports }) => ({ to: peers, ports })));
    const isByName = this.dns === DnsAccess.ALWAYS || (this.dns === DnsAccess.AUTO && egress.length > 0);
    if (isByName) egress.push(dnsRule(this.instance));
    const ingress = distinct(
      this.ingress.map(({ peers, ports, isEntrance }) => ({ from: peers, ports: (isEntrance && entrance) || ports })),
    );
    return {
      podSelector: selectorOf(this.instance.toPodSelectorConfig().labelSelector),
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length > 0 ? { ingress } : {}),
      ...(egress.length > 0 ? { egress } : {}),
    };
  }

  /** A grant brings the way to the API server, where `Defaults` describe it. */
  private grantedWay(): Rule[] {
    const { account } = this.instance as { account?: { readonly needsToken: boolean } };
    const server = account?.needsToken ? apiServerOf(this.instance) : undefined;
    return server ? [server] : [];
  }

  private clusterPeersOf(peer: kplus.INetworkPolicyPeer): PolicyPeers | undefined {
    const { _clusterPeer: part } = peer as Partial<Peer>;
    return part === undefined ? undefined : clusterPeers(part, this.instance);
  }

  /** The ports that a call gives. */
  private given({ ports }: ConnectionOptions, peer: any): any[] | undefined {
    return ports?.length === 0 ? this.declared(undefined, peer) : ports?.map(portOf);
  }

  private declared(server: kplus.AbstractPod | undefined, peer: any): any[] {
    const ports = server ? declaredPorts(server) : [];
    if (ports.length > 0) return ports;
    const who = peer.node?.path || 'the peer';
    throw new Error(
      `connection of "${this.instance.node.path}" names no port, and "${who}" declares none; give ports, or portNumber on its containers`,
    );
  }

  /**
   * A peer always has a namespace selector in addition to its labels. If its namespace is unknown, both ends must be in
   * the same one.
   */
  private peersOf(peer: kplus.INetworkPolicyPeer): any[] {
    const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
    if (ipBlock) return [{ ipBlock: withoutEmpty({ cidr: ipBlock.cidr, except: ipBlock.except }) }];
    if (!podSelector)
      throw new Error(`peer "${peer.node.path}" selects nothing; give it pods, a namespace or addresses`);
    const pods = selectorOf(podSelector.labelSelector);
    const { names, labelSelector } = podSelector.namespaces ?? {};
    const home = this.instance.metadata.namespace;
    if (labelSelector && !labelSelector.isEmpty()) {
      return [{ namespaceSelector: selectorOf(labelSelector), podSelector: pods }];
    }
    if (podSelector.namespaces && !names?.length) return [{ namespaceSelector: {}, podSelector: pods }];
    const namespaces = names?.length ? names : home === undefined ? [] : [home];
    if (namespaces.length === 0) return [{ podSelector: pods }];
    return namespaces.map((name) => ({
      namespaceSelector: { matchLabels: { [kplus.Namespace.NAME_LABEL]: name } },
      podSelector: pods,
    }));
  }
}

/** Returns the peer if it has pods of its own, by any line of cdk8s-plus. */
function workloadOf(peer: kplus.INetworkPolicyPeer): kplus.AbstractPod | undefined {
  const { containers, initContainers } = peer as Partial<kplus.AbstractPod>;
  return Array.isArray(containers) && Array.isArray(initContainers) ? (peer as kplus.AbstractPod) : undefined;
}

/** Returns the connections of a workload of this library, also of the package for another line. */
function connectionsOf(workload: kplus.AbstractPod | undefined): Connections | undefined {
  const { connections } = (workload ?? {}) as { connections?: Partial<Connections> };
  return connections?._toPolicySpec ? (connections as Connections) : undefined;
}

function selectorOf(selector: kplus.LabelSelector): any {
  return withoutEmpty((selector as any)._toKube());
}

function distinct(rules: readonly any[]): any[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
