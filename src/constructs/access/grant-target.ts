import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { objectOf, pluralOf } from './object-namespace';

/** How requests name a kind. */
export interface GrantTargetOptions {
  /**
   * Plural of the kind in lower case, as in the names of its definition: `certificates`.
   *
   * @default - known for the kinds of Kubernetes; required for others
   */
  readonly resourceType?: string;
}

/**
 * What a grant is about, where it is neither a kind nor an object of cdk8s-plus: the object of any construct, such as an
 * `ApiObject` of a custom kind.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 * @example
 * import { ApiObject, App, Chart } from 'cdk8s';
 * import { GrantTarget, LockedServiceAccount } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const certificate = new ApiObject(chart, 'certificate', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' });
 * const account = new LockedServiceAccount(chart, 'account');
 * account.allowRead(GrantTarget.of(certificate, { resourceType: 'certificates' }));
 */
export class GrantTarget implements kplus.IApiResource {
  /**
   * Returns the object of a construct. Throws if the construct makes none, and for a custom kind without its plural.
   *
   * @param construct an ApiObject, or a construct whose default child is one
   * @param options plural of a custom kind
   */
  public static of(construct: IConstruct, options: GrantTargetOptions = {}): GrantTarget {
    const object = objectOf(construct);
    const { path } = construct.node;
    if (!object) throw new Error(`"${path}" makes no object of its own; give the construct that makes it`);
    const resourceType = options.resourceType ?? pluralOf(object.apiVersion, object.kind);
    if (resourceType === undefined)
      throw new Error(
        `"${path}" is a ${object.kind} of ${object.apiVersion}, whose plural is not known; give it, as GrantTarget.of(construct, { resourceType: "…" })`,
      );
    return new GrantTarget(object.apiGroup, resourceType, object.name, object.metadata.namespace);
  }

  private constructor(
    /** API group; empty for the core group. */
    public readonly apiGroup: string,
    /** Plural of the kind. */
    public readonly resourceType: string,
    /**
     * Name of the object.
     *
     * @default - none
     */
    public readonly resourceName?: string,
    /**
     * Namespace of the object.
     *
     * @internal
     */
    public readonly _namespace?: string,
  ) {}
}
