/** Which list of a pod a container stands in; the value is the field's name. */
export enum ContainerRole {
  /** Runs to its end before the others, or beside them as a sidecar. */
  INIT = 'initContainers',
  /** The pod's own containers. */
  MAIN = 'containers',
  /** Added to a running pod to look into it. */
  EPHEMERAL = 'ephemeralContainers',
}
