/**
 * A kind that has a pod template, and where the template is.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export interface WorkloadKind {
  /**
   * API group, without a version.
   *
   * @default - the core group
   */
  readonly group?: string;
  /** Kind. */
  readonly kind: string;
  /**
   * JSON Pointer of the pod template, the object that has `metadata` and `spec` of the pod. A segment `*` stands for all
   * items of a list, or all values of a map, as in /spec/workers/&ast;/template. A kind with several pod templates has
   * several entries.
   */
  readonly podTemplate: string;
  /**
   * Name of the resource in the API, such as `workers`, by which admission policies match objects of the kind.
   *
   * @default - that of a kind that is known; objects of other kinds are judged by checks alone
   */
  readonly resource?: string;
}

/** The API group of a version, such as `apps` of `apps/v1`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Joins group and kind into one name: `Pod`, `apps/Deployment`. */
export function typeOf(group: string, kind: string): string {
  return group === '' ? kind : `${group}/${kind}`;
}
