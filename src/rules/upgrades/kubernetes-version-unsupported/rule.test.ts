import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const DIGEST = `@sha256:${'a1'.repeat(32)}`;
const add =
  (apiVersion: string, kind: string, content: any) =>
  ({ others }: World): void => {
    others.push({ apiVersion, kind, ...content });
  };
const metadata = { name: 'prod', namespace: 'shop' };
const cluster = (kubernetesVersion: string) =>
  add('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', { kubernetesVersion });
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${DIGEST}`;
  };
};
const at = ['/containers/0/image'];

testRule(rule, {
  valid: {
    'the oldest version with support': cluster('v1.35.8'),
    'the newest version': cluster('v1.37.2'),
    'a version that only kubeadm knows': cluster('stable'),
    'no version': add('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', {}),
    'an image of the application with such a version': image('ghcr.io/acme/web:v1.30.2'),
    'an image with a name that ends alike': image('ghcr.io/acme/my-kube-proxy:v1.30.2'),
    'etcd, which has versions of its own': image('registry.k8s.io/etcd:3.5.24-0'),
    'a tag without a minor version': image('registry.k8s.io/kube-proxy:v1'),
    'a control plane with support': add('controlplane.cluster.x-k8s.io/v1beta1', 'KubeadmControlPlane', {
      ...{ metadata, spec: { version: 'v1.36.5' } },
    }),
  },
  invalid: {
    'a version whose support ended last month': {
      change: cluster('v1.34.12'),
      at: ['ClusterConfiguration /kubernetesVersion'],
      mendedBy: 'none',
    },
    'a version from before the table': {
      change: cluster('v1.24.17'),
      at: ['ClusterConfiguration /kubernetesVersion'],
    },
    'a version that is newer than the table': {
      change: cluster('v1.38.0'),
      at: ['ClusterConfiguration /kubernetesVersion'],
    },
    'a minor version that kubeadm resolves': {
      change: cluster('stable-1.33'),
      at: ['ClusterConfiguration /kubernetesVersion'],
    },
    'the API server': { change: image('registry.k8s.io/kube-apiserver:v1.33.13'), at },
    'the API server of one architecture, from a mirror': {
      change: image('mirror.example.com/k8s/kube-apiserver-arm64:v1.33.13'),
      at,
    },
    'a scheduler': { change: image('registry.k8s.io/kube-scheduler:v1.33.13'), at },
    'a kube-proxy of a cloud': {
      change: image('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/kube-proxy:v1.32.6-eksbuild.2'),
      at,
    },
    'the configuration that kubeadm keeps in the cluster': {
      change: add('v1', 'ConfigMap', {
        metadata: { name: 'kubeadm-config', namespace: 'shop' },
        data: {
          ClusterConfiguration:
            'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.31.14\n',
        },
      }),
      at: ['ConfigMap /data/ClusterConfiguration'],
    },
    'machines of Cluster API': {
      change: add('cluster.x-k8s.io/v1beta1', 'MachineDeployment', {
        ...{ metadata, spec: { clusterName: 'prod', template: { spec: { version: 'v1.30.14' } } } },
      }),
      at: ['MachineDeployment /spec/template/spec/version'],
    },
    'a topology of Cluster API': {
      change: add('cluster.x-k8s.io/v1beta1', 'Cluster', {
        ...{ metadata, spec: { topology: { class: 'base', version: 'v1.30.14' } } },
      }),
      at: ['Cluster /spec/topology/version'],
    },
    'the kubelet of a node': {
      change: add('v1', 'Node', {
        ...{ metadata: { name: 'worker-1' }, status: { nodeInfo: { kubeletVersion: 'v1.29.15+k3s1' } } },
      }),
      at: ['Node /status/nodeInfo/kubeletVersion'],
    },
  },
});

describe('the day of the check', () => {
  const reportOn = (today: string, kubernetesVersion: string, target = '1.37') => {
    const profile = new Profile('alone', { rules: [rule] });
    const settings = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion };
    return new Checker({ profile, today, kubernetesVersion: target }).check(ManifestSet.fromJson([settings]));
  };
  const messages = (today: string, version: string) => reportOn(today, version).findings.map(({ message }) => message);

  test('a version has support up to its last day', () => {
    expect(messages('2026-10-27', 'v1.34.0')).toEqual([]);
    expect(messages('2026-10-28', 'v1.34.0')).toEqual([
      'kubernetesVersion is "v1.34.0", which has had no support since 2026-10-27; use 1.35 or newer',
    ]);
  });

  test('the advice names the oldest version that has support on that day', () => {
    expect(messages('2025-06-01', 'v1.29.0')[0]).toMatch(/; use 1\.30 or newer$/);
    expect(messages('2026-11-30', 'v1.20.15')).toEqual([
      'kubernetesVersion is "v1.20.15", which has had no support since before 2024-10-22; use 1.35 or newer',
    ]);
  });

  test('a version that is newer than the table is no pass', () => {
    expect(messages('2027-01-15', 'v1.38.0')).toEqual([
      'kubernetesVersion is "v1.38.0", which is newer than 1.37, the newest that cdk8s-hardened knows; use a newer cdk8s-hardened, which knows its support and its flags',
    ]);
  });

  test('after the last day of the table every version is reported, with the source of newer ones', () => {
    expect(messages('2027-10-29', 'v1.37.2')).toEqual([
      'kubernetesVersion is "v1.37.2", which has had no support since 2027-10-28; use a version of https://kubernetes.io/releases/patch-releases/',
    ]);
  });

  test('the report says when the objects are judged for a version without support', () => {
    expect(reportOn('2026-11-24', 'v1.37.2', '1.34').notes).toEqual([
      'the objects are judged for Kubernetes 1.34, which has had no support since 2026-10-27; use 1.35 or newer',
    ]);
    expect(reportOn('2026-11-24', 'v1.37.2', '1.35').notes).toEqual([]);
  });

  test('the report says when the table is half a year old', () => {
    expect(reportOn('2027-03-17', 'v1.37.2').notes).toEqual([]);
    expect(reportOn('2027-03-18', 'v1.37.2').notes).toEqual([
      'rule "kubernetes-version-unsupported" judges by data of 2026-09-15, which may miss what was published since; update cdk8s-hardened',
    ]);
  });
});
