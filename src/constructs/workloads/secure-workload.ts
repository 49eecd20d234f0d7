import type { IConstruct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import type { Connections } from '../network/connections';

/** What all Secure* workloads have in common, for code that takes any of them. */
export interface ISecureWorkload extends IConstruct {
  /**
   * Which peers may reach the workload, and which it may reach: none, until a connection is declared. Other languages than
   * TypeScript get it from `Connections.of(workload)`: Go and .NET cannot narrow the type of an inherited property.
   *
   * @jsii ignore
   */
  readonly connections: Connections;
  /** The account of its pods: it has no token and no permission until something is granted. */
  readonly account: LockedServiceAccount;
}
