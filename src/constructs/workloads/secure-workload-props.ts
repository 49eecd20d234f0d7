import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { Waiver } from '../../engine/waivers/waiver';
import type { SecretMount } from './secret-ref';
import type {
  AppArmorProfile,
  EphemeralVolume,
  ExtendedResource,
  GrpcProbes,
  PodResources,
  ProjectedToken,
  SupplementalGroupsPolicy,
  TopologySpread,
} from './workload-settings';

/** What every secure workload takes beside what its cdk8s-plus-28 class takes. */
export interface SecureWorkloadProps {
  /**
   * Folders that the containers write to, beside `/tmp`: each an `emptyDir` with a size limit that all containers of the
   * pod share. The rest of the root file system is read-only.
   *
   * @default - `/tmp` alone
   */
  readonly writablePaths?: string[];
  /**
   * How much each writable folder may hold before the pod is evicted.
   *
   * @default Size.mebibytes(64)
   */
  readonly writablePathSize?: Size;
  /**
   * Name of the resource class that containers without `resources` get, of those that `Defaults` name.
   *
   * @default - the one that `Defaults` name, else the amounts of cdk8s-plus
   */
  readonly resourceClass?: string;
  /**
   * Secrets that the containers see as read-only files.
   *
   * @default - none
   */
  readonly secrets?: SecretMount[];
  /**
   * Findings on this workload that may stand, each with a reason and a last day. A waiver that names no object is for the
   * workload itself.
   *
   * @default - none: a weaker value is an error
   */
  readonly waivers?: Waiver[];
  /**
   * Containers that run beside the others from before they start until after they end (Kubernetes 1.29 and newer).
   *
   * @default - none
   */
  readonly sidecars?: kplus.ContainerProps[];
  /**
   * Seccomp profile of the pod.
   *
   * @default - `RuntimeDefault`, which the rules ask for
   */
  readonly seccompProfile?: kplus.SeccompProfile;
  /**
   * AppArmor profile of the pod.
   *
   * @default - the runtime's, on nodes that have AppArmor
   */
  readonly appArmorProfile?: AppArmorProfile;
  /**
   * Whether the pod shares the users of the node. `false` gives it a user namespace of its own, where root is nobody
   * outside (Kubernetes 1.33 and newer).
   *
   * @default - true, in Kubernetes
   */
  readonly hostUsers?: boolean;
  /**
   * Further groups of all processes.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];
  /**
   * Where further groups come from (Kubernetes 1.33 and newer).
   *
   * @default - `MERGE`, in Kubernetes
   */
  readonly supplementalGroupsPolicy?: SupplementalGroupsPolicy;
  /**
   * How the pods are spread. Not for a Pod, which is one, and a DaemonSet, which has one on each node.
   *
   * @default - as the scheduler likes
   */
  readonly topologySpread?: TopologySpread[];
  /**
   * Name of the priority class.
   *
   * @default - the cluster's
   */
  readonly priorityClassName?: string;
  /**
   * Name of the runtime class, such as one for a sandbox.
   *
   * @default - the node's runtime
   */
  readonly runtimeClassName?: string;
  /**
   * Name of the scheduler.
   *
   * @default - the cluster's
   */
  readonly schedulerName?: string;
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Secrets with which images are pulled, beside `dockerRegistryAuth`.
   *
   * @default - none
   */
  readonly imagePullSecrets?: kplus.ISecret[];
  /**
   * Tokens of the workload's account for others than the API server.
   *
   * @default - none
   */
  readonly projectedTokens?: ProjectedToken[];
  /**
   * Volumes that are made for each pod and go with it.
   *
   * @default - none
   */
  readonly ephemeralVolumes?: EphemeralVolume[];
  /**
   * How much all containers may use together.
   *
   * @default - each container's own
   */
  readonly podResources?: PodResources;
  /**
   * Devices and other resources that a node offers by name.
   *
   * @default - none
   */
  readonly extendedResources?: ExtendedResource[];
  /**
   * Probes by the gRPC health protocol, which cdk8s-plus-28 does not know.
   *
   * @default - none
   */
  readonly grpcProbes?: GrpcProbes[];
}
