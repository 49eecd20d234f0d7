/** Kubernetes' own kinds, by group; an object of any other kind is reported as unknown. */
const KINDS: { readonly [group: string]: string } = {
  '': 'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  'admissionregistration.k8s.io':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  apps: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  autoscaling: 'HorizontalPodAutoscaler',
  batch: 'CronJob Job',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  extensions: 'DaemonSet Deployment Ingress NetworkPolicy PodSecurityPolicy ReplicaSet',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  policy: 'PodDisruptionBudget PodSecurityPolicy',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': 'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice',
  'scheduling.k8s.io': 'PriorityClass',
  'storage.k8s.io': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
};

/** Cluster-scoped kinds of Kubernetes. */
const CLUSTER_SCOPED = new Set(
  'ComponentStatus Namespace Node PersistentVolume MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration CustomResourceDefinition APIService CertificateSigningRequest ClusterTrustBundle FlowSchema PriorityLevelConfiguration IPAddress IngressClass ServiceCIDR RuntimeClass PodSecurityPolicy ClusterRole ClusterRoleBinding DeviceClass DeviceTaintRule ResourceSlice PriorityClass CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass'.split(
    ' ',
  ),
);

const KNOWN = new Set(
  Object.entries(KINDS).flatMap(([group, kinds]) =>
    kinds.split(' ').map((kind) => (group === '' ? kind : `${group}/${kind}`)),
  ),
);

/** Whether a group and kind, such as `apps/Deployment`, is one of Kubernetes' own. */
export function isKnown(type: string): boolean {
  return KNOWN.has(type);
}

/** Whether a group and kind is one of Kubernetes' own and is namespaced. */
export function isNamespaced(type: string): boolean {
  return KNOWN.has(type) && !CLUSTER_SCOPED.has(type.slice(type.indexOf('/') + 1));
}
