import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const DIGEST = `@sha256:${'a1'.repeat(32)}`;
/** A static pod of a program. */
const runs = (image: string, ...args: string[]) => {
  return ({ spec }: World) => {
    const [program] = image.split(':');
    Object.assign(spec.containers[0], { image: `registry.k8s.io/${image}${DIGEST}`, command: [program, ...args] });
  };
};
const cluster = (kubernetesVersion: string | undefined, more: object) => ({
  ...{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion, ...more },
});
const beside =
  (...objects: any[]) =>
  ({ others }: World): void => {
    others.push(...objects);
  };
const passesOn = (...args: [name: string, value: string][]) => ({
  apiServer: { extraArgs: args.map(([name, value]) => ({ name, value })) },
});
const unsupported = ['kubernetes-version-unsupported'];
const old = (change: (world: World) => void) => ({ change, also: unsupported });
const at = (index: number) => [`/containers/0/command/${index}`];

testRule(rule, {
  valid: {
    'flags of the version': runs('kube-apiserver:v1.37.2', '--profiling=false', '--tls-curve-preferences=X25519'),
    'the end of insecure-port': old(runs('kube-apiserver:v1.23.17', '--insecure-port=0')),
    'the name with underscores': runs('kube-apiserver:v1.37.2', '--audit_log_path=/var/log/audit.log'),
    'a flag of klog, before it was removed': old(runs('kube-apiserver:v1.25.16', '--logtostderr=true')),
    'the verbosity of logs': runs('kube-scheduler:v1.37.2', '--v=2', '--vmodule=a=1'),
    'flags of the audit backends': runs('kube-apiserver:v1.37.2', '--audit-webhook-batch-max-size=5'),
    'a value that looks like a flag of another program': runs('kube-scheduler:v1.37.2', '--config', 'insecure-port'),
    'an image without a version': runs('kube-apiserver:latest', '--insecure-port=0'),
    'another program': runs('my-apiserver:v1.37.2', '--insecure-port=0'),
    'etcd, whose flags are not known': runs('etcd:3.6.8-0', '--anything=1'),
    'a gate of the version': runs('kube-apiserver:v1.37.2', '--feature-gates=APIServerIdentity=false'),
    'a locked gate with its value': runs(
      'kube-apiserver:v1.36.5',
      '--feature-gates=AggregatedDiscoveryRemoveBetaType=true',
    ),
    'all gates of a stage': runs('kube-apiserver:v1.37.2', '--feature-gates=AllAlpha=false,AllBeta=false'),
    'a gate with the name of its component': runs(
      'kube-apiserver:v1.37.2',
      '--feature-gates=kube:APIServerIdentity=true',
    ),
    'what kubeadm passes on': beside(cluster('v1.37.2', passesOn(['profiling', 'false']))),
    'a kubelet of an unknown version': beside({
      ...{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', featureGates: { Nothing: true } },
    }),
    'a gate of a kubelet': beside(cluster('v1.37.2', {}), {
      ...{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
      featureGates: { KubeletInUserNamespace: true },
    }),
    'a configuration without a version': beside(cluster(undefined, passesOn(['insecure-port', '0']))),
  },
  invalid: {
    'insecure-port, after it was removed': {
      ...old(runs('kube-apiserver:v1.24.17', '--profiling=false', '--insecure-port=0')),
      at: at(2),
      mendedBy: 'none',
    },
    'a flag with its value in the next word': {
      change: runs('kube-apiserver:v1.37.2', '--cloud-provider', 'aws'),
      at: at(1),
    },
    'a flag that comes later': { change: runs('kube-apiserver:v1.35.8', '--tls-curve-preferences=X25519'), at: at(1) },
    'a misspelt flag': { change: runs('kube-apiserver:v1.37.2', '--anonymus-auth=false'), at: at(1) },
    'a flag of another program': { change: runs('kube-scheduler:v1.37.2', '--allow-privileged=true'), at: at(1) },
    'a time limit of the controller manager': {
      change: runs('kube-controller-manager:v1.37.2', '--pod-eviction-timeout=1m'),
      at: at(1),
    },
    'a port of the scheduler': { change: runs('kube-scheduler:v1.36.5', '--port=0'), at: at(1) },
    'a flag of klog': { change: runs('kube-proxy:v1.36.5', '--logtostderr=true'), at: at(1) },
    'in the arguments': {
      change: (world) => {
        runs('kube-proxy:v1.37.2')(world);
        world.spec.containers[0].args = ['--proxy-port-range=1-2'];
      },
      at: ['/containers/0/args/0'],
    },
    'a gate that was removed': {
      change: runs('kube-apiserver:v1.37.2', '--feature-gates=APIServerIdentity=true,EphemeralContainers=true'),
      at: at(1),
    },
    'a gate that comes later': {
      change: runs('kube-apiserver:v1.36.5', '--feature-gates=APIServerWebhookAuthenticationToken=true'),
      at: at(1),
    },
    'a locked gate with another value': {
      change: runs('kube-apiserver:v1.36.5', '--feature-gates=AggregatedDiscoveryRemoveBetaType=false'),
      at: at(1),
    },
    'what kubeadm passes on as a list': {
      change: beside(cluster('v1.37.2', passesOn(['profiling', 'false'], ['insecure-port', '0']))),
      at: ['ClusterConfiguration /apiServer/extraArgs/1'],
    },
    'what kubeadm passes on as a map': {
      change: beside(
        cluster('v1.37.2', {
          apiVersion: 'kubeadm.k8s.io/v1beta3',
          scheduler: { extraArgs: { 'algorithm-provider': 'DefaultProvider' } },
        }),
      ),
      at: ['ClusterConfiguration /scheduler/extraArgs/algorithm-provider'],
      // 1.37 does not read v1beta3.
      also: ['node-file-version'],
    },
    'flags of the kubelet of a new node': {
      change: beside(cluster('v1.37.2', {}), {
        ...{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'JoinConfiguration' },
        nodeRegistration: { kubeletExtraArgs: [{ name: 'network-plugin', value: 'cni' }] },
      }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0'],
    },
    'a gate of a kubelet that was removed': {
      change: beside(cluster('v1.37.2', {}), {
        ...{ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' },
        featureGates: { SeccompDefault: true },
      }),
      at: ['KubeletConfiguration /featureGates/SeccompDefault'],
    },
    'what kubeadm keeps in the cluster': {
      change: beside({
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kubeadm-config', namespace: 'shop' } },
        data: { ClusterConfiguration: JSON.stringify(cluster('v1.37.2', passesOn(['insecure-port', '0']))) },
      }),
      at: ['ConfigMap /data/ClusterConfiguration'],
    },
    'what Cluster API passes on': {
      change: beside({
        apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
        kind: 'KubeadmControlPlane',
        metadata: { name: 'prod', namespace: 'shop' },
        spec: {
          version: 'v1.37.2',
          kubeadmConfigSpec: { clusterConfiguration: passesOn(['enable-swagger-ui', 'true']) },
        },
      }),
      at: ['KubeadmControlPlane /spec/kubeadmConfigSpec/clusterConfiguration/apiServer/extraArgs/0'],
    },
  },
});

describe('messages', () => {
  const check = (version: string, name: string, value: string) =>
    new Checker({ profile: new Profile('alone', { rules: [rule] }), today: '2026-11-24' })
      .check(ManifestSet.fromJson([cluster(version, passesOn([name, value]))]))
      .findings.map(({ message }) => message);

  test.each([
    ['insecure-port', '0', 'gets the flag --insecure-port, which was removed in 1.24; remove it'],
    ['anonymus-auth', 'false', 'gets the flag --anonymus-auth, which no version from 1.20 to 1.37 has; remove it'],
    ['tls-curve-preferences', 'X', 'gets the flag --tls-curve-preferences, which exists from 1.36 on; remove it'],
    [
      'feature-gates',
      'Nothing=true',
      'gets the feature gate Nothing=true, which no version from 1.20 to 1.37 has; remove it',
    ],
  ])('--%s=%s', (name, value, message) =>
    expect(check('v1.35.8', name, value)).toEqual([`kube-apiserver 1.35 ${message}`]),
  );

  test('a locked gate names its value', () => {
    expect(check('v1.35.8', 'feature-gates', 'AggregatedDiscoveryRemoveBetaType=false')).toEqual([
      'kube-apiserver 1.35 gets the feature gate AggregatedDiscoveryRemoveBetaType=false, which is locked to true; remove it',
    ]);
  });

  test('a version that the table does not know is not judged', () => {
    expect(check('v1.38.0', 'insecure-port', '0')).toEqual([]);
    expect(check('v1.19.16', 'anything', '0')).toEqual([]);
  });
});
