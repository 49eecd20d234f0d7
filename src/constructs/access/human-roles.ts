import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { policyOver } from '../../aspects/hardening-policy';
import { Waivers } from '../../aspects/waivers';
import type { IsolatedNamespace } from '../namespaces/isolated-namespace';
import { dangersIn, type Grant, RBAC } from './grant-check';
import { termsProblemOf, waiversFor } from './grant-terms';
import { judgeAccess, rbacObject } from './granted-roles';
import { ADMIN, AUDITOR, DEVELOPER, VIEWER } from './human-permissions';

/** Who has a role for people, and where. */
export interface HumanRoleProps {
  /** The namespace. */
  readonly isolatedNamespace: IsolatedNamespace;
  /** Groups of the identity provider, as the API server names them, such as `oidc:shop-developers`. */
  readonly groups: string[];
}

/** Who has a role for people that changes workloads, where, and why. */
export interface ChangingRoleProps extends HumanRoleProps {
  /** Why people change workloads by hand and not by a pipeline; at least ten characters. */
  readonly reason: string;
  /** Last day on which the findings about it are accepted, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Ticket that tracks it.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/** A Role for people, bound to groups of the identity provider in one namespace. */
export abstract class HumanRole extends Construct {
  private readonly role: ApiObject;

  /**
   * Throws for a group of the cluster itself, and if there is no group.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props namespace and groups
   */
  protected constructor(scope: Construct, id: string, props: HumanRoleProps) {
    super(scope, id);
    const { isolatedNamespace: namespace, groups } = props;
    recordCreation(this);
    const problem = groupsProblem(groups);
    if (problem) throw new Error(`"${this.node.path}" ${problem}`);
    this.role = rbacObject(this, 'Role', 'Role', { namespace: namespace.name, rules: this._rules });
    rbacObject(this, 'RoleBinding', 'RoleBinding', {
      namespace: namespace.name,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: this.role.name },
      subjects: [...new Set(groups)].sort().map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    });
    for (const object of this.node.children) object.node.addDependency(namespace);
    judgeAccess(this);
  }

  /** Name of the Role. */
  public get roleName(): string {
    return this.role.name;
  }

  /**
   * What the role allows.
   *
   * @internal
   */
  protected get _rules(): readonly Grant[] {
    return [];
  }

  /** @internal */
  protected _accept(terms: ChangingRoleProps): void {
    const { isolatedNamespace: namespace, reason, expires, ticket } = terms;
    const problem = termsProblemOf({ reason: reason ?? '', expires: expires ?? '', ticket });
    if (problem) throw new Error(`"${this.node.path}" ${problem}`);
    const findings = dangersIn(this._rules, namespace.name, policyOver(this));
    Waivers.of(this.role).add(...waiversFor({ reason, expires, ticket }, findings));
  }
}

/**
 * Lets groups read how a namespace is secured: workloads, network policies, quotas, events, Roles and RoleBindings. It reads no
 * ConfigMap, no Secret and no log.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { AuditorRole, IsolatedNamespace } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const isolatedNamespace = new IsolatedNamespace(chart, 'namespace');
 * new AuditorRole(chart, 'auditors', { isolatedNamespace, groups: ['oidc:auditors'] });
 */
export class AuditorRole extends HumanRole {
  /**
   * Throws for a group of the cluster itself, and if there is no group.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props namespace and groups
   */
  public constructor(scope: Construct, id: string, props: HumanRoleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected override get _rules(): readonly Grant[] {
    return AUDITOR;
  }
}

/**
 * Lets groups read a namespace: workloads, configuration, network, events. It reads no Secret and no log, other than the built-in
 * `view`, which reads logs.
 */
export class ViewerRole extends HumanRole {
  /**
   * Throws for a group of the cluster itself, and if there is no group.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props namespace and groups
   */
  public constructor(scope: Construct, id: string, props: HumanRoleProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected override get _rules(): readonly Grant[] {
    return VIEWER;
  }
}

/**
 * Lets groups read a namespace and its logs, deploy, scale, and restart pods. Other than the built-in `edit`, it has no Secrets, no
 * shell in pods, no impersonation and no tokens. Who deploys runs pods with any account of the namespace: the rules find that, and reason
 * and last day accept it.
 */
export class DeveloperRole extends HumanRole {
  /**
   * Throws for a group of the cluster itself, if there is no group, and for a reason that says nothing.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props namespace, groups and reason
   */
  public constructor(scope: Construct, id: string, props: ChangingRoleProps) {
    super(scope, id, props);
    this._accept(props);
  }

  /** @internal */
  protected override get _rules(): readonly Grant[] {
    return DEVELOPER;
  }
}

/**
 * Lets groups administer the workloads of a namespace. Other than the built-in `admin`, it changes no Roles, RoleBindings and
 * accounts, has no Secrets, no shell in pods and no impersonation, and leaves network policies and quotas as they are. What it still can do,
 * reason and last day accept.
 */
export class AdminRole extends HumanRole {
  /**
   * Throws for a group of the cluster itself, if there is no group, and for a reason that says nothing.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props namespace, groups and reason
   */
  public constructor(scope: Construct, id: string, props: ChangingRoleProps) {
    super(scope, id, props);
    this._accept(props);
  }

  /** @internal */
  protected override get _rules(): readonly Grant[] {
    return ADMIN;
  }
}

/** The cluster itself decides who is in its groups, such as all accounts and all users. */
function groupsProblem(groups: readonly string[]): string | undefined {
  if (groups.length === 0) return 'has no group; name one';
  const own = groups.find((group) => group.trim() === '' || group.startsWith('system:'));
  return own === undefined
    ? undefined
    : `has the group "${own}", which no identity provider has; name one of its groups`;
}
