import { admission as unknownField } from './api/unknown-field/admission';
import { admission as volumeMountWithoutVolume } from './api/volume-mount-without-volume/admission';
import { admission as autoscalerDuplicate } from './availability/autoscaler-duplicate/admission';
import { admission as autoscalerRange } from './availability/autoscaler-range/admission';
import { admission as autoscalerTargetMissing } from './availability/autoscaler-target-missing/admission';
import { admission as cronJobDeadlineMissing } from './availability/cron-job-deadline-missing/admission';
import { admission as danglingGatewayRoute } from './availability/dangling-gateway-route/admission';
import { admission as danglingIngress } from './availability/dangling-ingress/admission';
import { admission as danglingMonitor } from './availability/dangling-monitor/admission';
import { admission as danglingService } from './availability/dangling-service/admission';
import { admission as disruptionBudgetEvictionPolicyMissing } from './availability/disruption-budget-eviction-policy-missing/admission';
import { admission as disruptionBudgetOverlap } from './availability/disruption-budget-overlap/admission';
import { admission as duplicateEnv } from './availability/duplicate-env/admission';
import { admission as identicalProbes } from './availability/identical-probes/admission';
import { admission as invalidTargetPort } from './availability/invalid-target-port/admission';
import { admission as jobTtlMissing } from './availability/job-ttl-missing/admission';
import { admission as labelValueInvalid } from './availability/label-value-invalid/admission';
import { admission as livenessProbeMissing } from './availability/liveness-probe-missing/admission';
import { admission as nakedPod } from './availability/naked-pod/admission';
import { admission as noRollingUpdate } from './availability/no-rolling-update/admission';
import { admission as podDisruptionBudgetMissing } from './availability/pod-disruption-budget-missing/admission';
import { admission as podSpreadMissing } from './availability/pod-spread-missing/admission';
import { admission as priorityClassMissing } from './availability/priority-class-missing/admission';
import { admission as probePortNotExposed } from './availability/probe-port-not-exposed/admission';
import { admission as readinessProbeMissing } from './availability/readiness-probe-missing/admission';
import { admission as recommendedLabelsMissing } from './availability/recommended-labels-missing/admission';
import { admission as restartPolicyInvalid } from './availability/restart-policy-invalid/admission';
import { admission as selectorMismatch } from './availability/selector-mismatch/admission';
import { admission as sharedVolumeClaim } from './availability/shared-volume-claim/admission';
import { admission as singleReplica } from './availability/single-replica/admission';
import { admission as statefulSetServiceMissing } from './availability/stateful-set-service-missing/admission';
import { admission as staticReplicasWithAutoscaler } from './availability/static-replicas-with-autoscaler/admission';
import { admission as zeroDisruptionBudget } from './availability/zero-disruption-budget/admission';
import { admission as admissionWebhookFailOpen } from './control-plane/admission-webhook-fail-open/admission';
import { admission as admissionWebhookTooBroad } from './control-plane/admission-webhook-too-broad/admission';
import { admission as apiServerAlwaysPullImagesMissing } from './control-plane/api-server-always-pull-images-missing/admission';
import { admission as apiServerAnonymousAuth } from './control-plane/api-server-anonymous-auth/admission';
import { admission as apiServerAuditLogMissing } from './control-plane/api-server-audit-log-missing/admission';
import { admission as apiServerAuditLogRetention } from './control-plane/api-server-audit-log-retention/admission';
import { admission as apiServerAuthorizationMode } from './control-plane/api-server-authorization-mode/admission';
import { admission as apiServerEncryptionMissing } from './control-plane/api-server-encryption-missing/admission';
import { admission as apiServerEventRateLimitMissing } from './control-plane/api-server-event-rate-limit-missing/admission';
import { admission as apiServerExternalIpsAllowed } from './control-plane/api-server-external-ips-allowed/admission';
import { admission as apiServerInsecurePort } from './control-plane/api-server-insecure-port/admission';
import { admission as apiServerRequestTimeout } from './control-plane/api-server-request-timeout/admission';
import { admission as apiServerSecurityPluginOff } from './control-plane/api-server-security-plugin-off/admission';
import { admission as apiServerServiceAccountLookup } from './control-plane/api-server-service-account-lookup/admission';
import { admission as apiServerTokenAuthFile } from './control-plane/api-server-token-auth-file/admission';
import { admission as apiServiceInsecureTls } from './control-plane/api-service-insecure-tls/admission';
import { admission as auditPolicyWeak } from './control-plane/audit-policy-weak/admission';
import { admission as authorizationConfigWeak } from './control-plane/authorization-config-weak/admission';
import { admission as bootstrapTokenLongLived } from './control-plane/bootstrap-token-long-lived/admission';
import { admission as componentCertificateMissing } from './control-plane/component-certificate-missing/admission';
import { admission as componentMetricsExposed } from './control-plane/component-metrics-exposed/admission';
import { admission as controlPlaneSchedulable } from './control-plane/control-plane-schedulable/admission';
import { admission as controllerManagerPodGcThreshold } from './control-plane/controller-manager-pod-gc-threshold/admission';
import { admission as controllerManagerSharedCredentials } from './control-plane/controller-manager-shared-credentials/admission';
import { admission as encryptionAtRestConfig } from './control-plane/encryption-at-rest-config/admission';
import { admission as encryptionKeyInFile } from './control-plane/encryption-key-in-file/admission';
import { admission as etcdClientAuthDisabled } from './control-plane/etcd-client-auth-disabled/admission';
import { admission as etcdSharedCa } from './control-plane/etcd-shared-ca/admission';
import { admission as etcdWithoutTls } from './control-plane/etcd-without-tls/admission';
import { admission as joinWithoutCaVerification } from './control-plane/join-without-ca-verification/admission';
import { admission as kubeadmPreflightIgnored } from './control-plane/kubeadm-preflight-ignored/admission';
import { admission as kubeadmSecretInFile } from './control-plane/kubeadm-secret-in-file/admission';
import { admission as kubeletAnonymousAuth } from './control-plane/kubelet-anonymous-auth/admission';
import { admission as kubeletAuthorizationMode } from './control-plane/kubelet-authorization-mode/admission';
import { admission as kubeletCertificateRotationOff } from './control-plane/kubelet-certificate-rotation-off/admission';
import { admission as kubeletCertificateUnverified } from './control-plane/kubelet-certificate-unverified/admission';
import { admission as kubeletHostnameOverride } from './control-plane/kubelet-hostname-override/admission';
import { admission as kubeletIptablesChainsOff } from './control-plane/kubelet-iptables-chains-off/admission';
import { admission as kubeletLimitOff } from './control-plane/kubelet-limit-off/admission';
import { admission as kubeletPodPidsUnlimited } from './control-plane/kubelet-pod-pids-unlimited/admission';
import { admission as kubeletReadOnlyPort } from './control-plane/kubelet-read-only-port/admission';
import { admission as kubeletSeccompDefaultOff } from './control-plane/kubelet-seccomp-default-off/admission';
import { admission as kubeletStaticPodUrl } from './control-plane/kubelet-static-pod-url/admission';
import { admission as podSecurityDefaultsWeak } from './control-plane/pod-security-defaults-weak/admission';
import { admission as profilingEnabled } from './control-plane/profiling-enabled/admission';
import { admission as serviceAccountTokenExtended } from './control-plane/service-account-token-extended/admission';
import { admission as tokenNamesSystemUser } from './control-plane/token-names-system-user/admission';
import { admission as tokenWithoutSecondFactor } from './control-plane/token-without-second-factor/admission';
import { admission as weakTlsSettings } from './control-plane/weak-tls-settings/admission';
import { admission as webhookOutsideCluster } from './control-plane/webhook-outside-cluster/admission';
import { admission as deprecatedImageRegistry } from './images/deprecated-image-registry/admission';
import { admission as gatekeeperAmbiguousRepo } from './images/gatekeeper-ambiguous-repo/admission';
import { admission as imageNotPinnedByDigest } from './images/image-not-pinned-by-digest/admission';
import { admission as imagePullPolicy } from './images/image-pull-policy/admission';
import { admission as imagePullSecretsMissing } from './images/image-pull-secrets-missing/admission';
import { admission as imageRegistryNotAllowed } from './images/image-registry-not-allowed/admission';
import { admission as imageTagMutable } from './images/image-tag-mutable/admission';
import { admission as gatewayListenerWithoutTls } from './ingress/gateway-listener-without-tls/admission';
import { admission as ingressDefaultBackend } from './ingress/ingress-default-backend/admission';
import { admission as ingressDuplicateHostPath } from './ingress/ingress-duplicate-host-path/admission';
import { admission as ingressHttpAllowed } from './ingress/ingress-http-allowed/admission';
import { admission as ingressNginxAnnotationInjection } from './ingress/ingress-nginx-annotation-injection/admission';
import { admission as ingressNginxSnippet } from './ingress/ingress-nginx-snippet/admission';
import { admission as ingressPathInjection } from './ingress/ingress-path-injection/admission';
import { admission as ingressTlsHostMismatch } from './ingress/ingress-tls-host-mismatch/admission';
import { admission as ingressTlsMissing } from './ingress/ingress-tls-missing/admission';
import { admission as ingressWildcardHost } from './ingress/ingress-wildcard-host/admission';
import { admission as routeWithoutTls } from './ingress/route-without-tls/admission';
import { admission as defaultNamespace } from './namespaces/default-namespace/admission';
import { admission as duplicateObject } from './namespaces/duplicate-object/admission';
import { admission as policyExemptingLabel } from './namespaces/policy-exempting-label/admission';
import { admission as pssAuditWarnWeaker } from './namespaces/pss-audit-warn-weaker/admission';
import { admission as pssEnforceMissing } from './namespaces/pss-enforce-missing/admission';
import { admission as pssEnforceNotRestricted } from './namespaces/pss-enforce-not-restricted/admission';
import { admission as pssEnforcePrivileged } from './namespaces/pss-enforce-privileged/admission';
import { admission as pssVersionOutdated } from './namespaces/pss-version-outdated/admission';
import { admission as pssVersionUnpinned } from './namespaces/pss-version-unpinned/admission';
import { admission as systemNamespace } from './namespaces/system-namespace/admission';
import { admission as workloadViolatesNamespacePss } from './namespaces/workload-violates-namespace-pss/admission';
import { admission as adminNetworkPolicyOverrides } from './network/admin-network-policy-overrides/admission';
import { admission as apiServerUnreachable } from './network/api-server-unreachable/admission';
import { admission as ciliumPolicyNotEnforced } from './network/cilium-policy-not-enforced/admission';
import { admission as connectionOneSided } from './network/connection-one-sided/admission';
import { admission as corednsClusterNameOverride } from './network/coredns-cluster-name-override/admission';
import { admission as danglingNetworkPolicy } from './network/dangling-network-policy/admission';
import { admission as danglingNetworkPolicyPeer } from './network/dangling-network-policy-peer/admission';
import { admission as defaultDenyCutsWorkload } from './network/default-deny-cuts-workload/admission';
import { admission as dnsUnreachable } from './network/dns-unreachable/admission';
import { admission as egressIsolationMissing } from './network/egress-isolation-missing/admission';
import { admission as entranceUnreachable } from './network/entrance-unreachable/admission';
import { admission as hostNetworkBypassesNetworkPolicy } from './network/host-network-bypasses-network-policy/admission';
import { admission as ingressIsolationMissing } from './network/ingress-isolation-missing/admission';
import { admission as instanceMetadataEgress } from './network/instance-metadata-egress/admission';
import { admission as loadBalancerService } from './network/load-balancer-service/admission';
import { admission as namespaceDefaultDenyMissing } from './network/namespace-default-deny-missing/admission';
import { admission as namespaceNetworkPolicyMissing } from './network/namespace-network-policy-missing/admission';
import { admission as networkPolicyAllNamespacesPeer } from './network/network-policy-all-namespaces-peer/admission';
import { admission as networkPolicyAllowAllEgress } from './network/network-policy-allow-all-egress/admission';
import { admission as networkPolicyAllowAllIngress } from './network/network-policy-allow-all-ingress/admission';
import { admission as networkPolicyImplicitPolicyTypes } from './network/network-policy-implicit-policy-types/admission';
import { admission as networkPolicyRuleRedundant } from './network/network-policy-rule-redundant/admission';
import { admission as networkPolicyWithoutSelectors } from './network/network-policy-without-selectors/admission';
import { admission as nodePortService } from './network/node-port-service/admission';
import { admission as probeUnreachable } from './network/probe-unreachable/admission';
import { admission as sensitiveInterfaceExposed } from './network/sensitive-interface-exposed/admission';
import { admission as serviceExternalIps } from './network/service-external-ips/admission';
import { admission as serviceExternalName } from './network/service-external-name/admission';
import { admission as servicePortInPolicy } from './network/service-port-in-policy/admission';
import { admission as sshPort } from './network/ssh-port/admission';
import { admission as workloadNetworkPolicyMissing } from './network/workload-network-policy-missing/admission';
import { admission as controlPlaneFileNotMounted } from './nodes/control-plane-file-not-mounted/admission';
import { admission as controlPlaneFlagsConflict } from './nodes/control-plane-flags-conflict/admission';
import { admission as nodeFileMode } from './nodes/node-file-mode/admission';
import { admission as nodeFirewallBreaksNetwork } from './nodes/node-firewall-breaks-network/admission';
import { admission as nodeFirewallOpen } from './nodes/node-firewall-open/admission';
import { admission as nodeSettingsIncomplete } from './nodes/node-settings-incomplete/admission';
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
import { admission as sccAllowPrivilegedContainer } from './pod-security/scc-allow-privileged-container/admission';
import { admission as seccompProfileMissing } from './pod-security/seccomp-profile-missing/admission';
import { admission as seccompUnconfined } from './pod-security/seccomp-unconfined/admission';
import { admission as securityContextMissing } from './pod-security/security-context-missing/admission';
import { admission as selinuxOptions } from './pod-security/selinux-options/admission';
import { admission as serviceLinks } from './pod-security/service-links/admission';
import { admission as shareProcessNamespace } from './pod-security/share-process-namespace/admission';
import { admission as sudoInCommand } from './pod-security/sudo-in-command/admission';
import { admission as supplementalGroupsPolicy } from './pod-security/supplemental-groups-policy/admission';
import { admission as sysctlValueInjection } from './pod-security/sysctl-value-injection/admission';
import { admission as systemPriorityClass } from './pod-security/system-priority-class/admission';
import { admission as unsafeSysctl } from './pod-security/unsafe-sysctl/admission';
import { admission as userNamespace } from './pod-security/user-namespace/admission';
import { admission as windowsHostProcess } from './pod-security/windows-host-process/admission';
import { admission as windowsRunAsAdministrator } from './pod-security/windows-run-as-administrator/admission';
import { admission as workingDirectoryInProc } from './pod-security/working-directory-in-proc/admission';
import { admission as writableRootFilesystem } from './pod-security/writable-root-filesystem/admission';
import { admission as rbacAdminEditBinding } from './rbac/rbac-admin-edit-binding/admission';
import { admission as rbacAdmissionConfigModify } from './rbac/rbac-admission-config-modify/admission';
import { admission as rbacAggregatedEscalation } from './rbac/rbac-aggregated-escalation/admission';
import { admission as rbacAllServiceAccountsBinding } from './rbac/rbac-all-service-accounts-binding/admission';
import { admission as rbacAnonymousBinding } from './rbac/rbac-anonymous-binding/admission';
import { admission as rbacApiExtensionModify } from './rbac/rbac-api-extension-modify/admission';
import { admission as rbacAuditTrailDelete } from './rbac/rbac-audit-trail-delete/admission';
import { admission as rbacAuthenticatedBinding } from './rbac/rbac-authenticated-binding/admission';
import { admission as rbacBind } from './rbac/rbac-bind/admission';
import { admission as rbacBroadDelete } from './rbac/rbac-broad-delete/admission';
import { admission as rbacCertificateSigningRequestApprove } from './rbac/rbac-certificate-signing-request-approve/admission';
import { admission as rbacClusterAdminBinding } from './rbac/rbac-cluster-admin-binding/admission';
import { admission as rbacClusterAdminEquivalent } from './rbac/rbac-cluster-admin-equivalent/admission';
import { admission as rbacConfigMapModify } from './rbac/rbac-config-map-modify/admission';
import { admission as rbacDanglingReference } from './rbac/rbac-dangling-reference/admission';
import { admission as rbacDefaultServiceAccountBinding } from './rbac/rbac-default-service-account-binding/admission';
import { admission as rbacEscalate } from './rbac/rbac-escalate/admission';
import { admission as rbacImpersonate } from './rbac/rbac-impersonate/admission';
import { admission as rbacIneffectiveRule } from './rbac/rbac-ineffective-rule/admission';
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
import { admission as rbacSccUse } from './rbac/rbac-scc-use/admission';
import { admission as rbacSecretsModify } from './rbac/rbac-secrets-modify/admission';
import { admission as rbacSecretsRead } from './rbac/rbac-secrets-read/admission';
import { admission as rbacServiceAccountTokenCreate } from './rbac/rbac-service-account-token-create/admission';
import { admission as rbacServiceStatusModify } from './rbac/rbac-service-status-modify/admission';
import { admission as rbacSystemMastersBinding } from './rbac/rbac-system-masters-binding/admission';
import { admission as rbacSystemRoleBinding } from './rbac/rbac-system-role-binding/admission';
import { admission as rbacTrustBundleModify } from './rbac/rbac-trust-bundle-modify/admission';
import { admission as rbacWildcardApiGroup } from './rbac/rbac-wildcard-api-group/admission';
import { admission as rbacWildcardNonResourceUrl } from './rbac/rbac-wildcard-non-resource-url/admission';
import { admission as rbacWildcardResource } from './rbac/rbac-wildcard-resource/admission';
import { admission as rbacWildcardVerb } from './rbac/rbac-wildcard-verb/admission';
import { admission as rbacWorkloadClusterTakeover } from './rbac/rbac-workload-cluster-takeover/admission';
import { admission as rbacWorkloadCreate } from './rbac/rbac-workload-create/admission';
import { admission as rbacWorkloadModify } from './rbac/rbac-workload-modify/admission';
import { admission as cpuLimitMissing } from './resources/cpu-limit-missing/admission';
import { admission as cpuRequestMissing } from './resources/cpu-request-missing/admission';
import { admission as emptyDirSizeLimitMissing } from './resources/empty-dir-size-limit-missing/admission';
import { admission as ephemeralStorageLimitMissing } from './resources/ephemeral-storage-limit-missing/admission';
import { admission as implausibleResources } from './resources/implausible-resources/admission';
import { admission as limitRangeViolated } from './resources/limit-range-violated/admission';
import { admission as memoryLimitMissing } from './resources/memory-limit-missing/admission';
import { admission as memoryRequestMissing } from './resources/memory-request-missing/admission';
import { admission as namespaceLimitRangeMissing } from './resources/namespace-limit-range-missing/admission';
import { admission as namespaceResourceQuotaMissing } from './resources/namespace-resource-quota-missing/admission';
import { admission as requestsNotEqualLimits } from './resources/requests-not-equal-limits/admission';
import { admission as resourceQuotaExceeded } from './resources/resource-quota-exceeded/admission';
import { admission as hardCodedSecretEnv } from './secrets/hard-coded-secret-env/admission';
import { admission as secretEnvReference } from './secrets/secret-env-reference/admission';
import { admission as secretInAnnotation } from './secrets/secret-in-annotation/admission';
import { admission as secretInCommandArgs } from './secrets/secret-in-command-args/admission';
import { admission as secretInConfigMap } from './secrets/secret-in-config-map/admission';
import { admission as secretInStorageParameters } from './secrets/secret-in-storage-parameters/admission';
import { admission as secretInlineData } from './secrets/secret-inline-data/admission';
import { admission as secretMountInventory } from './secrets/secret-mount-inventory/admission';
import { admission as sensitiveDataInConfigMap } from './secrets/sensitive-data-in-config-map/admission';
import { admission as defaultServiceAccount } from './service-accounts/default-service-account/admission';
import { admission as defaultServiceAccountAutomount } from './service-accounts/default-service-account-automount/admission';
import { admission as serviceAccountSecretsField } from './service-accounts/service-account-secrets-field/admission';
import { admission as serviceAccountTokenAutomount } from './service-accounts/service-account-token-automount/admission';
import { admission as serviceAccountTokenMissing } from './service-accounts/service-account-token-missing/admission';
import { admission as serviceAccountTokenSecret } from './service-accounts/service-account-token-secret/admission';
import { admission as serviceAccountTokenVolume } from './service-accounts/service-account-token-volume/admission';
import type { Admission } from './shared/admission/admission';
import { admission as componentFlagUnavailable } from './upgrades/component-flag-unavailable/admission';
import { admission as componentVersionSkew } from './upgrades/component-version-skew/admission';
import { admission as deprecatedField } from './upgrades/deprecated-field/admission';
import { admission as helmTiller } from './upgrades/helm-tiller/admission';
import { admission as ingressNginxEndOfLife } from './upgrades/ingress-nginx-end-of-life/admission';
import { admission as knownVulnerableComponent } from './upgrades/known-vulnerable-component/admission';
import { admission as kubernetesDashboard } from './upgrades/kubernetes-dashboard/admission';
import { admission as kubernetesVersionUnsupported } from './upgrades/kubernetes-version-unsupported/admission';
import { admission as nodeFileVersion } from './upgrades/node-file-version/admission';
import { admission as podSecurityPolicyObject } from './upgrades/pod-security-policy-object/admission';
import { admission as removedApiVersion } from './upgrades/removed-api-version/admission';
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
  'admin-network-policy-overrides': adminNetworkPolicyOverrides,
  'admission-webhook-fail-open': admissionWebhookFailOpen,
  'admission-webhook-too-broad': admissionWebhookTooBroad,
  'api-server-always-pull-images-missing': apiServerAlwaysPullImagesMissing,
  'api-server-anonymous-auth': apiServerAnonymousAuth,
  'api-server-audit-log-missing': apiServerAuditLogMissing,
  'api-server-audit-log-retention': apiServerAuditLogRetention,
  'api-server-authorization-mode': apiServerAuthorizationMode,
  'api-server-encryption-missing': apiServerEncryptionMissing,
  'api-server-event-rate-limit-missing': apiServerEventRateLimitMissing,
  'api-server-external-ips-allowed': apiServerExternalIpsAllowed,
  'api-server-insecure-port': apiServerInsecurePort,
  'api-server-request-timeout': apiServerRequestTimeout,
  'api-server-security-plugin-off': apiServerSecurityPluginOff,
  'api-server-service-account-lookup': apiServerServiceAccountLookup,
  'api-server-token-auth-file': apiServerTokenAuthFile,
  'api-server-unreachable': apiServerUnreachable,
  'api-service-insecure-tls': apiServiceInsecureTls,
  'apparmor-profile': apparmorProfile,
  'audit-policy-weak': auditPolicyWeak,
  'authorization-config-weak': authorizationConfigWeak,
  'autoscaler-duplicate': autoscalerDuplicate,
  'autoscaler-range': autoscalerRange,
  'autoscaler-target-missing': autoscalerTargetMissing,
  'bootstrap-token-long-lived': bootstrapTokenLongLived,
  'capabilities-not-dropped': capabilitiesNotDropped,
  'capability-beyond-baseline': capabilityBeyondBaseline,
  'capability-beyond-restricted': capabilityBeyondRestricted,
  'cilium-policy-not-enforced': ciliumPolicyNotEnforced,
  'cloud-credentials-host-path': cloudCredentialsHostPath,
  'component-certificate-missing': componentCertificateMissing,
  'component-flag-unavailable': componentFlagUnavailable,
  'component-metrics-exposed': componentMetricsExposed,
  'component-version-skew': componentVersionSkew,
  'connection-one-sided': connectionOneSided,
  'container-runtime-socket-mount': containerRuntimeSocketMount,
  'control-plane-file-not-mounted': controlPlaneFileNotMounted,
  'control-plane-flags-conflict': controlPlaneFlagsConflict,
  'control-plane-schedulable': controlPlaneSchedulable,
  'control-plane-scheduling': controlPlaneScheduling,
  'controller-manager-pod-gc-threshold': controllerManagerPodGcThreshold,
  'controller-manager-shared-credentials': controllerManagerSharedCredentials,
  'coredns-cluster-name-override': corednsClusterNameOverride,
  'cpu-limit-missing': cpuLimitMissing,
  'cpu-request-missing': cpuRequestMissing,
  'cron-job-deadline-missing': cronJobDeadlineMissing,
  'dangerous-capability': dangerousCapability,
  'dangling-gateway-route': danglingGatewayRoute,
  'dangling-ingress': danglingIngress,
  'dangling-monitor': danglingMonitor,
  'dangling-network-policy': danglingNetworkPolicy,
  'dangling-network-policy-peer': danglingNetworkPolicyPeer,
  'dangling-service': danglingService,
  'default-deny-cuts-workload': defaultDenyCutsWorkload,
  'default-namespace': defaultNamespace,
  'default-service-account': defaultServiceAccount,
  'default-service-account-automount': defaultServiceAccountAutomount,
  'deprecated-field': deprecatedField,
  'deprecated-image-registry': deprecatedImageRegistry,
  'deprecated-security-annotation': deprecatedSecurityAnnotation,
  'device-admin-access': deviceAdminAccess,
  'disruption-budget-eviction-policy-missing': disruptionBudgetEvictionPolicyMissing,
  'disruption-budget-overlap': disruptionBudgetOverlap,
  'dns-unreachable': dnsUnreachable,
  'duplicate-env': duplicateEnv,
  'duplicate-object': duplicateObject,
  'egress-isolation-missing': egressIsolationMissing,
  'empty-dir-size-limit-missing': emptyDirSizeLimitMissing,
  'encryption-at-rest-config': encryptionAtRestConfig,
  'encryption-key-in-file': encryptionKeyInFile,
  'entrance-unreachable': entranceUnreachable,
  'ephemeral-container-in-manifest': ephemeralContainerInManifest,
  'ephemeral-storage-limit-missing': ephemeralStorageLimitMissing,
  'etcd-client-auth-disabled': etcdClientAuthDisabled,
  'etcd-shared-ca': etcdSharedCa,
  'etcd-without-tls': etcdWithoutTls,
  'gatekeeper-ambiguous-repo': gatekeeperAmbiguousRepo,
  'gateway-listener-without-tls': gatewayListenerWithoutTls,
  'git-repo-volume': gitRepoVolume,
  'hard-coded-secret-env': hardCodedSecretEnv,
  'helm-tiller': helmTiller,
  'host-aliases': hostAliases,
  'host-ipc': hostIpc,
  'host-network': hostNetwork,
  'host-network-bypasses-network-policy': hostNetworkBypassesNetworkPolicy,
  'host-path-persistent-volume': hostPathPersistentVolume,
  'host-path-volume': hostPathVolume,
  'host-pid': hostPid,
  'host-port': hostPort,
  'host-probe-or-lifecycle-host': hostProbeOrLifecycleHost,
  'identical-probes': identicalProbes,
  'image-not-pinned-by-digest': imageNotPinnedByDigest,
  'image-pull-policy': imagePullPolicy,
  'image-pull-secrets-missing': imagePullSecretsMissing,
  'image-registry-not-allowed': imageRegistryNotAllowed,
  'image-tag-mutable': imageTagMutable,
  'implausible-resources': implausibleResources,
  'ingress-default-backend': ingressDefaultBackend,
  'ingress-duplicate-host-path': ingressDuplicateHostPath,
  'ingress-http-allowed': ingressHttpAllowed,
  'ingress-isolation-missing': ingressIsolationMissing,
  'ingress-nginx-annotation-injection': ingressNginxAnnotationInjection,
  'ingress-nginx-end-of-life': ingressNginxEndOfLife,
  'ingress-nginx-snippet': ingressNginxSnippet,
  'ingress-path-injection': ingressPathInjection,
  'ingress-tls-host-mismatch': ingressTlsHostMismatch,
  'ingress-tls-missing': ingressTlsMissing,
  'ingress-wildcard-host': ingressWildcardHost,
  'instance-metadata-egress': instanceMetadataEgress,
  'invalid-target-port': invalidTargetPort,
  'job-ttl-missing': jobTtlMissing,
  'join-without-ca-verification': joinWithoutCaVerification,
  'known-vulnerable-component': knownVulnerableComponent,
  'kubeadm-preflight-ignored': kubeadmPreflightIgnored,
  'kubeadm-secret-in-file': kubeadmSecretInFile,
  'kubelet-anonymous-auth': kubeletAnonymousAuth,
  'kubelet-authorization-mode': kubeletAuthorizationMode,
  'kubelet-certificate-rotation-off': kubeletCertificateRotationOff,
  'kubelet-certificate-unverified': kubeletCertificateUnverified,
  'kubelet-hostname-override': kubeletHostnameOverride,
  'kubelet-iptables-chains-off': kubeletIptablesChainsOff,
  'kubelet-limit-off': kubeletLimitOff,
  'kubelet-pod-pids-unlimited': kubeletPodPidsUnlimited,
  'kubelet-read-only-port': kubeletReadOnlyPort,
  'kubelet-seccomp-default-off': kubeletSeccompDefaultOff,
  'kubelet-static-pod-url': kubeletStaticPodUrl,
  'kubernetes-dashboard': kubernetesDashboard,
  'kubernetes-version-unsupported': kubernetesVersionUnsupported,
  'label-value-invalid': labelValueInvalid,
  'limit-range-violated': limitRangeViolated,
  'liveness-probe-missing': livenessProbeMissing,
  'load-balancer-service': loadBalancerService,
  'low-group-id': lowGroupId,
  'low-user-id': lowUserId,
  'memory-limit-missing': memoryLimitMissing,
  'memory-request-missing': memoryRequestMissing,
  'naked-pod': nakedPod,
  'namespace-default-deny-missing': namespaceDefaultDenyMissing,
  'namespace-limit-range-missing': namespaceLimitRangeMissing,
  'namespace-network-policy-missing': namespaceNetworkPolicyMissing,
  'namespace-resource-quota-missing': namespaceResourceQuotaMissing,
  'net-raw-capability': netRawCapability,
  'network-policy-all-namespaces-peer': networkPolicyAllNamespacesPeer,
  'network-policy-allow-all-egress': networkPolicyAllowAllEgress,
  'network-policy-allow-all-ingress': networkPolicyAllowAllIngress,
  'network-policy-implicit-policy-types': networkPolicyImplicitPolicyTypes,
  'network-policy-rule-redundant': networkPolicyRuleRedundant,
  'network-policy-without-selectors': networkPolicyWithoutSelectors,
  'no-rolling-update': noRollingUpdate,
  'node-file-mode': nodeFileMode,
  'node-file-version': nodeFileVersion,
  'node-firewall-breaks-network': nodeFirewallBreaksNetwork,
  'node-firewall-open': nodeFirewallOpen,
  'node-port-service': nodePortService,
  'node-settings-incomplete': nodeSettingsIncomplete,
  'pod-disruption-budget-missing': podDisruptionBudgetMissing,
  'pod-security-defaults-weak': podSecurityDefaultsWeak,
  'pod-security-policy-object': podSecurityPolicyObject,
  'pod-spread-missing': podSpreadMissing,
  'policy-exempting-label': policyExemptingLabel,
  'priority-class-missing': priorityClassMissing,
  'privilege-escalation-allowed': privilegeEscalationAllowed,
  'privileged-container': privilegedContainer,
  'privileged-container-port': privilegedContainerPort,
  'probe-port-not-exposed': probePortNotExposed,
  'probe-unreachable': probeUnreachable,
  'proc-mount': procMount,
  'profiling-enabled': profilingEnabled,
  'pss-audit-warn-weaker': pssAuditWarnWeaker,
  'pss-enforce-missing': pssEnforceMissing,
  'pss-enforce-not-restricted': pssEnforceNotRestricted,
  'pss-enforce-privileged': pssEnforcePrivileged,
  'pss-version-outdated': pssVersionOutdated,
  'pss-version-unpinned': pssVersionUnpinned,
  'rbac-admin-edit-binding': rbacAdminEditBinding,
  'rbac-admission-config-modify': rbacAdmissionConfigModify,
  'rbac-aggregated-escalation': rbacAggregatedEscalation,
  'rbac-all-service-accounts-binding': rbacAllServiceAccountsBinding,
  'rbac-anonymous-binding': rbacAnonymousBinding,
  'rbac-api-extension-modify': rbacApiExtensionModify,
  'rbac-audit-trail-delete': rbacAuditTrailDelete,
  'rbac-authenticated-binding': rbacAuthenticatedBinding,
  'rbac-bind': rbacBind,
  'rbac-broad-delete': rbacBroadDelete,
  'rbac-certificate-signing-request-approve': rbacCertificateSigningRequestApprove,
  'rbac-cluster-admin-binding': rbacClusterAdminBinding,
  'rbac-cluster-admin-equivalent': rbacClusterAdminEquivalent,
  'rbac-config-map-modify': rbacConfigMapModify,
  'rbac-dangling-reference': rbacDanglingReference,
  'rbac-default-service-account-binding': rbacDefaultServiceAccountBinding,
  'rbac-escalate': rbacEscalate,
  'rbac-impersonate': rbacImpersonate,
  'rbac-ineffective-rule': rbacIneffectiveRule,
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
  'rbac-scc-use': rbacSccUse,
  'rbac-secrets-modify': rbacSecretsModify,
  'rbac-secrets-read': rbacSecretsRead,
  'rbac-service-account-token-create': rbacServiceAccountTokenCreate,
  'rbac-service-status-modify': rbacServiceStatusModify,
  'rbac-system-masters-binding': rbacSystemMastersBinding,
  'rbac-system-role-binding': rbacSystemRoleBinding,
  'rbac-trust-bundle-modify': rbacTrustBundleModify,
  'rbac-wildcard-api-group': rbacWildcardApiGroup,
  'rbac-wildcard-non-resource-url': rbacWildcardNonResourceUrl,
  'rbac-wildcard-resource': rbacWildcardResource,
  'rbac-wildcard-verb': rbacWildcardVerb,
  'rbac-workload-cluster-takeover': rbacWorkloadClusterTakeover,
  'rbac-workload-create': rbacWorkloadCreate,
  'rbac-workload-modify': rbacWorkloadModify,
  'readiness-probe-missing': readinessProbeMissing,
  'recommended-labels-missing': recommendedLabelsMissing,
  'removed-api-version': removedApiVersion,
  'requests-not-equal-limits': requestsNotEqualLimits,
  'resource-quota-exceeded': resourceQuotaExceeded,
  'restart-policy-invalid': restartPolicyInvalid,
  'restricted-volume-type': restrictedVolumeType,
  'root-supplemental-group': rootSupplementalGroup,
  'route-without-tls': routeWithoutTls,
  'run-as-non-root': runAsNonRoot,
  'run-as-root-group': runAsRootGroup,
  'run-as-root-user': runAsRootUser,
  'sandboxed-runtime-class': sandboxedRuntimeClass,
  'scc-allow-privileged-container': sccAllowPrivilegedContainer,
  'seccomp-profile-missing': seccompProfileMissing,
  'seccomp-unconfined': seccompUnconfined,
  'secret-env-reference': secretEnvReference,
  'secret-in-annotation': secretInAnnotation,
  'secret-in-command-args': secretInCommandArgs,
  'secret-in-config-map': secretInConfigMap,
  'secret-in-storage-parameters': secretInStorageParameters,
  'secret-inline-data': secretInlineData,
  'secret-mount-inventory': secretMountInventory,
  'security-context-missing': securityContextMissing,
  'selector-mismatch': selectorMismatch,
  'selinux-options': selinuxOptions,
  'sensitive-data-in-config-map': sensitiveDataInConfigMap,
  'sensitive-host-path': sensitiveHostPath,
  'sensitive-interface-exposed': sensitiveInterfaceExposed,
  'service-account-secrets-field': serviceAccountSecretsField,
  'service-account-token-automount': serviceAccountTokenAutomount,
  'service-account-token-extended': serviceAccountTokenExtended,
  'service-account-token-missing': serviceAccountTokenMissing,
  'service-account-token-secret': serviceAccountTokenSecret,
  'service-account-token-volume': serviceAccountTokenVolume,
  'service-external-ips': serviceExternalIps,
  'service-external-name': serviceExternalName,
  'service-links': serviceLinks,
  'service-port-in-policy': servicePortInPolicy,
  'share-process-namespace': shareProcessNamespace,
  'shared-volume-claim': sharedVolumeClaim,
  'single-replica': singleReplica,
  'ssh-port': sshPort,
  'stateful-set-service-missing': statefulSetServiceMissing,
  'static-replicas-with-autoscaler': staticReplicasWithAutoscaler,
  'storage-class-unencrypted': storageClassUnencrypted,
  'subpath-volume-mount': subpathVolumeMount,
  'sudo-in-command': sudoInCommand,
  'supplemental-groups-policy': supplementalGroupsPolicy,
  'sysctl-value-injection': sysctlValueInjection,
  'system-namespace': systemNamespace,
  'system-priority-class': systemPriorityClass,
  'token-names-system-user': tokenNamesSystemUser,
  'token-without-second-factor': tokenWithoutSecondFactor,
  'unknown-field': unknownField,
  'unsafe-sysctl': unsafeSysctl,
  'user-namespace': userNamespace,
  'volume-mount-without-volume': volumeMountWithoutVolume,
  'weak-tls-settings': weakTlsSettings,
  'webhook-outside-cluster': webhookOutsideCluster,
  'windows-host-process': windowsHostProcess,
  'windows-run-as-administrator': windowsRunAsAdministrator,
  'working-directory-in-proc': workingDirectoryInProc,
  'workload-network-policy-missing': workloadNetworkPolicyMissing,
  'workload-violates-namespace-pss': workloadViolatesNamespacePss,
  'writable-host-path': writableHostPath,
  'writable-root-filesystem': writableRootFilesystem,
  'zero-disruption-budget': zeroDisruptionBudget,
};
