import { Construct } from 'constructs';
import { Reachability } from '../constructs/network/reachability';
import type { ReachableConnection } from '../constructs/network/reachability-answers';
import type { MatcherResult } from './matcher-result';
import { setOf } from './subjects';

/**
 * Whether NetworkPolicies allow a connection.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text or a `ManifestSet`
 * @param source a workload, as `shop/web` or `shop/web[Deployment]`, or addresses, as `192.0.2.0/24`
 * @param target the target, in the same form
 * @param port one port, as `5432` or `udp/53`; default: any port
 */
export function toAllow(subject: unknown, source: string, target: string, port?: string): MatcherResult {
  const reachability = reachabilityOf(subject);
  return {
    pass: reachability.allows(source, target, port),
    message: () => reachability.explain(source, target, port).join('\n'),
  };
}

/**
 * Whether NetworkPolicies deny a connection.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text or a `ManifestSet`
 * @param source a workload, as `shop/web` or `shop/web[Deployment]`, or addresses, as `192.0.2.0/24`
 * @param target the target, in the same form
 * @param port one port, as `5432` or `udp/53`; default: every port
 */
export function toDeny(subject: unknown, source: string, target: string, port?: string): MatcherResult {
  const { pass, message } = toAllow(subject, source, target, port);
  return { pass: !pass, message };
}

/**
 * Whether the Secure* workloads of an app reach what they declare, and are reached as they declare, and nothing else.
 *
 * @param subject an app, or a chart of it
 */
export function toAllowExactlyDeclared(subject: unknown): MatcherResult {
  if (!Construct.isConstruct(subject))
    throw new TypeError(
      'manifests declare no connections; give the app, or compare Reachability.ofManifests() yourself',
    );
  const reachability = reachabilityOf(subject);
  const lines = [
    ...linesOf('is allowed and not declared', reachability.unexpected()),
    ...linesOf('is declared and not allowed', reachability.missing()),
  ];
  return {
    pass: lines.length === 0,
    message: () =>
      lines.length === 0 ? 'expected a connection that is not as declared, and there is none' : lines.join('\n'),
  };
}

function linesOf(what: string, connections: readonly ReachableConnection[]): string[] {
  return connections.map(({ source, target, ports }) => `${source} => ${target} : ${ports} ${what}`);
}

function reachabilityOf(subject: unknown): Reachability {
  return Construct.isConstruct(subject)
    ? Reachability.ofApp(subject.node.root)
    : Reachability.ofManifests(setOf(subject));
}
