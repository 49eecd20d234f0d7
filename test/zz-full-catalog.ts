import { rule as admissionWebhookFailOpen } from '../src/rules/admission-webhook-fail-open/rule';
import { rule as apparmorProfile } from '../src/rules/apparmor-profile/rule';
import { rule as auditPolicyWeak } from '../src/rules/audit-policy-weak/rule';
import { rule as autoscalerDuplicate } from '../src/rules/autoscaler-duplicate/rule';
import { rule as autoscalerRange } from '../src/rules/autoscaler-range/rule';
import { rule as autoscalerTargetMissing } from '../src/rules/autoscaler-target-missing/rule';
import { rule as capabilitiesNotDropped } from '../src/rules/capabilities-not-dropped/rule';
import { rule as capabilityBeyondBaseline } from '../src/rules/capability-beyond-baseline/rule';
import { rule as capabilityBeyondRestricted } from '../src/rules/capability-beyond-restricted/rule';
import { rule as cloudCredentialsHostPath } from '../src/rules/cloud-credentials-host-path/rule';
import { rule as containerRuntimeSocketMount } from '../src/rules/container-runtime-socket-mount/rule';
import { rule as controlPlaneInsecureFlag } from '../src/rules/control-plane-insecure-flag/rule';
import { rule as controlPlaneScheduling } from '../src/rules/control-plane-scheduling/rule';
import { rule as cpuLimitMissing } from '../src/rules/cpu-limit-missing/rule';
import { rule as cpuRequestMissing } from '../src/rules/cpu-request-missing/rule';
import { rule as cronJobDeadlineMissing } from '../src/rules/cron-job-deadline-missing/rule';
import { rule as dangerousCapability } from '../src/rules/dangerous-capability/rule';
import { rule as danglingGatewayRoute } from '../src/rules/dangling-gateway-route/rule';
import { rule as danglingIngress } from '../src/rules/dangling-ingress/rule';
import { rule as danglingNetworkPolicy } from '../src/rules/dangling-network-policy/rule';
import { rule as danglingNetworkPolicyPeer } from '../src/rules/dangling-network-policy-peer/rule';
import { rule as danglingService } from '../src/rules/dangling-service/rule';
import { rule as defaultNamespace } from '../src/rules/default-namespace/rule';
import { rule as defaultServiceAccount } from '../src/rules/default-service-account/rule';
import { rule as defaultServiceAccountAutomount } from '../src/rules/default-service-account-automount/rule';
import { rule as deprecatedField } from '../src/rules/deprecated-field/rule';
import { rule as deprecatedImageRegistry } from '../src/rules/deprecated-image-registry/rule';
import { rule as deprecatedSecurityAnnotation } from '../src/rules/deprecated-security-annotation/rule';
import { rule as disruptionBudgetEvictionPolicyMissing } from '../src/rules/disruption-budget-eviction-policy-missing/rule';
import { rule as duplicateEnv } from '../src/rules/duplicate-env/rule';
import { rule as egressIsolationMissing } from '../src/rules/egress-isolation-missing/rule';
import { rule as emptyDirSizeLimitMissing } from '../src/rules/empty-dir-size-limit-missing/rule';
import { rule as encryptionAtRestConfig } from '../src/rules/encryption-at-rest-config/rule';
import { rule as ephemeralContainerInManifest } from '../src/rules/ephemeral-container-in-manifest/rule';
import { rule as ephemeralStorageLimitMissing } from '../src/rules/ephemeral-storage-limit-missing/rule';
import { rule as gatekeeperAmbiguousRepo } from '../src/rules/gatekeeper-ambiguous-repo/rule';
import { rule as gatewayListenerWithoutTls } from '../src/rules/gateway-listener-without-tls/rule';
import { rule as gitRepoVolume } from '../src/rules/git-repo-volume/rule';
import { rule as hardCodedSecretEnv } from '../src/rules/hard-coded-secret-env/rule';
import { rule as helmTiller } from '../src/rules/helm-tiller/rule';
import { rule as hostAliases } from '../src/rules/host-aliases/rule';
import { rule as hostIpc } from '../src/rules/host-ipc/rule';
import { rule as hostNetwork } from '../src/rules/host-network/rule';
import { rule as hostNetworkBypassesNetworkPolicy } from '../src/rules/host-network-bypasses-network-policy/rule';
import { rule as hostPathPersistentVolume } from '../src/rules/host-path-persistent-volume/rule';
import { rule as hostPathVolume } from '../src/rules/host-path-volume/rule';
import { rule as hostPid } from '../src/rules/host-pid/rule';
import { rule as hostPort } from '../src/rules/host-port/rule';
import { rule as hostProbeOrLifecycleHost } from '../src/rules/host-probe-or-lifecycle-host/rule';
import { rule as identicalProbes } from '../src/rules/identical-probes/rule';
import { rule as imageNotPinnedByDigest } from '../src/rules/image-not-pinned-by-digest/rule';
import { rule as imagePullPolicy } from '../src/rules/image-pull-policy/rule';
import { rule as imagePullSecretsMissing } from '../src/rules/image-pull-secrets-missing/rule';
import { rule as imageRegistryNotAllowed } from '../src/rules/image-registry-not-allowed/rule';
import { rule as imageTagMutable } from '../src/rules/image-tag-mutable/rule';
import { rule as ingressDefaultBackend } from '../src/rules/ingress-default-backend/rule';
import { rule as ingressDuplicateHostPath } from '../src/rules/ingress-duplicate-host-path/rule';
import { rule as ingressHttpAllowed } from '../src/rules/ingress-http-allowed/rule';
import { rule as ingressIsolationMissing } from '../src/rules/ingress-isolation-missing/rule';
import { rule as ingressNginxAnnotationInjection } from '../src/rules/ingress-nginx-annotation-injection/rule';
import { rule as ingressNginxEndOfLife } from '../src/rules/ingress-nginx-end-of-life/rule';
import { rule as ingressNginxSnippet } from '../src/rules/ingress-nginx-snippet/rule';
import { rule as ingressPathInjection } from '../src/rules/ingress-path-injection/rule';
import { rule as ingressTlsHostMismatch } from '../src/rules/ingress-tls-host-mismatch/rule';
import { rule as ingressTlsMissing } from '../src/rules/ingress-tls-missing/rule';
import { rule as ingressWildcardHost } from '../src/rules/ingress-wildcard-host/rule';
import { rule as instanceMetadataEgress } from '../src/rules/instance-metadata-egress/rule';
import { rule as invalidTargetPort } from '../src/rules/invalid-target-port/rule';
import { rule as jobTtlMissing } from '../src/rules/job-ttl-missing/rule';
import { rule as knownVulnerableComponent } from '../src/rules/known-vulnerable-component/rule';
import { rule as kubernetesDashboard } from '../src/rules/kubernetes-dashboard/rule';
import { rule as labelValueInvalid } from '../src/rules/label-value-invalid/rule';
import { rule as livenessProbeMissing } from '../src/rules/liveness-probe-missing/rule';
import { rule as loadBalancerService } from '../src/rules/load-balancer-service/rule';
import { rule as lowGroupId } from '../src/rules/low-group-id/rule';
import { rule as lowUserId } from '../src/rules/low-user-id/rule';
import { rule as memoryLimitMissing } from '../src/rules/memory-limit-missing/rule';
import { rule as memoryRequestMissing } from '../src/rules/memory-request-missing/rule';
import { rule as nakedPod } from '../src/rules/naked-pod/rule';
import { rule as namespaceDefaultDenyMissing } from '../src/rules/namespace-default-deny-missing/rule';
import { rule as namespaceLimitRangeMissing } from '../src/rules/namespace-limit-range-missing/rule';
import { rule as namespaceNetworkPolicyMissing } from '../src/rules/namespace-network-policy-missing/rule';
import { rule as namespaceResourceQuotaMissing } from '../src/rules/namespace-resource-quota-missing/rule';
import { rule as netRawCapability } from '../src/rules/net-raw-capability/rule';
import { rule as networkPolicyAllNamespacesPeer } from '../src/rules/network-policy-all-namespaces-peer/rule';
import { rule as networkPolicyAllowAllEgress } from '../src/rules/network-policy-allow-all-egress/rule';
import { rule as networkPolicyAllowAllIngress } from '../src/rules/network-policy-allow-all-ingress/rule';
import { rule as networkPolicyImplicitPolicyTypes } from '../src/rules/network-policy-implicit-policy-types/rule';
import { rule as networkPolicyWithoutSelectors } from '../src/rules/network-policy-without-selectors/rule';
import { rule as noRollingUpdate } from '../src/rules/no-rolling-update/rule';
import { rule as nodePortService } from '../src/rules/node-port-service/rule';
import { rule as podDisruptionBudgetMissing } from '../src/rules/pod-disruption-budget-missing/rule';
import { rule as podSecurityPolicyObject } from '../src/rules/pod-security-policy-object/rule';
import { rule as podSpreadMissing } from '../src/rules/pod-spread-missing/rule';
import { rule as priorityClassMissing } from '../src/rules/priority-class-missing/rule';
import { rule as privilegeEscalationAllowed } from '../src/rules/privilege-escalation-allowed/rule';
import { rule as privilegedContainer } from '../src/rules/privileged-container/rule';
import { rule as privilegedContainerPort } from '../src/rules/privileged-container-port/rule';
import { rule as probePortNotExposed } from '../src/rules/probe-port-not-exposed/rule';
import { rule as procMount } from '../src/rules/proc-mount/rule';
import { rule as pssAuditWarnWeaker } from '../src/rules/pss-audit-warn-weaker/rule';
import { rule as pssEnforceMissing } from '../src/rules/pss-enforce-missing/rule';
import { rule as pssEnforceNotRestricted } from '../src/rules/pss-enforce-not-restricted/rule';
import { rule as pssEnforcePrivileged } from '../src/rules/pss-enforce-privileged/rule';
import { rule as pssVersionUnpinned } from '../src/rules/pss-version-unpinned/rule';
import { rule as rbacAdminEditBinding } from '../src/rules/rbac-admin-edit-binding/rule';
import { rule as rbacAdmissionConfigModify } from '../src/rules/rbac-admission-config-modify/rule';
import { rule as rbacAggregatedEscalation } from '../src/rules/rbac-aggregated-escalation/rule';
import { rule as rbacAllServiceAccountsBinding } from '../src/rules/rbac-all-service-accounts-binding/rule';
import { rule as rbacAnonymousBinding } from '../src/rules/rbac-anonymous-binding/rule';
import { rule as rbacApiExtensionModify } from '../src/rules/rbac-api-extension-modify/rule';
import { rule as rbacAuditTrailDelete } from '../src/rules/rbac-audit-trail-delete/rule';
import { rule as rbacAuthenticatedBinding } from '../src/rules/rbac-authenticated-binding/rule';
import { rule as rbacBind } from '../src/rules/rbac-bind/rule';
import { rule as rbacBroadDelete } from '../src/rules/rbac-broad-delete/rule';
import { rule as rbacCertificateSigningRequestApprove } from '../src/rules/rbac-certificate-signing-request-approve/rule';
import { rule as rbacClusterAdminBinding } from '../src/rules/rbac-cluster-admin-binding/rule';
import { rule as rbacClusterAdminEquivalent } from '../src/rules/rbac-cluster-admin-equivalent/rule';
import { rule as rbacConfigMapModify } from '../src/rules/rbac-config-map-modify/rule';
import { rule as rbacDanglingReference } from '../src/rules/rbac-dangling-reference/rule';
import { rule as rbacDefaultServiceAccountBinding } from '../src/rules/rbac-default-service-account-binding/rule';
import { rule as rbacEscalate } from '../src/rules/rbac-escalate/rule';
import { rule as rbacImpersonate } from '../src/rules/rbac-impersonate/rule';
import { rule as rbacIneffectiveRule } from '../src/rules/rbac-ineffective-rule/rule';
import { rule as rbacNamespaceModify } from '../src/rules/rbac-namespace-modify/rule';
import { rule as rbacNetworkModify } from '../src/rules/rbac-network-modify/rule';
import { rule as rbacNodeModify } from '../src/rules/rbac-node-modify/rule';
import { rule as rbacNodeProxy } from '../src/rules/rbac-node-proxy/rule';
import { rule as rbacPersistentVolumeCreate } from '../src/rules/rbac-persistent-volume-create/rule';
import { rule as rbacPodAttach } from '../src/rules/rbac-pod-attach/rule';
import { rule as rbacPodEphemeralContainers } from '../src/rules/rbac-pod-ephemeral-containers/rule';
import { rule as rbacPodExec } from '../src/rules/rbac-pod-exec/rule';
import { rule as rbacPodPortforward } from '../src/rules/rbac-pod-portforward/rule';
import { rule as rbacPodServiceProxy } from '../src/rules/rbac-pod-service-proxy/rule';
import { rule as rbacRoleModify } from '../src/rules/rbac-role-modify/rule';
import { rule as rbacSccUse } from '../src/rules/rbac-scc-use/rule';
import { rule as rbacSecretsModify } from '../src/rules/rbac-secrets-modify/rule';
import { rule as rbacSecretsRead } from '../src/rules/rbac-secrets-read/rule';
import { rule as rbacServiceAccountTokenCreate } from '../src/rules/rbac-service-account-token-create/rule';
import { rule as rbacServiceStatusModify } from '../src/rules/rbac-service-status-modify/rule';
import { rule as rbacSystemMastersBinding } from '../src/rules/rbac-system-masters-binding/rule';
import { rule as rbacWildcardApiGroup } from '../src/rules/rbac-wildcard-api-group/rule';
import { rule as rbacWildcardNonResourceUrl } from '../src/rules/rbac-wildcard-non-resource-url/rule';
import { rule as rbacWildcardResource } from '../src/rules/rbac-wildcard-resource/rule';
import { rule as rbacWildcardVerb } from '../src/rules/rbac-wildcard-verb/rule';
import { rule as rbacWorkloadClusterTakeover } from '../src/rules/rbac-workload-cluster-takeover/rule';
import { rule as rbacWorkloadCreate } from '../src/rules/rbac-workload-create/rule';
import { rule as rbacWorkloadModify } from '../src/rules/rbac-workload-modify/rule';
import { rule as readinessProbeMissing } from '../src/rules/readiness-probe-missing/rule';
import { rule as recommendedLabelsMissing } from '../src/rules/recommended-labels-missing/rule';
import { rule as removedApiVersion } from '../src/rules/removed-api-version/rule';
import { rule as requestsNotEqualLimits } from '../src/rules/requests-not-equal-limits/rule';
import { rule as restartPolicyInvalid } from '../src/rules/restart-policy-invalid/rule';
import { rule as restrictedVolumeType } from '../src/rules/restricted-volume-type/rule';
import { rule as rootSupplementalGroup } from '../src/rules/root-supplemental-group/rule';
import { rule as runAsNonRoot } from '../src/rules/run-as-non-root/rule';
import { rule as runAsRootGroup } from '../src/rules/run-as-root-group/rule';
import { rule as runAsRootUser } from '../src/rules/run-as-root-user/rule';
import { rule as sandboxedRuntimeClass } from '../src/rules/sandboxed-runtime-class/rule';
import { rule as sccAllowPrivilegedContainer } from '../src/rules/scc-allow-privileged-container/rule';
import { rule as seccompProfileMissing } from '../src/rules/seccomp-profile-missing/rule';
import { rule as seccompUnconfined } from '../src/rules/seccomp-unconfined/rule';
import { rule as secretEnvReference } from '../src/rules/secret-env-reference/rule';
import { rule as secretInCommandArgs } from '../src/rules/secret-in-command-args/rule';
import { rule as secretInConfigMap } from '../src/rules/secret-in-config-map/rule';
import { rule as secretInlineData } from '../src/rules/secret-inline-data/rule';
import { rule as secretMountInventory } from '../src/rules/secret-mount-inventory/rule';
import { rule as securityContextMissing } from '../src/rules/security-context-missing/rule';
import { rule as selectorMismatch } from '../src/rules/selector-mismatch/rule';
import { rule as selinuxOptions } from '../src/rules/selinux-options/rule';
import { rule as sensitiveDataInConfigMap } from '../src/rules/sensitive-data-in-config-map/rule';
import { rule as sensitiveHostPath } from '../src/rules/sensitive-host-path/rule';
import { rule as sensitiveInterfaceExposed } from '../src/rules/sensitive-interface-exposed/rule';
import { rule as serviceAccountSecretsField } from '../src/rules/service-account-secrets-field/rule';
import { rule as serviceAccountTokenAutomount } from '../src/rules/service-account-token-automount/rule';
import { rule as serviceAccountTokenSecret } from '../src/rules/service-account-token-secret/rule';
import { rule as serviceAccountTokenVolume } from '../src/rules/service-account-token-volume/rule';
import { rule as serviceExternalIps } from '../src/rules/service-external-ips/rule';
import { rule as serviceExternalName } from '../src/rules/service-external-name/rule';
import { rule as serviceLinks } from '../src/rules/service-links/rule';
import { rule as shareProcessNamespace } from '../src/rules/share-process-namespace/rule';
import { rule as singleReplica } from '../src/rules/single-replica/rule';
import { rule as sshPort } from '../src/rules/ssh-port/rule';
import { rule as statefulSetServiceMissing } from '../src/rules/stateful-set-service-missing/rule';
import { rule as staticReplicasWithAutoscaler } from '../src/rules/static-replicas-with-autoscaler/rule';
import { rule as storageClassUnencrypted } from '../src/rules/storage-class-unencrypted/rule';
import { rule as subpathVolumeMount } from '../src/rules/subpath-volume-mount/rule';
import { rule as sudoInCommand } from '../src/rules/sudo-in-command/rule';
import { rule as supplementalGroupsPolicy } from '../src/rules/supplemental-groups-policy/rule';
import { rule as sysctlValueInjection } from '../src/rules/sysctl-value-injection/rule';
import { rule as systemNamespace } from '../src/rules/system-namespace/rule';
import { rule as systemPriorityClass } from '../src/rules/system-priority-class/rule';
import { rule as unsafeSysctl } from '../src/rules/unsafe-sysctl/rule';
import { rule as userNamespace } from '../src/rules/user-namespace/rule';
import { rule as windowsHostProcess } from '../src/rules/windows-host-process/rule';
import { rule as windowsRunAsAdministrator } from '../src/rules/windows-run-as-administrator/rule';
import { rule as workloadNetworkPolicyMissing } from '../src/rules/workload-network-policy-missing/rule';
import { rule as workloadViolatesNamespacePss } from '../src/rules/workload-violates-namespace-pss/rule';
import { rule as writableHostPath } from '../src/rules/writable-host-path/rule';
import { rule as writableRootFilesystem } from '../src/rules/writable-root-filesystem/rule';
import { rule as zeroDisruptionBudget } from '../src/rules/zero-disruption-budget/rule';
export const CATALOG: readonly any[] = [
  admissionWebhookFailOpen,
  apparmorProfile,
  auditPolicyWeak,
  autoscalerDuplicate,
  autoscalerRange,
  autoscalerTargetMissing,
  capabilitiesNotDropped,
  capabilityBeyondBaseline,
  capabilityBeyondRestricted,
  cloudCredentialsHostPath,
  containerRuntimeSocketMount,
  controlPlaneInsecureFlag,
  controlPlaneScheduling,
  cpuLimitMissing,
  cpuRequestMissing,
  cronJobDeadlineMissing,
  dangerousCapability,
  danglingGatewayRoute,
  danglingIngress,
  danglingNetworkPolicy,
  danglingNetworkPolicyPeer,
  danglingService,
  defaultNamespace,
  defaultServiceAccount,
  defaultServiceAccountAutomount,
  deprecatedField,
  deprecatedImageRegistry,
  deprecatedSecurityAnnotation,
  disruptionBudgetEvictionPolicyMissing,
  duplicateEnv,
  egressIsolationMissing,
  emptyDirSizeLimitMissing,
  encryptionAtRestConfig,
  ephemeralContainerInManifest,
  ephemeralStorageLimitMissing,
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
  knownVulnerableComponent,
  kubernetesDashboard,
  labelValueInvalid,
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
  networkPolicyWithoutSelectors,
  noRollingUpdate,
  nodePortService,
  podDisruptionBudgetMissing,
  podSecurityPolicyObject,
  podSpreadMissing,
  priorityClassMissing,
  privilegeEscalationAllowed,
  privilegedContainer,
  privilegedContainerPort,
  probePortNotExposed,
  procMount,
  pssAuditWarnWeaker,
  pssEnforceMissing,
  pssEnforceNotRestricted,
  pssEnforcePrivileged,
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
  restartPolicyInvalid,
  restrictedVolumeType,
  rootSupplementalGroup,
  runAsNonRoot,
  runAsRootGroup,
  runAsRootUser,
  sandboxedRuntimeClass,
  sccAllowPrivilegedContainer,
  seccompProfileMissing,
  seccompUnconfined,
  secretEnvReference,
  secretInCommandArgs,
  secretInConfigMap,
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
  serviceAccountTokenSecret,
  serviceAccountTokenVolume,
  serviceExternalIps,
  serviceExternalName,
  serviceLinks,
  shareProcessNamespace,
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
  unsafeSysctl,
  userNamespace,
  windowsHostProcess,
  windowsRunAsAdministrator,
  workloadNetworkPolicyMissing,
  workloadViolatesNamespacePss,
  writableHostPath,
  writableRootFilesystem,
  zeroDisruptionBudget,
];
