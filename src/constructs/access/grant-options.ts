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
}
