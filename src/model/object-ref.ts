/** Which object. */
export interface ObjectRef {
  /** API group and version, as written. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Name; what `generateName` says where the server makes the name; empty where there is neither. */
  readonly name: string;
  /**
   * Namespace, as written.
   *
   * @default - none: cluster-scoped, or left to whoever applies the object
   */
  readonly namespaceName?: string;
}

/** Where an object comes from. */
export interface Origin {
  /**
   * File that it was read from, `-` for standard input.
   *
   * @default - it was synthesized
   */
  readonly file?: string;
  /**
   * Path of the construct that makes it.
   *
   * @default - it was read
   */
  readonly constructPath?: string;
  /**
   * Line of the program that created the construct, as `file:line:column`.
   *
   * @default - not known
   */
  readonly createdAt?: string;
  /**
   * Whether `Include` or `Helm` read it: its author is not the author of the app.
   *
   * @default false
   */
  readonly isIncluded?: boolean;
}

/** One name for an object among all of an app, such as `apps/v1/Deployment shop/web`; no object can be called so. */
export function uniqueName({ apiVersion, kind, namespaceName, name }: ObjectRef): string {
  return `${apiVersion}/${kind} ${namespaceName ?? ''}/${name}`;
}
