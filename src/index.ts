/**
 * The public API. Exports only.
 */
export { AspectOptions, AspectPriority, Aspects } from './aspects/aspects';
export { Harden, HardenProps } from './aspects/harden-aspect';
export { HardeningChecks, HardeningChecksProps } from './aspects/hardening-checks';
export { IAspect } from './aspects/visits';
export { Connections } from './constructs/connections';
export {
  IsolatedNamespace,
  IsolatedNamespaceProps,
  NamespaceLimits,
  NamespaceQuota,
} from './constructs/isolated-namespace';
export { GrantOptions, LockedServiceAccount, LockedServiceAccountProps } from './constructs/locked-service-account';
export { IngressControllerOptions, Peer } from './constructs/peer';
export { SecureDeployment, SecureDeploymentProps } from './constructs/secure-deployment';
export { Checker, CheckerProps } from './engine/checker';
export { Finding } from './engine/finding';
export { Profile } from './engine/profile';
export { JudgeError, Report, ReportProps, UnknownObject } from './engine/report';
export { IRule, PodSecurityControl, PodSecurityLevel, RuleMeta, Target } from './engine/rule';
export { Severity } from './engine/severity';
export { DeadWaiver, WaivedFinding, Waiver } from './engine/waiver';
export { HardenMode } from './harden/harden';
export { Container, ContainerRole, Manifest, ManifestOptions, ObjectRef, Origin, PodTemplate } from './model/manifest';
export { ManifestSet } from './model/manifest-set';
export { Patch } from './model/patch';
export { WorkloadKind } from './model/workload-kinds';
export { Profiles } from './profiles/profiles';
