import { problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const LABEL = '/metadata/labels/pod-security.kubernetes.io~1';
const namespace = (labels: any) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });

// https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
test.each([
  [{ enforce: 'restricted', 'enforce-version': 'v1.34' }, []],
  [{ enforce: 'restricted', 'enforce-version': 'latest' }, []],
  [
    { 'enforce-version': '1.34' },
    [`${LABEL}enforce-version: is "1.34"; must be "latest" or a version such as "v1.34"`],
  ],
  [{ warn: 'strict' }, [`${LABEL}warn: is "strict"; must be one of "privileged", "baseline", "restricted"`]],
])('Namespace %j', (labels, expected) => {
  const prefixed = Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]);
  expect(problemsOf(namespace(Object.fromEntries(prefixed)))).toEqual(expected);
});

const PRIORITY = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'high' },
  value: 1_000_000_000,
};

test.each([
  ['value', 1_000_000_001, ['/value: is 1000000001; must be at most 1000000000']],
  ['metadata.name', 'system-web', ['/metadata/name: starts with "system-", which is reserved']],
  ['preemptionPolicy', 'Always', ['/preemptionPolicy: is "Always"; must be one of "Never", "PreemptLowerPriority"']],
])('PriorityClass %s %j', (place, value, expected) => {
  expect(problemsWith(PRIORITY, place, value)).toEqual(expected);
});

test('Node', () => {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec: { podCIDRs: ['10.0.0.0/24'] } };
  const taint = { key: 'gpu', effect: 'NoSchedule' };
  expect(problemsWith(node, 'spec.taints', [taint, { ...taint, effect: 'NoExecute' }])).toEqual([]);
  expect(problemsWith(node, 'spec.taints', [taint, taint])).toEqual([
    '/spec/taints/1: "gpu NoSchedule" is there twice; must be unique',
  ]);
  expect(problemsWith(node, 'spec.podCIDRs', ['10.0.0.0'])).toEqual([
    '/spec/podCIDRs/0: is "10.0.0.0"; must be a network such as "10.9.8.0/24" or "2001:db8::/64"',
  ]);
});

test('RuntimeClass', () => {
  const runtime = {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'gvisor' },
    handler: 'runsc',
  };
  expect(problemsWith(runtime, 'overhead', { podFixed: { memory: '-1' } })).toEqual([
    '/overhead/podFixed/memory: is "-1"; must not be negative',
  ]);
  expect(problemsWith(runtime, 'handler', undefined)).toEqual(['/handler: is missing; must be set']);
});

test('Lease', () => {
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'web' }, spec: {} };
  expect(problemsWith(lease, 'spec.leaseDurationSeconds', 0)).toEqual([
    '/spec/leaseDurationSeconds: is 0; must be at least 1',
  ]);
});
