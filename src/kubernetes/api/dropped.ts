/** A gate that no version has on by default. */
const OFF = 'off';

/**
 * Fields that a server drops after it decoded them, so that its validation never sees them: their feature gate is off by default
 * before the minor that is named. By type.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/features/kube_features.go and the same file of each older release
 */
const DROPPED_BEFORE: { readonly [type: string]: { readonly [field: string]: number | typeof OFF } } = {
  'admissionregistration.v1.MutatingWebhook': { matchConditions: 28 },
  'admissionregistration.v1.ValidatingWebhook': { matchConditions: 28 },
  'apps.v1.RollingUpdateDaemonSet': { maxSurge: 22 },
  'apps.v1.RollingUpdateStatefulSetStrategy': { maxUnavailable: 37 },
  'apps.v1.StatefulSetSpec': { minReadySeconds: 23, ordinals: 27, persistentVolumeClaimRetentionPolicy: 27 },
  'autoscaling.v2.HPAScalingRules': { tolerance: 35 },
  'autoscaling.v2.MetricSpec': { containerResource: 27 },
  'batch.v1.CronJobSpec': { timeZone: 25 },
  'batch.v1.JobSpec': {
    ttlSecondsAfterFinished: 21,
    completionMode: 22,
    podFailurePolicy: 26,
    backoffLimitPerIndex: 29,
    maxFailedIndexes: 29,
    podReplacementPolicy: 29,
    successPolicy: 31,
    managedBy: 32,
    scheduling: OFF,
  },
  'coordination.v1.LeaseSpec': { preferredHolder: OFF, strategy: OFF },
  'core.v1.CSIPersistentVolumeSource': { nodeExpandSecretRef: 27 },
  'core.v1.Container': { restartPolicy: 29, resizePolicy: 33, restartPolicyRules: 35 },
  'core.v1.EnvVarSource': { fileKeyRef: 35 },
  'core.v1.EphemeralContainer': { restartPolicy: 29, resizePolicy: 33, restartPolicyRules: 35 },
  'core.v1.HTTPGetAction': { protocol: OFF },
  'core.v1.Lifecycle': { stopSignal: OFF },
  'core.v1.LifecycleHandler': { sleep: 30 },
  // Kubelets took their configuration from the API until 1.21.
  'core.v1.NodeSpec': { configSource: OFF, podPreemptionPolicy: OFF },
  'core.v1.PersistentVolumeClaimSpec': { dataSourceRef: 24, volumeAttributesClassName: 34 },
  'core.v1.PersistentVolumeSpec': { volumeAttributesClassName: 34 },
  'core.v1.PodAffinityTerm': { namespaceSelector: 22, matchLabelKeys: 31, mismatchLabelKeys: 31 },
  'core.v1.PodSecurityContext': { seLinuxChangePolicy: 33, supplementalGroupsPolicy: 33 },
  'core.v1.PodSpec': {
    ephemeralContainers: 23,
    os: 24,
    schedulingGates: 27,
    hostUsers: 33,
    resourceClaims: 34,
    resources: 34,
    hostnameOverride: 35,
    evictionResponders: OFF,
    schedulingGroup: OFF,
    workloadRef: OFF,
  },
  'core.v1.Probe': { grpc: 24, terminationGracePeriodSeconds: 25 },
  'core.v1.ResourceRequirements': { claims: 34 },
  'core.v1.SecurityContext': { procMount: 33 },
  'core.v1.ServiceSpec': {
    internalTrafficPolicy: 22,
    loadBalancerClass: 22,
    allocateLoadBalancerNodePorts: 22,
    trafficDistribution: 31,
  },
  'core.v1.TopologySpreadConstraint': {
    nodeAffinityPolicy: 26,
    nodeTaintsPolicy: 26,
    matchLabelKeys: 27,
    minDomains: 27,
  },
  'core.v1.Volume': { ephemeral: 21, image: 35 },
  'core.v1.VolumeMount': { recursiveReadOnly: 31, bindMountOptions: OFF },
  'core.v1.VolumeProjection': { clusterTrustBundle: 37, podCertificate: 37 },
  'core.v1.WindowsSecurityContextOptions': { hostProcess: 23 },
  // A field of v1beta1 that v1 only hands through.
  'discovery.v1.Endpoint': { deprecatedTopology: OFF, hints: 24 },
  'discovery.v1.EndpointHints': { forNodes: 34 },
  'networking.v1.IngressClassParametersReference': { namespace: 22, scope: 22 },
  'networking.v1.NetworkPolicyPort': { endPort: 22 },
  'policy.v1.PodDisruptionBudgetSpec': { unhealthyPodEvictionPolicy: 27 },
  'storage.v1.CSIDriverSpec': { tokenRequests: 21, nodeAllocatableUpdatePeriodSeconds: 35 },
};

/** Whether a server of a minor version drops a field. */
export function isDropped(type: string, field: string, minor: number): boolean {
  if (!Object.hasOwn(DROPPED_BEFORE, type)) return false;
  const fields = DROPPED_BEFORE[type] ?? {};
  const since = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return since === OFF || (since !== undefined && minor < since);
}
