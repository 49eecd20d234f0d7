import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Origin } from './object-ref';

/** Options of a manifest that are not part of its JSON. */
export interface ManifestOptions {
  /**
   * File or construct that the object comes from.
   *
   * @default - unknown
   */
  readonly origin?: Origin;
  /**
   * Custom kinds that have a pod template, in addition to the known ones.
   *
   * @default - none
   */
  readonly workloadKinds?: WorkloadKind[];
}
