import type { Duration, Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

/** Which AppArmor profile a node confines containers by. */
export enum AppArmorProfileType {
  /** The default profile of the container runtime. */
  RUNTIME_DEFAULT = 'RuntimeDefault',
  /** A profile that is loaded on the node. */
  LOCALHOST = 'Localhost',
  /** None. */
  UNCONFINED = 'Unconfined',
}

/** An AppArmor profile. Kubernetes 1.30 and newer. */
export interface AppArmorProfile {
  /** Which profile. */
  readonly profileType: AppArmorProfileType;
  /**
   * Name of a profile that is loaded on the node.
   *
   * @default - none; given if, and only if, the type is `LOCALHOST`
   */
  readonly localhostProfile?: string;
}

/** Which groups the processes of a pod have. */
export enum SupplementalGroupsPolicy {
  /** Those of the pod, and those that the image's `/etc/group` gives its user. */
  MERGE = 'Merge',
  /** Those of the pod alone. */
  STRICT = 'Strict',
}

/** What happens to a pod that would break a spread. */
export enum UnsatisfiableSpread {
  /** It waits. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
  /** It is placed where it breaks the spread least. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/** How the pods of a workload are spread. */
export interface TopologySpread {
  /**
   * What they are spread over.
   *
   * @default Topology.HOSTNAME
   */
  readonly topology?: kplus.Topology;
  /**
   * By how many pods two places may differ.
   *
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * What happens to a pod that would break it.
   *
   * @default UnsatisfiableSpread.SCHEDULE_ANYWAY
   */
  readonly whenUnsatisfiable?: UnsatisfiableSpread;
}

/**
 * When pods that are running and not healthy may be evicted.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export enum UnhealthyPodEvictionPolicy {
  /** Always. */
  ALWAYS_ALLOW = 'AlwaysAllow',
  /** Only while enough healthy pods are there. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/** How many pods of a workload may be evicted at once. Give one of the two. */
export interface DisruptionBudget {
  /**
   * How many must stay.
   *
   * @default - not said
   */
  readonly minAvailable?: kplus.PercentOrAbsolute;
  /**
   * How many may be gone.
   *
   * @default - one, where `minAvailable` is not given
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;
  /**
   * When pods that are not healthy may be evicted.
   *
   * @default UnhealthyPodEvictionPolicy.ALWAYS_ALLOW, so that a broken application does not hold up a node
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

/** A token of the workload's account for somebody else than the API server. */
export interface ProjectedToken {
  /** Folder that the token is mounted in, as the file `token`. */
  readonly path: string;
  /** Whom it is for. */
  readonly audience: string;
  /**
   * How long it is good for; the kubelet renews it in time. At least ten minutes.
   *
   * @default Duration.hours(1)
   */
  readonly expiration?: Duration;
}

/** A volume that is made for each pod and goes with it. */
export interface EphemeralVolume {
  /** Folder that all containers see it at. */
  readonly path: string;
  /** How much it holds. */
  readonly size: Size;
  /**
   * Name of its storage class.
   *
   * @default - the cluster's
   */
  readonly storageClassName?: string;
}

/** A volume that is made for each pod of a StatefulSet and stays when the pod goes. */
export interface VolumeClaim {
  /** Name of the claim; Kubernetes adds the pod's. */
  readonly name: string;
  /** Folder that all containers see it at. */
  readonly path: string;
  /** How much it holds. */
  readonly size: Size;
  /**
   * Name of its storage class.
   *
   * @default - the cluster's
   */
  readonly storageClassName?: string;
}

/** How much all containers of a pod may use together. Kubernetes 1.34 and newer. */
export interface PodResources {
  /**
   * CPU.
   *
   * @default - the containers' own
   */
  readonly cpu?: kplus.CpuResources;
  /**
   * Memory.
   *
   * @default - the containers' own
   */
  readonly memory?: kplus.MemoryResources;
}

/** An amount of something that a device plugin or the node offers. */
export interface ExtendedResource {
  /** Name, such as `nvidia.com/gpu`. */
  readonly name: string;
  /** How many. */
  readonly amount: number;
  /**
   * Name of the container that gets them.
   *
   * @default - the first
   */
  readonly container?: string;
}

/** A probe by the gRPC health protocol. */
export interface GrpcProbe extends kplus.ProbeOptions {
  /** Port, a number. */
  readonly port: number;
  /**
   * The service that is asked for.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** The gRPC probes of one container. */
export interface GrpcProbes {
  /**
   * Name of the container.
   *
   * @default - the first
   */
  readonly container?: string;
  /**
   * Whether it is ready for traffic.
   *
   * @default - as the container says
   */
  readonly readiness?: GrpcProbe;
  /**
   * Whether it must be restarted.
   *
   * @default - as the container says
   */
  readonly liveness?: GrpcProbe;
  /**
   * Whether it has started.
   *
   * @default - as the container says
   */
  readonly startup?: GrpcProbe;
}
