import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

/**
 * Mounts an empty folder that the containers write to, which is deleted with the pod.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 * @example
 * import { App, Chart, Size } from 'cdk8s';
 * import { EmptyDirMedium } from 'cdk8s-plus-28';
 * import { SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'web', {
 *   containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }],
 *   writablePaths: ['/var/run/web'],
 *   writableVolumes: [
 *     { path: '/var/cache/web', size: Size.gibibytes(2), containers: ['web'] },
 *     { path: '/tmp', size: Size.mebibytes(16), medium: EmptyDirMedium.MEMORY },
 *   ],
 * });
 */
export interface WritableVolume {
  /** Folder that the containers write to. `/tmp` replaces the folder that every workload has. */
  readonly path: string;
  /**
   * Size limit; the pod is evicted if it is exceeded.
   *
   * @default - `writablePathSize` of the workload
   */
  readonly size?: Size;
  /**
   * Where the files are. In memory they count towards the memory limits of the containers that write them.
   *
   * @default EmptyDirMedium.DEFAULT
   */
  readonly medium?: kplus.EmptyDirMedium;
  /**
   * Names of the containers that mount it.
   *
   * @default - all containers, which share it
   */
  readonly containers?: string[];
}

/**
 * Mounts a volume that is created and deleted with each pod.
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export interface EphemeralVolume {
  /** Folder in which all containers mount it. */
  readonly path: string;
  /** Size of the volume. */
  readonly size: Size;
  /**
   * Name of the storage class.
   *
   * @default - the default of the cluster
   */
  readonly storageClassName?: string;
}

/**
 * Mounts a volume that is created for each pod of a StatefulSet and is kept after the pod is deleted.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
 */
export interface VolumeClaim {
  /** Name of the claim; Kubernetes appends the name of the pod. */
  readonly name: string;
  /** Folder in which all containers mount it. */
  readonly path: string;
  /** Size of the volume. */
  readonly size: Size;
  /**
   * How nodes and pods can mount the volume. `READ_WRITE_ONCE_POD` stands alone (Kubernetes 1.29 and newer).
   *
   * @default - `READ_WRITE_ONCE`: the pods of one node
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];
  /**
   * Name of the storage class.
   *
   * @default - the default of the cluster
   */
  readonly storageClassName?: string;
}
