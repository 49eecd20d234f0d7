import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PROTECTED_LABEL } from '../../admission/guards/admission-guard';
import { recordCreation } from '../../aspects/creation-site';
import { policyOver } from '../../aspects/hardening-policy';
import { SHORTEST_TOKEN } from '../amounts';
import { labelsProblem } from '../label-values';
import { refuseWrongValues } from '../wrong-values';
import { grantOf } from './grant-of';
import type {
  ExternalClusterRoleOptions,
  ExternalRoleOptions,
  GrantOptions,
  LeaderElectionOptions,
  OwnedOptions,
  WebhookCertificateOptions,
} from './grant-options';
import { termsProblemOf } from './grant-terms';
import { GrantableAccount } from './grantable-account';
import { acceptBinding, bindingOf, judgeAccess, rbacObject } from './granted-roles';
import { limitWritesToOwned } from './owner-policy';
import { Verbs } from './verbs';

/** Says that what a binding allows is not known. */
const EXTERNAL = 'cdk8s-hardened.github.io/external-role';

/** Options of a `LockedServiceAccount`. */
export interface LockedServiceAccountProps extends kplus.ResourceProps {
  /**
   * Audience of the tokens that workloads mount after a grant.
   *
   * @default - the API server
   */
  readonly tokenAudience?: string;
  /**
   * Lifetime of a token; the kubelet renews it in time. At least ten minutes.
   *
   * @default Duration.hours(1)
   */
  readonly tokenExpiration?: Duration;
}

/**
 * Creates a ServiceAccount whose token is not mounted until a grant or a binding requires it. Then the workloads that use the
 * account mount a token that expires, and one Role with a RoleBinding in each namespace allows exactly what was
 * granted.
 *
 * A grant that allows nothing is an error at the call. The synth refuses wildcards, the verbs `escalate`, `bind` and
 * `impersonate`, reading all Secrets, and other grants by which a workload could take over more than it was given, as findings
 * of the rules about RBAC: `reason` and `expires` of the grant let them stand.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import * as kplus from 'cdk8s-plus-28';
 * import { LockedServiceAccount } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const settings = new kplus.ConfigMap(chart, 'settings', { data: { theme: 'dark' } });
 * const account = new LockedServiceAccount(chart, 'account');
 * // get, on this one object
 * account.allowRead(settings);
 * account.allowClusterWide(['get', 'list'], kplus.ApiResource.NODES, { reason: 'shows the capacity of the cluster' });
 */
export class LockedServiceAccount extends GrantableAccount {
  /**
   * Audience of the tokens.
   *
   * @default - the API server
   */
  public readonly tokenAudience?: string;
  /** Lifetime of a token. */
  public readonly tokenExpiration: Duration;

  /**
   * Throws if the lifetime of the token is less than ten minutes.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: LockedServiceAccountProps = {}) {
    super(scope, id, { metadata: props.metadata, automountToken: false });
    this.metadata.addLabel(PROTECTED_LABEL, 'true');
    recordCreation(this);
    refuseWrongValues(this.apiObject);
    this.tokenAudience = props.tokenAudience;
    this.tokenExpiration = props.tokenExpiration ?? Duration.hours(1);
    if (this.tokenExpiration.toSeconds() < SHORTEST_TOKEN) {
      throw new Error(
        `"${this.node.path}": tokenExpiration is ${this.tokenExpiration.toSeconds()} s; give ten minutes or more`,
      );
    }
  }

  /**
   * Allows verbs in several namespaces, with one Role in each. Throws as `allow` does.
   *
   * @param namespaceNames names of the namespaces
   * @param verbs API verbs, such as `get`; `Verbs` has presets
   * @param target a kind, or an object of that name in each namespace
   * @param options names, reason and last day, without a namespace; default: none
   */
  public allowInNamespaces(
    namespaceNames: string[],
    verbs: string[],
    target: kplus.IApiResource,
    options: GrantOptions = {},
  ): void {
    const { what } = grantOf(verbs, target, options, this.node.path);
    if (namespaceNames.length === 0) throw new Error(`${what} is for no namespace; name one`);
    if (options.namespaceName !== undefined)
      throw new Error(`${what} names a namespace in its options too; name all of them in the list`);
    for (const namespaceName of namespaceNames) this.allow(verbs, target, { ...options, namespaceName });
  }

  /**
   * Allows what the leader election of client-go needs: `create` on Leases, and `get` and `update` on one of them. Throws as
   * `allow` does. An elector that records events needs `allowEvents` too.
   *
   * @param leaseName name of the Lease
   * @param options namespace of the Lease; default: that of the account
   * @see https://kubernetes.io/docs/concepts/architecture/leases/
   */
  public allowLeaderElection(leaseName: string, options: LeaderElectionOptions = {}): void {
    const leases = kplus.ApiResource.LEASES;
    const { namespaceName } = options;
    this.allow(['create'], leases, { namespaceName });
    this.allow(['get', 'update'], leases, { namespaceName, names: [leaseName] });
  }

  /** Allows recording events: `create` and `patch` on Events of both API groups, in the namespace of the account. */
  public allowEvents(): void {
    for (const apiGroup of ['', 'events.k8s.io'])
      this.allow(['create', 'patch'], kplus.ApiResource.custom({ apiGroup, resourceType: 'events' }));
  }

  /**
   * Allows reading all objects of a kind, and creating, changing and deleting those with some labels: names are not known before
   * a controller creates its objects, and RBAC knows no labels. A ValidatingAdmissionPolicy (Kubernetes 1.30 and newer) denies the account every
   * other write to the kind, in all namespaces. Throws as `allow` does.
   *
   * @param target a kind, such as `ApiResource.CONFIG_MAPS`
   * @param options labels and namespaces; reason and last day, where a rule refuses the grant
   */
  public allowOwned(target: kplus.IApiResource, options: OwnedOptions): void {
    const { labels, namespaceNames = [this.metadata.namespace], ...terms } = options;
    const verbs = [...Verbs.READ, ...Verbs.WRITE, ...Verbs.DELETE];
    const { grant, what } = grantOf(verbs, target, {}, this.node.path);
    const problem = labelsProblem(labels);
    if (problem) throw new Error(`${what} ${problem}`);
    for (const namespaceName of namespaceNames) this.allow(verbs, target, { ...terms, namespaceName });
    limitWritesToOwned(this, grant, labels);
  }

  /**
   * Allows a controller to renew the certificate of its own webhooks: `get`, `update` and `patch` on one Secret, and on the named webhook
   * configurations, whose `caBundle` it sets. cert-manager does it without any of this. Throws as `allow` does.
   *
   * @param options names, reason and last day
   */
  public allowWebhookCertificates(options: WebhookCertificateOptions): void {
    const { secretName, validatingWebhooks = [], mutatingWebhooks = [], ...terms } = options;
    const verbs = ['get', 'update', 'patch'];
    if (validatingWebhooks.length + mutatingWebhooks.length === 0)
      throw new Error(`webhook certificates of "${this.node.path}" are of no webhook; name a configuration`);
    this.allow(verbs, kplus.ApiResource.SECRETS, { names: [secretName], ...terms });
    for (const [resourceType, names] of [
      ['validatingwebhookconfigurations', validatingWebhooks] as const,
      ['mutatingwebhookconfigurations', mutatingWebhooks] as const,
    ]) {
      const target = kplus.ApiResource.custom({ apiGroup: 'admissionregistration.k8s.io', resourceType });
      if (names.length > 0) this.allowClusterWide(verbs, target, { names, ...terms });
    }
  }

  /**
   * Binds a Role of the cluster that no app of yours makes. What it allows is unknown here: an annotation of the binding says so.
   * Throws for a reason that says nothing.
   *
   * @param name name of the Role
   * @param options the reason and the namespace
   */
  public bindExternalRole(name: string, options: ExternalRoleOptions): void {
    this.bindExternal('Role', name, options);
  }

  /**
   * Binds a ClusterRole of the cluster that no app of yours makes, in one namespace, or in all of them. What it allows is unknown
   * here: an annotation of the binding says so. Throws for a reason that says nothing.
   *
   * @param name name of the ClusterRole
   * @param options the reason, and where it is bound
   */
  public bindExternalClusterRole(name: string, options: ExternalClusterRoleOptions): void {
    this.bindExternal('ClusterRole', name, options);
  }

  private bindExternal(kind: string, name: string, options: ExternalClusterRoleOptions): void {
    const { clusterWide = false, namespaceName = this.metadata.namespace, ...terms } = options;
    const what = `binding of "${this.node.path}" to ${kind} "${name}"`;
    const problem = termsProblemOf(terms);
    if (problem) throw new Error(`${what} ${problem}`);
    if (clusterWide && options.namespaceName !== undefined)
      throw new Error(
        `${what} is for all namespaces and for "${namespaceName}"; give one of clusterWide and namespaceName`,
      );
    if (namespaceName === undefined || this.metadata.namespace === undefined)
      throw new Error(`${what} has no namespace; give the chart of the account one`);
    const namespace = clusterWide ? undefined : namespaceName;
    const id = ['External', kind, name.replace(/[^A-Za-z0-9]+/g, '-'), namespace ?? 'everywhere'].join('-');
    if (this.node.tryFindChild(id)) throw new Error(`${what} is there already; call it once`);
    const binding = rbacObject(this, id, clusterWide ? 'ClusterRoleBinding' : 'RoleBinding', {
      namespace,
      ...bindingOf(this, kind, name),
    });
    binding.metadata.addAnnotation(EXTERNAL, `${kind} ${name}: what it allows is unknown`);
    judgeAccess(this);
    acceptBinding(binding, `to ${kind} ${name}`, terms, policyOver(this));
  }
}
