import { groupBy } from '../../json/group-by';
import { allLifecycles, instability } from './table';

/** One version of an API. */
export interface ApiVersion {
  /** Group and version. */
  readonly apiVersion: string;
  /** First Kubernetes version that serves it. */
  readonly introduced: string;
  /** First version that marks it as deprecated; undefined if none does. */
  readonly deprecated?: string;
  /** First version that no longer serves it; undefined if every version serves it. */
  readonly removed?: string;
}

/** The versions of each kind, whatever their group, in the order in which they were introduced. */
const VERSIONS = groupBy(
  allLifecycles().map(([apiVersion, kind, [introduced = '', deprecated, removed]]) => ({
    kind,
    ...{ apiVersion, introduced, deprecated, removed },
  })),
  ({ kind }) => kind,
);
for (const versions of VERSIONS.values())
  versions.sort(
    (a, b) => minorOf(a.introduced) - minorOf(b.introduced) || instability(b.apiVersion) - instability(a.apiVersion),
  );

/** Returns when the API version that an object names came and went; undefined for kinds that are not Kubernetes' own. */
export function lifecycleOf(apiVersion: string, kind: string): ApiVersion | undefined {
  return VERSIONS.get(kind)?.find((version) => version.apiVersion === apiVersion);
}

/**
 * Whether a Kubernetes version equals the other one or is newer. The tables contain newer versions than the rules know.
 */
export function isSince(version: string, floor: string): boolean {
  return minorOf(version) >= minorOf(floor);
}

/**
 * Returns the version to move to: the newest that is served, else the next one that will be; undefined if there is
 * none.
 */
export function replacementOf(apiVersion: string, kind: string, kubernetesVersion: string): ApiVersion | undefined {
  const versions = VERSIONS.get(kind) ?? [];
  const later = versions.slice(versions.findIndex((version) => version.apiVersion === apiVersion) + 1);
  const isServed = ({ introduced, removed }: ApiVersion) =>
    isSince(kubernetesVersion, introduced) && !(removed && isSince(kubernetesVersion, removed));
  return [...later].reverse().find(isServed) ?? later.find(({ introduced }) => !isSince(kubernetesVersion, introduced));
}

type Condition = (json: any) => boolean;
const always: Condition = () => true;
const hasSelector: Condition = ({ spec }) => Boolean(spec?.selector); // the old versions had a default
const asksForNoGroup: Condition = ({ spec }) => (spec?.group ?? undefined) === undefined; // renamed to groups
/** An empty selector selected nothing in the old version and selects everything in the new one. */
const selectsAlike: Condition = ({ spec }) =>
  !spec?.selector || Object.values(spec.selector).some((each) => each && Object.keys(each).length > 0);
const hasNoMetrics: Condition = ({ spec }) => !spec?.metrics?.length; // another form
const namesNoTopology: Condition = ({ endpoints }) =>
  !Array.isArray(endpoints) || endpoints.every((each) => !each?.topology);
/** A field was renamed, and its default is no longer 0. */
const keepsShares: Condition = ({ spec }) =>
  (spec?.limited?.assuredConcurrencyShares ?? undefined) === undefined && spec?.limited?.nominalConcurrencyShares !== 0;

/**
 * The versions that differ from the newest stable one only in their name, with a condition on the object. Alpha
 * versions and versions with other defaults are not included.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const RENAMED: readonly (readonly [apiVersion: string, kinds: string, condition: Condition])[] = [
  ['apps/v1beta2', 'Deployment DaemonSet ReplicaSet StatefulSet', hasSelector],
  ['apps/v1beta2', 'ControllerRevision', always],
  ['extensions/v1beta1', 'ReplicaSet', hasSelector],
  ['extensions/v1beta1', 'NetworkPolicy', always],
  ['networking.k8s.io/v1beta1', 'IngressClass IPAddress ServiceCIDR', always],
  ['policy/v1beta1', 'PodDisruptionBudget', selectsAlike],
  ['batch/v1beta1', 'CronJob', always],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', hasNoMetrics],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', always],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding Role RoleBinding', always],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', always],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding', always],
  ['apiregistration.k8s.io/v1beta1', 'APIService', always],
  ['authentication.k8s.io/v1beta1', 'TokenReview SelfSubjectReview', always],
  ['authorization.k8s.io/v1beta1', 'LocalSubjectAccessReview SubjectAccessReview', asksForNoGroup],
  ['authorization.k8s.io/v1beta1', 'SelfSubjectAccessReview SelfSubjectRulesReview', always],
  ['certificates.k8s.io/v1beta1', 'ClusterTrustBundle', always],
  ['coordination.k8s.io/v1beta1', 'Lease', always],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', namesNoTopology],
  ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', always],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', always],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', always],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'PriorityLevelConfiguration', keepsShares],
  ['node.k8s.io/v1beta1', 'RuntimeClass', always],
  ['resource.k8s.io/v1beta2', 'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice', always],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', always],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode CSIStorageCapacity StorageClass', always],
  ['storage.k8s.io/v1beta1', 'VolumeAttachment VolumeAttributesClass', always],
  ['storagemigration.k8s.io/v1beta1', 'StorageVersionMigration', always],
];
const CONDITIONS = new Map(
  RENAMED.flatMap(([apiVersion, kinds, condition]) =>
    kinds.split(' ').map((kind) => [keyOf(apiVersion, kind), condition] as const),
  ),
);

/** Whether an object has the same meaning under a later version of its API. */
export function meansTheSame(apiVersion: string, kind: string, json: any): boolean {
  return CONDITIONS.get(keyOf(apiVersion, kind))?.(json) ?? false;
}

function keyOf(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}

function minorOf(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}
