import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Connections } from '../network/connections';
import type { ISecureWorkload } from './secure-workload';
import type { SecureWorkloadProps } from './secure-workload-props';
import { accountOf, checkProps, secureWorkload, withResources } from './secured-workload';
import type { VolumeClaim } from './volume-settings';
import type { DisruptionBudget } from './workload-settings';

/** Options of a `SecureStatefulSet`, in addition to those of cdk8s-plus-28. */
export interface SecureStatefulSetProps extends kplus.StatefulSetProps, SecureWorkloadProps {
  /**
   * Volumes that are created for each pod and kept after it is deleted.
   *
   * @default - none
   */
  readonly volumeClaims?: VolumeClaim[];
  /**
   * PodDisruptionBudget of the workload.
   *
   * @default - none
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/**
 * Creates a StatefulSet that is as secure as a `SecureDeployment`, with persistent volumes for each of its pods.
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
  public constructor(scope: Construct, id: string, props: SecureStatefulSetProps) {
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

  /**
   * Returns the spec of its pods with all volumes: some versions of cdk8s-plus 31 to 34 leave them out where the
   * StatefulSet has no volume claim template.
   *
   * @internal
   */
  public override _toPodSpec(): any {
    const spec = super._toPodSpec();
    return spec.volumes ? spec : { ...spec, volumes: volumesOf(this) };
  }
}

/** Returns what the containers mount and what was added, without what is claimed for each pod. */
function volumesOf(workload: kplus.StatefulSet): any[] | undefined {
  const { volumeClaimTemplates: claims = [] } = workload as { volumeClaimTemplates?: readonly { name: string }[] };
  const mounts = [...workload.containers, ...workload.initContainers].flatMap((container) => container.mounts);
  const volumes = new Set([...mounts.map(({ volume }) => volume), ...workload.volumes]);
  const kept = [...volumes].filter(({ name }) => claims.every((claim) => claim.name !== name));
  return kept.length > 0 ? kept.map((volume) => (volume as any)._toKube()) : undefined;
}
