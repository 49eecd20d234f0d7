import { kubeadm, olderKubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    none: runs('kube-apiserver'),
    'port 0': runs('kube-apiserver', { 'insecure-port': '0' }),
    'https to kubelets': runs('kube-apiserver', { 'kubelet-https': 'true' }),
  },
  invalid: {
    'a port': {
      change: runs('kube-apiserver', { 'insecure-port': '8080' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'two words': {
      change: runs('kube-apiserver', {}, { args: ['--insecure-port', '8080'] }),
      at: ['/containers/0/args/0'],
      mendedBy: 'force',
    },
    'an address and plain HTTP to kubelets': {
      change: runs('kube-apiserver', { 'insecure-bind-address': '0.0.0.0', 'kubelet-https': 'false' }),
      at: ['/containers/0/command/1', '/containers/0/command/2'],
      mendedBy: 'force',
    },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', { 'insecure-port': '8080', 'insecure-bind-address': '::' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value', 'ClusterConfiguration /apiServer/extraArgs/1/value'],
      mendedBy: 'force',
    },
    'in an older kubeadm': {
      change: olderKubeadm('kube-apiserver', { 'insecure-port': '8080' }),
      version: '1.30',
      at: ['ClusterConfiguration /apiServer/extraArgs/insecure-port'],
      mendedBy: 'force',
    },
  },
});
