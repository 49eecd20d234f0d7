import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { none: runs('kube-apiserver'), 'none in kubeadm': kubeadm('kube-apiserver', {}) },
  invalid: {
    tokens: {
      change: runs('kube-apiserver', { 'token-auth-file': '/tokens' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'none',
    },
    passwords: { change: runs('kube-apiserver', { 'basic-auth-file': '/x' }), at: ['/containers/0/command/1'] },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', { 'token-auth-file': '/tokens' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
    },
  },
});
