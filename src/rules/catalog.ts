import type { DefinedRule } from '../engine/define-rule';
import { rule as unknownField } from './api/unknown-field/rule';
import { rule as volumeMountWithoutVolume } from './api/volume-mount-without-volume/rule';
import { rule as autoscalerDuplicate } from './availability/autoscaler-duplicate/rule';
import { rule as autoscalerRange } from './availability/autoscaler-range/rule';
import { rule as autoscalerTargetMissing } from './availability/autoscaler-target-missing/rule';
import { rule as cronJobDeadlineMissing } from './availability/cron-job-deadline-missing/rule';
import { rule as danglingGatewayRoute } from './availability/dangling-gateway-route/rule';
import { rule as danglingIngress } from './availability/dangling-ingress/rule';
import { rule as danglingMonitor } from './availability/dangling-monitor/rule';
import { rule as danglingService } from './availability/dangling-service/rule';
import { rule as disruptionBudgetEvictionPolicyMissing } from './availability/disruption-budget-eviction-policy-missing/rule';
import { rule as disruptionBudgetOverlap } from './availability/disruption-budget-overlap/rule';
import { rule as duplicateEnv } from './availability/duplicate-env/rule';
import { rule as identicalProbes } from './availability/identical-probes/rule';
import { rule as invalidTargetPort } from './availability/invalid-target-port/rule';
import { rule as jobTtlMissing } from './availability/job-ttl-missing/rule';
import { rule as labelValueInvalid } from './availability/label-value-invalid/rule';
import { rule as livenessProbeMissing } from './availability/liveness-probe-missing/rule';
import { rule as nakedPod } from './availability/naked-pod/rule';
import { rule as noRollingUpdate } from './availability/no-rolling-update/rule';
import { rule as podDisruptionBudgetMissing } from './availability/pod-disruption-budget-missing/rule';
import { rule as podSpreadMissing } from './availability/pod-spread-missing/rule';
import { rule as priorityClassMissing } from './availability/priority-class-missing/rule';
import { rule as probePortNotExposed } from './availability/probe-port-not-exposed/rule';
import { rule as readinessProbeMissing } from './availability/readiness-probe-missing/rule';
import { rule as recommendedLabelsMissing } from './availability/recommended-labels-missing/rule';
import { rule as restartPolicyInvalid } from './availability/restart-policy-invalid/rule';
import { rule as selectorMismatch } from './availability/selector-mismatch/rule';
import { rule as sharedVolumeClaim } from './availability/shared-volume-claim/rule';
import { rule as singleReplica } from './availability/single-replica/rule';
import { rule as statefulSetServiceMissing } from './availability/stateful-set-service-missing/rule';
import { rule as staticReplicasWithAutoscaler } from './availability/static-replicas-with-autoscaler/rule';
import { rule as zeroDisruptionBudget } from './availability/zero-disruption-budget/rule';
import { rule as admissionWebhookFailOpen } from './control-plane/admission-webhook-fail-open/rule';
import { rule as admissionWebhookTooBroad } from './control-plane/admission-webhook-too-broad/rule';
import { rule as apiServerAlwaysPullImagesMissing } from './control-plane/api-server-always-pull-images-missing/rule';
import { rule as apiServerAnonymousAuth } from './control-plane/api-server-anonymous-auth/rule';
import { rule as apiServerAuditLogMissing } from './control-plane/api-server-audit-log-missing/rule';
import { rule as apiServerAuditLogRetention } from './control-plane/api-server-audit-log-retention/rule';
import { rule as apiServerAuthorizationMode } from './control-plane/api-server-authorization-mode/rule';
import { rule as apiServerEncryptionMissing } from './control-plane/api-server-encryption-missing/rule';
import { rule as apiServerEventRateLimitMissing } from './control-plane/api-server-event-rate-limit-missing/rule';
import { rule as apiServerExternalIpsAllowed } from './control-plane/api-server-external-ips-allowed/rule';
import { rule as apiServerInsecurePort } from './control-plane/api-server-insecure-port/rule';
import { rule as apiServerRequestTimeout } from './control-plane/api-server-request-timeout/rule';
import { rule as apiServerSecurityPluginOff } from './control-plane/api-server-security-plugin-off/rule';
import { rule as apiServerServiceAccountLookup } from './control-plane/api-server-service-account-lookup/rule';
import { rule as apiServerTokenAuthFile } from './control-plane/api-server-token-auth-file/rule';
import { rule as apiServiceInsecureTls } from './control-plane/api-service-insecure-tls/rule';
import { rule as auditPolicyWeak } from './control-plane/audit-policy-weak/rule';
import { rule as authorizationConfigWeak } from './control-plane/authorization-config-weak/rule';
import { rule as bootstrapTokenLongLived } from './control-plane/bootstrap-token-long-lived/rule';
import { rule as componentCertificateMissing } from './control-plane/component-certificate-missing/rule';
import { rule as componentMetricsExposed } from './control-plane/component-metrics-exposed/rule';
import { rule as controlPlaneSchedulable } from './control-plane/control-plane-schedulable/rule';
import { rule as controllerManagerPodGcThreshold } from './control-plane/controller-manager-pod-gc-threshold/rule';
import { rule as controllerManagerSharedCredentials } from './control-plane/controller-manager-shared-credentials/rule';
import { rule as encryptionAtRestConfig } from './control-plane/encryption-at-rest-config/rule';
import { rule as encryptionKeyInFile } from './control-plane/encryption-key-in-file/rule';
import { rule as etcdClientAuthDisabled } from './control-plane/etcd-client-auth-disabled/rule';
import { rule as etcdSharedCa } from './control-plane/etcd-shared-ca/rule';
import { rule as etcdWithoutTls } from './control-plane/etcd-without-tls/rule';
import { rule as joinWithoutCaVerification } from './control-plane/join-without-ca-verification/rule';
import { rule as kubeadmPreflightIgnored } from './control-plane/kubeadm-preflight-ignored/rule';
import { rule as kubeadmSecretInFile } from './control-plane/kubeadm-secret-in-file/rule';
import { rule as kubeletAnonymousAuth } from './control-plane/kubelet-anonymous-auth/rule';
import { rule as kubeletAuthorizationMode } from './control-plane/kubelet-authorization-mode/rule';
import { rule as kubeletCertificateRotationOff } from './control-plane/kubelet-certificate-rotation-off/rule';
import { rule as kubeletCertificateUnverified } from './control-plane/kubelet-certificate-unverified/rule';
import { rule as kubeletHostnameOverride } from './control-plane/kubelet-hostname-override/rule';
import { rule as kubeletIptablesChainsOff } from './control-plane/kubelet-iptables-chains-off/rule';
import { rule as kubeletLimitOff } from './control-plane/kubelet-limit-off/rule';
import { rule as kubeletPodPidsUnlimited } from './control-plane/kubelet-pod-pids-unlimited/rule';
import { rule as kubeletReadOnlyPort } from './control-plane/kubelet-read-only-port/rule';
import { rule as kubeletSeccompDefaultOff } from './control-plane/kubelet-seccomp-default-off/rule';
import { rule as kubeletStaticPodUrl } from './control-plane/kubelet-static-pod-url/rule';
import { rule as podSecurityDefaultsWeak } from './control-plane/pod-security-defaults-weak/rule';
import { rule as profilingEnabled } from './control-plane/profiling-enabled/rule';
import { rule as serviceAccountTokenExtended } from './control-plane/service-account-token-extended/rule';
import { rule as tokenNamesSystemUser } from './control-plane/token-names-system-user/rule';
import { rule as tokenWithoutSecondFactor } from './control-plane/token-without-second-factor/rule';
import { rule as weakTlsSettings } from './control-plane/weak-tls-settings/rule';
import { rule as webhookOutsideCluster } from './control-plane/webhook-outside-cluster/rule';
import { rule as deprecatedImageRegistry } from './images/deprecated-image-registry/rule';
import { rule as gatekeeperAmbiguousRepo } from './images/gatekeeper-ambiguous-repo/rule';
import { rule as imageNotPinnedByDigest } from './images/image-not-pinned-by-digest/rule';
import { rule as imagePullPolicy } from './images/image-pull-policy/rule';
import { rule as imagePullSecretsMissing } from './images/image-pull-secrets-missing/rule';
import { rule as imageRegistryNotAllowed } from './images/image-registry-not-allowed/rule';
import { rule as imageTagMutable } from './images/image-tag-mutable/rule';
import { rule as gatewayListenerWithoutTls } from './ingress/gateway-listener-without-tls/rule';
import { rule as ingressDefaultBackend } from './ingress/ingress-default-backend/rule';
import { rule as ingressDuplicateHostPath } from './ingress/ingress-duplicate-host-path/rule';
import { rule as ingressHttpAllowed } from './ingress/ingress-http-allowed/rule';
import { rule as ingressNginxAnnotationInjection } from './ingress/ingress-nginx-annotation-injection/rule';
import { rule as ingressNginxSnippet } from './ingress/ingress-nginx-snippet/rule';
import { rule as ingressPathInjection } from './ingress/ingress-path-injection/rule';
import { rule as ingressTlsHostMismatch } from './ingress/ingress-tls-host-mismatch/rule';
import { rule as ingressTlsMissing } from './ingress/ingress-tls-missing/rule';
import { rule as ingressWildcardHost } from './ingress/ingress-wildcard-host/rule';
import { rule as routeWithoutTls } from './ingress/route-without-tls/rule';
import { rule as defaultNamespace } from './namespaces/default-namespace/rule';
import { rule as duplicateObject } from './namespaces/duplicate-object/rule';
import { rule as policyExemptingLabel } from './namespaces/policy-exempting-label/rule';
import { rule as pssAuditWarnWeaker } from './namespaces/pss-audit-warn-weaker/rule';
import { rule as pssEnforceMissing } from './namespaces/pss-enforce-missing/rule';
import { rule as pssEnforceNotRestricted } from './namespaces/pss-enforce-not-restricted/rule';
import { rule as pssEnforcePrivileged } from './namespaces/pss-enforce-privileged/rule';
import { rule as pssVersionOutdated } from './namespaces/pss-version-outdated/rule';
import { rule as pssVersionUnpinned } from './namespaces/pss-version-unpinned/rule';
import { rule as systemNamespace } from './namespaces/system-namespace/rule';
import { rule as workloadViolatesNamespacePss } from './namespaces/workload-violates-namespace-pss/rule';
import { rule as adminNetworkPolicyOverrides } from './network/admin-network-policy-overrides/rule';
import { rule as apiServerUnreachable } from './network/api-server-unreachable/rule';
import { rule as ciliumPolicyNotEnforced } from './network/cilium-policy-not-enforced/rule';
import { rule as connectionOneSided } from './network/connection-one-sided/rule';
import { rule as corednsClusterNameOverride } from './network/coredns-cluster-name-override/rule';
import { rule as danglingNetworkPolicy } from './network/dangling-network-policy/rule';
import { rule as danglingNetworkPolicyPeer } from './network/dangling-network-policy-peer/rule';
import { rule as defaultDenyCutsWorkload } from './network/default-deny-cuts-workload/rule';
import { rule as dnsUnreachable } from './network/dns-unreachable/rule';
import { rule as egressIsolationMissing } from './network/egress-isolation-missing/rule';
import { rule as entranceUnreachable } from './network/entrance-unreachable/rule';
import { rule as hostNetworkBypassesNetworkPolicy } from './network/host-network-bypasses-network-policy/rule';
import { rule as ingressIsolationMissing } from './network/ingress-isolation-missing/rule';
import { rule as instanceMetadataEgress } from './network/instance-metadata-egress/rule';
import { rule as loadBalancerService } from './network/load-balancer-service/rule';
import { rule as namespaceDefaultDenyMissing } from './network/namespace-default-deny-missing/rule';
import { rule as namespaceNetworkPolicyMissing } from './network/namespace-network-policy-missing/rule';
import { rule as networkPolicyAllNamespacesPeer } from './network/network-policy-all-namespaces-peer/rule';
import { rule as networkPolicyAllowAllEgress } from './network/network-policy-allow-all-egress/rule';
import { rule as networkPolicyAllowAllIngress } from './network/network-policy-allow-all-ingress/rule';
import { rule as networkPolicyImplicitPolicyTypes } from './network/network-policy-implicit-policy-types/rule';
import { rule as networkPolicyRuleRedundant } from './network/network-policy-rule-redundant/rule';
import { rule as networkPolicyWithoutSelectors } from './network/network-policy-without-selectors/rule';
import { rule as nodePortService } from './network/node-port-service/rule';
import { rule as probeUnreachable } from './network/probe-unreachable/rule';
import { rule as sensitiveInterfaceExposed } from './network/sensitive-interface-exposed/rule';
import { rule as serviceExternalIps } from './network/service-external-ips/rule';
import { rule as serviceExternalName } from './network/service-external-name/rule';
import { rule as servicePortInPolicy } from './network/service-port-in-policy/rule';
import { rule as sshPort } from './network/ssh-port/rule';
import { rule as workloadNetworkPolicyMissing } from './network/workload-network-policy-missing/rule';
import { rule as controlPlaneFileNotMounted } from './nodes/control-plane-file-not-mounted/rule';
import { rule as controlPlaneFlagsConflict } from './nodes/control-plane-flags-conflict/rule';
import { rule as nodeFileMode } from './nodes/node-file-mode/rule';
import { rule as nodeFirewallBreaksNetwork } from './nodes/node-firewall-breaks-network/rule';
import { rule as nodeFirewallOpen } from './nodes/node-firewall-open/rule';
import { rule as nodeSettingsIncomplete } from './nodes/node-settings-incomplete/rule';
import { rule as apparmorProfile } from './pod-security/apparmor-profile/rule';
import { rule as capabilitiesNotDropped } from './pod-security/capabilities-not-dropped/rule';
import { rule as capabilityBeyondBaseline } from './pod-security/capability-beyond-baseline/rule';
import { rule as capabilityBeyondRestricted } from './pod-security/capability-beyond-restricted/rule';
import { rule as controlPlaneScheduling } from './pod-security/control-plane-scheduling/rule';
import { rule as dangerousCapability } from './pod-security/dangerous-capability/rule';
import { rule as deprecatedSecurityAnnotation } from './pod-security/deprecated-security-annotation/rule';
import { rule as deviceAdminAccess } from './pod-security/device-admin-access/rule';
import { rule as ephemeralContainerInManifest } from './pod-security/ephemeral-container-in-manifest/rule';
import { rule as hostAliases } from './pod-security/host-aliases/rule';
import { rule as hostIpc } from './pod-security/host-ipc/rule';
import { rule as hostNetwork } from './pod-security/host-network/rule';
import { rule as hostPid } from './pod-security/host-pid/rule';
import { rule as hostPort } from './pod-security/host-port/rule';
import { rule as hostProbeOrLifecycleHost } from './pod-security/host-probe-or-lifecycle-host/rule';
import { rule as lowGroupId } from './pod-security/low-group-id/rule';
import { rule as lowUserId } from './pod-security/low-user-id/rule';
import { rule as netRawCapability } from './pod-security/net-raw-capability/rule';
import { rule as privilegeEscalationAllowed } from './pod-security/privilege-escalation-allowed/rule';
import { rule as privilegedContainer } from './pod-security/privileged-container/rule';
import { rule as privilegedContainerPort } from './pod-security/privileged-container-port/rule';
import { rule as procMount } from './pod-security/proc-mount/rule';
import { rule as rootSupplementalGroup } from './pod-security/root-supplemental-group/rule';
import { rule as runAsNonRoot } from './pod-security/run-as-non-root/rule';
import { rule as runAsRootGroup } from './pod-security/run-as-root-group/rule';
import { rule as runAsRootUser } from './pod-security/run-as-root-user/rule';
import { rule as sandboxedRuntimeClass } from './pod-security/sandboxed-runtime-class/rule';
import { rule as sccAllowPrivilegedContainer } from './pod-security/scc-allow-privileged-container/rule';
import { rule as seccompProfileMissing } from './pod-security/seccomp-profile-missing/rule';
import { rule as seccompUnconfined } from './pod-security/seccomp-unconfined/rule';
import { rule as securityContextMissing } from './pod-security/security-context-missing/rule';
import { rule as selinuxOptions } from './pod-security/selinux-options/rule';
import { rule as serviceLinks } from './pod-security/service-links/rule';
import { rule as shareProcessNamespace } from './pod-security/share-process-namespace/rule';
import { rule as sudoInCommand } from './pod-security/sudo-in-command/rule';
import { rule as supplementalGroupsPolicy } from './pod-security/supplemental-groups-policy/rule';
import { rule as sysctlValueInjection } from './pod-security/sysctl-value-injection/rule';
import { rule as systemPriorityClass } from './pod-security/system-priority-class/rule';
import { rule as unsafeSysctl } from './pod-security/unsafe-sysctl/rule';
import { rule as userNamespace } from './pod-security/user-namespace/rule';
import { rule as windowsHostProcess } from './pod-security/windows-host-process/rule';
import { rule as windowsRunAsAdministrator } from './pod-security/windows-run-as-administrator/rule';
import { rule as workingDirectoryInProc } from './pod-security/working-directory-in-proc/rule';
import { rule as writableRootFilesystem } from './pod-security/writable-root-filesystem/rule';
import { rule as rbacAdminEditBinding } from './rbac/rbac-admin-edit-binding/rule';
import { rule as rbacAdmissionConfigModify } from './rbac/rbac-admission-config-modify/rule';
import { rule as rbacAggregatedEscalation } from './rbac/rbac-aggregated-escalation/rule';
import { rule as rbacAllServiceAccountsBinding } from './rbac/rbac-all-service-accounts-binding/rule';
import { rule as rbacAnonymousBinding } from './rbac/rbac-anonymous-binding/rule';
import { rule as rbacApiExtensionModify } from './rbac/rbac-api-extension-modify/rule';
import { rule as rbacAuditTrailDelete } from './rbac/rbac-audit-trail-delete/rule';
import { rule as rbacAuthenticatedBinding } from './rbac/rbac-authenticated-binding/rule';
import { rule as rbacBind } from './rbac/rbac-bind/rule';
import { rule as rbacBroadDelete } from './rbac/rbac-broad-delete/rule';
import { rule as rbacCertificateSigningRequestApprove } from './rbac/rbac-certificate-signing-request-approve/rule';
import { rule as rbacClusterAdminBinding } from './rbac/rbac-cluster-admin-binding/rule';
import { rule as rbacClusterAdminEquivalent } from './rbac/rbac-cluster-admin-equivalent/rule';
import { rule as rbacConfigMapModify } from './rbac/rbac-config-map-modify/rule';
import { rule as rbacDanglingReference } from './rbac/rbac-dangling-reference/rule';
import { rule as rbacDefaultServiceAccountBinding } from './rbac/rbac-default-service-account-binding/rule';
import { rule as rbacEscalate } from './rbac/rbac-escalate/rule';
import { rule as rbacImpersonate } from './rbac/rbac-impersonate/rule';
import { rule as rbacIneffectiveRule } from './rbac/rbac-ineffective-rule/rule';
import { rule as rbacNamespaceModify } from './rbac/rbac-namespace-modify/rule';
import { rule as rbacNetworkModify } from './rbac/rbac-network-modify/rule';
import { rule as rbacNodeModify } from './rbac/rbac-node-modify/rule';
import { rule as rbacNodeProxy } from './rbac/rbac-node-proxy/rule';
import { rule as rbacPersistentVolumeCreate } from './rbac/rbac-persistent-volume-create/rule';
import { rule as rbacPodAttach } from './rbac/rbac-pod-attach/rule';
import { rule as rbacPodEphemeralContainers } from './rbac/rbac-pod-ephemeral-containers/rule';
import { rule as rbacPodExec } from './rbac/rbac-pod-exec/rule';
import { rule as rbacPodPortforward } from './rbac/rbac-pod-portforward/rule';
import { rule as rbacPodServiceProxy } from './rbac/rbac-pod-service-proxy/rule';
import { rule as rbacRoleModify } from './rbac/rbac-role-modify/rule';
import { rule as rbacSccUse } from './rbac/rbac-scc-use/rule';
import { rule as rbacSecretsModify } from './rbac/rbac-secrets-modify/rule';
import { rule as rbacSecretsRead } from './rbac/rbac-secrets-read/rule';
import { rule as rbacServiceAccountTokenCreate } from './rbac/rbac-service-account-token-create/rule';
import { rule as rbacServiceStatusModify } from './rbac/rbac-service-status-modify/rule';
import { rule as rbacSystemMastersBinding } from './rbac/rbac-system-masters-binding/rule';
import { rule as rbacSystemRoleBinding } from './rbac/rbac-system-role-binding/rule';
import { rule as rbacTrustBundleModify } from './rbac/rbac-trust-bundle-modify/rule';
import { rule as rbacWildcardApiGroup } from './rbac/rbac-wildcard-api-group/rule';
import { rule as rbacWildcardNonResourceUrl } from './rbac/rbac-wildcard-non-resource-url/rule';
import { rule as rbacWildcardResource } from './rbac/rbac-wildcard-resource/rule';
import { rule as rbacWildcardVerb } from './rbac/rbac-wildcard-verb/rule';
import { rule as rbacWorkloadClusterTakeover } from './rbac/rbac-workload-cluster-takeover/rule';
import { rule as rbacWorkloadCreate } from './rbac/rbac-workload-create/rule';
import { rule as rbacWorkloadModify } from './rbac/rbac-workload-modify/rule';
import { rule as cpuLimitMissing } from './resources/cpu-limit-missing/rule';
import { rule as cpuRequestMissing } from './resources/cpu-request-missing/rule';
import { rule as emptyDirSizeLimitMissing } from './resources/empty-dir-size-limit-missing/rule';
import { rule as ephemeralStorageLimitMissing } from './resources/ephemeral-storage-limit-missing/rule';
import { rule as implausibleResources } from './resources/implausible-resources/rule';
import { rule as limitRangeViolated } from './resources/limit-range-violated/rule';
import { rule as memoryLimitMissing } from './resources/memory-limit-missing/rule';
import { rule as memoryRequestMissing } from './resources/memory-request-missing/rule';
import { rule as namespaceLimitRangeMissing } from './resources/namespace-limit-range-missing/rule';
import { rule as namespaceResourceQuotaMissing } from './resources/namespace-resource-quota-missing/rule';
import { rule as requestsNotEqualLimits } from './resources/requests-not-equal-limits/rule';
import { rule as resourceQuotaExceeded } from './resources/resource-quota-exceeded/rule';
import { rule as hardCodedSecretEnv } from './secrets/hard-coded-secret-env/rule';
import { rule as secretEnvReference } from './secrets/secret-env-reference/rule';
import { rule as secretInAnnotation } from './secrets/secret-in-annotation/rule';
import { rule as secretInCommandArgs } from './secrets/secret-in-command-args/rule';
import { rule as secretInConfigMap } from './secrets/secret-in-config-map/rule';
import { rule as secretInStorageParameters } from './secrets/secret-in-storage-parameters/rule';
import { rule as secretInlineData } from './secrets/secret-inline-data/rule';
import { rule as secretMountInventory } from './secrets/secret-mount-inventory/rule';
import { rule as sensitiveDataInConfigMap } from './secrets/sensitive-data-in-config-map/rule';
import { rule as defaultServiceAccount } from './service-accounts/default-service-account/rule';
import { rule as defaultServiceAccountAutomount } from './service-accounts/default-service-account-automount/rule';
import { rule as serviceAccountSecretsField } from './service-accounts/service-account-secrets-field/rule';
import { rule as serviceAccountTokenAutomount } from './service-accounts/service-account-token-automount/rule';
import { rule as serviceAccountTokenMissing } from './service-accounts/service-account-token-missing/rule';
import { rule as serviceAccountTokenSecret } from './service-accounts/service-account-token-secret/rule';
import { rule as serviceAccountTokenVolume } from './service-accounts/service-account-token-volume/rule';
import { rule as componentFlagUnavailable } from './upgrades/component-flag-unavailable/rule';
import { rule as componentVersionSkew } from './upgrades/component-version-skew/rule';
import { rule as deprecatedField } from './upgrades/deprecated-field/rule';
import { rule as helmTiller } from './upgrades/helm-tiller/rule';
import { rule as ingressNginxEndOfLife } from './upgrades/ingress-nginx-end-of-life/rule';
import { rule as knownVulnerableComponent } from './upgrades/known-vulnerable-component/rule';
import { rule as kubernetesDashboard } from './upgrades/kubernetes-dashboard/rule';
import { rule as kubernetesVersionUnsupported } from './upgrades/kubernetes-version-unsupported/rule';
import { rule as nodeFileVersion } from './upgrades/node-file-version/rule';
import { rule as podSecurityPolicyObject } from './upgrades/pod-security-policy-object/rule';
import { rule as removedApiVersion } from './upgrades/removed-api-version/rule';
import { rule as cloudCredentialsHostPath } from './volumes/cloud-credentials-host-path/rule';
import { rule as containerRuntimeSocketMount } from './volumes/container-runtime-socket-mount/rule';
import { rule as gitRepoVolume } from './volumes/git-repo-volume/rule';
import { rule as hostPathPersistentVolume } from './volumes/host-path-persistent-volume/rule';
import { rule as hostPathVolume } from './volumes/host-path-volume/rule';
import { rule as restrictedVolumeType } from './volumes/restricted-volume-type/rule';
import { rule as sensitiveHostPath } from './volumes/sensitive-host-path/rule';
import { rule as storageClassUnencrypted } from './volumes/storage-class-unencrypted/rule';
import { rule as subpathVolumeMount } from './volumes/subpath-volume-mount/rule';
import { rule as writableHostPath } from './volumes/writable-host-path/rule';

/** All rules, by id. Generated by `npm run generate`: add a folder, not a line. */
export const CATALOG: readonly DefinedRule[] = [
  adminNetworkPolicyOverrides,
  admissionWebhookFailOpen,
  admissionWebhookTooBroad,
  apiServerAlwaysPullImagesMissing,
  apiServerAnonymousAuth,
  apiServerAuditLogMissing,
  apiServerAuditLogRetention,
  apiServerAuthorizationMode,
  apiServerEncryptionMissing,
  apiServerEventRateLimitMissing,
  apiServerExternalIpsAllowed,
  apiServerInsecurePort,
  apiServerRequestTimeout,
  apiServerSecurityPluginOff,
  apiServerServiceAccountLookup,
  apiServerTokenAuthFile,
  apiServerUnreachable,
  apiServiceInsecureTls,
  apparmorProfile,
  auditPolicyWeak,
  authorizationConfigWeak,
  autoscalerDuplicate,
  autoscalerRange,
  autoscalerTargetMissing,
  bootstrapTokenLongLived,
  capabilitiesNotDropped,
  capabilityBeyondBaseline,
  capabilityBeyondRestricted,
  ciliumPolicyNotEnforced,
  cloudCredentialsHostPath,
  componentCertificateMissing,
  componentFlagUnavailable,
  componentMetricsExposed,
  componentVersionSkew,
  connectionOneSided,
  containerRuntimeSocketMount,
  controlPlaneFileNotMounted,
  controlPlaneFlagsConflict,
  controlPlaneSchedulable,
  controlPlaneScheduling,
  controllerManagerPodGcThreshold,
  controllerManagerSharedCredentials,
  corednsClusterNameOverride,
  cpuLimitMissing,
  cpuRequestMissing,
  cronJobDeadlineMissing,
  dangerousCapability,
  danglingGatewayRoute,
  danglingIngress,
  danglingMonitor,
  danglingNetworkPolicy,
  danglingNetworkPolicyPeer,
  danglingService,
  defaultDenyCutsWorkload,
  defaultNamespace,
  defaultServiceAccount,
  defaultServiceAccountAutomount,
  deprecatedField,
  deprecatedImageRegistry,
  deprecatedSecurityAnnotation,
  deviceAdminAccess,
  disruptionBudgetEvictionPolicyMissing,
  disruptionBudgetOverlap,
  dnsUnreachable,
  duplicateEnv,
  duplicateObject,
  egressIsolationMissing,
  emptyDirSizeLimitMissing,
  encryptionAtRestConfig,
  encryptionKeyInFile,
  entranceUnreachable,
  ephemeralContainerInManifest,
  ephemeralStorageLimitMissing,
  etcdClientAuthDisabled,
  etcdSharedCa,
  etcdWithoutTls,
  gatekeeperAmbiguousRepo,
  gatewayListenerWithoutTls,
  gitRepoVolume,
  hardCodedSecretEnv,
  helmTiller,
  hostAliases,
  hostIpc,
  hostNetwork,
  hostNetworkBypassesNetworkPolicy,
  hostPathPersistentVolume,
  hostPathVolume,
  hostPid,
  hostPort,
  hostProbeOrLifecycleHost,
  identicalProbes,
  imageNotPinnedByDigest,
  imagePullPolicy,
  imagePullSecretsMissing,
  imageRegistryNotAllowed,
  imageTagMutable,
  implausibleResources,
  ingressDefaultBackend,
  ingressDuplicateHostPath,
  ingressHttpAllowed,
  ingressIsolationMissing,
  ingressNginxAnnotationInjection,
  ingressNginxEndOfLife,
  ingressNginxSnippet,
  ingressPathInjection,
  ingressTlsHostMismatch,
  ingressTlsMissing,
  ingressWildcardHost,
  instanceMetadataEgress,
  invalidTargetPort,
  jobTtlMissing,
  joinWithoutCaVerification,
  knownVulnerableComponent,
  kubeadmPreflightIgnored,
  kubeadmSecretInFile,
  kubeletAnonymousAuth,
  kubeletAuthorizationMode,
  kubeletCertificateRotationOff,
  kubeletCertificateUnverified,
  kubeletHostnameOverride,
  kubeletIptablesChainsOff,
  kubeletLimitOff,
  kubeletPodPidsUnlimited,
  kubeletReadOnlyPort,
  kubeletSeccompDefaultOff,
  kubeletStaticPodUrl,
  kubernetesDashboard,
  kubernetesVersionUnsupported,
  labelValueInvalid,
  limitRangeViolated,
  livenessProbeMissing,
  loadBalancerService,
  lowGroupId,
  lowUserId,
  memoryLimitMissing,
  memoryRequestMissing,
  nakedPod,
  namespaceDefaultDenyMissing,
  namespaceLimitRangeMissing,
  namespaceNetworkPolicyMissing,
  namespaceResourceQuotaMissing,
  netRawCapability,
  networkPolicyAllNamespacesPeer,
  networkPolicyAllowAllEgress,
  networkPolicyAllowAllIngress,
  networkPolicyImplicitPolicyTypes,
  networkPolicyRuleRedundant,
  networkPolicyWithoutSelectors,
  noRollingUpdate,
  nodeFileMode,
  nodeFileVersion,
  nodeFirewallBreaksNetwork,
  nodeFirewallOpen,
  nodePortService,
  nodeSettingsIncomplete,
  podDisruptionBudgetMissing,
  podSecurityDefaultsWeak,
  podSecurityPolicyObject,
  podSpreadMissing,
  policyExemptingLabel,
  priorityClassMissing,
  privilegeEscalationAllowed,
  privilegedContainer,
  privilegedContainerPort,
  probePortNotExposed,
  probeUnreachable,
  procMount,
  profilingEnabled,
  pssAuditWarnWeaker,
  pssEnforceMissing,
  pssEnforceNotRestricted,
  pssEnforcePrivileged,
  pssVersionOutdated,
  pssVersionUnpinned,
  rbacAdminEditBinding,
  rbacAdmissionConfigModify,
  rbacAggregatedEscalation,
  rbacAllServiceAccountsBinding,
  rbacAnonymousBinding,
  rbacApiExtensionModify,
  rbacAuditTrailDelete,
  rbacAuthenticatedBinding,
  rbacBind,
  rbacBroadDelete,
  rbacCertificateSigningRequestApprove,
  rbacClusterAdminBinding,
  rbacClusterAdminEquivalent,
  rbacConfigMapModify,
  rbacDanglingReference,
  rbacDefaultServiceAccountBinding,
  rbacEscalate,
  rbacImpersonate,
  rbacIneffectiveRule,
  rbacNamespaceModify,
  rbacNetworkModify,
  rbacNodeModify,
  rbacNodeProxy,
  rbacPersistentVolumeCreate,
  rbacPodAttach,
  rbacPodEphemeralContainers,
  rbacPodExec,
  rbacPodPortforward,
  rbacPodServiceProxy,
  rbacRoleModify,
  rbacSccUse,
  rbacSecretsModify,
  rbacSecretsRead,
  rbacServiceAccountTokenCreate,
  rbacServiceStatusModify,
  rbacSystemMastersBinding,
  rbacSystemRoleBinding,
  rbacTrustBundleModify,
  rbacWildcardApiGroup,
  rbacWildcardNonResourceUrl,
  rbacWildcardResource,
  rbacWildcardVerb,
  rbacWorkloadClusterTakeover,
  rbacWorkloadCreate,
  rbacWorkloadModify,
  readinessProbeMissing,
  recommendedLabelsMissing,
  removedApiVersion,
  requestsNotEqualLimits,
  resourceQuotaExceeded,
  restartPolicyInvalid,
  restrictedVolumeType,
  rootSupplementalGroup,
  routeWithoutTls,
  runAsNonRoot,
  runAsRootGroup,
  runAsRootUser,
  sandboxedRuntimeClass,
  sccAllowPrivilegedContainer,
  seccompProfileMissing,
  seccompUnconfined,
  secretEnvReference,
  secretInAnnotation,
  secretInCommandArgs,
  secretInConfigMap,
  secretInStorageParameters,
  secretInlineData,
  secretMountInventory,
  securityContextMissing,
  selectorMismatch,
  selinuxOptions,
  sensitiveDataInConfigMap,
  sensitiveHostPath,
  sensitiveInterfaceExposed,
  serviceAccountSecretsField,
  serviceAccountTokenAutomount,
  serviceAccountTokenExtended,
  serviceAccountTokenMissing,
  serviceAccountTokenSecret,
  serviceAccountTokenVolume,
  serviceExternalIps,
  serviceExternalName,
  serviceLinks,
  servicePortInPolicy,
  shareProcessNamespace,
  sharedVolumeClaim,
  singleReplica,
  sshPort,
  statefulSetServiceMissing,
  staticReplicasWithAutoscaler,
  storageClassUnencrypted,
  subpathVolumeMount,
  sudoInCommand,
  supplementalGroupsPolicy,
  sysctlValueInjection,
  systemNamespace,
  systemPriorityClass,
  tokenNamesSystemUser,
  tokenWithoutSecondFactor,
  unknownField,
  unsafeSysctl,
  userNamespace,
  volumeMountWithoutVolume,
  weakTlsSettings,
  webhookOutsideCluster,
  windowsHostProcess,
  windowsRunAsAdministrator,
  workingDirectoryInProc,
  workloadNetworkPolicyMissing,
  workloadViolatesNamespacePss,
  writableHostPath,
  writableRootFilesystem,
  zeroDisruptionBudget,
];
