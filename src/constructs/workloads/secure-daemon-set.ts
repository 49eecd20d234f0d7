import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';

/** Options of a `SecureDaemonSet`, in addition to those of cdk8s-plus-28. */
export interface SecureDaemonSetProps extends kplus.DaemonSetProps, SecureWorkloadProps {}

/**
 * Creates a DaemonSet that is as secure as a `SecureDeployment`. An agent that needs access to the node (its file
 * system, its network) has a waiver for exactly that access.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { SecureDaemonSet } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new SecureDaemonSet(chart, 'agent', { containers: [{ image: 'ghcr.io/acme/agent:1.4.2', portNumber: 9100 }] });
 */
export class SecureDaemonSet extends kplus.DaemonSet implements ISecureWorkload {
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
  public constructor(scope: Construct, id: string, props: SecureDaemonSetProps = {}) {
    checkProps(scope, id, props);
    const given = withResources(scope, id, props);
    super(scope, id, { ...given, isolate: false });
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
