import { kubeadm, olderKubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    off: runs('kube-apiserver'),
    'off in an older kubeadm': { change: olderKubeadm('kube-apiserver', {}), version: '1.30' },
  },
  invalid: {
    'by default': {
      change: runs('kube-apiserver', { 'service-account-extend-token-expiration': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    'by the flag': {
      change: runs('kube-apiserver', { 'service-account-extend-token-expiration': 'true' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'kubeadm by default': {
      change: kubeadm('kube-apiserver', { 'service-account-extend-token-expiration': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs'],
      mendedBy: 'fill',
    },
    'an older kubeadm by default': {
      change: olderKubeadm('kube-apiserver', { 'service-account-extend-token-expiration': undefined }),
      version: '1.30',
      at: ['ClusterConfiguration /apiServer/extraArgs'],
      mendedBy: 'fill',
    },
  },
});
