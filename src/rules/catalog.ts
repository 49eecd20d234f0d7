import type { DefinedRule } from '../engine/define-rule';
import { rule as admissionWebhookFailOpen } from './admission-webhook-fail-open/rule';
import { rule as apparmorProfile } from './apparmor-profile/rule';
import { rule as auditPolicyWeak } from './audit-policy-weak/rule';
import { rule as autoscalerDuplicate } from './autoscaler-duplicate/rule';
import { rule as autoscalerRange } from './autoscaler-range/rule';
import { rule as autoscalerTargetMissing } from './autoscaler-target-missing/rule';
import { rule as capabilitiesNotDropped } from './capabilities-not-dropped/rule';
import { rule as capabilityBeyondBaseline } from './capability-beyond-baseline/rule';
import { rule as capabilityBeyondRestricted } from './capability-beyond-restricted/rule';
import { rule as cloudCredentialsHostPath } from './cloud-credentials-host-path/rule';
import { rule as containerRuntimeSocketMount } from './container-runtime-socket-mount/rule';
import { rule as controlPlaneInsecureFlag } from './control-plane-insecure-flag/rule';
import { rule as controlPlaneScheduling } from './control-plane-scheduling/rule';
import { rule as cpuLimitMissing } from './cpu-limit-missing/rule';
import { rule as cpuRequestMissing } from './cpu-request-missing/rule';
import { rule as cronJobDeadlineMissing } from './cron-job-deadline-missing/rule';
import { rule as dangerousCapability } from './dangerous-capability/rule';
import { rule as danglingGatewayRoute } from './dangling-gateway-route/rule';
import { rule as danglingIngress } from './dangling-ingress/rule';
import { rule as danglingNetworkPolicy } from './dangling-network-policy/rule';
import { rule as danglingNetworkPolicyPeer } from './dangling-network-policy-peer/rule';
import { rule as danglingService } from './dangling-service/rule';
import { rule as defaultNamespace } from './default-namespace/rule';
import { rule as defaultServiceAccount } from './default-service-account/rule';
import { rule as defaultServiceAccountAutomount } from './default-service-account-automount/rule';
import { rule as deprecatedField } from './deprecated-field/rule';
import { rule as deprecatedImageRegistry } from './deprecated-image-registry/rule';
import { rule as deprecatedSecurityAnnotation } from './deprecated-security-annotation/rule';
import { rule as disruptionBudgetEvictionPolicyMissing } from './disruption-budget-eviction-policy-missing/rule';
import { rule as duplicateEnv } from './duplicate-env/rule';
import { rule as egressIsolationMissing } from './egress-isolation-missing/rule';
import { rule as emptyDirSizeLimitMissing } from './empty-dir-size-limit-missing/rule';
import { rule as encryptionAtRestConfig } from './encryption-at-rest-config/rule';
import { rule as ephemeralContainerInManifest } from './ephemeral-container-in-manifest/rule';
import { rule as ephemeralStorageLimitMissing } from './ephemeral-storage-limit-missing/rule';
import { rule as gatekeeperAmbiguousRepo } from './gatekeeper-ambiguous-repo/rule';
import { rule as gatewayListenerWithoutTls } from './gateway-listener-without-tls/rule';
import { rule as gitRepoVolume } from './git-repo-volume/rule';
import { rule as hardCodedSecretEnv } from './hard-coded-secret-env/rule';
import { rule as helmTiller } from './helm-tiller/rule';
import { rule as hostAliases } from './host-aliases/rule';
import { rule as hostIpc } from './host-ipc/rule';
import { rule as hostNetwork } from './host-network/rule';
import { rule as hostNetworkBypassesNetworkPolicy } from './host-network-bypasses-network-policy/rule';
import { rule as hostPathPersistentVolume } from './host-path-persistent-volume/rule';
import { rule as hostPathVolume } from './host-path-volume/rule';
import { rule as hostPid } from './host-pid/rule';
import { rule as hostPort } from './host-port/rule';
import { rule as hostProbeOrLifecycleHost } from './host-probe-or-lifecycle-host/rule';
import { rule as identicalProbes } from './identical-probes/rule';
import { rule as imageNotPinnedByDigest } from './image-not-pinned-by-digest/rule';
import { rule as imagePullPolicy } from './image-pull-policy/rule';
import { rule as imagePullSecretsMissing } from './image-pull-secrets-missing/rule';
import { rule as imageRegistryNotAllowed } from './image-registry-not-allowed/rule';
import { rule as imageTagMutable } from './image-tag-mutable/rule';
import { rule as ingressDefaultBackend } from './ingress-default-backend/rule';
import { rule as ingressDuplicateHostPath } from './ingress-duplicate-host-path/rule';
import { rule as ingressHttpAllowed } from './ingress-http-allowed/rule';
import { rule as ingressIsolationMissing } from './ingress-isolation-missing/rule';
import { rule as ingressNginxAnnotationInjection } from './ingress-nginx-annotation-injection/rule';
import { rule as ingressNginxEndOfLife } from './ingress-nginx-end-of-life/rule';
import { rule as ingressNginxSnippet } from './ingress-nginx-snippet/rule';
import { rule as ingressPathInjection } from './ingress-path-injection/rule';
import { rule as ingressTlsHostMismatch } from './ingress-tls-host-mismatch/rule';
import { rule as ingressTlsMissing } from './ingress-tls-missing/rule';
import { rule as ingressWildcardHost } from './ingress-wildcard-host/rule';
import { rule as instanceMetadataEgress } from './instance-metadata-egress/rule';
import { rule as invalidTargetPort } from './invalid-target-port/rule';
import { rule as jobTtlMissing } from './job-ttl-missing/rule';
import { rule as knownVulnerableComponent } from './known-vulnerable-component/rule';
import { rule as kubernetesDashboard } from './kubernetes-dashboard/rule';
import { rule as labelValueInvalid } from './label-value-invalid/rule';
import { rule as livenessProbeMissing } from './liveness-probe-missing/rule';
import { rule as loadBalancerService } from './load-balancer-service/rule';
import { rule as lowGroupId } from './low-group-id/rule';
import { rule as lowUserId } from './low-user-id/rule';
import { rule as memoryLimitMissing } from './memory-limit-missing/rule';
import { rule as memoryRequestMissing } from './memory-request-missing/rule';
import { rule as nakedPod } from './naked-pod/rule';
import { rule as namespaceDefaultDenyMissing } from './namespace-default-deny-missing/rule';
import { rule as namespaceLimitRangeMissing } from './namespace-limit-range-missing/rule';
import { rule as namespaceNetworkPolicyMissing } from './namespace-network-policy-missing/rule';
import { rule as namespaceResourceQuotaMissing } from './namespace-resource-quota-missing/rule';
import { rule as netRawCapability } from './net-raw-capability/rule';
import { rule as networkPolicyAllNamespacesPeer } from './network-policy-all-namespaces-peer/rule';
import { rule as networkPolicyAllowAllEgress } from './network-policy-allow-all-egress/rule';
import { rule as networkPolicyAllowAllIngress } from './network-policy-allow-all-ingress/rule';
import { rule as networkPolicyImplicitPolicyTypes } from './network-policy-implicit-policy-types/rule';
import { rule as networkPolicyWithoutSelectors } from './network-policy-without-selectors/rule';
import { rule as noRollingUpdate } from './no-rolling-update/rule';
import { rule as nodePortService } from './node-port-service/rule';
import { rule as podDisruptionBudgetMissing } from './pod-disruption-budget-missing/rule';
import { rule as podSecurityPolicyObject } from './pod-security-policy-object/rule';
import { rule as podSpreadMissing } from './pod-spread-missing/rule';
import { rule as priorityClassMissing } from './priority-class-missing/rule';
import { rule as privilegeEscalationAllowed } from './privilege-escalation-allowed/rule';
import { rule as privilegedContainer } from './privileged-container/rule';
import { rule as privilegedContainerPort } from './privileged-container-port/rule';
import { rule as probePortNotExposed } from './probe-port-not-exposed/rule';
import { rule as procMount } from './proc-mount/rule';
import { rule as pssAuditWarnWeaker } from './pss-audit-warn-weaker/rule';
import { rule as pssEnforceMissing } from './pss-enforce-missing/rule';
import { rule as pssEnforceNotRestricted } from './pss-enforce-not-restricted/rule';
import { rule as pssEnforcePrivileged } from './pss-enforce-privileged/rule';
import { rule as pssVersionUnpinned } from './pss-version-unpinned/rule';
import { rule as rbacAdminEditBinding } from './rbac-admin-edit-binding/rule';
import { rule as rbacAdmissionConfigModify } from './rbac-admission-config-modify/rule';
import { rule as rbacAggregatedEscalation } from './rbac-aggregated-escalation/rule';
import { rule as rbacAllServiceAccountsBinding } from './rbac-all-service-accounts-binding/rule';
import { rule as rbacAnonymousBinding } from './rbac-anonymous-binding/rule';
import { rule as rbacApiExtensionModify } from './rbac-api-extension-modify/rule';
import { rule as rbacAuditTrailDelete } from './rbac-audit-trail-delete/rule';
import { rule as rbacAuthenticatedBinding } from './rbac-authenticated-binding/rule';
import { rule as rbacBind } from './rbac-bind/rule';
import { rule as rbacBroadDelete } from './rbac-broad-delete/rule';
import { rule as rbacCertificateSigningRequestApprove } from './rbac-certificate-signing-request-approve/rule';
import { rule as rbacClusterAdminBinding } from './rbac-cluster-admin-binding/rule';
import { rule as rbacClusterAdminEquivalent } from './rbac-cluster-admin-equivalent/rule';
import { rule as rbacConfigMapModify } from './rbac-config-map-modify/rule';
import { rule as rbacDanglingReference } from './rbac-dangling-reference/rule';
import { rule as rbacDefaultServiceAccountBinding } from './rbac-default-service-account-binding/rule';
import { rule as rbacEscalate } from './rbac-escalate/rule';
import { rule as rbacImpersonate } from './rbac-impersonate/rule';
import { rule as rbacIneffectiveRule } from './rbac-ineffective-rule/rule';
import { rule as rbacNamespaceModify } from './rbac-namespace-modify/rule';
import { rule as rbacNetworkModify } from './rbac-network-modify/rule';
import { rule as rbacNodeModify } from './rbac-node-modify/rule';
import { rule as rbacNodeProxy } from './rbac-node-proxy/rule';
import { rule as rbacPersistentVolumeCreate } from './rbac-persistent-volume-create/rule';
import { rule as rbacPodAttach } from './rbac-pod-attach/rule';
import { rule as rbacPodEphemeralContainers } from './rbac-pod-ephemeral-containers/rule';
import { rule as rbacPodExec } from './rbac-pod-exec/rule';
import { rule as rbacPodPortforward } from './rbac-pod-portforward/rule';
import { rule as rbacPodServiceProxy } from './rbac-pod-service-proxy/rule';
import { rule as rbacRoleModify } from './rbac-role-modify/rule';
import { rule as rbacSccUse } from './rbac-scc-use/rule';
import { rule as rbacSecretsModify } from './rbac-secrets-modify/rule';
import { rule as rbacSecretsRead } from './rbac-secrets-read/rule';
import { rule as rbacServiceAccountTokenCreate } from './rbac-service-account-token-create/rule';
import { rule as rbacServiceStatusModify } from './rbac-service-status-modify/rule';
import { rule as rbacSystemMastersBinding } from './rbac-system-masters-binding/rule';
import { rule as rbacWildcardApiGroup } from './rbac-wildcard-api-group/rule';
import { rule as rbacWildcardNonResourceUrl } from './rbac-wildcard-non-resource-url/rule';
import { rule as rbacWildcardResource } from './rbac-wildcard-resource/rule';
import { rule as rbacWildcardVerb } from './rbac-wildcard-verb/rule';
import { rule as rbacWorkloadClusterTakeover } from './rbac-workload-cluster-takeover/rule';
import { rule as rbacWorkloadCreate } from './rbac-workload-create/rule';
import { rule as rbacWorkloadModify } from './rbac-workload-modify/rule';
import { rule as readinessProbeMissing } from './readiness-probe-missing/rule';
import { rule as recommendedLabelsMissing } from './recommended-labels-missing/rule';
import { rule as removedApiVersion } from './removed-api-version/rule';
import { rule as requestsNotEqualLimits } from './requests-not-equal-limits/rule';
import { rule as restartPolicyInvalid } from './restart-policy-invalid/rule';
import { rule as restrictedVolumeType } from './restricted-volume-type/rule';
import { rule as rootSupplementalGroup } from './root-supplemental-group/rule';
import { rule as runAsNonRoot } from './run-as-non-root/rule';
import { rule as runAsRootGroup } from './run-as-root-group/rule';
import { rule as runAsRootUser } from './run-as-root-user/rule';
import { rule as sandboxedRuntimeClass } from './sandboxed-runtime-class/rule';
import { rule as sccAllowPrivilegedContainer } from './scc-allow-privileged-container/rule';
import { rule as seccompProfileMissing } from './seccomp-profile-missing/rule';
import { rule as seccompUnconfined } from './seccomp-unconfined/rule';
import { rule as secretEnvReference } from './secret-env-reference/rule';
import { rule as secretInCommandArgs } from './secret-in-command-args/rule';
import { rule as secretInConfigMap } from './secret-in-config-map/rule';
import { rule as secretInlineData } from './secret-inline-data/rule';
import { rule as secretMountInventory } from './secret-mount-inventory/rule';
import { rule as securityContextMissing } from './security-context-missing/rule';
import { rule as selectorMismatch } from './selector-mismatch/rule';
import { rule as selinuxOptions } from './selinux-options/rule';
import { rule as sensitiveDataInConfigMap } from './sensitive-data-in-config-map/rule';
import { rule as sensitiveHostPath } from './sensitive-host-path/rule';
import { rule as sensitiveInterfaceExposed } from './sensitive-interface-exposed/rule';
import { rule as serviceAccountSecretsField } from './service-account-secrets-field/rule';
import { rule as serviceAccountTokenAutomount } from './service-account-token-automount/rule';
import { rule as serviceAccountTokenSecret } from './service-account-token-secret/rule';
import { rule as serviceAccountTokenVolume } from './service-account-token-volume/rule';
import { rule as serviceExternalIps } from './service-external-ips/rule';
import { rule as serviceExternalName } from './service-external-name/rule';
import { rule as serviceLinks } from './service-links/rule';
import { rule as shareProcessNamespace } from './share-process-namespace/rule';
import { rule as singleReplica } from './single-replica/rule';
import { rule as sshPort } from './ssh-port/rule';
import { rule as statefulSetServiceMissing } from './stateful-set-service-missing/rule';
import { rule as staticReplicasWithAutoscaler } from './static-replicas-with-autoscaler/rule';
import { rule as storageClassUnencrypted } from './storage-class-unencrypted/rule';
import { rule as subpathVolumeMount } from './subpath-volume-mount/rule';
import { rule as sudoInCommand } from './sudo-in-command/rule';
import { rule as supplementalGroupsPolicy } from './supplemental-groups-policy/rule';
import { rule as sysctlValueInjection } from './sysctl-value-injection/rule';
import { rule as systemNamespace } from './system-namespace/rule';
import { rule as systemPriorityClass } from './system-priority-class/rule';
import { rule as unsafeSysctl } from './unsafe-sysctl/rule';
import { rule as userNamespace } from './user-namespace/rule';
import { rule as windowsHostProcess } from './windows-host-process/rule';
import { rule as windowsRunAsAdministrator } from './windows-run-as-administrator/rule';
import { rule as workloadNetworkPolicyMissing } from './workload-network-policy-missing/rule';
import { rule as workloadViolatesNamespacePss } from './workload-violates-namespace-pss/rule';
import { rule as writableHostPath } from './writable-host-path/rule';
import { rule as writableRootFilesystem } from './writable-root-filesystem/rule';
import { rule as zeroDisruptionBudget } from './zero-disruption-budget/rule';

/** All rules, by id. Generated by `npm run generate`: add a folder, not a line. */
export const CATALOG: readonly DefinedRule[] = [
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
