import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': runs('kube-apiserver'),
    'by the flag': runs('kube-apiserver', { 'service-account-lookup': 'true' }),
  },
  invalid: {
    off: {
      change: runs('kube-apiserver', { 'service-account-lookup': 'false' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'off, in short': {
      change: runs('kube-apiserver', { 'service-account-lookup': '0' }),
      at: ['/containers/0/command/1'],
    },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', { 'service-account-lookup': 'false' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
