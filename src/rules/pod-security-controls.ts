import type { DefinedRule } from '../engine/define-rule';
import { rule as apparmorProfile } from './pod-security/apparmor-profile/rule';
import { rule as capabilitiesNotDropped } from './pod-security/capabilities-not-dropped/rule';
import { rule as capabilityBeyondBaseline } from './pod-security/capability-beyond-baseline/rule';
import { rule as capabilityBeyondRestricted } from './pod-security/capability-beyond-restricted/rule';
import { rule as hostIpc } from './pod-security/host-ipc/rule';
import { rule as hostNetwork } from './pod-security/host-network/rule';
import { rule as hostPid } from './pod-security/host-pid/rule';
import { rule as hostPort } from './pod-security/host-port/rule';
import { rule as hostProbeOrLifecycleHost } from './pod-security/host-probe-or-lifecycle-host/rule';
import { rule as privilegeEscalationAllowed } from './pod-security/privilege-escalation-allowed/rule';
import { rule as privilegedContainer } from './pod-security/privileged-container/rule';
import { rule as procMount } from './pod-security/proc-mount/rule';
import { rule as runAsNonRoot } from './pod-security/run-as-non-root/rule';
import { rule as runAsRootUser } from './pod-security/run-as-root-user/rule';
import { rule as seccompProfileMissing } from './pod-security/seccomp-profile-missing/rule';
import { rule as seccompUnconfined } from './pod-security/seccomp-unconfined/rule';
import { rule as selinuxOptions } from './pod-security/selinux-options/rule';
import { rule as unsafeSysctl } from './pod-security/unsafe-sysctl/rule';
import { rule as windowsHostProcess } from './pod-security/windows-host-process/rule';
import { rule as hostPathVolume } from './volumes/host-path-volume/rule';
import { rule as restrictedVolumeType } from './volumes/restricted-volume-type/rule';

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
