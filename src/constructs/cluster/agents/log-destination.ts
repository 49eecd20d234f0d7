import type * as kplus from 'cdk8s-plus-28';
import { addressOf } from '../../../analysis/network/cidr';
import { isObjectName } from '../../object-name';

/** How logs are sent. */
export enum LogProtocol {
  /** The protocol of Fluent Bit and Fluentd, which confirms what has arrived. */
  FORWARD = 'forward',
  /** JSON by HTTPS. */
  HTTP = 'http',
  /** The protocol of OpenTelemetry, by HTTPS. */
  OPENTELEMETRY = 'opentelemetry',
}

/** Where logs go: outside of the cluster, so that they are there when it is not. */
export interface LogDestination {
  /** Name of the host, which its certificate has. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /**
   * How they are sent.
   *
   * @default LogProtocol.FORWARD
   */
  readonly protocol?: LogProtocol;
  /**
   * The host as a network policy names it, such as `Peer.cidr('10.8.0.10/32')`.
   *
   * @default - where Cilium enforces the policies, the name of the host; else an error
   */
  readonly peer?: kplus.INetworkPolicyPeer;
  /**
   * Further settings of the output of Fluent Bit, such as `uri` of HTTP.
   *
   * @default - none
   */
  readonly settings?: { [setting: string]: string };
}

const OWN = /^(name|match|match_regex|host|port|retry_limit|require_ack_response|tls|tls\..*|storage\..*)$/i;
const SECRET = /pass|secret|token|shared_key|header/i;

/** Returns what is wrong with a destination. */
export function destinationProblem({ host, port, settings = {} }: LogDestination): string | undefined {
  if (addressOf(host))
    return `has the destination "${host}", an address, which Fluent Bit finds in no certificate; give a name, and the address as peer`;
  if (!isObjectName(host))
    return `has the destination "${host}"; write the name of a host, such as "logs.acme.internal"`;
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return `has the port ${port} of the destination; give a whole number from 1 to 65535`;
  const own = Object.keys(settings).find((setting) => OWN.test(setting));
  if (own !== undefined) return `has the setting "${own}" of the destination, which is decided here; leave it out`;
  const secret = Object.keys(settings).find((setting) => SECRET.test(setting));
  return secret === undefined
    ? undefined
    : `has the setting "${secret}" of the destination, whose value would be in a ConfigMap; the client certificate says who sends`;
}

/** Returns the output of Fluent Bit. */
export function outputOf({ host, port, protocol = LogProtocol.FORWARD, settings }: LogDestination) {
  const own = {
    [LogProtocol.FORWARD]: { require_ack_response: 'true' },
    [LogProtocol.HTTP]: { format: 'json' },
    [LogProtocol.OPENTELEMETRY]: {},
  };
  return { name: protocol, host, port, ...own[protocol], ...settings };
}
