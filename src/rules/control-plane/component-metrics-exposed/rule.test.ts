import { file, inConfigMap, kubeadm, runs } from '../../../../test/support/control-plane';
import { findingsOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const proxy = (metricsBindAddress: string | undefined) => ({
  ...{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', metricsBindAddress },
});
/** Rules that every pod on the network of its node violates. */
const ON_HOST = ['host-network', 'host-network-bypasses-network-policy'];
const onHost = (change: (world: World) => void) => (world: World) => {
  world.spec.hostNetwork = true;
  change(world);
};
const probe = (host: string | undefined) => ({ livenessProbe: { httpGet: { host, path: '/livez', port: 10259 } } });

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'kubeadm by default': kubeadm('kube-scheduler', { 'bind-address': undefined }),
    'a network of its own': runs('kube-scheduler', { 'bind-address': '0.0.0.0' }),
    'the loopback address of IPv6': kubeadm('kube-controller-manager', { 'bind-address': '::1' }),
    'kube-proxy by default': file(proxy(undefined)),
    'kube-proxy with an empty address': file(proxy('')),
    'kube-proxy on IPv6': file(proxy('[::1]:10249')),
    'kube-proxy with a file': runs('kube-proxy', { config: '/x' }),
    'a text about such a file': inConfigMap('notes', 'kind: KubeProxyConfiguration is the kind: of it'),
    'another kind in a ConfigMap': inConfigMap('x', { ...proxy('0.0.0.0'), apiVersion: 'example.com/v1' }),
  },
  invalid: {
    'the scheduler in kubeadm': {
      change: kubeadm('kube-scheduler', { 'bind-address': '0.0.0.0' }),
      at: ['ClusterConfiguration /scheduler/extraArgs/0/value'],
      mendedBy: 'force',
    },
    'the controller manager in kubeadm': {
      change: kubeadm('kube-controller-manager', { 'bind-address': '10.0.0.1' }),
      at: ['ClusterConfiguration /controllerManager/extraArgs/0/value'],
      mendedBy: 'force',
    },
    'a static pod by default': {
      change: onHost(runs('kube-scheduler', { 'bind-address': undefined })),
      at: ['/containers/0/command'],
      also: ON_HOST,
      mendedBy: 'fill',
    },
    'a static pod whose probe asks the loopback address': {
      change: onHost(runs('kube-scheduler', { 'bind-address': '0.0.0.0' }, probe('127.0.0.1'))),
      at: ['/containers/0/command/1'],
      also: [...ON_HOST, 'host-probe-or-lifecycle-host'],
      mendedBy: 'force',
    },
    'etcd in kubeadm': {
      change: kubeadm('etcd', { 'listen-metrics-urls': 'http://0.0.0.0:2381' }),
      at: ['ClusterConfiguration /etcd/local/extraArgs/0/value'],
      ...{ severity: 'low', mendedBy: 'none' },
    },
    'kube-proxy': {
      change: file(proxy('0.0.0.0:10249')),
      at: ['KubeProxyConfiguration /metricsBindAddress'],
      ...{ severity: 'low', mendedBy: 'force' },
    },
    'a name that begins alike': {
      change: file(proxy('127.0.0.1.example.com:1')),
      at: ['KubeProxyConfiguration /metricsBindAddress'],
      severity: 'low',
    },
    'a flag of kube-proxy': {
      change: runs('kube-proxy', { 'metrics-bind-address': '0.0.0.0' }),
      at: ['/containers/0/command/1'],
      ...{ severity: 'low', mendedBy: 'force' },
    },
    'kube-proxy in a ConfigMap': {
      change: inConfigMap('config.conf', proxy('0.0.0.0:10249')),
      at: ['ConfigMap /data/config.conf'],
      ...{ severity: 'low', mendedBy: 'none' },
    },
  },
});

test.each([
  ['127.0.0.1', ['/spec/containers/0/command/1']],
  ['10.0.0.1', []],
  [undefined, []],
])('a static pod whose probe asks %s is mended where that still answers', (host, fixed) => {
  const command = ['kube-scheduler', '--bind-address=0.0.0.0'];
  const spec = { hostNetwork: true, containers: [{ name: 'x', command, ...probe(host) }] };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'kube-system' }, spec };
  expect(findingsOf(rule, [pod]).map(({ fix }) => fix.map(({ path }) => path))).toEqual([fixed]);
});
