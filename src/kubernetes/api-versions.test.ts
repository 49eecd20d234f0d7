import { isSince, lifecycleOf, meansTheSame, replacementOf } from './api-lifecycle';
import { API_HISTORIES } from './api-versions';
import { isKnown } from './known-kinds';

const ROWS = API_HISTORIES.flatMap(([kinds, ...versions]) =>
  kinds.split(' ').map((kind) => [kind, versions.map((line) => line.split(' '))] as [string, string[][]]),
);

describe.each(ROWS)('%s', (kind, versions) => {
  test('lists Kubernetes versions in ascending order', () => {
    for (const [apiVersion, introduced, deprecated, removed, ...rest] of versions) {
      expect(apiVersion).toMatch(/^([a-z0-9.]+\/)?v\d+((alpha|beta)\d+)?$/);
      expect(rest).toEqual([]);
      const dates = [introduced, deprecated, removed].filter((each) => each !== undefined && each !== '-') as string[];
      for (const date of dates) expect(date).toMatch(/^1\.\d+$/);
      dates.reduce((earlier, later) => {
        expect(isSince(later, earlier) && later !== earlier).toBe(true);
        return later;
      });
    }
  });

  test('is removed in 1.16 or later, or not at all', () => {
    for (const [, , , removed] of versions) if (removed) expect(isSince(removed, '1.16')).toBe(true);
  });

  test('ends with a version that is served, or that has a removal version', () => {
    const [last] = versions.slice(-1) as [string[]];
    expect(last.length === 2 || last.length === 4 || kind === 'ComponentStatus').toBe(true);
  });
});

test('no version of a kind is listed twice', () => {
  const keys = ROWS.flatMap(([kind, versions]) => versions.map(([apiVersion]) => `${apiVersion} ${kind}`));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

/** From the deprecation guide, in the order of releases. */
const GUIDE: readonly [removed: string, apiVersion: string, kinds: string][] = [
  ['1.16', 'extensions/v1beta1', 'NetworkPolicy DaemonSet Deployment ReplicaSet PodSecurityPolicy'],
  ['1.16', 'apps/v1beta1', 'Deployment StatefulSet ReplicaSet'],
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
    const found = replacementOf(lifecycleOf(apiVersion, kind) as any, kubernetesVersion);
    return found && `${found.apiVersion} ${found.introduced}`;
  };

  test.each([
    ['extensions/v1beta1', 'Ingress', '1.37', 'networking.k8s.io/v1 1.19'],
    ['extensions/v1beta1', 'Ingress', '1.18', 'networking.k8s.io/v1beta1 1.14'],
    ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', '1.26', 'flowcontrol.apiserver.k8s.io/v1beta3 1.26'],
    ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema', '1.29', 'flowcontrol.apiserver.k8s.io/v1 1.29'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.22', 'autoscaling/v2 1.23'],
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

test('kinds that are served today are known as Kubernetes kinds', () => {
  const served = ROWS.flatMap(([kind, versions]) =>
    versions.filter((line) => line.length === 2 && line[0]?.endsWith('/v1')).map(([apiVersion]) => [apiVersion, kind]),
  );
  const unknown = served.filter(([apiVersion, kind]) => !isKnown(`${apiVersion?.replace('/v1', '')}/${kind}`));
  // Review kinds are requests to the API server and are not stored in files; StorageVersionMigration is not either.
  const left = unknown.map(([, kind]) => kind as string);
  expect(left.filter((kind) => !kind.endsWith('Review') && kind !== 'StorageVersionMigration')).toEqual([]);
});
