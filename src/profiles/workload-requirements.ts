/**
 * What an image needs of its pod, told by whoever deploys it, so that what somebody else wrote can be mended without
 * breaking it. All names match whole.
 */
export interface WorkloadRequirements {
  /** Name of the workload. */
  readonly name: string;
  /**
   * Kind of the workload.
   *
   * @default - any kind that makes pods
   */
  readonly kind?: string;
  /**
   * Namespace of the workload, as its manifest writes it.
   *
   * @default - any
   */
  readonly namespaceName?: string;
  /**
   * Name of the container.
   *
   * @default - all containers of the workload
   */
  readonly container?: string;
  /**
   * Folders that it writes to: each becomes an `emptyDir` with a size limit, unless something is mounted there.
   *
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * How much each writable folder may hold, as a Kubernetes quantity.
   *
   * @default 64Mi
   */
  readonly writablePathSize?: string;
  /**
   * Whether it listens on a port below 1024: the pod then lets every user do so, by a sysctl that is safe. A pod that keeps
   * the network of its node does not get it, as the API server would refuse that.
   *
   * @default false
   */
  readonly bindPrivilegedPorts?: boolean;
  /**
   * Numeric user that it can run as, where the image names root or none.
   *
   * @default - the image's
   */
  readonly user?: number;
  /**
   * Numeric group that it can run as.
   *
   * @default - the image's
   */
  readonly group?: number;
  /**
   * Group that owns the pod's volumes.
   *
   * @default - none
   */
  readonly fsGroup?: number;
}
