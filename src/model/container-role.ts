/**
 * The list of a pod in which a container is declared; the value is the name of the field.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export enum ContainerRole {
  /**
   * Runs to completion before the main containers, or next to them as a sidecar.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  INIT = 'initContainers',
  /** The pod's own containers. */
  MAIN = 'containers',
  /**
   * Is added to a running pod for debugging.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
   */
  EPHEMERAL = 'ephemeralContainers',
}
