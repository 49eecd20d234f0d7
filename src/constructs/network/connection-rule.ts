/** Who asks for the ports that Ingresses or routes lead to. */
export type EntranceKind = 'ingress' | 'gateway';

/** One declared connection, as a policy writes it. */
export interface ConnectionRule {
  /** Peers that a NetworkPolicy can name. */
  readonly peers: readonly any[];
  readonly ports: readonly any[];
  /** Peers that only a CiliumNetworkPolicy can name, such as `kube-apiserver`. */
  readonly entities?: readonly string[];
  /** Names of hosts, which only a CiliumNetworkPolicy can allow. */
  readonly names?: readonly string[];
  /** Set if it opens the ports that Ingresses, routes or Services lead to, as far as the app has some. */
  readonly entrance?: EntranceKind;
}

/** Whether a NetworkPolicy can hold a rule; else a CiliumNetworkPolicy has to. */
export function isPlain({ entities, names }: ConnectionRule): boolean {
  return entities === undefined && names === undefined;
}

/** The rules of both directions, and the selector of the workload's pods. */
export interface RuleSides {
  readonly selector: any;
  readonly ingress: readonly ConnectionRule[];
  readonly egress: readonly ConnectionRule[];
}
