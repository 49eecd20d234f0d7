import * as kplus from 'cdk8s-plus-28';
import { Waivers } from '../../aspects/waivers';
import { internetPeers, isCilium } from './cluster-peers';
import type { ConnectionOptions, InternetOptions } from './connection-options';
import { type Direction, entranceOf } from './connection-rule';
import { DeclaredConnections } from './declared-connections';
import { DnsAccess } from './dns-rule';
import { watchEntrances } from './entrance-ports';
import { type Grant, peerName } from './grant';
import { type FqdnOptions, hostNames, NO_NAMES } from './host-names';
import { watchNames } from './name-conflicts';
import { Peer } from './peer';
import { policyPeers, workloadOf } from './policy-peers';
import { portsDeclaredBy, portsNamed, scrapedPorts } from './policy-ports';
import { readPort } from './port';
import { checkRange } from './ranges';
import { recordReason, wideProblem } from './wide-peers';

/**
 * Declares the connections of a workload; all others are denied. They are written to the workload's one NetworkPolicy,
 * which selects only its own pods, so that declaring one connection never closes another. A connection between two
 * workloads of this library opens both ends. A workload that connects to anything also gets access to the cluster DNS,
 * and one whose account has grants gets access to the API server.
 *
 * What no NetworkPolicy can allow (hosts by name, the gateway of Cilium, and with Cilium the API server) is written to one
 * CiliumNetworkPolicy of the workload beside it, where `Defaults` say that Cilium enforces the policies.
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
  /** @internal */
  public readonly _declared: DeclaredConnections;

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

  /**
   * Declares no connection yet.
   *
   * @param instance the workload
   * @param dns when it may use the cluster DNS; default: `DnsAccess.AUTO`
   */
  public constructor(instance: kplus.AbstractPod, dns: DnsAccess = DnsAccess.AUTO) {
    super(instance);
    this._declared = new DeclaredConnections(instance, dns);
  }

  /**
   * Allows the workload to connect to a peer. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that the peer's containers declare
   */
  public override allowTo(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowToOptions = {}): void {
    const server = workloadOf(peer);
    const theirs = connectionsOf(server);
    const known = policyPeers(peer, this.instance);
    const given = this.given(options, peer, 'Egress', server);
    const ports = given ?? (known.ports.length ? known.ports : portsDeclaredBy(server, peer, this.instance));
    const mirror = theirs && policyPeers(this.instance, theirs.instance);
    const { _wide: wide, _part: part } = peer as Partial<Peer>;
    const other = { peerName: peerName(peer), reason: wide?.reason, isForeign: !theirs && !part };
    this._declared.add('Egress', { ...known, ports, ...other });
    if (mirror) theirs._declared.add('Ingress', { ...mirror, ports, peerName: this.instance.node.path });
    recordReason(this.instance, 'Egress', wide);
  }

  /**
   * Allows a peer to connect to the workload. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that this workload's containers declare. For an ingress controller and a gateway,
   *   those of them that Ingresses and routes of the app lead to; for Prometheus, the one called `metrics`
   */
  public override allowFrom(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowFromOptions = {}): void {
    const { _part: part, _wide: wide } = peer as Partial<Peer>;
    const theirs = connectionsOf(workloadOf(peer));
    const known = policyPeers(peer, this.instance);
    const ports =
      this.given(options, this.instance, 'Ingress', this.instance) ??
      (part?.name === 'prometheus'
        ? scrapedPorts(this.instance)
        : portsDeclaredBy(this.instance, this.instance, this.instance));
    const mirror = theirs && policyPeers(this.instance, theirs.instance);
    const entrance = options.ports ? undefined : entranceOf(part?.name);
    const other = { peerName: peerName(peer), reason: wide?.reason, isForeign: !theirs && !part };
    this._declared.add('Ingress', { ...known, ports, entrance, ...other });
    if (entrance) watchEntrances(this.instance as kplus.AbstractPod & { readonly connections: Connections });
    if (mirror) theirs._declared.add('Egress', { ...mirror, ports, peerName: this.instance.node.path });
    recordReason(this.instance, 'Ingress', wide);
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
   * Allows the API server to connect to the workload, as to a webhook. Throws if its addresses are not known. On
   * AKS, EKS and GKE its requests come from other addresses, or from the pods of a tunnel: allow these with `allowFrom`.
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
   * @param options ports; default: those that Ingresses of the app lead to, else those that Services do, else all that the
   *   containers declare
   */
  public allowFromIngressController(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.ingressController(), options);
  }

  /**
   * Allows the gateway of the cluster, which serves Gateways and their routes, to connect to the workload. Throws if `Defaults`
   * do not say which implementation it is.
   *
   * @param options ports; default: those that routes of the app lead to, else those that Services do, else all that the
   *   containers declare
   */
  public allowFromGateway(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.gateway(), options);
  }

  /**
   * Allows the workload to connect to hosts by their names. Throws where Cilium does not enforce the policies: a NetworkPolicy
   * knows no names. The names have to be resolved by the cluster DNS, from whose answers Cilium learns the addresses.
   *
   * @param names full names, such as `api.example.com`; in `*.example.com`, the `*` stands for characters without a dot
   * @param options ports and a reason; default: TCP 443
   * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
   */
  public allowToFqdn(names: string[], options: FqdnOptions = {}): void {
    const { ports = [kplus.NetworkPolicyPort.tcp(443)], reason } = options;
    const hosts = hostNames(names, this.instance.node.path);
    const what = hosts.join(', ');
    const refuse = (problem: string) => new Error(`connection of "${this.instance.node.path}" to ${what}${problem}`);
    if (!isCilium(this.instance)) throw refuse(`: ${NO_NAMES}`);
    if (this._declared.dns === DnsAccess.NEVER) throw refuse(' needs the cluster DNS; remove dnsAccess NEVER');
    const problem = reason === undefined ? undefined : wideProblem({ reason });
    if (problem) throw refuse(` ${problem}`);
    const given = this.given({ ports }, undefined, 'Egress') ?? [];
    this._declared.add('Egress', { peers: [], names: hosts, ports: given, peerName: what, reason });
    watchNames(this.instance);
    recordReason(this.instance, 'Egress', reason === undefined ? undefined : { what, reason });
  }

  /**
   * Allows the workload to connect to the internet: every address but private, local and reserved ones and those of
   * metadata services. It needs a reason and a last day, as it accepts a finding.
   *
   * @param options ports, reason and last day
   */
  public allowToInternet(options: InternetOptions): void {
    const { ports, reason, expires, ticket, exclude = [] } = options;
    for (const range of exclude) checkRange(range);
    if (ports.length === 0) throw new Error(`connection of "${this.instance.node.path}" to the internet names no port`);
    const given = this.given({ ports }, undefined, 'Egress') ?? [];
    const peers = internetPeers(exclude, this.instance);
    this._declared.add('Egress', { peers, ports: given, peerName: 'the internet', reason });
    const rule = 'network-policy-allow-all-egress';
    Waivers.of(this.instance.node.findChild('NetworkPolicy')).add({ rule, reason, expires, ticket });
  }

  /** What was declared for the workload, at either end. DNS, and the way that a grant of the account brings, are not in it. */
  public get grants(): Grant[] {
    return this._declared.grants;
  }

  /**
   * Returns the NetworkPolicies that the owners of other pods have to apply, as YAML; an empty text if there are none. A
   * connection with pods that are not of a Secure* workload opens the own end alone: where a policy isolates these pods,
   * their owner has to allow it too.
   */
  public policiesForPeers(): string {
    return this._declared.policiesForPeers();
  }

  /** Has no effect: the workload is always isolated. */
  public override isolate(): void {}

  /** The ports that a call gives. */
  private given(
    { ports }: ConnectionOptions,
    peer: any,
    direction: Direction,
    server?: kplus.AbstractPod,
  ): any[] | undefined {
    if (ports?.length === 0) return portsDeclaredBy(undefined, peer, this.instance);
    const { path } = this.instance.node;
    const read = ports?.flatMap((port) => readPort(port, path, (name) => portsNamed(name, server, path)));
    for (const { wide } of read ?? []) recordReason(this.instance, direction, wide);
    return read?.map(({ json }) => json);
  }
}

/** Returns the connections of a workload of this library, also of the package for another line. */
function connectionsOf(workload: kplus.AbstractPod | undefined): Connections | undefined {
  const { connections } = (workload ?? {}) as { connections?: Partial<Connections> };
  return connections?._declared ? (connections as Connections) : undefined;
}
