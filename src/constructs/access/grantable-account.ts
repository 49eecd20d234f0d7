import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { policyOver } from '../../aspects/hardening-policy';
import { isBoundInApp } from './bound-accounts';
import { type Grant, mistakeIn } from './grant-check';
import { grantOf, targetNamespace, unique } from './grant-of';
import type { ClusterGrantOptions, GrantOptions, GrantTerms } from './grant-options';
import { termsProblemOf } from './grant-terms';
import { GrantedRoles } from './granted-roles';
import { NAMED, Verbs } from './verbs';

/** A ServiceAccount that permissions are granted to, one call for each. `LockedServiceAccount` is the one to create. */
export abstract class GrantableAccount extends kplus.ServiceAccount {
  private readonly roles: GrantedRoles;

  /**
   * Grants nothing yet.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options of the ServiceAccount
   */
  public constructor(scope: Construct, id: string, props: kplus.ServiceAccountProps = {}) {
    super(scope, id, props);
    this.roles = new GrantedRoles(this);
  }

  /**
   * Whether anything is granted, or a binding of the app names the account or a group of accounts that it is in, so that
   * workloads that use it mount a token.
   */
  public get needsToken(): boolean {
    return !this.roles.isEmpty || isBoundInApp(this);
  }

  /**
   * Allows reading: `get` on an object, or `get`, `list` and `watch` on all objects of a kind.
   *
   * @param target an object, such as a ConfigMap of this app, or a kind, such as `ApiResource.PODS`
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowRead(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allowFor(Verbs.READ, target, options);
  }

  /**
   * Allows changing: `update` and `patch` on an object; those and `create` on all objects of a kind.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowWrite(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allowFor(Verbs.WRITE, target, options);
  }

  /**
   * Allows reading, changing and deleting: `get`, `update`, `patch` and `delete` on an object; those, `list`, `watch` and
   * `create` on all objects of a kind. Deleting all at once is a grant of its own: `allowDeleteCollection`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowReadWrite(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allowFor([...Verbs.READ, ...Verbs.WRITE, ...Verbs.DELETE], target, options);
  }

  /**
   * Allows `get`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowGet(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['get'], target, options);
  }

  /**
   * Allows `list`. Throws for a single object without `byFieldSelector`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowList(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['list'], target, options);
  }

  /**
   * Allows `watch`. Throws for a single object without `byFieldSelector`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowWatch(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['watch'], target, options);
  }

  /**
   * Allows `create`. Throws for a single object: `create` cannot be limited to names.
   *
   * @param target a kind
   * @param options subresource, namespace, reason; default: none
   */
  public allowCreate(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['create'], target, options);
  }

  /**
   * Allows `update`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowUpdate(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['update'], target, options);
  }

  /**
   * Allows `patch`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowPatch(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['patch'], target, options);
  }

  /**
   * Allows `delete`.
   *
   * @param target an object, or a kind
   * @param options names, subresource, namespace, reason; default: none
   */
  public allowDelete(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['delete'], target, options);
  }

  /**
   * Allows `deletecollection`. Throws for a single object: `deletecollection` cannot be limited to names.
   *
   * @param target a kind
   * @param options namespace, reason; default: none
   */
  public allowDeleteCollection(target: kplus.IApiResource, options: GrantOptions = {}): void {
    this.allow(['deletecollection'], target, options);
  }

  /**
   * Allows verbs on an object, or on objects of a kind. Throws if the API does not have a verb or resource, and if the grant would
   * allow nothing. A grant by which a workload could take over more than it was given is refused by the synth.
   *
   * @param verbs API verbs, such as `get` or `patch`; `Verbs` has presets
   * @param target an object of this app, or a kind
   * @param options names and namespace, where the target does not say them; reason and last day, where a rule refuses the grant
   */
  public allow(verbs: string[], target: kplus.IApiResource, options: GrantOptions = {}): void {
    const { grant, what } = grantOf(verbs, target, options, this.node.path);
    const { resourceNames } = grant;
    // A request for one namespace is a request in that namespace.
    const own = grant.resources?.join() === 'namespaces' && resourceNames?.length === 1 ? resourceNames[0] : undefined;
    const namespace = options.namespaceName ?? own ?? targetNamespace(target) ?? this.metadata.namespace;
    if (namespace === undefined || this.metadata.namespace === undefined)
      throw new Error(`${what} has no namespace; give the chart of the account one`);
    this.add(namespace, grant, options, what);
  }

  /**
   * Allows verbs in all namespaces, or on objects that are in none, such as nodes. Throws as `allow` does, and for a reason that
   * says nothing.
   *
   * @param verbs API verbs, such as `get`; `Verbs` has presets
   * @param target a kind, or an object that is in no namespace
   * @param options the reason; names and a last day, where a rule refuses the grant
   */
  public allowClusterWide(verbs: string[], target: kplus.IApiResource, options: ClusterGrantOptions): void {
    const { grant, what } = grantOf(verbs, target, options ?? {}, this.node.path);
    this.addClusterWide(grant, options, what);
  }

  /**
   * Allows requests for paths that are no resources, such as `/metrics`. Throws for a path that is none.
   *
   * @param verbs methods in lower case, such as `get`
   * @param urls paths; a `*` at the end stands for any rest
   * @param options the reason; a last day, where a rule refuses the grant
   */
  public allowUrls(verbs: string[], urls: string[], options: ClusterGrantOptions): void {
    const what = `grant of ${verbs.join(', ') || 'nothing'} on ${urls.join(', ') || 'no path'} for "${this.node.path}"`;
    if (verbs.length === 0 || urls.length === 0) throw new Error(`${what} has no verb or no path; name one`);
    if (options.names || options.subresource !== undefined)
      throw new Error(`${what} has names or a subresource, which paths do not have; leave them out`);
    const wrong = urls.find((url) => !/^\/[^*]+\*?$/.test(url));
    if (wrong !== undefined)
      throw new Error(
        `${what} has "${wrong}", which is no path, or every path; start it with "/", with a "*" at its end only`,
      );
    const verb = verbs.find(
      (each) => !['get', 'head', 'post', 'put', 'patch', 'delete', 'options', '*'].includes(each),
    );
    if (verb !== undefined) throw new Error(`${what} has "${verb}", which is no method; use one such as "get"`);
    this.addClusterWide({ nonResourceURLs: [...new Set(urls)].sort(), verbs: unique(verbs) }, options, what);
  }

  private addClusterWide(grant: Grant, options: ClusterGrantOptions, what: string): void {
    if (this.metadata.namespace === undefined)
      throw new Error(`${what} has no namespace; give the chart of the account one`);
    if (typeof options?.reason !== 'string')
      throw new Error(`${what} is for all namespaces and has no reason; give one, or name namespaces`);
    this.add(undefined, grant, options, what);
  }

  private add(namespace: string | undefined, grant: Grant, terms: GrantTerms, what: string): void {
    const wrongTerms = termsProblemOf(terms);
    if (wrongTerms !== undefined) throw new Error(`${what} ${wrongTerms}`);
    const mistake = mistakeIn(grant, namespace, policyOver(this));
    if (mistake !== undefined) throw new Error(`${what} ${mistake}`);
    this.roles.add(namespace, grant, terms);
  }

  /** Names leave the verbs that they can limit. */
  private allowFor(verbs: string[], target: kplus.IApiResource, options: GrantOptions): void {
    const isNamed = (options.names ?? []).length > 0 || target?.resourceName !== undefined;
    this.allow(isNamed ? verbs.filter((verb) => NAMED.includes(verb)) : verbs, target, options);
  }
}
