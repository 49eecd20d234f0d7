import { lifecycleOf, meansTheSame, replacementOf } from './lifecycle';

/** From the deprecation guide, in the order of releases. */
const GUIDE: readonly [removed: string, apiVersion: string, kinds: string][] = [
  ['1.16', 'extensions/v1beta1', 'NetworkPolicy DaemonSet Deployment ReplicaSet PodSecurityPolicy'],
  ['1.16', 'apps/v1beta1', 'Deployment StatefulSet'],
  ['1.16', 'apps/v1beta2', 'DaemonSet Deployment StatefulSet ReplicaSet'],
  ['1.22', 'admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration ValidatingWebhookConfiguration'],
  ['1.22', 'apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
  ['1.22', 'apiregistration.k8s.io/v1beta1', 'APIService'],
  ['1.22', 'authentication.k8s.io/v1beta1', 'TokenReview'],
  ['1.22', 'authorization.k8s.io/v1beta1', 'LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview'],
  ['1.22', 'authorization.k8s.io/v1beta1', 'SelfSubjectRulesReview'],
  ['1.22', 'certificates.k8s.io/v1beta1', 'CertificateSigningRequest'],
  ['1.22', 'coordination.k8s.io/v1beta1', 'Lease'],
  ['1.22', 'extensions/v1beta1', 'Ingress'],
  ['1.22', 'networking.k8s.io/v1beta1', 'Ingress IngressClass'],
  ['1.22', 'rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding Role RoleBinding'],
  ['1.22', 'scheduling.k8s.io/v1beta1', 'PriorityClass'],
  ['1.22', 'storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment'],
  ['1.25', 'batch/v1beta1', 'CronJob'],
  ['1.25', 'discovery.k8s.io/v1beta1', 'EndpointSlice'],
  ['1.25', 'events.k8s.io/v1beta1', 'Event'],
  ['1.25', 'autoscaling/v2beta1', 'HorizontalPodAutoscaler'],
  ['1.25', 'policy/v1beta1', 'PodDisruptionBudget PodSecurityPolicy'],
  ['1.25', 'node.k8s.io/v1beta1', 'RuntimeClass'],
  ['1.26', 'flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema PriorityLevelConfiguration'],
  ['1.26', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
  ['1.27', 'storage.k8s.io/v1beta1', 'CSIStorageCapacity'],
  ['1.29', 'flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema PriorityLevelConfiguration'],
  ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema PriorityLevelConfiguration'],
  ['1.37', 'networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR'],
  ['1.37', 'storage.k8s.io/v1beta1', 'VolumeAttributesClass'],
];

test.each(GUIDE)('%s removed %s: %s', (removed, apiVersion, kinds) => {
  for (const kind of kinds.split(' ')) expect(lifecycleOf(apiVersion, kind)?.removed).toBe(removed);
});

test.each([
  ['apps/v1', 'Deployment'],
  ['autoscaling/v1', 'HorizontalPodAutoscaler'],
  ['v1', 'Event'],
  ['v1', 'Pod'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'],
  ['extensions/v1beta1', 'Widget'],
  ['extensions.example.com/v1beta1', 'Deployment'],
])('%s %s stays', (apiVersion, kind) => {
  const lifecycle = lifecycleOf(apiVersion, kind);
  expect([lifecycle?.deprecated, lifecycle?.removed]).toEqual([undefined, undefined]);
});

describe('the replacement', () => {
  const at = (apiVersion: string, kind: string, kubernetesVersion: string) => {
    const found = replacementOf(apiVersion, kind, kubernetesVersion);
    return found && `${found.apiVersion} ${found.introduced}`;
  };

  test.each([
    ['extensions/v1beta1', 'Ingress', '1.37', 'networking.k8s.io/v1 1.19'],
    ['extensions/v1beta1', 'Ingress', '1.18', 'networking.k8s.io/v1beta1 1.14'],
    ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', '1.26', 'flowcontrol.apiserver.k8s.io/v1beta3 1.26'],
    ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', '1.29', 'flowcontrol.apiserver.k8s.io/v1 1.29'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.22', 'autoscaling/v2 1.23'],
    ['authorization.k8s.io/v1beta1', 'SelfSubjectRulesReview', '1.37', 'authorization.k8s.io/v1 1.8'],
    ['policy/v1beta1', 'PodSecurityPolicy', '1.37', undefined],
    ['coordination.k8s.io/v1beta1', 'LeaseCandidate', '1.37', undefined],
  ])('%s %s at %s', (apiVersion, kind, version, expected) => {
    expect(at(apiVersion, kind, version)).toBe(expected);
  });
});

describe('objects that have the same meaning under the new name', () => {
  const same = (apiVersion: string, kind: string, content: any = {}) =>
    meansTheSame(apiVersion, kind, { apiVersion, kind, metadata: { name: 'web' }, ...content });
  const pod = { containers: [{ name: 'web' }] };

  test.each([
    ['batch/v1beta1', 'CronJob', { spec: { jobTemplate: { spec: { template: { spec: pod } } } } }, true],
    ['batch/v2alpha1', 'CronJob', { spec: { jobTemplate: { spec: { template: { spec: pod } } } } }, false],
    ['apps/v1beta2', 'Deployment', { spec: { selector: { matchLabels: {} }, template: { spec: pod } } }, true],
    ['apps/v1beta2', 'Deployment', { spec: { template: { spec: pod } } }, false],
    ['extensions/v1beta1', 'Deployment', { spec: { selector: {}, template: { spec: pod } } }, false],
    ['policy/v1beta1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'web' } } } }, true],
    ['policy/v1beta1', 'PodDisruptionBudget', { spec: { selector: {} } }, false],
    ['policy/v1beta1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: {} } } }, false],
    ['policy/v1beta1', 'PodDisruptionBudget', {}, true],
    ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', { spec: { metrics: [{ type: 'Resource' }] } }, false],
    ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', { spec: null }, true],
    ['authorization.k8s.io/v1beta1', 'SubjectAccessReview', { spec: { group: ['a'] } }, false],
    ['authorization.k8s.io/v1beta1', 'SubjectAccessReview', { spec: { user: 'a' } }, true],
    ['discovery.k8s.io/v1beta1', 'EndpointSlice', { endpoints: [null, { topology: { zone: 'a' } }] }, false],
    ['discovery.k8s.io/v1beta1', 'EndpointSlice', { endpoints: [null, { addresses: [] }] }, true],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'PriorityLevelConfiguration',
      { spec: { limited: { nominalConcurrencyShares: 0 } } },
      false,
    ],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'PriorityLevelConfiguration',
      { spec: { limited: { nominalConcurrencyShares: 5 } } },
      true,
    ],
    ['networking.k8s.io/v1beta1', 'Ingress', { spec: {} }, false],
    ['apps/v1', 'Deployment', { spec: { selector: {}, template: { spec: pod } } }, false],
  ])('%s %s %j: %p', (apiVersion, kind, content, expected) => {
    expect(same(apiVersion, kind, content)).toBe(expected);
  });
});
