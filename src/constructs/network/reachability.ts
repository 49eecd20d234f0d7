import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { networkDifference } from '../../analysis/network/reachability/difference';
import { type Endpoint, endpointName, isWorkload } from '../../analysis/network/reachability/endpoints';
import { explain } from '../../analysis/network/reachability/explain';
import {
  differenceOf,
  intersectionOf,
  isEmpty,
  type Ports,
  portsText,
  readPort,
} from '../../analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { ManifestSet } from '../../model/manifest-set';
import { endNamed } from '../../report/network/ends';

/** A connection that policies allow. */
export interface ReachableConnection {
  /** The source: `namespace/name[Kind]`, or addresses as `first-last[External]`. */
  readonly source: string;
  /** The target, in the same form. */
  readonly target: string;
  /** The ports, such as `TCP 80,443,UDP 53`, or `All Connections`. */
  readonly ports: string;
}

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
    const constructs = app.node.findAll();
    const objects = constructs.filter((each) => Chart.isChart(each)).flatMap((chart) => (chart as Chart).toJson());
    const declared = new Map<string, any>();
    const workloads = new Set<string>();
    for (const construct of constructs) {
      const { connections } = construct as Partial<DeclaringWorkload>;
      if (!connections?._toPolicySpec) continue;
      declared.set(nameOf(construct.node.findChild('NetworkPolicy') as ApiObject), connections._toPolicySpec());
      workloads.add(nameOf(ApiObject.of(construct)));
    }
    const intended = objects.flatMap((object) => {
      if (object.kind !== 'NetworkPolicy') return object;
      const spec = declared.get(nameIn(object));
      return spec ? { ...object, spec } : [];
    });
    return new Reachability(graphOf(objects), { graph: graphOf(intended), workloads });
  }

  /**
   * Returns who can reach whom by some manifests.
   *
   * @param manifests the manifests
   */
  public static ofManifests(manifests: ManifestSet): Reachability {
    return new Reachability(ReachabilityGraph.of(manifests));
  }

  private constructor(
    private readonly graph: ReachabilityGraph,
    private readonly intent?: Intent,
  ) {}

  /** Returns all connections, in the order of their names. */
  public list(): ReachableConnection[] {
    return [...this.graph.edges()].map(({ source, target, ports }) => written(source, target, ports));
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
    return this.compared(({ before, after }) => differenceOf(after, before));
  }

  /** Returns the connections that are declared and yet denied, by a policy at the other end for example. The list is empty for
   * manifests. */
  public missing(): ReachableConnection[] {
    return this.compared(({ before, after }) => differenceOf(before, after));
  }

  private compared(
    portsOf: (change: { readonly before: Ports; readonly after: Ports }) => Ports,
  ): ReachableConnection[] {
    if (!this.intent) return [];
    const { graph, workloads } = this.intent;
    const isDeclaring = (end: Endpoint) => isWorkload(end) && workloads.has(end.name);
    return networkDifference(graph, this.graph)
      .changed.filter(({ source, target }) => isDeclaring(source) || isDeclaring(target))
      .map((change) => ({ ...change, ports: portsOf(change) }))
      .filter(({ ports }) => !isEmpty(ports))
      .map(({ source, target, ports }) => written(source, target, ports));
  }

  private end(text: string): Endpoint {
    return endNamed(text, this.graph.workloads, (name) => name === text || name.startsWith(`${text}[`));
  }
}

/** What the workloads of an app declare. */
interface Intent {
  readonly graph: ReachabilityGraph;
  /** The names of the workloads that declare connections. */
  readonly workloads: ReadonlySet<string>;
}

interface DeclaringWorkload {
  readonly connections: { _toPolicySpec(): any };
}

function graphOf(objects: readonly any[]): ReachabilityGraph {
  return ReachabilityGraph.of(ManifestSet.fromJson([...objects]));
}

function written(source: Endpoint, target: Endpoint, ports: Ports): ReachableConnection {
  return { source: endpointName(source), target: endpointName(target), ports: portsText(ports) };
}

function nameOf(object: ApiObject): string {
  return `${object.metadata.namespace ?? object.chart.namespace ?? 'default'}/${object.name}[${object.kind}]`;
}

function nameIn({ kind, metadata }: any): string {
  return `${metadata.namespace ?? 'default'}/${metadata.name}[${kind}]`;
}
