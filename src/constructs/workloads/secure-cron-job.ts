import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';

/** What a secure CronJob is made of: all that cdk8s-plus-28 takes, and what it cannot say. */
export interface SecureCronJobProps extends kplus.CronJobProps, SecureWorkloadProps {}

/**
 * A CronJob whose Jobs are secure as `SecureDeployment` is.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @example
 * import { App, Chart, Cron } from 'cdk8s';
 * import { SecureCronJob } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureCronJob(chart, 'report', {
 *   schedule: Cron.daily(),
 *   containers: [{ image: 'ghcr.io/acme/report:1.4.2' }],
 * });
 */
export class SecureCronJob extends kplus.CronJob implements ISecureWorkload {
  /** Who may reach the workload, and whom it may reach: nobody, until it is declared. */
  public override readonly connections: Connections;
  /** The account of its pods: no token, no permission, until something is granted. */
  public readonly account: LockedServiceAccount;
  /** The same as `account`; cdk8s-plus lets it be undefined, so its type must too. */
  public override readonly serviceAccount?: LockedServiceAccount;

  /** Throws where the props ask for what a secure workload cannot be. */
  public constructor(scope: Construct, id: string, props: SecureCronJobProps) {
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
