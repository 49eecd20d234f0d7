import * as kplus from 'cdk8s-plus-28';
import { wideProblem } from './wide-peers';

const REASON = Symbol.for('cdk8s-hardened.all-ports');

/**
 * All ports of a protocol, for connections whose ports are not known before they are opened. `NetworkPolicyPort.allTcp()` of
 * cdk8s-plus says the same without a reason, which is an error.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { AllPorts, Peer, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const web = new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web:2.0.1', portNumber: 8080 }] });
 * web.connections.allowTo(Peer.cidr('203.0.113.7/32'), { ports: [AllPorts.tcp('passive FTP opens a port for each file')] });
 */
export class AllPorts {
  /**
   * Returns all TCP ports. Throws for a reason that says nothing.
   *
   * @param reason why no list of ports will do; at least ten characters
   */
  public static tcp(reason: string): kplus.NetworkPolicyPort {
    return withReason(kplus.NetworkPolicyPort.allTcp(), reason);
  }

  /**
   * Returns all UDP ports. Throws for a reason that says nothing.
   *
   * @param reason why no list of ports will do; at least ten characters
   */
  public static udp(reason: string): kplus.NetworkPolicyPort {
    return withReason(kplus.NetworkPolicyPort.allUdp(), reason);
  }

  private constructor() {}
}

function withReason(port: kplus.NetworkPolicyPort, reason: string): kplus.NetworkPolicyPort {
  const problem = wideProblem({ reason });
  if (problem) throw new Error(`"${reason}" of AllPorts ${problem}`);
  return Object.defineProperty(port, REASON, { value: reason });
}

/** Returns the reason of ports that {@link AllPorts} made. */
export function reasonOf(port: kplus.NetworkPolicyPort): string | undefined {
  return (port as any)[REASON];
}
