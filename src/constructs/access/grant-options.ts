import type { WaiverTerms } from '../../engine/waivers/waiver';

/** Why something is granted, and how long a finding about it may stand. */
export interface GrantTerms {
  /**
   * Why it is needed; at least ten characters. Beside `expires` it accepts what rules find in this grant and in no other one;
   * otherwise it is written to the annotation `cdk8s-hardened.github.io/reasons` of the role.
   *
   * @default - none
   */
  readonly reason?: string;
  /**
   * Last day on which findings about the grant are accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - findings are not accepted
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * Findings of single rules about RBAC in this grant that may stand, in place of `reason` and `expires`.
   *
   * @default - none
   */
  readonly waivers?: WaiverTerms[];
}

/** What a grant is limited to, wherever it applies. */
export interface GrantLimits {
  /**
   * Names of the objects. `create` and `deletecollection` cannot be limited to names.
   *
   * @default - the object that is granted, else all objects of the kind
   */
  readonly names?: string[];
  /**
   * Subresource, such as `status`, `log` or `scale`.
   *
   * @default - the objects themselves
   */
  readonly subresource?: string;
  /**
   * Whether the client lists and watches with the field selector `metadata.name=NAME`: names allow no other `list` and
   * `watch`.
   *
   * @default false - `list` and `watch` of objects by name are an error
   */
  readonly byFieldSelector?: boolean;
}

/** What a grant is limited to, and why it is given. */
export interface GrantOptions extends GrantTerms, GrantLimits {
  /**
   * Namespace of the objects.
   *
   * @default - the namespace of the object that is granted, else that of the account
   */
  readonly namespaceName?: string;
}

/** What a grant in all namespaces is limited to, and why it is given. */
export interface ClusterGrantOptions extends GrantLimits {
  /** Why no namespace can be named; at least ten characters. */
  readonly reason: string;
  /**
   * Last day on which findings about the grant are accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - findings are not accepted
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * Findings of single rules about RBAC in this grant that may stand, in place of `expires`.
   *
   * @default - none
   */
  readonly waivers?: WaiverTerms[];
}

/** Where a role of the cluster is bound, and why. */
export interface ExternalRoleOptions {
  /** Why the role is needed; at least ten characters. */
  readonly reason: string;
  /**
   * Last day on which findings about the binding are accepted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - findings are not accepted
   */
  readonly expires?: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * Namespace in which the role is bound.
   *
   * @default - that of the account
   */
  readonly namespaceName?: string;
}

/** Where a ClusterRole of the cluster is bound, and why. */
export interface ExternalClusterRoleOptions extends ExternalRoleOptions {
  /**
   * Whether it is bound in all namespaces.
   *
   * @default false - in one namespace
   */
  readonly clusterWide?: boolean;
}

/** Where a controller elects its leader. */
export interface LeaderElectionOptions {
  /**
   * Namespace of the Lease.
   *
   * @default - that of the account
   */
  readonly namespaceName?: string;
}

/** Which objects a controller owns. */
export interface OwnedOptions extends GrantTerms {
  /** Labels of the objects that it owns. Its writes to other objects are denied. */
  readonly labels: { readonly [label: string]: string };
  /**
   * Namespaces of the objects.
   *
   * @default - that of the account
   */
  readonly namespaceNames?: string[];
}

/** Which certificates a controller writes for its own webhooks. */
export interface WebhookCertificateOptions {
  /** Name of the Secret with the certificate, in the namespace of the account. It has to exist: `create` has no name. */
  readonly secretName: string;
  /**
   * Names of the ValidatingWebhookConfigurations whose `caBundle` it sets.
   *
   * @default - none
   */
  readonly validatingWebhooks?: string[];
  /**
   * Names of the MutatingWebhookConfigurations whose `caBundle` it sets.
   *
   * @default - none
   */
  readonly mutatingWebhooks?: string[];
  /** Why cert-manager cannot do it; at least ten characters. */
  readonly reason: string;
  /** Last day on which findings about it are accepted, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
}
