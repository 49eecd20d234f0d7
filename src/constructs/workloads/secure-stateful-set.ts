import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';
import type { DisruptionBudget, VolumeClaim } from './workload-settings';

/** What a secure StatefulSet is made of: all that cdk8s-plus-28 takes, and what it cannot say. */
export interface SecureStatefulSetProps extends kplus.StatefulSetProps, SecureWorkloadProps {
  /**
   * Volumes that are made for each pod and stay when it goes.
   *
   * @default - none
   */
  readonly volumeClaims?: VolumeClaim[];
  /**
   * How many pods may be evicted at once, as a PodDisruptionBudget of the workload's own.
   *
   * @default - no budget
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/**
 * A StatefulSet that is secure as `SecureDeployment` is, with volumes that stay with each of its pods.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @example
 * import { App, Chart, Size } from 'cdk8s';
 * import { SecureStatefulSet } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureStatefulSet(chart, 'db', {
 *   containers: [{ image: 'ghcr.io/acme/db:16.2', portNumber: 5432 }],
 *   volumeClaims: [{ name: 'data', path: '/var/lib/postgresql', size: Size.gibibytes(10) }],
 * });
 */
export class SecureStatefulSet extends kplus.StatefulSet implements ISecureWorkload {
  /** Who may reach the workload, and whom it may reach: nobody, until it is declared. */
  public override readonly connections: Connections;
  /** The account of its pods: no token, no permission, until something is granted. */
  public readonly account: LockedServiceAccount;
  /** The same as `account`; cdk8s-plus lets it be undefined, so its type must too. */
  public override readonly serviceAccount?: LockedServiceAccount;

  /** Throws where the props ask for what a secure workload cannot be. */
  public constructor(scope: Construct, id: string, props: SecureStatefulSetProps) {
    checkProps(scope, id, props);
    const given = withResources(scope, id, props);
    super(scope, id, { ...given, isolate: false });
    this.connections = new Connections(this);
    this.account = accountOf(this, props);
    this.serviceAccount = this.account;
    secureWorkload(this, this.apiObject, given);
  }

  /** As a subject of a role binding: the account, always with its namespace. */
  public override toSubjectConfiguration(): kplus.SubjectConfiguration {
    return this.account.toSubjectConfiguration();
  }
}
