/** A connection that policies allow. */
export interface ReachableConnection {
  /** The source: `namespace/name[Kind]`, or addresses as `first-last[External]`. */
  readonly source: string;
  /** The target, in the same form. */
  readonly target: string;
  /** The ports, such as `TCP 80,443,UDP 53`, or `All Connections`. */
  readonly ports: string;
}

/** Addresses outside of the cluster that a workload reaches, or that reach it. */
export interface ExposedAddresses {
  /** The addresses, as `first-last`. */
  readonly addresses: string;
  /** The ports, such as `TCP 80,443,UDP 53`, or `All Connections`. */
  readonly ports: string;
}

/** How open a workload is in one direction. */
export interface ExposedSide {
  /** Whether a policy isolates it. If none does, everything is allowed. */
  readonly isIsolated: boolean;
  /** The addresses outside of the cluster, each with its ports. */
  readonly outside: ExposedAddresses[];
  /** The ports for every pod of the cluster, such as `TCP 9090`, or `No Connections`. */
  readonly wholeCluster: string;
}

/** How open a workload is. */
export interface ExposedWorkload {
  /** The workload, as `namespace/name[Kind]`. */
  readonly workload: string;
  /** What may connect to it. */
  readonly ingress: ExposedSide;
  /** What it may connect to. */
  readonly egress: ExposedSide;
}

/** A connection that is allowed differently than before. */
export interface ChangedConnection {
  /** The source: `namespace/name[Kind]`, or addresses as `first-last[External]`. */
  readonly source: string;
  /** The target, in the same form. */
  readonly target: string;
  /** The ports before, such as `TCP 80,443,UDP 53`, or `No Connections`. */
  readonly before: string;
  /** The ports after, in the same form. */
  readonly after: string;
  /** Whether a port is allowed that was not. */
  readonly widens: boolean;
}

/** A workload that policies isolate for the first time: what it had and no rule allows is cut off. */
export interface NewlyIsolatedWorkload {
  /** The workload, as `namespace/name[Kind]`. */
  readonly workload: string;
  /** `Ingress` or `Egress`. */
  readonly direction: string;
  /** The policies, as `namespace/name`. */
  readonly policies: string[];
}

/** What changes in who can reach whom. */
export interface ReachabilityDifference {
  /** Whether a connection, or a port of one, is allowed that was not. */
  readonly widens: boolean;
  /** The connections that are allowed differently, in the order of their names. */
  readonly changed: ChangedConnection[];
  /** The workloads that are new, as `namespace/name[Kind]`. */
  readonly addedWorkloads: string[];
  /** The workloads that are gone. */
  readonly removedWorkloads: string[];
  /** The workloads of before that are isolated now and were not, each with its direction. */
  readonly newlyIsolated: NewlyIsolatedWorkload[];
}
