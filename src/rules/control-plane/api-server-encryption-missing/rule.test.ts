import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { 'a file': runs('kube-apiserver'), 'a file in kubeadm': kubeadm('kube-apiserver', {}) },
  invalid: {
    none: {
      change: runs('kube-apiserver', { 'encryption-provider-config': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'an empty one': {
      change: runs('kube-apiserver', { 'encryption-provider-config': '' }),
      at: ['/containers/0/command/1'],
    },
    'none in kubeadm': {
      change: kubeadm('kube-apiserver', { 'encryption-provider-config': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs'],
    },
  },
});
