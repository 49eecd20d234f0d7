import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';
import type { DisruptionBudget } from './workload-settings';

/** What a secure Deployment is made of: all that cdk8s-plus-28 takes, and what it cannot say. */
export interface SecureDeploymentProps extends kplus.DeploymentProps, SecureWorkloadProps {
  /**
   * How many pods may be evicted at once, as a PodDisruptionBudget of the workload's own.
   *
   * @default - no budget
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/**
 * A Deployment that passes the Pod Security Standards' level `restricted` and the NSA/CISA guidance as it is written:
 * non-root, all capabilities dropped, no privilege escalation, seccomp, a read-only root file system with a writable
 * `/tmp`, no token, an account and a network policy of its own that lets nothing in or out, no service links.
 *
 * It is a cdk8s-plus-28 Deployment and goes wherever one goes. Containers and patches that come later are covered too. A
 * value that is explicitly weaker is an error at synth, unless it is waived. The library never makes up a user id: the
 * image must name a non-root user.
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
  /** Who may reach the workload, and whom it may reach: nobody, until it is declared. */
  public override readonly connections: Connections;
  /** The account of its pods: no token, no permission, until something is granted. */
  public readonly account: LockedServiceAccount;
  /** The same as `account`; cdk8s-plus lets it be undefined, so its type must too. */
  public override readonly serviceAccount?: LockedServiceAccount;

  /** Throws where the props ask for what a secure workload cannot be. */
  public constructor(scope: Construct, id: string, props: SecureDeploymentProps) {
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
