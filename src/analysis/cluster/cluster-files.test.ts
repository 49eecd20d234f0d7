import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { ClusterFiles, clusterOf } from './cluster-files';

const CLUSTER = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' };
const KUBELET = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker' } };
const at = (file: string, json: object) => Manifest.fromJson(json, { origin: { file } });
const made = (constructPath: string, json: object) => Manifest.fromJson(json, { origin: { constructPath } });
const kubeletsWith = (of: Manifest, ...others: Manifest[]) =>
  new ClusterFiles(ManifestSet.fromManifests([of, ...others]), of)
    .ofType('kubelet.config.k8s.io/KubeletConfiguration')
    .map(({ origin }) => origin.file ?? origin.constructPath);

const ONE = at('dist/one/etc/kubernetes/kubeadm.yaml', CLUSTER);
const TWO = at('dist/two/kubeadm.yaml', CLUSTER);

test.each([
  ['a path of the same node', 'dist/one/var/lib/kubelet/config.yaml', 'dist/one'],
  ['a path of the same node, of Windows', 'dist\\one\\var\\lib\\kubelet\\config.yaml', 'dist/one'],
  ['a folder below', 'dist/two/nodes/worker.yaml', 'dist/two'],
  ['a path of a node below', 'dist/two/worker/etc/kubelet.yaml', 'dist/two'],
  ['a folder whose name begins alike', 'dist/twofold/worker.yaml', undefined],
  ['the folder above', 'dist/worker.yaml', undefined],
])('of several clusters, a file belongs to the one of %s', (_, file, cluster) => {
  const own = at(file, NODE);
  expect(clusterOf(own, ManifestSet.fromManifests([ONE, TWO, own]))).toBe(cluster);
});

test('of two clusters around each other, the nearest counts', () => {
  const inner = at('dist/two/edge/kubeadm.yaml', CLUSTER);
  const own = at('dist/two/edge/worker.yaml', NODE);
  expect(clusterOf(own, ManifestSet.fromManifests([TWO, inner, own]))).toBe('dist/two/edge');
});

test('one ClusterConfiguration or none stands for one cluster', () => {
  const [near, far] = [at('dist/one/var/lib/kubelet.yaml', KUBELET), at('elsewhere/kubelet.yaml', KUBELET)];
  expect(kubeletsWith(ONE, near, far)).toEqual([near.origin.file, far.origin.file]);
  expect(kubeletsWith(near, far)).toEqual([near.origin.file, far.origin.file]);
});

test('of several clusters, each has its files, and files of none are together by their folder', () => {
  const files = ['dist/one/var/lib/a.yaml', 'dist/two/b.yaml', 'other/c.yaml', 'other/d.yaml', 'e.yaml'];
  const kubelets = files.map((file) => at(file, KUBELET));
  expect(kubeletsWith(ONE, TWO, ...kubelets)).toEqual([files[0]]);
  expect(kubeletsWith(TWO, ONE, ...kubelets)).toEqual([files[1]]);
  expect(kubeletsWith(at('other/pod.yaml', NODE), ONE, TWO, ...kubelets)).toEqual([files[2], files[3]]);
});

test('what constructs make is together, as those of one cluster may lie anywhere in an app', () => {
  const clusters = ['app/one/kubeadm', 'app/two/kubeadm'].map((path) => made(path, CLUSTER));
  const kubelet = made('app/kubelet', KUBELET);
  expect(kubeletsWith(clusters[0] as Manifest, clusters[1] as Manifest, kubelet)).toEqual(['app/kubelet']);
});
