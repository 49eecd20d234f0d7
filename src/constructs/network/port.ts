import * as kplus from 'cdk8s-plus-28';
import { wideProblem } from './wide-peers';

const REASON = Symbol.for('cdk8s-hardened.all-ports');
const LAST_PORT = 65_535;

/**
 * Ports of a connection. They are those of cdk8s-plus, which knows no names of ports, and accepts ports that the API server
 * refuses. Every method throws for what is no port.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Peer, Port, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const web = new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web:2.0.1', portNumber: 8080 }] });
 * web.connections.allowTo(Peer.cidr('203.0.113.7/32'), { ports: [Port.tcp(21), Port.tcpRange(50000, 50100)] });
 */
export class Port {
  /**
   * Returns one TCP port.
   *
   * @param port number of the port, from 1 to 65535
   */
  public static tcp(port: number): kplus.NetworkPolicyPort {
    return range(kplus.NetworkProtocol.TCP, port);
  }

  /**
   * Returns one UDP port.
   *
   * @param port number of the port, from 1 to 65535
   */
  public static udp(port: number): kplus.NetworkPolicyPort {
    return range(kplus.NetworkProtocol.UDP, port);
  }

  /**
   * Returns one SCTP port.
   *
   * @param port number of the port, from 1 to 65535
   */
  public static sctp(port: number): kplus.NetworkPolicyPort {
    return range(kplus.NetworkProtocol.SCTP, port);
  }

  /**
   * Returns a range of TCP ports.
   *
   * @param first the first port
   * @param last the last port; it belongs to the range
   */
  public static tcpRange(first: number, last: number): kplus.NetworkPolicyPort {
    return range(kplus.NetworkProtocol.TCP, first, last);
  }

  /**
   * Returns a range of UDP ports.
   *
   * @param first the first port
   * @param last the last port; it belongs to the range
   */
  public static udpRange(first: number, last: number): kplus.NetworkPolicyPort {
    return range(kplus.NetworkProtocol.UDP, first, last);
  }

  /**
   * Returns the port that containers at the receiving end call by a name. A connection throws if none of them does.
   *
   * @param name name of the port, such as `metrics`
   */
  public static named(name: string): kplus.NetworkPolicyPort {
    if (!/^(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/.test(name))
      throw new Error(`"${name}" is no name of a port; write up to 15 lower-case letters, digits and hyphens`);
    const port = kplus.NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.TCP });
    const json = { port: kplus.k8s.IntOrString.fromString(name), protocol: kplus.NetworkProtocol.TCP };
    return Object.defineProperty(port, '_toKube', { value: () => json });
  }

  /**
   * Returns all TCP ports, for a connection whose ports are not known before they are opened. `NetworkPolicyPort.allTcp()` of
   * cdk8s-plus says the same without a reason, which is an error. Throws for a reason that says nothing.
   *
   * @param reason why no list of ports will do; at least ten characters
   */
  public static allTcp(reason: string): kplus.NetworkPolicyPort {
    return withReason(kplus.NetworkPolicyPort.allTcp(), reason);
  }

  /**
   * Returns all UDP ports, as `allTcp` does.
   *
   * @param reason why no list of ports will do; at least ten characters
   */
  public static allUdp(reason: string): kplus.NetworkPolicyPort {
    return withReason(kplus.NetworkPolicyPort.allUdp(), reason);
  }

  private constructor() {}
}

function range(protocol: kplus.NetworkProtocol, first: number, last?: number): kplus.NetworkPolicyPort {
  const wrong = portProblem(first, last);
  if (wrong) throw new Error(`${wrong} cannot be; give whole numbers from 1 to ${LAST_PORT}`);
  return kplus.NetworkPolicyPort.of({ protocol, port: first, ...(last === undefined ? {} : { endPort: last }) });
}

function withReason(port: kplus.NetworkPolicyPort, reason: string): kplus.NetworkPolicyPort {
  const problem = wideProblem({ reason });
  if (problem) throw new Error(`"${reason}" of Port ${problem}`);
  return Object.defineProperty(port, REASON, { value: reason });
}

/** Returns what is wrong with a port or a range, as a subject of a sentence. */
export function portProblem(first: unknown, last: number | undefined): string | undefined {
  const isPort = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_PORT;
  if (first === undefined) return `ports that end at ${last} and begin nowhere`;
  const wrong = [first, last].find((each) => each !== undefined && !isPort(each));
  if (wrong !== undefined) return `port ${wrong}`;
  return last !== undefined && last < (first as number) ? `the ports ${first} to ${last}` : undefined;
}

/** One port or a range of them as a policy writes it. */
export interface GivenPort {
  readonly json: any;
  /** Why it is all ports, or nearly all. */
  readonly wide?: { readonly what: string; readonly reason: string };
}

/**
 * Reads a port of a call. cdk8s-plus writes "all ports" as ports 0 to 65535, which the API server refuses; an absent port
 * means all ports. Throws for what is no port, and for most ports without a reason.
 *
 * @param named finds the ports of the receiving end that have a name
 */
export function readPort(
  port: kplus.NetworkPolicyPort,
  path: string,
  named: (name: string) => readonly any[],
): GivenPort[] {
  const { port: number, endPort: last, protocol = 'TCP' } = (port as any)._toKube();
  const first = number?.value;
  if (typeof first === 'string') return named(first).map((json) => ({ json }));
  const isAll = first === undefined ? last === undefined : first === 0 && last === LAST_PORT;
  const wrong = isAll ? undefined : portProblem(first, last);
  if (wrong) throw new Error(`connection of "${path}" has ${wrong}; give whole numbers from 1 to ${LAST_PORT}`);
  const ports = isAll ? {} : { port: first, ...(last === undefined ? {} : { endPort: last }) };
  const json = { protocol, ...ports };
  if (!isAll && (last ?? first) - first < LAST_PORT / 2) return [{ json }];
  const what = isAll ? `all ${protocol} ports` : `${protocol} ports ${first} to ${last}`;
  const reason = (port as any)[REASON];
  if (reason !== undefined) return [{ json, wide: { what, reason } }];
  const method = { TCP: 'allTcp', UDP: 'allUdp' }[protocol as string];
  const instead = method ? `, or Port.${method}("why no list of ports will do")` : '';
  throw new Error(`connection of "${path}" opens ${what}; name the ports in use${instead}`);
}
