import type { IConstruct } from 'constructs';
import { deniedEdges, undeclaredEdges } from '../../analysis/network/reachability/declared';
import { networkDifference, widens } from '../../analysis/network/reachability/difference';
import { type Endpoint, endpointName, rangeText } from '../../analysis/network/reachability/endpoints';
import { explain } from '../../analysis/network/reachability/explain';
import { exposureOf, type SideExposure } from '../../analysis/network/reachability/exposure';
import { otherPolicyNotes } from '../../analysis/network/reachability/other-policies';
import { intersectionOf, isEmpty, portsText, readPort } from '../../analysis/network/reachability/ports';
import { type Edge, ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { declareConnections } from '../../aspects/declared-connections';
import type { ManifestSet } from '../../model/manifest-set';
import { policyNames } from '../../report/network/difference';
import { endNamed } from '../../report/network/ends';
import { type NetworkGraph, wholeNetwork } from '../../report/network/picture/graph';
import { networkPage } from '../../report/network/picture/page';
import { networkSvg } from '../../report/network/picture/svg';
import { joined } from '../../report/pieces';
import { synthesized } from '../synthesized';
import type { ExposedSide, ExposedWorkload, ReachabilityDifference, ReachableConnection } from './reachability-answers';

/**
 * Who can reach whom, as the NetworkPolicies of some manifests say. It reads no cluster: a network plugin that enforces the
 * policies is taken for granted.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/cli.md#who-can-reach-whom
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Reachability, SecureDeployment } from 'cdk8s-hardened';
 *
 * const app = new App();
 * const chart = new Chart(app, 'shop', { namespace: 'shop' });
 * const api = new SecureDeployment(chart, 'api', { containers: [{ image: 'ghcr.io/acme/api:1.4.2', portNumber: 8080 }] });
 * const web = new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web:2.0.1', portNumber: 8080 }] });
 * web.connections.allowTo(api);
 * const reachability = Reachability.ofApp(app);
 * // one connection, on TCP 8080
 * reachability.list();
 * // none
 * reachability.unexpected();
 */
export class Reachability {
  /**
   * Returns who can reach whom in an app. It synthesizes the charts, and throws where they are refused.
   *
   * @param app the app
   */
  public static ofApp(app: IConstruct): Reachability {
    const objects = synthesized(app);
    declareConnections(app, objects);
    return new Reachability(objects);
  }

  /**
   * Returns who can reach whom by some manifests.
   *
   * @param manifests the manifests
   */
  public static ofManifests(manifests: ManifestSet): Reachability {
    return new Reachability(manifests);
  }

  private readonly graph: ReachabilityGraph;

  private constructor(private readonly objects: ManifestSet) {
    this.graph = ReachabilityGraph.of(objects);
  }

  /** Returns all connections, in the order of their names. */
  public list(): ReachableConnection[] {
    return [...this.graph.edges()].map(written);
  }

  /**
   * Explains why one end can reach another, or cannot, in sentences that name policies and rules. Throws for a workload that
   * is not there.
   *
   * @param source a workload, as `namespace/name` or `namespace/name[Kind]`, or addresses, as `192.0.2.0/24`
   * @param target the target, in the same form
   * @param port one port, as `443` or `udp/53`; default: all
   */
  public explain(source: string, target: string, port?: string): string[] {
    const asked = port === undefined ? undefined : readPort(port);
    return [...explain(this.graph, this.end(source), this.end(target), asked).sentences];
  }

  /**
   * Returns the ports on which one end can reach another, such as `TCP 8080`, or `No Connections`. Throws for a workload that
   * is not there.
   *
   * @param source a workload, as `namespace/name` or `namespace/name[Kind]`, or addresses, as `192.0.2.0/24`
   * @param target the target, in the same form
   */
  public portsBetween(source: string, target: string): string {
    return portsText(this.graph.portsBetween(this.end(source), this.end(target)));
  }

  /**
   * Whether one end can reach another on a port. Throws for a workload that is not there, and for a port that is none.
   *
   * @param source a workload, as `namespace/name` or `namespace/name[Kind]`, or addresses, as `192.0.2.0/24`
   * @param target the target, in the same form
   * @param port one port, as `443` or `udp/53`; default: any port
   */
  public allows(source: string, target: string, port?: string): boolean {
    const ports = this.graph.portsBetween(this.end(source), this.end(target));
    return !isEmpty(port === undefined ? ports : intersectionOf(ports, readPort(port)));
  }

  /**
   * Returns the connections of Secure* workloads that are allowed and not declared: other policies of the app allow them, or
   * patches do. The list is empty for manifests, which declare nothing.
   */
  public unexpected(): ReachableConnection[] {
    return undeclaredEdges(this.objects).map(written);
  }

  /** Returns the connections that are declared and yet denied, by a policy at the other end for example. The list is empty for
   * manifests. */
  public missing(): ReachableConnection[] {
    return deniedEdges(this.objects).map(written);
  }

  /**
   * Returns how open each workload is: to addresses outside of the cluster, and to all of its pods. A workload that no policy
   * isolates in a direction is open to everything there.
   *
   * @example
   * import { ManifestSet, Reachability } from 'cdk8s-hardened';
   *
   * const manifests = ManifestSet.fromYaml('{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [{ name: web }] } }');
   * // one workload, whose egress is not isolated: it reaches all addresses, on all ports
   * Reachability.ofManifests(manifests).exposure();
   */
  public exposure(): ExposedWorkload[] {
    return exposureOf(this.graph).map(({ workload: { name }, ingress, egress }) => ({
      workload: name,
      ingress: writtenSide(ingress),
      egress: writtenSide(egress),
    }));
  }

  /**
   * Returns what changes from this state to a later one. Workloads are the same on both sides if their names are.
   *
   * @param later the later state
   * @example
   * import { ManifestSet, Reachability } from 'cdk8s-hardened';
   *
   * const pod = '{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [{ name: web }] } }';
   * const deny = '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny }, spec: { podSelector: {} } }';
   * const before = Reachability.ofManifests(ManifestSet.fromYaml(pod));
   * const after = Reachability.ofManifests(ManifestSet.fromYaml(`${pod}\n---\n${deny}`));
   * before.diff(after).newlyIsolated; // [{ workload: 'default/web[Pod]', direction: 'Ingress', policies: ['default/deny'] }]
   * after.diff(before).widens; // true
   */
  public diff(later: Reachability): ReachabilityDifference {
    const { changed, added, removed, newlyIsolated } = networkDifference(this.graph, later.graph);
    const connections = changed.map(({ source, target, before, after }) => ({
      ...{ source: endpointName(source), target: endpointName(target) },
      ...{ before: portsText(before), after: portsText(after), widens: widens(before, after) },
    }));
    return {
      widens: connections.some((each) => each.widens),
      changed: connections,
      addedWorkloads: [...added],
      removedWorkloads: [...removed],
      newlyIsolated: newlyIsolated.map(({ workload, direction, policies }) => ({
        ...{ workload, direction, policies: policyNames(policies) },
      })),
    };
  }

  /**
   * Returns what the answers leave out: a sentence for each kind of policy that is not evaluated, such as those of Calico, and
   * for the hosts and entities that a CiliumNetworkPolicy names.
   */
  public notes(): string[] {
    return otherPolicyNotes(this.objects);
  }

  /**
   * Draws a picture (SVG) of the workloads and their connections. In that of an app, connections of Secure* workloads that
   * are allowed and not declared are red.
   */
  public toSvg(): string {
    return joined(networkSvg(this.picture()));
  }

  /** Writes a page (HTML) with the picture, a search in it, and the connections as a table. It needs nothing else. */
  public toHtml(): string {
    return joined(networkPage(this.picture()));
  }

  private picture(): NetworkGraph {
    return wholeNetwork(this.objects);
  }

  private end(text: string): Endpoint {
    return endNamed(text, this.graph.workloads, (name) => name === text || name.startsWith(`${text}[`));
  }
}

function written({ source, target, ports }: Edge): ReachableConnection {
  return { source: endpointName(source), target: endpointName(target), ports: portsText(ports) };
}

function writtenSide({ isProtected, outside, wholeCluster }: SideExposure): ExposedSide {
  return {
    isIsolated: isProtected,
    outside: outside.map(({ range, ports }) => ({ addresses: rangeText(range), ports: portsText(ports) })),
    wholeCluster: portsText(wholeCluster),
  };
}
