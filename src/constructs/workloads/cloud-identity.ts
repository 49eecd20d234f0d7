import { Duration } from 'cdk8s';
import { SHORTEST_TOKEN } from '../amounts';

/** Where a workload asks its cloud for credentials, and as whom. */
interface IdentityParts {
  /** What messages call it. */
  readonly what: string;
  /** Annotations of the account. */
  readonly annotations: { readonly [key: string]: string };
  /** Labels of the pods. */
  readonly labels: { readonly [key: string]: string };
  /** Addresses on the node. */
  readonly local: readonly { readonly cidr: string; readonly port: number }[];
  /** Hosts on port 443. */
  readonly hosts: readonly string[];
  /** Ranges of the hosts. */
  readonly addresses: readonly string[];
  /** Why the metadata service may be reached. */
  readonly metadata?: { readonly reason: string; readonly expires: string; readonly ticket?: string };
}

/** A role of AWS IAM that an account assumes (IRSA). */
export interface EksRoleOptions {
  /** ARN of the role, such as `arn:aws:iam::111122223333:role/backup`. Its trust policy names the account. */
  readonly roleArn: string;
  /** Region whose token service is asked, such as `eu-central-1`. */
  readonly region: string;
  /**
   * Ranges of the token service, such as those of its VPC endpoint. Cilium needs none.
   *
   * @default - none: another connection has to lead there, such as `allowToInternet`
   */
  readonly addresses?: string[];
  /**
   * Lifetime of the token; the kubelet renews it in time.
   *
   * @default Duration.hours(1)
   */
  readonly tokenExpiration?: Duration;
}

/** Where the agent of EKS Pod Identity answers. */
export interface EksPodIdentityOptions {
  /**
   * Whether the cluster uses IPv6.
   *
   * @default false
   */
  readonly isIpv6?: boolean;
}

/** An identity of Google Cloud. */
export interface GkeIdentityOptions {
  /**
   * Email of the IAM service account that the account impersonates, such as `backup@acme.iam.gserviceaccount.com`.
   *
   * @default - the account itself is the principal
   */
  readonly serviceAccount?: string;
  /**
   * Whether the cluster runs Dataplane V2: its pods ask the metadata server at `169.254.169.254`, which `reason` and `expires`
   * have to accept.
   *
   * @default false - at `169.254.169.252`
   */
  readonly isDataplaneV2?: boolean;
  /**
   * Why the address of the metadata service may be reached; at least ten characters.
   *
   * @default - none
   */
  readonly reason?: string;
  /**
   * Last day on which that is accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - it is not accepted
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/** A managed identity or an application of Microsoft Entra. */
export interface AzureIdentityOptions {
  /** Client id of the identity. Its federated credential names the account. */
  readonly clientId: string;
  /**
   * Tenant id.
   *
   * @default - that of the cluster
   */
  readonly tenantId?: string;
  /**
   * Ranges of `login.microsoftonline.com`. Cilium needs none.
   *
   * @default - none: another connection has to lead there, such as `allowToInternet`
   */
  readonly addresses?: string[];
}

/**
 * Gives the pods of a workload an identity of their cloud without a stored key: annotations of the account, labels of the pods,
 * and the egress to where the credentials come from. The webhook of the cloud adds the token for it. The account needs no permission in the
 * cluster.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { CloudIdentity, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'backup', {
 *   containers: [{ image: 'ghcr.io/acme/backup:1.4.2', portNumber: 8080 }],
 *   cloudIdentity: CloudIdentity.eksPodIdentity(),
 * });
 */
export class CloudIdentity {
  /**
   * Returns a role of AWS IAM that the account assumes by its token (IRSA). Throws for an ARN or a region that is none.
   *
   * @param options the role and the region
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  public static eksRole(options: EksRoleOptions): CloudIdentity {
    const { roleArn, region, addresses = [], tokenExpiration = Duration.hours(1) } = options;
    checkForm('roleArn', roleArn, /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/);
    checkForm('region', region, /^[a-z]{2}(-[a-z]+)+-\d+$/);
    const seconds = tokenExpiration.toSeconds();
    if (seconds < SHORTEST_TOKEN) throw new Error(`tokenExpiration is ${seconds} s; give ten minutes or more`);
    const annotations = {
      'eks.amazonaws.com/role-arn': roleArn,
      'eks.amazonaws.com/sts-regional-endpoints': 'true',
      'eks.amazonaws.com/token-expiration': String(seconds),
    };
    const host = `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
    return new CloudIdentity({ ...NOTHING, what: `role ${roleArn}`, annotations, hosts: [host], addresses });
  }

  /**
   * Returns the identity that EKS associates with the account (EKS Pod Identity).
   *
   * @param options whether the cluster uses IPv6; default: it does not
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
   */
  public static eksPodIdentity(options: EksPodIdentityOptions = {}): CloudIdentity {
    const cidr = options.isIpv6 ? 'fd00:ec2::23/128' : '169.254.170.23/32';
    return new CloudIdentity({ ...NOTHING, what: 'EKS Pod Identity', local: [{ cidr, port: 80 }] });
  }

  /**
   * Returns an identity of Google Cloud (Workload Identity Federation for GKE). Throws for an email that is none.
   *
   * @param options the IAM service account, and whether the cluster runs Dataplane V2; default: the account itself, without
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
   */
  public static gke(options: GkeIdentityOptions = {}): CloudIdentity {
    const { serviceAccount, isDataplaneV2 = false, reason, expires, ticket } = options;
    if (serviceAccount !== undefined)
      checkForm('serviceAccount', serviceAccount, /^[a-z0-9-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.iam\.gserviceaccount\.com$/);
    if ((reason === undefined) !== (expires === undefined))
      throw new Error('gke has one of reason and expires; give both, or none');
    return new CloudIdentity({
      ...NOTHING,
      what: serviceAccount ?? 'Workload Identity Federation for GKE',
      annotations: serviceAccount === undefined ? {} : { 'iam.gke.io/gcp-service-account': serviceAccount },
      local: [isDataplaneV2 ? { cidr: '169.254.169.254/32', port: 80 } : { cidr: '169.254.169.252/32', port: 988 }],
      ...(reason !== undefined && expires !== undefined ? { metadata: { reason, expires, ticket } } : {}),
    });
  }

  /**
   * Returns an identity of Microsoft Entra (Azure Workload Identity). Throws for an id that is none.
   *
   * @param options the client id
   * @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
   */
  public static azure(options: AzureIdentityOptions): CloudIdentity {
    const { clientId, tenantId, addresses = [] } = options;
    const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
    checkForm('clientId', clientId, id);
    if (tenantId !== undefined) checkForm('tenantId', tenantId, id);
    return new CloudIdentity({
      ...NOTHING,
      what: `client ${clientId}`,
      annotations: {
        'azure.workload.identity/client-id': clientId,
        ...(tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': tenantId }),
      },
      labels: { 'azure.workload.identity/use': 'true' },
      hosts: ['login.microsoftonline.com'],
      addresses,
    });
  }

  private constructor(
    /** @internal */
    public readonly _parts: IdentityParts,
  ) {}
}

const NOTHING = { annotations: {}, labels: {}, local: [], hosts: [], addresses: [] };

function checkForm(what: string, value: string, form: RegExp): void {
  if (!form.test(value)) throw new Error(`${what} is "${value}", which has not the form of one; correct it`);
}
