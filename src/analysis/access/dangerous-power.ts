/**
 * What an escalation gives to its holder in the scope of the grant: everything, a node, all secrets, the permissions of any
 * account, or those of the accounts whose tokens are in running pods.
 */
export type Opening = 'everything' | 'node' | 'secrets' | 'accounts' | 'pods';

/** A permission beside another one: one of the verbs on one of the resources. */
export interface Need {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
}

/** How the holder of a power gets more permissions by it. */
export interface Way {
  /** What the holder may do, after the word "may". */
  readonly does: string;
  /** What it gives by itself: everything in its scope, everything if its scope is the cluster, or one step further. Default: `far`. */
  readonly leads?: 'far' | 'far-in-cluster' | 'on';
  /** Whether it reads secrets or runs code in pods directly. Default: no. */
  readonly isDirect?: boolean;
  /** The weakest built-in role that already has it. Default: none. */
  readonly heldBy?: 'admin' | 'edit';
  /** What is a step of a path by itself. Default: it only helps other permissions. */
  readonly opens?: Opening;
  /** What its holder must be allowed as well to use it. Default: nothing. */
  readonly needs?: readonly Need[];
  /** How a verb begins that its holder must be allowed as well, on anything. Default: none is needed. */
  readonly needsVerb?: string;
  /** Whether a rule for named objects gives as much; default: it does not. */
  readonly named?: (name: string) => boolean;
  /** Whether the names of a rule are those of accounts, of which it gives the permissions. Default: they are not. */
  readonly namesAccounts?: boolean;
}

/** Verbs on resources of one API group that take over, spy on or destroy what belongs to others. */
export interface DangerousPower {
  /** Id of the rule that reports it. */
  readonly rule: string;
  readonly verbs: readonly string[];
  /** Default: the core group. */
  readonly group?: string;
  /** `any`: all resources of the group. */
  readonly resources: readonly string[] | 'any';
  /**
   * Scope of the resources. `cluster`: cluster-scoped, so only a ClusterRoleBinding makes it effective. `namespace`:
   * namespaces by name, because the API server checks a request for a namespace in that same namespace. Default:
   * namespaced.
   *
   * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/request/requestinfo.go
   */
  readonly scope?: 'cluster' | 'namespace';
  /** Whether it is less dangerous than the others of its rule. Default: no. */
  readonly isLesser?: boolean;
  /** Whether the resources are the default of an option of the rule, which a policy may change. Default: no. */
  readonly isOption?: boolean;
  /** The first version in which it works. Default: it works in all. */
  readonly since?: string;
  /** The last version in which it works. Default: it works in all. */
  readonly until?: string;
  /** How its holder gets more by it. Default: it gives no more than it says. */
  readonly way?: Way;
}
