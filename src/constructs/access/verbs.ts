/** Verbs of the API that are usually granted together. */
export class Verbs {
  /** `get`, `list` and `watch`. */
  public static readonly READ: string[] = ['get', 'list', 'watch'];
  /** `create`, `update` and `patch`. */
  public static readonly WRITE: string[] = ['create', 'update', 'patch'];
  /** `delete`. Deleting all at once is `deletecollection`, which is in no preset. */
  public static readonly DELETE: string[] = ['delete'];

  private constructor() {}
}

/** The verbs for objects by name: such requests say the name. */
export const NAMED = ['get', 'update', 'patch', 'delete'];
