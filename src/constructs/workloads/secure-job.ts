import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';

/** Options of a `SecureJob`, in addition to those of cdk8s-plus-28. */
export interface SecureJobProps extends kplus.JobProps, SecureWorkloadProps {}

/**
 * Creates a Job that is as secure as a `SecureDeployment`. It is deleted one day after it finishes, so that finished
 * pods do not accumulate; `ttlAfterFinished` sets another time.
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
  /** Connections of the workload; all traffic that is not declared is denied. */
  public override readonly connections: Connections;
  /** Account of its pods, without a token and permissions until a grant. */
  public readonly account: LockedServiceAccount;
  /**
   * Same as `account`; optional only because its type in cdk8s-plus is.
   *
   * @default - the account
   */
  public override readonly serviceAccount?: LockedServiceAccount;

  /**
   * Throws if the props are not allowed for a secure workload.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: SecureJobProps = {}) {
    checkProps(scope, id, props);
    const given = withResources(scope, id, props);
    super(scope, id, { ...given, ttlAfterFinished: props.ttlAfterFinished ?? Duration.days(1), isolate: false });
    this.connections = new Connections(this, props.dnsAccess);
    this.account = accountOf(this, props);
    this.serviceAccount = this.account;
    secureWorkload(this, this.apiObject, given);
  }

  /** Returns the account with its namespace, as the subject of a role binding. */
  public override toSubjectConfiguration(): kplus.SubjectConfiguration {
    return this.account.toSubjectConfiguration();
  }
}
