import { Yaml } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { NAMESPACE_NAME } from '../../analysis/network/policy-rules';
import { portsOf, portsText, unionOf } from '../../analysis/network/reachability/ports';
import type { ConnectionRule, Direction } from './connection-rule';
import type { Peer } from './peer';
import { policyPeers, selectorOf } from './policy-peers';

/** A connection that a program declared. */
export interface Grant {
  /** The end that connects: the path of a construct of the app, or words for another peer. */
  readonly source: string;
  /** The end that is connected to, in the same form. */
  readonly target: string;
  /** The ports, such as `TCP 80,443`. */
  readonly ports: string;
  /**
   * Why it is wide.
   *
   * @default - none was given
   */
  readonly reason?: string;
}

/** Words for the parts of a cluster. */
const PARTS = {
  apiServer: 'the API server',
  dns: 'the cluster DNS',
  gateway: 'the gateway',
  ingressController: 'the ingress controller',
  nodes: 'the nodes',
  prometheus: 'Prometheus',
} as const;

/** Returns words for a peer: the path of a construct of the app where it is one. */
export function peerName(peer: kplus.INetworkPolicyPeer): string {
  const { _part: part } = peer as Partial<Peer>;
  if (part) return PARTS[part.name];
  if (peer.node.path) return peer.node.path;
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
  if (ipBlock) return ipBlock.cidr;
  const labels = Object.entries(podSelector ? (selectorOf(podSelector.labelSelector).matchLabels ?? {}) : {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  const where = podSelector?.namespaces?.names?.map((name) => `namespace ${name}`).join(', ') || 'all namespaces';
  return `${labels.length > 0 ? `pods ${labels.join(',')}` : 'all pods'} of ${where}`;
}

/** Returns a declared connection of a workload for people. */
export function grantOf(workload: kplus.AbstractPod, direction: Direction, rule: ConnectionRule): Grant {
  const [own, peer] = [workload.node.path, rule.peerName];
  const ports = rule.ports.map(({ protocol = 'TCP', port, endPort }) => portsOf(protocol, port, endPort ?? port));
  return {
    ...(direction === 'Egress' ? { source: own, target: peer } : { source: peer, target: own }),
    ports: portsText(unionOf(ports)),
    ...(rule.reason === undefined ? {} : { reason: rule.reason }),
  };
}

/**
 * Returns the NetworkPolicies that the owners of other pods have to apply, as YAML: each is the other side of a rule, for pods that
 * are isolated by a policy that the app does not have. All pods of all namespaces have no owner.
 */
export function policiesForPeers(
  workload: kplus.AbstractPod,
  rules: readonly { readonly direction: Direction; readonly rule: ConnectionRule }[],
): string {
  const own = policyPeers(workload, workload).peers;
  const policies = rules.flatMap(({ direction, rule: { peers, ports } }) =>
    peers.flatMap(({ podSelector, namespaceSelector }) => {
      const theirs = namespaceSelector?.matchLabels?.[NAMESPACE_NAME];
      if (!podSelector || (namespaceSelector && theirs === undefined)) return [];
      const isServer = direction === 'Egress';
      return {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: {
          name: `${isServer ? 'from' : 'to'}-${workload.name}`,
          ...(theirs === undefined ? {} : { namespace: theirs }),
        },
        spec: {
          podSelector,
          policyTypes: [isServer ? 'Ingress' : 'Egress'],
          ...(isServer ? { ingress: [{ from: own, ports }] } : { egress: [{ to: own, ports }] }),
        },
      };
    }),
  );
  return policies.length === 0 ? '' : Yaml.stringify(...policies);
}
