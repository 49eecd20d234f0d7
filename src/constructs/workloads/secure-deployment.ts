import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';
import type { DisruptionBudget } from './workload-settings';

/** Options of a `SecureDeployment`, in addition to those of cdk8s-plus-28. */
export interface SecureDeploymentProps extends kplus.DeploymentProps, SecureWorkloadProps {
  /**
   * PodDisruptionBudget of the workload.
   *
   * @default - none
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/**
 * Creates a Deployment that passes level `restricted` of the Pod Security Standards and the NSA/CISA guidance without
 * further settings: non-root, all capabilities dropped, no privilege escalation, seccomp, a read-only root file system
 * with a writable `/tmp`, no token, its own account, its own network policy that denies all traffic, no service links.
 *
 * It extends the Deployment of cdk8s-plus-28 and can be used wherever one can. Containers and patches that are added
 * later are covered too. A value that is explicitly weaker is an error at synth, unless it is waived. The library never
 * sets a user id: the image must have a non-root user.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const web = new SecureDeployment(chart, 'web', {
 *   containers: [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }],
 *   writablePaths: ['/var/cache/web'],
 * });
 * web.exposeViaService();
 */
export class SecureDeployment extends kplus.Deployment implements ISecureWorkload {
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
  public constructor(scope: Construct, id: string, props: SecureDeploymentProps) {
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
