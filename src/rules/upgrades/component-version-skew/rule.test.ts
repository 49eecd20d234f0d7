import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const DIGEST = `@sha256:${'a1'.repeat(32)}`;
const cluster = (kubernetesVersion: string, more = {}) => ({
  ...{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion, ...more },
});
const node = (kubeletVersion: string) => ({
  ...{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1' }, status: { nodeInfo: { kubeletVersion } } },
});
const beside =
  (...objects: any[]) =>
  ({ others }: World): void => {
    others.push(...objects);
  };
/** A cluster, and an image of one of its programs. */
const image =
  (kubernetesVersion: string, name: string) =>
  ({ others, spec }: World): void => {
    others.push(cluster(kubernetesVersion));
    spec.containers[0].image = `registry.k8s.io/${name}${DIGEST}`;
  };
const at = ['/containers/0/image'];
const unsupported = ['kubernetes-version-unsupported'];
const managed = (kind: string, name: string, spec: any, apiVersion = 'cluster.x-k8s.io/v1beta1') => ({
  ...{ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec },
});
const controlPlane = (name: string, version: string) =>
  managed('KubeadmControlPlane', name, { version }, 'controlplane.cluster.x-k8s.io/v1beta1');
const machines = (clusterName: string, version: string) =>
  managed('MachineDeployment', `${clusterName}-workers`, { clusterName, template: { spec: { version } } });
const owner = (name: string) =>
  managed('Cluster', name, { controlPlaneRef: { kind: 'KubeadmControlPlane', name: `${name}-control-plane` } });

testRule(rule, {
  valid: {
    'a kubelet of the same version': beside(cluster('v1.37.2'), node('v1.37.0')),
    'a kubelet that is two versions older': beside(cluster('v1.37.2'), node('v1.35.8')),
    'a kubelet alone': beside(node('v1.36.5')),
    'a scheduler that is one version older': image('v1.37.2', 'kube-scheduler:v1.36.5'),
    'a second API server that is one version older': image('v1.37.2', 'kube-apiserver:v1.36.5'),
    'a second API server that is one version newer': image('v1.36.5', 'kube-apiserver:v1.37.2'),
    'the oldest etcd': image('v1.37.2', 'etcd:3.5.24-0'),
    'an etcd without a patch version': image('v1.37.2', 'etcd:3.5'),
    'machines of another cluster of Cluster API': beside(
      ...[owner('prod'), controlPlane('prod-control-plane', 'v1.36.5'), machines('test', 'v1.37.2')],
    ),
    'a control plane that no cluster names': beside(controlPlane('other', 'v1.36.5'), machines('prod', 'v1.37.2')),
    'machines of Cluster API, beside the cluster that manages them': beside(
      ...[cluster('v1.36.5'), owner('prod'), machines('prod', 'v1.37.2')],
    ),
  },
  invalid: {
    'a kubelet that is newer': {
      change: beside(cluster('v1.36.5'), node('v1.37.2')),
      at: ['Node /status/nodeInfo/kubeletVersion'],
      mendedBy: 'none',
    },
    'a kubelet that is four versions older': {
      change: beside(cluster('v1.37.2'), node('v1.33.13')),
      at: ['Node /status/nodeInfo/kubeletVersion'],
      also: unsupported,
    },
    'a kubelet that is newer than one of two API servers': {
      change: (world) => {
        beside(node('v1.37.2'))(world);
        image('v1.37.2', 'kube-apiserver:v1.36.5')(world);
      },
      at: ['Node /status/nodeInfo/kubeletVersion'],
    },
    'API servers that are two versions apart, at the older one': {
      change: image('v1.37.2', 'kube-apiserver:v1.35.8'),
      at,
    },
    'a scheduler that is two versions older': { change: image('v1.37.2', 'kube-scheduler:v1.35.8'), at },
    'a controller manager that is newer': { change: image('v1.35.8', 'kube-controller-manager:v1.36.5'), at },
    'a kube-proxy that is newer': { change: image('v1.35.8', 'kube-proxy:v1.36.5'), at },
    'an etcd that kubeadm refuses': { change: image('v1.37.2', 'etcd:3.5.15-0'), at },
    'an etcd that kubeadm is told to run': {
      change: beside(cluster('v1.37.2', { etcd: { local: { imageTag: '3.4.13-0' } } })),
      at: ['ClusterConfiguration /etcd/local/imageTag'],
    },
    'machines of Cluster API that are newer than their control plane': {
      change: beside(owner('prod'), controlPlane('prod-control-plane', 'v1.36.5'), machines('prod', 'v1.37.2')),
      at: ['MachineDeployment /spec/template/spec/version'],
    },
    'a kubelet of a cluster whose configuration is in a ConfigMap': {
      change: beside(node('v1.37.2'), {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kubeadm-config', namespace: 'shop' } },
        data: { ClusterConfiguration: JSON.stringify(cluster('v1.36.5')) },
      }),
      at: ['Node /status/nodeInfo/kubeletVersion'],
    },
  },
});

describe('messages', () => {
  const check = (...objects: any[]) => check2(objects.map((json) => Manifest.fromJson(json)));
  const check2 = (manifests: Manifest[]) =>
    rule
      .check(ManifestSet.fromManifests(manifests), {
        ...{ kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED },
      })
      .map(({ message }) => message);

  test.each([
    ['v1.37.2', 'v1.33.13', 'kubelet 1.33 is 4 minor versions older than the API server 1.37; use 1.34 to 1.37'],
    ['v1.27.1', 'v1.24.1', 'kubelet 1.24 is 3 minor versions older than the API server 1.27; use 1.25 to 1.27'],
    ['v1.36.5', 'v1.37.2', 'kubelet 1.37 is newer than the API server 1.36; use 1.33 to 1.36'],
  ])('API server %s, kubelet %s', (server, kubelet, message) => {
    expect(check(cluster(server), node(kubelet))).toEqual([message]);
  });

  test('three versions are fine from 1.25 on', () => {
    expect(check(cluster('v1.28.0'), node('v1.25.0'))).toEqual([]);
  });

  test('with API servers of two versions, what is left is between them', () => {
    expect(check(cluster('v1.37.2'), cluster('v1.36.5'), node('v1.37.2'))).toEqual([
      'kubelet 1.37 is newer than the API server 1.36; use 1.34 to 1.36',
    ]);
  });

  test('files of several clusters are told apart by their folders', () => {
    const file = (path: string, json: any) => Manifest.fromJson(json, { origin: { file: path } });
    const two = [file('prod/kubeadm.yaml', cluster('v1.37.2')), file('test/kubeadm.yaml', cluster('v1.34.12'))];
    expect(check2([...two, file('test/nodes/one.yaml', node('v1.34.12'))])).toEqual([]);
    expect(check2([...two, file('production/one.yaml', node('v1.37.2'))])).toEqual([]);
    expect(check2([...two, file('test/nodes/one.yaml', node('v1.37.2'))])).toEqual([
      'kubelet 1.37 is newer than the API server 1.34; use 1.31 to 1.34',
    ]);
  });
});
