import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';

/** What a secure Job is made of: all that cdk8s-plus-28 takes, and what it cannot say. */
export interface SecureJobProps extends kplus.JobProps, SecureWorkloadProps {}

/**
 * A Job that is secure as `SecureDeployment` is, and goes away a day after its end, so that finished pods do not pile up.
 * `ttlAfterFinished` says another time.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { SecureJob } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureJob(chart, 'migrate', { containers: [{ image: 'ghcr.io/acme/migrate:1.4.2' }] });
 */
export class SecureJob extends kplus.Job implements ISecureWorkload {
  /** Who may reach the workload, and whom it may reach: nobody, until it is declared. */
  public override readonly connections: Connections;
  /** The account of its pods: no token, no permission, until something is granted. */
  public readonly account: LockedServiceAccount;
  /** The same as `account`; cdk8s-plus lets it be undefined, so its type must too. */
  public override readonly serviceAccount?: LockedServiceAccount;

  /** Throws where the props ask for what a secure workload cannot be. */
  public constructor(scope: Construct, id: string, props: SecureJobProps = {}) {
    checkProps(scope, id, props);
    const given = withResources(scope, id, props);
    super(scope, id, { ...given, ttlAfterFinished: props.ttlAfterFinished ?? Duration.days(1), isolate: false });
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
