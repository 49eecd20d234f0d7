/** What is taken for granted of the cluster. */
export interface AccessAssumptions {
  /**
   * The Kubernetes version whose built-in ClusterRoles count, such as `edit`. Throws for one that is not known.
   *
   * @default - the newest known
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the bindings count that a new cluster has: those of its own parts, and what all users may read.
   *
   * @default false
   */
  readonly defaultBindings?: boolean;
}

/** What is asked beside a verb and a resource. */
export interface AccessQuestion {
  /**
   * The namespace of the request.
   *
   * @default - the whole cluster; for one Namespace by name, itself
   */
  readonly namespaceName?: string;
  /**
   * The name of the object.
   *
   * @default - a request without a name, as `list` and `create` are
   */
  readonly name?: string;
  /**
   * The subresource, such as `log`.
   *
   * @default - that of the resource, as in `pods/log`, or none
   */
  readonly subresource?: string;
  /**
   * Groups of the user. `whoCan` does not read it.
   *
   * @default - those that the API server gives: `system:authenticated`, and those of a ServiceAccount
   */
  readonly groups?: string[];
}

/** The answer to one request. */
export interface AccessDecision {
  /** Whether the request is allowed. */
  readonly allowed: boolean;
  /** What allows it: the binding, the role and the rule. Else why not, with bindings to roles that are not known. */
  readonly reason: string;
}

/** One rule that one binding grants to one subject. */
export interface AccessGrant {
  /** The subject, as `ServiceAccount shop/web`, `User jane` or `Group devs`. */
  readonly subject: string;
  /**
   * The namespace in which it is granted.
   *
   * @default - the whole cluster
   */
  readonly namespaceName?: string;
  /** The binding, as `RoleBinding shop/web` or `ClusterRoleBinding web`. */
  readonly binding: string;
  /** The role that the binding names, as `Role shop/web` or `ClusterRole edit`. */
  readonly role: string;
  /** The rule, such as `rule 0 of Role shop/web`. It may be one of a role that the role aggregates. */
  readonly rule: string;
  /** What the rule allows, such as `get, list on pods`. */
  readonly allows: string;
}

/** A shortest way from the token of a workload to more permissions. */
export interface AccessPath {
  /** The workload, as `namespace/name[Kind]`. */
  readonly workload: string;
  /** `cluster-admin`, `node`, `all secrets`, `secrets of shop`, `everything in shop`, or an account as `shop/web`. */
  readonly target: string;
  /** The steps, each a sentence with the binding and the rule that allow it. */
  readonly steps: string[];
}

/** What changes in who may do what. */
export interface AccessChanges {
  /** Whether a permission is given that was not. */
  readonly widens: boolean;
  /** Permissions that are given now and were not, as `User jane: get pods in shop`. */
  readonly added: string[];
  /** Permissions that were given and are not any more. */
  readonly removed: string[];
}
