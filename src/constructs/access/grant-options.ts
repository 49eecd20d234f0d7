import type { WaiverTerms } from '../../engine/waivers/waiver';

/** What a grant is limited to. */
export interface GrantOptions {
  /**
   * Names of the objects.
   *
   * @default - all objects of the kind in the namespace
   */
  readonly names?: string[];
  /**
   * Namespace of the objects.
   *
   * @default - the namespace of the object that is granted, else that of the account
   */
  readonly namespaceName?: string;
  /**
   * Findings of rules about RBAC in the Role that may stand. Without one, a grant that a rule finds is refused.
   *
   * @default - none
   */
  readonly waivers?: WaiverTerms[];
}
