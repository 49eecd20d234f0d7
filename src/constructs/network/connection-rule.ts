/** Which way the traffic of a rule goes. */
export type Direction = 'Ingress' | 'Egress';

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
  /** Words for the peer. */
  readonly peerName: string;
  /** Why it is wide. */
  readonly reason?: string;
  /** Whether the other side is pods whose policy this app does not write. */
  readonly isForeign?: boolean;
  /** Set if it opens the ports that Ingresses, routes or Services lead to, as far as the app has some. */
  readonly entrance?: EntranceKind;
}

/** What a rule opens. */
export type OpenedRule = Pick<ConnectionRule, 'peers' | 'ports' | 'entities' | 'names' | 'entrance'>;

/** Returns which objects may lead to a part of the cluster. */
export function entranceOf(part: string | undefined): EntranceKind | undefined {
  return part === 'gateway' ? 'gateway' : part === 'ingressController' ? 'ingress' : undefined;
}

/** Whether a NetworkPolicy can hold a rule; else a CiliumNetworkPolicy has to. */
export function isPlain({ entities, names }: OpenedRule): boolean {
  return entities === undefined && names === undefined;
}

/** The rules of both directions, and the selector of the workload's pods. */
export interface RuleSides {
  readonly selector: any;
  readonly ingress: readonly OpenedRule[];
  readonly egress: readonly OpenedRule[];
}
