import type { DefinedRule } from '../engine/define-rule';
import { rule as apparmorProfile } from './apparmor-profile/rule';
import { rule as capabilitiesNotDropped } from './capabilities-not-dropped/rule';
import { rule as capabilityBeyondBaseline } from './capability-beyond-baseline/rule';
import { rule as capabilityBeyondRestricted } from './capability-beyond-restricted/rule';
import { rule as hostIpc } from './host-ipc/rule';
import { rule as hostNetwork } from './host-network/rule';
import { rule as hostPathVolume } from './host-path-volume/rule';
import { rule as hostPid } from './host-pid/rule';
import { rule as hostPort } from './host-port/rule';
import { rule as hostProbeOrLifecycleHost } from './host-probe-or-lifecycle-host/rule';
import { rule as privilegeEscalationAllowed } from './privilege-escalation-allowed/rule';
import { rule as privilegedContainer } from './privileged-container/rule';
import { rule as procMount } from './proc-mount/rule';
import { rule as restrictedVolumeType } from './restricted-volume-type/rule';
import { rule as runAsNonRoot } from './run-as-non-root/rule';
import { rule as runAsRootUser } from './run-as-root-user/rule';
import { rule as seccompProfileMissing } from './seccomp-profile-missing/rule';
import { rule as seccompUnconfined } from './seccomp-unconfined/rule';
import { rule as selinuxOptions } from './selinux-options/rule';
import { rule as unsafeSysctl } from './unsafe-sysctl/rule';
import { rule as windowsHostProcess } from './windows-host-process/rule';

/** The rules that stand for controls of the Pod Security Standards; a test compares them with the catalogue. */
export const POD_SECURITY_CONTROLS: readonly DefinedRule[] = [
  apparmorProfile,
  capabilitiesNotDropped,
  capabilityBeyondBaseline,
  capabilityBeyondRestricted,
  hostIpc,
  hostNetwork,
  hostPathVolume,
  hostPid,
  hostPort,
  hostProbeOrLifecycleHost,
  privilegeEscalationAllowed,
  privilegedContainer,
  procMount,
  restrictedVolumeType,
  runAsNonRoot,
  runAsRootUser,
  seccompProfileMissing,
  seccompUnconfined,
  selinuxOptions,
  unsafeSysctl,
  windowsHostProcess,
];
