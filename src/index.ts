/**
 * The public API. Exports only.
 */
export type { SparedNamespace } from './admission/bindings';
export { AdmissionFamily } from './admission/family';
export { AdmissionGuard } from './admission/guards/admission-guard';
export { AdmissionStage } from './admission/stage';
export type { AdmissionGap } from './admission/waived';
export {
  type AuditedRequest,
  type AuditedResources,
  AuditLevel,
  type AuditRule,
} from './analysis/cluster/audit-policy';
export { AuditPreset } from './analysis/cluster/audit-presets';
export { ClusterNetwork } from './analysis/cluster/ports';
export { type AspectOptions, AspectPriority, Aspects } from './aspects/aspects';
export { Harden, type HardenProps } from './aspects/harden-aspect';
export { HardeningChecks, type HardeningChecksProps } from './aspects/hardening-checks';
export { HardeningError } from './aspects/hardening-error';
export { HardeningPolicy } from './aspects/hardening-policy';
export { PinImages, type PinImagesProps } from './aspects/pin-images';
export type { IAspect } from './aspects/visits';
export { Waivers } from './aspects/waivers';
export type {
  ClusterGrantOptions,
  ExternalClusterRoleOptions,
  ExternalRoleOptions,
  GrantLimits,
  GrantOptions,
  GrantTerms,
  LeaderElectionOptions,
  OwnedOptions,
  WebhookCertificateOptions,
} from './constructs/access/grant-options';
export { GrantTarget, type GrantTargetOptions } from './constructs/access/grant-target';
export { GrantableAccount } from './constructs/access/grantable-account';
export {
  AdminRole,
  AuditorRole,
  type ChangingRoleProps,
  DeveloperRole,
  HumanRole,
  type HumanRoleProps,
  ViewerRole,
} from './constructs/access/human-roles';
export {
  LockedServiceAccount,
  type LockedServiceAccountProps,
} from './constructs/access/locked-service-account';
export { Verbs } from './constructs/access/verbs';
export { Access } from './constructs/access-analysis/access';
export type {
  AccessAssumptions,
  AccessChanges,
  AccessDecision,
  AccessGrant,
  AccessPath,
  AccessQuestion,
} from './constructs/access-analysis/access-answers';
export { AdmissionPolicies, type AdmissionPoliciesProps } from './constructs/admission/admission-policies';
export type { ClusterAddOnProps } from './constructs/cluster/add-ons';
export { AdmissionControl, type AdmissionControlProps } from './constructs/cluster/admission-control';
export {
  AdmissionPlugin,
  type EventRateLimit,
  EventRateLimitType,
  type PodSecurityDefaults,
} from './constructs/cluster/admission-settings';
export { BenchmarkScan, type BenchmarkScanProps } from './constructs/cluster/agents/benchmark-scan';
export { type LogDestination, LogProtocol } from './constructs/cluster/agents/log-destination';
export { LogShipper, type LogShipperProps } from './constructs/cluster/agents/log-shipper';
export {
  type MetricsCertificate,
  MetricsServer,
  type MetricsServerProps,
} from './constructs/cluster/agents/metrics-server';
export { AnonymousLockdown, type AnonymousLockdownProps } from './constructs/cluster/anonymous-lockdown';
export { type AuditLogFiles, AuditPolicy, type AuditPolicyProps } from './constructs/cluster/audit-policy';
export type {
  ControlPlaneSettings,
  ExternalEtcd,
  HardenedControlPlaneProps,
} from './constructs/cluster/control-plane-props';
export { EncryptionAtRest, type EncryptionAtRestProps } from './constructs/cluster/encryption-at-rest';
export { EncryptionProvider, type KmsPlugin } from './constructs/cluster/encryption-provider';
export { ControlPlaneFirewall } from './constructs/cluster/firewall/control-plane-firewall';
export {
  type ControlPlaneFirewallProps,
  FirewallEngine,
  type FirewallPort,
  FirewallProtocol,
  type NodePortClients,
} from './constructs/cluster/firewall/firewall-props';
export { HardenedCluster, type HardenedClusterProps } from './constructs/cluster/hardened-cluster';
export { HardenedControlPlane } from './constructs/cluster/hardened-control-plane';
export {
  HardenedKubeProxy,
  type HardenedKubeProxyProps,
  KubeProxyMode,
} from './constructs/cluster/hardened-kube-proxy';
export { HardenedKubelet, type HardenedKubeletProps } from './constructs/cluster/hardened-kubelet';
export {
  type ImageAttestation,
  ImageAuthority,
  type KeylessOptions,
  type KeyOptions,
  type SigningIdentity,
} from './constructs/cluster/image-authority';
export { ImageSignaturePolicy, type ImageSignaturePolicyProps } from './constructs/cluster/image-signature-policy';
export { NodeFile, type NodeFilePlacement, type NodeFileProps, NodeRole } from './constructs/cluster/node-file';
export {
  StructuredAuthentication,
  type StructuredAuthenticationProps,
} from './constructs/cluster/structured-authentication';
export {
  type AuthorizationWebhook,
  StructuredAuthorization,
  type StructuredAuthorizationProps,
} from './constructs/cluster/structured-authorization';
export type { ClaimCheck, TokenIssuer } from './constructs/cluster/token-issuer';
export {
  type ClusterApiServer,
  type ClusterDns,
  type ClusterFacts,
  type ClusterPods,
  DnsProvider,
  PolicyProvider,
} from './constructs/cluster-facts';
export {
  GatewayController,
  type GatewayOptions,
  IngressController,
  type IngressControllerOptions,
} from './constructs/cluster-proxies';
export { Defaults, type DefaultsProps } from './constructs/defaults';
export { IsolatedNamespace, type IsolatedNamespaceProps } from './constructs/namespaces/isolated-namespace';
export type { NamespaceLimits, NamespaceQuota } from './constructs/namespaces/namespace-resources';
export type { PodSecurityWaiver } from './constructs/namespaces/pod-security';
export type { ConnectionOptions, InternetOptions } from './constructs/network/connection-options';
export { Connections } from './constructs/network/connections';
export { DnsAccess } from './constructs/network/dns-rule';
export type { Grant } from './constructs/network/grant';
export type { FqdnOptions } from './constructs/network/host-names';
export { type AnyNamespaceOptions, type CidrOptions, Peer } from './constructs/network/peer';
export { Port } from './constructs/network/port';
export { Reachability } from './constructs/network/reachability';
export type {
  ChangedConnection,
  ExposedAddresses,
  ExposedSide,
  ExposedWorkload,
  NewlyIsolatedWorkload,
  ReachabilityDifference,
  ReachableConnection,
} from './constructs/network/reachability-answers';
export {
  type AzureIdentityOptions,
  CloudIdentity,
  type EksPodIdentityOptions,
  type EksRoleOptions,
  type GkeIdentityOptions,
} from './constructs/workloads/cloud-identity';
export { type SecretMount, SecretRef } from './constructs/workloads/secret-ref';
export { SecureCronJob, type SecureCronJobProps } from './constructs/workloads/secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetProps } from './constructs/workloads/secure-daemon-set';
export { SecureDeployment, type SecureDeploymentProps } from './constructs/workloads/secure-deployment';
export { SecureJob, type SecureJobProps } from './constructs/workloads/secure-job';
export { SecurePod, type SecurePodProps } from './constructs/workloads/secure-pod';
export { SecureStatefulSet, type SecureStatefulSetProps } from './constructs/workloads/secure-stateful-set';
export type { ISecureWorkload } from './constructs/workloads/secure-workload';
export type { SecureWorkloadProps } from './constructs/workloads/secure-workload-props';
export type { EphemeralVolume, VolumeClaim, WritableVolume } from './constructs/workloads/volume-settings';
export {
  type AppArmorProfile,
  AppArmorProfileType,
  type DisruptionBudget,
  type ExtendedResource,
  type GrpcProbe,
  type GrpcProbes,
  type PodResources,
  type ProjectedToken,
  SupplementalGroupsPolicy,
  type TopologySpread,
  UnhealthyPodEvictionPolicy,
  UnsatisfiableSpread,
} from './constructs/workloads/workload-settings';
export { Checker, type CheckerProps } from './engine/checker';
export type { Equivalents } from './engine/equivalents';
export type { Finding } from './engine/finding';
export { Profile } from './engine/profile';
export type { ProfileProps } from './engine/profile-props';
export { Report, type ReportProps } from './engine/report';
export type { BaselineEntry, EvaluationError, UnknownObject, UpcomingFinding } from './engine/report-parts';
export {
  type IConfigurableRule,
  type IRule,
  type PodSecurityControl,
  PodSecurityLevel,
  type RuleContext,
  type RuleMeta,
} from './engine/rule';
export { type RuleOption, RuleOptionType } from './engine/rule-option';
export { Severity } from './engine/severity';
export { UnknownKinds } from './engine/unknown-kinds';
export type {
  ExpiringWaiver,
  UnusedWaiver,
  WaivedFinding,
  Waiver,
  WaiverPolicy,
  WaiverTerms,
} from './engine/waivers/waiver';
export { HardenMode } from './harden/harden';
export { ImageLock } from './host/image-lock';
export { PolicyFile } from './host/policy-file';
export { ReportFormat, ReportWriter, type ReportWriterProps } from './host/report-writer';
export { Image } from './images/image';
export type { Patch } from './json/patch';
export type { WorkloadKind } from './kubernetes/workload-kinds';
export { ContainerRole } from './model/container-role';
export { ContainerView, Manifest, PodTemplateView } from './model/manifest';
export type { ManifestOptions } from './model/manifest-options';
export { ManifestSet } from './model/manifest-set';
export type { ObjectRef, Origin } from './model/object-ref';
export type { Policy, RuleSetting } from './profiles/policy';
export { Profiles } from './profiles/profiles';
export type { WorkloadRequirements } from './profiles/workload-requirements';
export { HardeningTest } from './testing/hardening-test';
export { RuleTester, type RuleTesterProps } from './testing/rule-tester';
