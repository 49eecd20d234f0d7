import * as kplus from 'cdk8s-plus-28';
import { Defaults } from '../defaults';
import { dnsRule } from './dns-rule';
import { Peer } from './peer';

interface Rule {
  readonly peers: any[];
  readonly ports: any[];
  readonly byName: boolean;
}

/**
 * Declares the connections of a workload; all others are denied. They are written to the workload's one NetworkPolicy,
 * which selects only its own pods, so that declaring one connection never closes another. A connection between two
 * workloads of this library opens both ends. A workload that connects to a named peer also gets access to the cluster
 * DNS.
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
  private readonly ingress: Rule[] = [];
  private readonly egress: Rule[] = [];

  /**
   * Allows the workload to connect to a peer. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that the peer's containers declare
   */
  public override allowTo(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowToOptions = {}): void {
    const server = workloadOf(peer);
    const ports = this.portsOf(options.ports, server, peer);
    const peers = this.peersOf(peer);
    this.egress.push({ peers, ports, byName: peers.some((each) => each.ipBlock === undefined) });
    const theirs = connectionsOf(server);
    theirs?.ingress.push({ peers: theirs.peersOf(this.instance), ports, byName: false });
  }

  /**
   * Allows a peer to connect to the workload. Throws if there are no ports.
   *
   * @param peer a workload, a `Peer`, or any peer of cdk8s-plus
   * @param options ports; default: those that this workload's containers declare
   */
  public override allowFrom(peer: kplus.INetworkPolicyPeer, options: kplus.PodConnectionsAllowFromOptions = {}): void {
    const ports = this.portsOf(options.ports, this.instance, this.instance);
    this.ingress.push({ peers: this.peersOf(peer), ports, byName: false });
    const theirs = connectionsOf(workloadOf(peer));
    theirs?.egress.push({ peers: theirs.peersOf(this.instance), ports, byName: true });
  }

  /** Has no effect: the workload is always isolated. */
  public override isolate(): void {}

  /**
   * Returns the spec of the workload's NetworkPolicy.
   *
   * @internal
   */
  public _toPolicySpec(): any {
    const egress = distinct(this.egress.map(({ peers, ports }) => ({ to: peers, ports })));
    if (this.egress.some(({ byName }) => byName)) egress.push(dnsRule(this.instance));
    const ingress = distinct(this.ingress.map(({ peers, ports }) => ({ from: peers, ports })));
    return {
      podSelector: selectorOf(this.instance.toPodSelectorConfig().labelSelector),
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length > 0 ? { ingress } : {}),
      ...(egress.length > 0 ? { egress } : {}),
    };
  }

  private portsOf(
    given: kplus.NetworkPolicyPort[] | undefined,
    server: kplus.AbstractPod | undefined,
    peer: any,
  ): any[] {
    const ports = given?.map(portOf) ?? (server ? declaredPorts(server) : []);
    if (ports.length > 0) return ports;
    const who = peer.node?.path || 'the peer';
    throw new Error(
      `connection of "${this.instance.node.path}" names no port, and "${who}" declares none; give ports, or portNumber on its containers`,
    );
  }

  /** Resolves the default ingress controller to that of this cluster. */
  private meant(peer: kplus.INetworkPolicyPeer): kplus.INetworkPolicyPeer {
    const { ingressController } = Defaults.of(this.instance).all().cluster ?? {};
    const isOpen = (peer as Partial<Peer>)._isUsualIngressController;
    return isOpen && ingressController ? Peer.pods(ingressController.labels, ingressController.namespaceName) : peer;
  }

  /**
   * A peer always has a namespace selector in addition to its labels. If its namespace is unknown, both ends must be in
   * the same one.
   */
  private peersOf(peer: kplus.INetworkPolicyPeer): any[] {
    const { ipBlock, podSelector } = this.meant(peer).toNetworkPolicyPeerConfig();
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

/** The ports of containers and sidecars, each with its protocol. */
function declaredPorts(workload: kplus.AbstractPod): any[] {
  const containers = [
    ...workload.containers,
    ...workload.initContainers.filter((each) => each.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS),
  ];
  return containers.flatMap(({ ports }) =>
    ports.map(({ number, protocol }) => ({ port: number, protocol: protocol ?? 'TCP' })),
  );
}

/** cdk8s-plus writes "all ports" as port 0, which the API server refuses; an absent port means all ports. */
function portOf(port: kplus.NetworkPolicyPort): any {
  const { port: number, endPort, protocol } = (port as any)._toKube();
  const value = number?.value;
  return withoutEmpty({ protocol, ...(value === 0 ? {} : { port: value, endPort }) });
}

function selectorOf(selector: kplus.LabelSelector): any {
  return withoutEmpty((selector as any)._toKube());
}

function withoutEmpty(object: any): any {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function distinct(rules: readonly any[]): any[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
