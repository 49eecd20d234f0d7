import { file, kubeadm, olderKubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const SCHEDULER = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
const PROXY = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the API server': runs('kube-apiserver'),
    'by its path, in two fields': runs(
      'kube-scheduler',
      {},
      {
        ...{ command: ['/usr/local/bin/kube-scheduler'], args: ['--profiling=false', '--bind-address=127.0.0.1'] },
      },
    ),
    'a scheduler with a file': runs('kube-scheduler', { profiling: undefined, config: '/etc/scheduler.yaml' }),
    'another program': runs('kube-scheduler', {}, { command: ['web', '--profiling=true'] }),
    'another name with the same beginning': runs('kube-scheduler', {}, { command: ['kube-scheduler-exporter'] }),
    'a shell, whose script is not read': runs('kube-scheduler', {}, { command: ['/bin/sh', '-c', 'kube-scheduler'] }),
    'a file of the scheduler': file({ ...SCHEDULER, enableProfiling: false }),
    'a file of kube-proxy': file(PROXY),
  },
  invalid: {
    'the API server by default': {
      change: runs('kube-apiserver', { profiling: undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    'a flag without a value': {
      change: runs('kube-scheduler', {}, { command: ['kube-scheduler', '--profiling'], args: ['--bind_address=::1'] }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'a second word, which the flag does not take': {
      change: runs('kube-scheduler', {}, { command: ['kube-scheduler', '--bind-address=::1', '--profiling', 'false'] }),
      at: ['/containers/0/command/2'],
    },
    'the last one counts': {
      change: runs('kube-controller-manager', {}, { args: ['--profiling=true'] }),
      at: ['/containers/0/args/0'],
      mendedBy: 'none',
    },
    'the program of the image': {
      change: runs(
        'kube-scheduler',
        {},
        {
          ...{ command: undefined, args: ['--bind-address=127.0.0.1'] },
          image: `registry.example.com:5000/kube-scheduler:v1.37.0@sha256:${'a1'.repeat(32)}`,
        },
      ),
      at: ['/containers/0/args'],
      mendedBy: 'fill',
    },
    hyperkube: {
      change: runs('kube-scheduler', {}, { command: ['/hyperkube', 'kube-scheduler', '--bind-address=127.0.0.1'] }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].command = ['kube-scheduler'];
      },
      at: ['/initContainers/0/command'],
      mendedBy: 'fill',
    },
    'kubeadm by default': {
      change: kubeadm('kube-scheduler', { profiling: undefined }),
      at: ['ClusterConfiguration /scheduler/extraArgs'],
      mendedBy: 'fill',
    },
    'kubeadm without arguments': {
      change: kubeadm('kube-scheduler', {}, { scheduler: undefined, controllerManager: undefined }),
      at: ['ClusterConfiguration /scheduler/extraArgs', 'ClusterConfiguration /controllerManager/extraArgs'],
      also: ['controller-manager-pod-gc-threshold'],
      mendedBy: 'fill',
    },
    'an older kubeadm': {
      change: olderKubeadm('kube-scheduler', { profiling: 'true' }),
      version: '1.30',
      at: ['ClusterConfiguration /scheduler/extraArgs/profiling'],
      mendedBy: 'force',
    },
    'a file of the scheduler': {
      change: file(SCHEDULER),
      at: ['KubeSchedulerConfiguration /enableProfiling'],
      mendedBy: 'fill',
    },
    'a file of kube-proxy': {
      change: file({ ...PROXY, enableProfiling: true }),
      at: ['KubeProxyConfiguration /enableProfiling'],
      mendedBy: 'force',
    },
  },
});
