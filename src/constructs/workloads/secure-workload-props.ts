import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { Waiver } from '../../engine/waivers/waiver';
import type { DnsAccess } from '../network/dns-rule';
import type { CloudIdentity } from './cloud-identity';
import type { SecretMount } from './secret-ref';
import type { EphemeralVolume, WritableVolume } from './volume-settings';
import type {
  AppArmorProfile,
  ExtendedResource,
  GrpcProbes,
  PodResources,
  ProjectedToken,
  SupplementalGroupsPolicy,
  TopologySpread,
} from './workload-settings';

/** Options of every secure workload, in addition to those of its cdk8s-plus-28 class. */
export interface SecureWorkloadProps {
  /**
   * Folders that the containers write to, in addition to `/tmp`: each is an `emptyDir` with a size limit, shared by all
   * containers of the pod. The rest of the root file system is read-only.
   *
   * @default - only `/tmp`
   */
  readonly writablePaths?: string[];
  /**
   * Size limit of each writable folder; the pod is evicted if it is exceeded.
   *
   * @default Size.mebibytes(64)
   */
  readonly writablePathSize?: Size;
  /**
   * Folders that the containers write to, each with its own size, medium and containers.
   *
   * @default - none, only `writablePaths`
   */
  readonly writableVolumes?: WritableVolume[];
  /**
   * Name of the resource class of `Defaults` for containers without `resources`.
   *
   * @default - the one that `Defaults` select, else the amounts of cdk8s-plus
   */
  readonly resourceClass?: string;
  /**
   * Secrets that the containers get as read-only files.
   *
   * @default - none
   */
  readonly secrets?: SecretMount[];
  /**
   * When the pods may use the cluster DNS.
   *
   * @default DnsAccess.AUTO - with any connection
   */
  readonly dnsAccess?: DnsAccess;
  /**
   * Accepted findings on this workload, each with a reason and a last day. A waiver without an object applies to the
   * workload itself.
   *
   * @default - none, a weaker value is an error
   */
  readonly waivers?: Waiver[];
  /**
   * Containers that start before the others and end after them (Kubernetes 1.29 and newer).
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: kplus.ContainerProps[];
  /**
   * Seccomp profile of the pod.
   *
   * @default - `RuntimeDefault`, which the rules require
   */
  readonly seccompProfile?: kplus.SeccompProfile;
  /**
   * AppArmor profile of the pod.
   *
   * @default - the default of the container runtime, on nodes with AppArmor
   */
  readonly appArmorProfile?: AppArmorProfile;
  /**
   * Whether the pod uses the user namespace of the node. `false` gives it a user namespace of its own, in which root is
   * an unprivileged user of the node (Kubernetes 1.33 and newer).
   *
   * @default - true, in Kubernetes
   * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
   */
  readonly hostUsers?: boolean;
  /**
   * Supplemental groups of all processes.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];
  /**
   * How supplemental groups are computed (Kubernetes 1.33 and newer).
   *
   * @default - `MERGE`, in Kubernetes
   */
  readonly supplementalGroupsPolicy?: SupplementalGroupsPolicy;
  /**
   * How the pods are spread. It does not apply to a single Pod, or to a DaemonSet, which has one pod on each node.
   *
   * @default - the defaults of the scheduler
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
   */
  readonly topologySpread?: TopologySpread[];
  /**
   * Name of the priority class.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Name of the runtime class, such as one for a sandbox.
   *
   * @default - the default runtime of the node
   */
  readonly runtimeClassName?: string;
  /**
   * Name of the scheduler.
   *
   * @default - the default scheduler
   */
  readonly schedulerName?: string;
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Secrets with the credentials of image registries, in addition to `dockerRegistryAuth`.
   *
   * @default - none
   */
  readonly imagePullSecrets?: kplus.ISecret[];
  /**
   * Names of the containers that get the token of the account, once something is granted.
   *
   * @default - all
   */
  readonly tokenContainers?: string[];
  /**
   * Identity of the cloud that the pods run in.
   *
   * @default - none
   */
  readonly cloudIdentity?: CloudIdentity;
  /**
   * Tokens of the workload's account for other audiences than the API server.
   *
   * @default - none
   */
  readonly projectedTokens?: ProjectedToken[];
  /**
   * Volumes that are created and deleted with each pod.
   *
   * @default - none
   */
  readonly ephemeralVolumes?: EphemeralVolume[];
  /**
   * Resources of the pod as a whole, shared by its containers.
   *
   * @default - none, only the resources of each container
   */
  readonly podResources?: PodResources;
  /**
   * Devices and other extended resources of a node.
   *
   * @default - none
   */
  readonly extendedResources?: ExtendedResource[];
  /**
   * Probes by the gRPC health protocol, which cdk8s-plus-28 does not support.
   *
   * @default - none
   */
  readonly grpcProbes?: GrpcProbes[];
}
