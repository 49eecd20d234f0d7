import { ApiObject, Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { policyOver } from '../../aspects/hardening-policy';
import { Waivers } from '../../aspects/waivers';
import { refuseWrongValues } from '../wrong-values';
import { type Grant, grantProblem, sortGrants } from './grant-check';
import type { GrantOptions } from './grant-options';
import { namespaceOf } from './object-namespace';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete'];
/** The API server refuses a shorter lifetime. */
const SHORTEST_TOKEN = Duration.minutes(10);

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
 * Creates a ServiceAccount whose token is not mounted until a grant requires it. Then the workloads that use the
 * account mount a token that expires, and one Role with a RoleBinding in each namespace allows exactly what was
 * granted.
 *
 * It refuses wildcards, the verbs `escalate`, `bind` and `impersonate`, reading all Secrets, and other grants by which
 * a workload could take over more than it was given.
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
 */
export class LockedServiceAccount extends kplus.ServiceAccount {
  /**
   * Audience of the tokens.
   *
   * @default - the API server
   */
  public readonly tokenAudience?: string;
  /** Lifetime of a token. */
  public readonly tokenExpiration: Duration;
  private readonly grants = new Map<string, Grant[]>();

  /**
   * Throws if the lifetime of the token is less than ten minutes.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: LockedServiceAccountProps = {}) {
    super(scope, id, { metadata: props.metadata, automountToken: false });
    recordCreation(this);
    refuseWrongValues(this.apiObject);
    this.tokenAudience = props.tokenAudience;
    this.tokenExpiration = props.tokenExpiration ?? Duration.hours(1);
    if (this.tokenExpiration.toSeconds() < SHORTEST_TOKEN.toSeconds()) {
      throw new Error(
        `"${this.node.path}": tokenExpiration is ${this.tokenExpiration.toSeconds()} s; give ten minutes or more`,
      );
    }
  }

  /** Whether anything is granted, so that workloads that use the account mount a token. */
  public get needsToken(): boolean {
    return this.grants.size > 0;
  }

  /**
   * Allows reading: `get` on an object, or `get`, `list` and `watch` on all objects of a kind.
   *
   * @param resources objects, such as a ConfigMap of this app, or kinds, such as `ApiResource.PODS`
   */
  public allowRead(...resources: kplus.IApiResource[]): void {
    for (const resource of resources) this.allow(resource.resourceName === undefined ? READ : ['get'], resource);
  }

  /**
   * Allows reading and changing: `get`, `update`, `patch` and `delete` on an object; those, `list`, `watch` and `create` on
   * all objects of a kind. Deleting all at once is a grant of its own: `allowDeleteCollection`.
   *
   * @param resources objects, such as a ConfigMap of this app, or kinds, such as `ApiResource.CONFIG_MAPS`
   */
  public allowReadWrite(...resources: kplus.IApiResource[]): void {
    for (const resource of resources)
      this.allow(
        resource.resourceName === undefined ? [...READ, ...WRITE] : ['get', 'update', 'patch', 'delete'],
        resource,
      );
  }

  /**
   * Allows `get`.
   *
   * @param resources objects, or kinds
   */
  public allowGet(...resources: kplus.IApiResource[]): void {
    this.allowEach('get', resources);
  }

  /**
   * Allows `list`. On a single object it allows requests with the field selector `metadata.name` alone.
   *
   * @param resources objects, or kinds
   */
  public allowList(...resources: kplus.IApiResource[]): void {
    this.allowEach('list', resources);
  }

  /**
   * Allows `watch`. On a single object it allows requests with the field selector `metadata.name` alone.
   *
   * @param resources objects, or kinds
   */
  public allowWatch(...resources: kplus.IApiResource[]): void {
    this.allowEach('watch', resources);
  }

  /**
   * Allows `create`. Throws for a single object: `create` cannot be limited to names.
   *
   * @param resources kinds
   */
  public allowCreate(...resources: kplus.IApiResource[]): void {
    this.allowEach('create', resources);
  }

  /**
   * Allows `update`.
   *
   * @param resources objects, or kinds
   */
  public allowUpdate(...resources: kplus.IApiResource[]): void {
    this.allowEach('update', resources);
  }

  /**
   * Allows `patch`.
   *
   * @param resources objects, or kinds
   */
  public allowPatch(...resources: kplus.IApiResource[]): void {
    this.allowEach('patch', resources);
  }

  /**
   * Allows `delete`.
   *
   * @param resources objects, or kinds
   */
  public allowDelete(...resources: kplus.IApiResource[]): void {
    this.allowEach('delete', resources);
  }

  /**
   * Allows `deletecollection`. Throws for a single object: `deletecollection` cannot be limited to names.
   *
   * @param resources kinds
   */
  public allowDeleteCollection(...resources: kplus.IApiResource[]): void {
    this.allowEach('deletecollection', resources);
  }

  /**
   * Allows verbs on an object, or on objects of a kind. Throws if the API does not have a verb or resource, or if the grant would allow a takeover.
   *
   * @param verbs API verbs, such as `get` or `patch`
   * @param resource an object of this app, or a kind
   * @param options names and namespace, where the resource does not say them; waivers, where a rule refuses the grant
   */
  public allow(verbs: string[], resource: kplus.IApiResource, options: GrantOptions = {}): void {
    const { apiGroup, resourceType, resourceName } = resource;
    const names = options.names ?? (resourceName === undefined ? [] : [resourceName]);
    const what = `grant of ${verbs.join(', ') || 'nothing'} on ${[apiGroup, resourceType].filter(Boolean).join('/')} for "${this.node.path}"`;
    if (verbs.length === 0) throw new Error(`${what} has no verb; name one`);
    const namespace = options.namespaceName ?? namespaceOf(resource) ?? this.metadata.namespace;
    if (namespace === undefined || this.metadata.namespace === undefined) {
      throw new Error(`${what} has no namespace; give the chart of the account one`);
    }
    const grant: Grant = {
      apiGroups: [apiGroup === 'core' ? '' : apiGroup], // cdk8s' word for the group without a name
      resources: [resourceType],
      ...(names.length > 0 ? { resourceNames: [...new Set(names)].sort() } : {}),
      verbs: [...new Set(verbs)].sort(),
    };
    const role = { namespaceName: namespace, path: `${this.node.path}/${this.roleId(namespace)}` };
    const problem = grantProblem(grant, role, policyOver(this), options.waivers);
    if (problem) throw new Error(`${what} ${problem}`);
    this.add(namespace, grant);
    if (options.waivers?.length) Waivers.of(this.node.findChild(this.roleId(namespace))).add(...options.waivers);
  }

  private allowEach(verb: string, resources: readonly kplus.IApiResource[]): void {
    for (const resource of resources) this.allow([verb], resource);
  }

  private add(namespace: string, grant: Grant): void {
    const grants = this.grants.get(namespace) ?? this.bindIn(namespace);
    if (!grants.some((each) => JSON.stringify(each) === JSON.stringify(grant))) grants.push(grant);
  }

  private roleId(namespace: string): string {
    return namespace === this.metadata.namespace ? 'Role' : `Role-${namespace}`;
  }

  /** Creates the Role and the RoleBinding of a namespace; their rules are computed at synth. */
  private bindIn(namespace: string): Grant[] {
    const grants: Grant[] = [];
    this.grants.set(namespace, grants);
    const role = new ApiObject(this, this.roleId(namespace), {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { namespace },
      rules: Lazy.any({ produce: () => sortGrants(grants) }),
    });
    new ApiObject(this, this.roleId(namespace).replace('Role', 'RoleBinding'), {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { namespace },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: role.name },
      subjects: [{ kind: 'ServiceAccount', name: this.name, namespace: this.metadata.namespace }],
    });
    return grants;
  }
}
