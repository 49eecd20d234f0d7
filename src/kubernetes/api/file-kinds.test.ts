import { fileKind, fileKinds, isFileKind } from './file-kinds';
import * as published from './file-table.json';
import { KubernetesApi } from './kubernetes-api';
import { fieldLines } from './table';

const SCALARS = 'any bool bytes double duration int32 int64 quantity string time'.split(' ');
const problemsAt = (version: string, json: any) =>
  KubernetesApi.of(version)
    .problems(json)
    .map(({ category, pointer }) => `${category} ${pointer}`);
const kubelet = (content: any) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  ...content,
});

test('every line can be read, and every type that a line names is there', () => {
  const names = Object.keys(published.types);
  expect(names.length).toBeGreaterThan(100);
  const lines = names.flatMap((name) => fieldLines(name) ?? []);
  const wrong = lines.filter(({ element }) => !SCALARS.includes(element) && fieldLines(element) === undefined);
  expect(wrong).toEqual([]);
  const empty = [...fileKinds()].filter(({ type }) => (fieldLines(type) ?? []).length === 0);
  expect(empty).toEqual([]);
});

// https://kubernetes.io/docs/reference/config-api/ of each release, and the change log of kubeadm
test.each([
  ['kubeadm.k8s.io/v1beta3', 'ClusterConfiguration', 20, 36],
  ['kubeadm.k8s.io/v1beta4', 'UpgradeConfiguration', 31, 37],
  ['apiserver.config.k8s.io/v1beta1', 'AuthenticationConfiguration', 30, 37],
  ['apiserver.config.k8s.io/v1', 'AuthenticationConfiguration', 34, 37],
  ['apiserver.config.k8s.io/v1', 'AuthorizationConfiguration', 32, 37],
  ['apiserver.config.k8s.io/v1', 'EncryptionConfiguration', 20, 37],
  ['v1', 'EncryptionConfig', 20, 37],
  ['kubescheduler.config.k8s.io/v1beta3', 'KubeSchedulerConfiguration', 20, 28],
])('%s %s', (apiVersion, kind, since, until) => {
  expect(fileKind(apiVersion, kind)).toMatchObject({ since, until });
});

test('files are told from objects', () => {
  expect(isFileKind('kubeadm.k8s.io/ResetConfiguration')).toBe(true);
  expect(isFileKind('apps/Deployment')).toBe(false);
  expect(fileKind('kubelet.config.k8s.io/v1beta1', 'constructor')).toBeUndefined();
});

// https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ of each release
test.each<[string, any, string, string[]]>([
  ['a field', { readOnlyPort: 0 }, '1.37', []],
  ['a misspelt field', { readonlyPort: 0 }, '1.37', ['unknown-field /readonlyPort']],
  ['metadata', { metadata: { name: 'a' } }, '1.37', ['unknown-field /metadata']],
  ['a field below', { authentication: { anonymus: {} } }, '1.37', ['unknown-field /authentication/anonymus']],
  ['a wrong type', { readOnlyPort: '0' }, '1.37', ['structure /readOnlyPort']],
  ['a duration', { syncFrequency: '1m30s' }, '1.37', []],
  ['no duration', { syncFrequency: '1 minute' }, '1.37', ['structure /syncFrequency']],
  ['a number for a duration', { syncFrequency: 60 }, '1.37', ['structure /syncFrequency']],
  ['a field of 1.33', { userNamespaces: { idsPerPod: 65536 } }, '1.33', []],
  ['the same before', { userNamespaces: { idsPerPod: 65536 } }, '1.32', ['unknown-field /userNamespaces']],
  ['a taint', { registerWithTaints: [{ key: 'a', effect: 'NoSchedule' }] }, '1.37', []],
])('%s of a KubeletConfiguration', (_, content, version, expected) => {
  expect(problemsAt(version, kubelet(content))).toEqual(expected);
});

test('an audit Policy may have metadata', () => {
  const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', metadata: { name: 'a' }, rules: [{ level: 'None' }] };
  expect(problemsAt('1.37', policy)).toEqual([]);
});

test.each([
  ['kubeadm.k8s.io/v1beta2', 'ClusterConfiguration', 'use kubeadm.k8s.io/v1beta4 ClusterConfiguration'],
  ['kubelet.config.k8s.io/v1beta1', 'KubeletConfigration', 'use "KubeletConfiguration"'],
])('%s has no kind %s', (apiVersion, kind, advice) => {
  expect(KubernetesApi.of('1.37').problems({ apiVersion, kind })).toEqual([
    expect.objectContaining({ category: 'unknown-kind', message: expect.stringContaining(advice) }),
  ]);
});

test('a kind that is no file that is known is left alone', () => {
  expect(KubernetesApi.of('1.37').problems({ apiVersion: 'audit.k8s.io/v1', kind: 'Event' })).toEqual([]);
});
