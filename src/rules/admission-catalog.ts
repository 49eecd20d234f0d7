import { admission as deprecatedImageRegistry } from './images/deprecated-image-registry/admission';
import { admission as imageNotPinnedByDigest } from './images/image-not-pinned-by-digest/admission';
import { admission as imagePullPolicy } from './images/image-pull-policy/admission';
import { admission as imageRegistryNotAllowed } from './images/image-registry-not-allowed/admission';
import { admission as imageTagMutable } from './images/image-tag-mutable/admission';
import { admission as apparmorProfile } from './pod-security/apparmor-profile/admission';
import { admission as capabilitiesNotDropped } from './pod-security/capabilities-not-dropped/admission';
import { admission as capabilityBeyondBaseline } from './pod-security/capability-beyond-baseline/admission';
import { admission as capabilityBeyondRestricted } from './pod-security/capability-beyond-restricted/admission';
import { admission as controlPlaneScheduling } from './pod-security/control-plane-scheduling/admission';
import { admission as dangerousCapability } from './pod-security/dangerous-capability/admission';
import { admission as deprecatedSecurityAnnotation } from './pod-security/deprecated-security-annotation/admission';
import { admission as deviceAdminAccess } from './pod-security/device-admin-access/admission';
import { admission as ephemeralContainerInManifest } from './pod-security/ephemeral-container-in-manifest/admission';
import { admission as hostAliases } from './pod-security/host-aliases/admission';
import { admission as hostIpc } from './pod-security/host-ipc/admission';
import { admission as hostNetwork } from './pod-security/host-network/admission';
import { admission as hostPid } from './pod-security/host-pid/admission';
import { admission as hostPort } from './pod-security/host-port/admission';
import { admission as hostProbeOrLifecycleHost } from './pod-security/host-probe-or-lifecycle-host/admission';
import { admission as lowGroupId } from './pod-security/low-group-id/admission';
import { admission as lowUserId } from './pod-security/low-user-id/admission';
import { admission as netRawCapability } from './pod-security/net-raw-capability/admission';
import { admission as privilegeEscalationAllowed } from './pod-security/privilege-escalation-allowed/admission';
import { admission as privilegedContainer } from './pod-security/privileged-container/admission';
import { admission as privilegedContainerPort } from './pod-security/privileged-container-port/admission';
import { admission as procMount } from './pod-security/proc-mount/admission';
import { admission as rootSupplementalGroup } from './pod-security/root-supplemental-group/admission';
import { admission as runAsNonRoot } from './pod-security/run-as-non-root/admission';
import { admission as runAsRootGroup } from './pod-security/run-as-root-group/admission';
import { admission as runAsRootUser } from './pod-security/run-as-root-user/admission';
import { admission as sandboxedRuntimeClass } from './pod-security/sandboxed-runtime-class/admission';
import { admission as seccompProfileMissing } from './pod-security/seccomp-profile-missing/admission';
import { admission as seccompUnconfined } from './pod-security/seccomp-unconfined/admission';
import { admission as securityContextMissing } from './pod-security/security-context-missing/admission';
import { admission as selinuxOptions } from './pod-security/selinux-options/admission';
import { admission as serviceLinks } from './pod-security/service-links/admission';
import { admission as shareProcessNamespace } from './pod-security/share-process-namespace/admission';
import { admission as supplementalGroupsPolicy } from './pod-security/supplemental-groups-policy/admission';
import { admission as sysctlValueInjection } from './pod-security/sysctl-value-injection/admission';
import { admission as systemPriorityClass } from './pod-security/system-priority-class/admission';
import { admission as unsafeSysctl } from './pod-security/unsafe-sysctl/admission';
import { admission as userNamespace } from './pod-security/user-namespace/admission';
import { admission as windowsHostProcess } from './pod-security/windows-host-process/admission';
import { admission as windowsRunAsAdministrator } from './pod-security/windows-run-as-administrator/admission';
import { admission as workingDirectoryInProc } from './pod-security/working-directory-in-proc/admission';
import { admission as writableRootFilesystem } from './pod-security/writable-root-filesystem/admission';
import { admission as rbacAdmissionConfigModify } from './rbac/rbac-admission-config-modify/admission';
import { admission as rbacApiExtensionModify } from './rbac/rbac-api-extension-modify/admission';
import { admission as rbacAuditTrailDelete } from './rbac/rbac-audit-trail-delete/admission';
import { admission as rbacBind } from './rbac/rbac-bind/admission';
import { admission as rbacBroadDelete } from './rbac/rbac-broad-delete/admission';
import { admission as rbacEscalate } from './rbac/rbac-escalate/admission';
import { admission as rbacNamespaceModify } from './rbac/rbac-namespace-modify/admission';
import { admission as rbacNetworkModify } from './rbac/rbac-network-modify/admission';
import { admission as rbacNodeModify } from './rbac/rbac-node-modify/admission';
import { admission as rbacNodeProxy } from './rbac/rbac-node-proxy/admission';
import { admission as rbacPersistentVolumeCreate } from './rbac/rbac-persistent-volume-create/admission';
import { admission as rbacPodAttach } from './rbac/rbac-pod-attach/admission';
import { admission as rbacPodEphemeralContainers } from './rbac/rbac-pod-ephemeral-containers/admission';
import { admission as rbacPodExec } from './rbac/rbac-pod-exec/admission';
import { admission as rbacPodPortforward } from './rbac/rbac-pod-portforward/admission';
import { admission as rbacPodServiceProxy } from './rbac/rbac-pod-service-proxy/admission';
import { admission as rbacRoleModify } from './rbac/rbac-role-modify/admission';
import { admission as rbacSecretsModify } from './rbac/rbac-secrets-modify/admission';
import { admission as rbacSecretsRead } from './rbac/rbac-secrets-read/admission';
import { admission as rbacServiceAccountTokenCreate } from './rbac/rbac-service-account-token-create/admission';
import { admission as rbacServiceStatusModify } from './rbac/rbac-service-status-modify/admission';
import { admission as rbacTrustBundleModify } from './rbac/rbac-trust-bundle-modify/admission';
import { admission as rbacWildcardApiGroup } from './rbac/rbac-wildcard-api-group/admission';
import { admission as rbacWildcardNonResourceUrl } from './rbac/rbac-wildcard-non-resource-url/admission';
import { admission as rbacWildcardResource } from './rbac/rbac-wildcard-resource/admission';
import { admission as rbacWildcardVerb } from './rbac/rbac-wildcard-verb/admission';
import { admission as rbacWorkloadCreate } from './rbac/rbac-workload-create/admission';
import { admission as rbacWorkloadModify } from './rbac/rbac-workload-modify/admission';
import { admission as cpuLimitMissing } from './resources/cpu-limit-missing/admission';
import { admission as cpuRequestMissing } from './resources/cpu-request-missing/admission';
import { admission as ephemeralStorageLimitMissing } from './resources/ephemeral-storage-limit-missing/admission';
import { admission as memoryLimitMissing } from './resources/memory-limit-missing/admission';
import { admission as memoryRequestMissing } from './resources/memory-request-missing/admission';
import { admission as secretEnvReference } from './secrets/secret-env-reference/admission';
import { admission as secretInlineData } from './secrets/secret-inline-data/admission';
import { admission as secretMountInventory } from './secrets/secret-mount-inventory/admission';
import { admission as defaultServiceAccount } from './service-accounts/default-service-account/admission';
import { admission as defaultServiceAccountAutomount } from './service-accounts/default-service-account-automount/admission';
import { admission as serviceAccountSecretsField } from './service-accounts/service-account-secrets-field/admission';
import { admission as serviceAccountTokenAutomount } from './service-accounts/service-account-token-automount/admission';
import { admission as serviceAccountTokenSecret } from './service-accounts/service-account-token-secret/admission';
import { admission as serviceAccountTokenVolume } from './service-accounts/service-account-token-volume/admission';
import type { Admission } from './shared/admission/admission';
import { admission as cloudCredentialsHostPath } from './volumes/cloud-credentials-host-path/admission';
import { admission as containerRuntimeSocketMount } from './volumes/container-runtime-socket-mount/admission';
import { admission as gitRepoVolume } from './volumes/git-repo-volume/admission';
import { admission as hostPathPersistentVolume } from './volumes/host-path-persistent-volume/admission';
import { admission as hostPathVolume } from './volumes/host-path-volume/admission';
import { admission as restrictedVolumeType } from './volumes/restricted-volume-type/admission';
import { admission as sensitiveHostPath } from './volumes/sensitive-host-path/admission';
import { admission as storageClassUnencrypted } from './volumes/storage-class-unencrypted/admission';
import { admission as subpathVolumeMount } from './volumes/subpath-volume-mount/admission';
import { admission as writableHostPath } from './volumes/writable-host-path/admission';

/** How the cluster enforces each rule, by id. Generated by `npm run generate` from the folders of the rules. */
export const ADMISSIONS: { readonly [ruleId: string]: Admission } = {
  'apparmor-profile': apparmorProfile,
  'capabilities-not-dropped': capabilitiesNotDropped,
  'capability-beyond-baseline': capabilityBeyondBaseline,
  'capability-beyond-restricted': capabilityBeyondRestricted,
  'cloud-credentials-host-path': cloudCredentialsHostPath,
  'container-runtime-socket-mount': containerRuntimeSocketMount,
  'control-plane-scheduling': controlPlaneScheduling,
  'cpu-limit-missing': cpuLimitMissing,
  'cpu-request-missing': cpuRequestMissing,
  'dangerous-capability': dangerousCapability,
  'default-service-account': defaultServiceAccount,
  'default-service-account-automount': defaultServiceAccountAutomount,
  'deprecated-image-registry': deprecatedImageRegistry,
  'deprecated-security-annotation': deprecatedSecurityAnnotation,
  'device-admin-access': deviceAdminAccess,
  'ephemeral-container-in-manifest': ephemeralContainerInManifest,
  'ephemeral-storage-limit-missing': ephemeralStorageLimitMissing,
  'git-repo-volume': gitRepoVolume,
  'host-aliases': hostAliases,
  'host-ipc': hostIpc,
  'host-network': hostNetwork,
  'host-path-persistent-volume': hostPathPersistentVolume,
  'host-path-volume': hostPathVolume,
  'host-pid': hostPid,
  'host-port': hostPort,
  'host-probe-or-lifecycle-host': hostProbeOrLifecycleHost,
  'image-not-pinned-by-digest': imageNotPinnedByDigest,
  'image-pull-policy': imagePullPolicy,
  'image-registry-not-allowed': imageRegistryNotAllowed,
  'image-tag-mutable': imageTagMutable,
  'low-group-id': lowGroupId,
  'low-user-id': lowUserId,
  'memory-limit-missing': memoryLimitMissing,
  'memory-request-missing': memoryRequestMissing,
  'net-raw-capability': netRawCapability,
  'privilege-escalation-allowed': privilegeEscalationAllowed,
  'privileged-container': privilegedContainer,
  'privileged-container-port': privilegedContainerPort,
  'proc-mount': procMount,
  'rbac-admission-config-modify': rbacAdmissionConfigModify,
  'rbac-api-extension-modify': rbacApiExtensionModify,
  'rbac-audit-trail-delete': rbacAuditTrailDelete,
  'rbac-bind': rbacBind,
  'rbac-broad-delete': rbacBroadDelete,
  'rbac-escalate': rbacEscalate,
  'rbac-namespace-modify': rbacNamespaceModify,
  'rbac-network-modify': rbacNetworkModify,
  'rbac-node-modify': rbacNodeModify,
  'rbac-node-proxy': rbacNodeProxy,
  'rbac-persistent-volume-create': rbacPersistentVolumeCreate,
  'rbac-pod-attach': rbacPodAttach,
  'rbac-pod-ephemeral-containers': rbacPodEphemeralContainers,
  'rbac-pod-exec': rbacPodExec,
  'rbac-pod-portforward': rbacPodPortforward,
  'rbac-pod-service-proxy': rbacPodServiceProxy,
  'rbac-role-modify': rbacRoleModify,
  'rbac-secrets-modify': rbacSecretsModify,
  'rbac-secrets-read': rbacSecretsRead,
  'rbac-service-account-token-create': rbacServiceAccountTokenCreate,
  'rbac-service-status-modify': rbacServiceStatusModify,
  'rbac-trust-bundle-modify': rbacTrustBundleModify,
  'rbac-wildcard-api-group': rbacWildcardApiGroup,
  'rbac-wildcard-non-resource-url': rbacWildcardNonResourceUrl,
  'rbac-wildcard-resource': rbacWildcardResource,
  'rbac-wildcard-verb': rbacWildcardVerb,
  'rbac-workload-create': rbacWorkloadCreate,
  'rbac-workload-modify': rbacWorkloadModify,
  'restricted-volume-type': restrictedVolumeType,
  'root-supplemental-group': rootSupplementalGroup,
  'run-as-non-root': runAsNonRoot,
  'run-as-root-group': runAsRootGroup,
  'run-as-root-user': runAsRootUser,
  'sandboxed-runtime-class': sandboxedRuntimeClass,
  'seccomp-profile-missing': seccompProfileMissing,
  'seccomp-unconfined': seccompUnconfined,
  'secret-env-reference': secretEnvReference,
  'secret-inline-data': secretInlineData,
  'secret-mount-inventory': secretMountInventory,
  'security-context-missing': securityContextMissing,
  'selinux-options': selinuxOptions,
  'sensitive-host-path': sensitiveHostPath,
  'service-account-secrets-field': serviceAccountSecretsField,
  'service-account-token-automount': serviceAccountTokenAutomount,
  'service-account-token-secret': serviceAccountTokenSecret,
  'service-account-token-volume': serviceAccountTokenVolume,
  'service-links': serviceLinks,
  'share-process-namespace': shareProcessNamespace,
  'storage-class-unencrypted': storageClassUnencrypted,
  'subpath-volume-mount': subpathVolumeMount,
  'supplemental-groups-policy': supplementalGroupsPolicy,
  'sysctl-value-injection': sysctlValueInjection,
  'system-priority-class': systemPriorityClass,
  'unsafe-sysctl': unsafeSysctl,
  'user-namespace': userNamespace,
  'windows-host-process': windowsHostProcess,
  'windows-run-as-administrator': windowsRunAsAdministrator,
  'working-directory-in-proc': workingDirectoryInProc,
  'writable-host-path': writableHostPath,
  'writable-root-filesystem': writableRootFilesystem,
};
