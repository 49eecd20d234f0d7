import type { Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

/** Selects the AppArmor profile of containers. */
export enum AppArmorProfileType {
  /** The default profile of the container runtime. */
  RUNTIME_DEFAULT = 'RuntimeDefault',
  /** A profile that is loaded on the node. */
  LOCALHOST = 'Localhost',
  /** No profile. */
  UNCONFINED = 'Unconfined',
}

/**
 * Describes an AppArmor profile (Kubernetes 1.30 and newer).
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export interface AppArmorProfile {
  /** Type of the profile. */
  readonly profileType: AppArmorProfileType;
  /**
   * Name of a profile that is loaded on the node.
   *
   * @default - none; required for, and only allowed for, `LOCALHOST`
   */
  readonly localhostProfile?: string;
}

/**
 * Selects the supplemental groups of a pod's processes.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy
 */
export enum SupplementalGroupsPolicy {
  /** The groups of the pod, and those of its user in the image's `/etc/group`. */
  MERGE = 'Merge',
  /** Only the groups of the pod. */
  STRICT = 'Strict',
}

/** Selects what happens to a pod that would violate a spread. */
export enum UnsatisfiableSpread {
  /** The pod is not scheduled. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
  /** The pod is scheduled where it violates the spread least. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/**
 * Spreads the pods of a workload over a topology.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpread {
  /**
   * Topology domain that the pods are spread over.
   *
   * @default Topology.HOSTNAME
   */
  readonly topology?: kplus.Topology;
  /**
   * Maximum difference in the number of pods between two domains.
   *
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * What happens to a pod that would violate the spread.
   *
   * @default UnsatisfiableSpread.SCHEDULE_ANYWAY
   */
  readonly whenUnsatisfiable?: UnsatisfiableSpread;
}

/**
 * Selects when running pods that are not healthy can be evicted.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export enum UnhealthyPodEvictionPolicy {
  /** At any time. */
  ALWAYS_ALLOW = 'AlwaysAllow',
  /** Only if enough pods are healthy. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/**
 * Limits how many pods of a workload can be evicted at the same time. Set one of `minAvailable` and `maxUnavailable`.
 */
export interface DisruptionBudget {
  /**
   * Minimum number or percentage of pods that stay available.
   *
   * @default - none
   */
  readonly minAvailable?: kplus.PercentOrAbsolute;
  /**
   * Maximum number or percentage of pods that are unavailable.
   *
   * @default - one, if `minAvailable` is not set
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;
  /**
   * When pods that are not healthy can be evicted.
   *
   * @default UnhealthyPodEvictionPolicy.ALWAYS_ALLOW, so that a broken application does not block the drain of a node
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

/**
 * Mounts a token of the workload's account for another audience than the API server. It needs no permission in the cluster.
 *
 * @see
 *   https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection
 */
export interface ProjectedToken {
  /** Folder that the token is mounted in, as the file `token`. */
  readonly path: string;
  /** Audience of the token. */
  readonly audience: string;
  /**
   * Lifetime of the token; the kubelet renews it in time. At least ten minutes.
   *
   * @default Duration.hours(1)
   */
  readonly expiration?: Duration;
  /**
   * Names of the containers that mount it.
   *
   * @default - all
   */
  readonly containers?: string[];
}

/**
 * Sets the resources of a pod as a whole (Kubernetes 1.34 and newer).
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification
 */
export interface PodResources {
  /**
   * CPU request and limit.
   *
   * @default - none, only those of the containers
   */
  readonly cpu?: kplus.CpuResources;
  /**
   * Memory request and limit.
   *
   * @default - none, only those of the containers
   */
  readonly memory?: kplus.MemoryResources;
}

/**
 * Requests an extended resource of a device plugin or the node.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
 */
export interface ExtendedResource {
  /** Name, such as `nvidia.com/gpu`. */
  readonly name: string;
  /** Number of units. */
  readonly amount: number;
  /**
   * Name of the container that gets them.
   *
   * @default - the first
   */
  readonly container?: string;
}

/**
 * Configures a probe by the gRPC health protocol.
 *
 * @see
 *   https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-grpc-liveness-probe
 */
export interface GrpcProbe extends kplus.ProbeOptions {
  /** Port number. */
  readonly port: number;
  /**
   * Name of the gRPC service to check.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** Configures the gRPC probes of one container. */
export interface GrpcProbes {
  /**
   * Name of the container.
   *
   * @default - the first
   */
  readonly container?: string;
  /**
   * Readiness probe.
   *
   * @default - none, the container's own probe applies
   */
  readonly readiness?: GrpcProbe;
  /**
   * Liveness probe.
   *
   * @default - none, the container's own probe applies
   */
  readonly liveness?: GrpcProbe;
  /**
   * Startup probe.
   *
   * @default - none, the container's own probe applies
   */
  readonly startup?: GrpcProbe;
}
