import type { Flags } from '../../analysis/cluster/component-flags';
import type { HostMount } from '../../analysis/cluster/kubeadm';

/** What the API server needs for a file: flags without dashes, and mounts. */
export interface ServerWiring {
  readonly flags: Flags;
  readonly mounts: readonly HostMount[];
}

/** Folder of the files that the API server reads. It is mounted as a whole, read-only. */
export const HARDENING_FOLDER = '/etc/kubernetes/hardening';

/** Folder of the policies that the API server reads from its disk. */
export const STATIC_FOLDER = `${HARDENING_FOLDER}/admission/validating`;
/** The same for policies that fill pods, which another plugin reads. */
export const STATIC_FILL_FOLDER = `${HARDENING_FOLDER}/admission/mutating`;

/** The mount of the folder with the files that the API server reads. */
export const HARDENING_MOUNT: HostMount = {
  ...{ name: 'hardening', path: HARDENING_FOLDER },
  ...{ isReadOnly: true, type: 'Directory' },
};
