import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'a log': runs('kube-apiserver'),
    'a webhook': runs('kube-apiserver', { 'audit-log-path': undefined, 'audit-webhook-config-file': '/x' }),
  },
  invalid: {
    none: {
      change: runs('kube-apiserver', { 'audit-log-path': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'the output of the container': {
      change: runs('kube-apiserver', { 'audit-log-path': '-' }),
      at: ['/containers/0/command/1'],
    },
    'no policy': {
      change: runs('kube-apiserver', { 'audit-policy-file': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'an empty policy': {
      change: runs('kube-apiserver', { 'audit-policy-file': '' }),
      at: ['/containers/0/command/1'],
    },
    'kubeadm by default': {
      change: kubeadm('kube-apiserver', { 'audit-log-path': undefined, 'audit-policy-file': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs', 'ClusterConfiguration /apiServer/extraArgs'],
    },
  },
});
