/**
 * What no release in releases.ts says of itself: versions that were gone before upstream annotated its kinds, or that are
 * annotated with a later version than the one that introduced them. As `introduced deprecated removed`.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 * @see https://github.com/kubernetes/kubernetes/tree/master/CHANGELOG the changelogs of the versions named
 */
export const KNOWN_LIFECYCLES: readonly (readonly [apiVersion: string, kinds: string, lifecycle: string])[] = [
  ['v1', 'ComponentStatus', '1.0 1.19'],
  ['auditregistration.k8s.io/v1alpha1', 'AuditSink', '1.13 - 1.19'],
  ['authorization.k8s.io/v1', 'LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', '1.6'],
  ['authorization.k8s.io/v1', 'SelfSubjectRulesReview', '1.8'],
  ['batch/v2alpha1', 'CronJob', '1.4 - 1.21'],
  ['discovery.k8s.io/v1alpha1', 'EndpointSlice', '1.16 - 1.21'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', '1.17 1.21 1.25'],
  ['node.k8s.io/v1alpha1', 'RuntimeClass', '1.14 - 1.24'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', '1.14 1.22 1.25'],
  ['rbac.authorization.k8s.io/v1alpha1', 'ClusterRole ClusterRoleBinding Role RoleBinding', '1.5 1.17 1.23'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', '1.8 1.14 1.23'],
  ['settings.k8s.io/v1alpha1', 'PodPreset', '1.6 - 1.20'],
];
