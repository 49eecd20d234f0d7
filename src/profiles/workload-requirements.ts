/** Declares what a workload requires of its pod, so that fixes do not break its images. All names match whole. */
export interface WorkloadRequirements {
  /** Name of the workload. */
  readonly name: string;
  /**
   * Kind of the workload.
   *
   * @default - every kind with a pod template
   */
  readonly kind?: string;
  /**
   * Namespace of the workload, as its manifest writes it.
   *
   * @default - every namespace
   */
  readonly namespaceName?: string;
  /**
   * Name of the container.
   *
   * @default - all containers of the workload
   */
  readonly container?: string;
  /**
   * Folders that the containers write to: each becomes an `emptyDir` with a size limit, unless something is mounted
   * there.
   *
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * Size limit of each writable folder, as a Kubernetes quantity.
   *
   * @default 64Mi
   */
  readonly writablePathSize?: string;
  /**
   * Whether the containers listen on a port below 1024: the pod then allows that for every user, by the safe sysctl
   * `net.ipv4.ip_unprivileged_port_start`. A pod in the host network does not get it, as the API server would refuse
   * that.
   *
   * @default false
   * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
   */
  readonly bindPrivilegedPorts?: boolean;
  /**
   * Numeric user id that the containers can run as, if the image sets root or no user.
   *
   * @default - the user of the image
   */
  readonly user?: number;
  /**
   * Numeric group id that the containers can run as.
   *
   * @default - the group of the image
   */
  readonly group?: number;
  /**
   * Group that owns the pod's volumes.
   *
   * @default - none
   */
  readonly fsGroup?: number;
}
