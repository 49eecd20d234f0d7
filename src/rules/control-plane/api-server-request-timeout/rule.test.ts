import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': runs('kube-apiserver'),
    'five minutes': runs('kube-apiserver', { 'request-timeout': '5m0s' }),
    'in seconds': runs('kube-apiserver', { 'request-timeout': '300s' }),
  },
  invalid: {
    'a second more': {
      change: runs('kube-apiserver', { 'request-timeout': '5m1s' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'no end': { change: runs('kube-apiserver', { 'request-timeout': '0' }), at: ['/containers/0/command/1'] },
    'no duration': { change: runs('kube-apiserver', { 'request-timeout': '60' }), at: ['/containers/0/command/1'] },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', { 'request-timeout': '1h' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
