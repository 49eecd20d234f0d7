/**
 * The public API. Exports only.
 */
export { type AspectOptions, AspectPriority, Aspects } from './aspects/aspects';
export { Harden, type HardenProps } from './aspects/harden-aspect';
export { HardeningChecks, type HardeningChecksProps } from './aspects/hardening-checks';
export { PinImages, type PinImagesProps } from './aspects/pin-images';
export type { IAspect } from './aspects/visits';
export { ImageLockFile } from './cli/image-lock-file';
export { PolicyFile } from './cli/policy-file';
export { Connections } from './constructs/connections';
export { type ClusterFacts, type ClusterPods, Defaults, type DefaultsProps } from './constructs/defaults';
export {
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  type NamespaceLimits,
  type NamespaceQuota,
} from './constructs/isolated-namespace';
export {
  type GrantOptions,
  LockedServiceAccount,
  type LockedServiceAccountProps,
} from './constructs/locked-service-account';
export { type IngressControllerOptions, Peer } from './constructs/peer';
export { type SecretMount, SecretRef } from './constructs/secret-ref';
export { SecureCronJob, type SecureCronJobProps } from './constructs/secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetProps } from './constructs/secure-daemon-set';
export { SecureDeployment, type SecureDeploymentProps } from './constructs/secure-deployment';
export { SecureJob, type SecureJobProps } from './constructs/secure-job';
export { SecurePod, type SecurePodProps } from './constructs/secure-pod';
export { SecureStatefulSet, type SecureStatefulSetProps } from './constructs/secure-stateful-set';
export type { SecureWorkloadProps } from './constructs/secure-workload-props';
export {
  type AppArmorProfile,
  AppArmorProfileType,
  type DisruptionBudget,
  type EphemeralVolume,
  type ExtendedResource,
  type GrpcProbe,
  type GrpcProbes,
  type PodResources,
  type ProjectedToken,
  SupplementalGroupsPolicy,
  type TopologySpread,
  UnsatisfiableSpread,
  type VolumeClaim,
} from './constructs/workload-settings';
export { Checker, type CheckerProps } from './engine/checker';
export type { Equivalents } from './engine/equivalents';
export type { Finding } from './engine/finding';
export { Profile } from './engine/profile';
export { type BaselineEntry, type JudgeError, Report, type ReportProps, type UnknownObject } from './engine/report';
export {
  type IConfigurableRule,
  type IRule,
  type PodSecurityControl,
  PodSecurityLevel,
  type RuleMeta,
  type Target,
} from './engine/rule';
export { type RuleOption, RuleOptionType } from './engine/rule-option';
export { Severity } from './engine/severity';
export type { DeadWaiver, ExpiringWaiver, WaivedFinding, Waiver, WaiverPolicy } from './engine/waiver';
export { HardenMode } from './harden/harden';
export { RuleTester, type RuleTesterProps } from './harden/rule-tester';
export { Image } from './model/image';
export { ImageLock } from './model/image-lock';
export { Manifest, type ManifestOptions } from './model/manifest';
export { ManifestSet } from './model/manifest-set';
export type { ObjectRef, Origin } from './model/object-ref';
export type { Patch } from './model/patch';
export { Container, ContainerRole, PodTemplate } from './model/pod-template';
export type { WorkloadKind } from './model/workload-kinds';
export type { ContainerNeeds } from './profiles/container-needs';
export type { Policy, RuleSetting } from './profiles/policy';
export { Profiles } from './profiles/profiles';
