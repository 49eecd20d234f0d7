import type { AddressRange } from './cidr';

/**
 * What a rule allows: all peers, the pods of all namespaces, or addresses that are open to the public.
 */
export type Reach = 'all' | 'cluster' | readonly AddressRange[];

/** A place in a policy of a network plugin that allows more than single peers. */
export interface Opening {
  readonly pointer: string;
  readonly reach: Reach;
  /** Whether it allows some ports, protocols or requests alone. */
  readonly isLimited: boolean;
  /** Whether it allows port 53 alone. */
  readonly isDnsAlone: boolean;
}

/** Whether an opening is for all traffic from or to all peers, or the internet. */
export function isTotal({ reach, isLimited }: Opening): boolean {
  return reach !== 'cluster' && !isLimited;
}

/** The texts of a list whose type is not checked before. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
