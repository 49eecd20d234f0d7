import type { Mark } from './marks';

/** One end of connections: a workload, a range of addresses, or all workloads of a namespace. */
export interface Spot {
  readonly name: string;
  readonly label: string;
  /** What it is, and in which direction it is open. */
  readonly note: string;
  /** Whether no policy isolates it in a direction. */
  readonly isOpen: boolean;
}

/** A connection between two spots, by their indexes. */
export interface Tie {
  readonly source: number;
  readonly target: number;
  readonly ports: string;
  readonly mark?: Mark;
}

/** Spots of a group with the same connections, drawn as one. */
export interface Stack {
  /** Index of its group. */
  readonly group: number;
  readonly spots: readonly number[];
  /** The ports on which each of them reaches each other. */
  readonly among?: string;
  readonly mark?: Mark;
}

/** A namespace, or the addresses at one side of the cluster. */
export interface Group {
  readonly title: string;
  readonly isOutside: boolean;
  /** Indexes of its stacks. */
  readonly stacks: readonly number[];
}

/**
 * Connections on the same ports from each of some stacks of a group to each of some of another group, or of the same. No
 * stack is among both, unless both are one list: each of it reaches each other.
 */
export interface Bundle {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  readonly ports: string;
  readonly mark?: Mark;
}

/** What is drawn. */
export interface Picture {
  readonly spots: readonly Spot[];
  readonly stacks: readonly Stack[];
  readonly groups: readonly Group[];
  readonly bundles: readonly Bundle[];
  /** Why it shows less than the graph does. Default: it shows all. */
  readonly note?: string;
}

/** Connections on the same ports from each of some spots to each of some others. */
export interface Connection {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  readonly ports: string;
  readonly mark?: Mark;
}
