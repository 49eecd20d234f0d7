import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'accounts of their own': runs('kube-controller-manager'),
    'kubeadm by default': kubeadm('kube-controller-manager', { 'use-service-account-credentials': undefined }),
  },
  invalid: {
    'by default': {
      change: runs('kube-controller-manager', { 'use-service-account-credentials': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    'by the flag': {
      change: runs('kube-controller-manager', { 'use-service-account-credentials': 'false' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'in kubeadm': {
      change: kubeadm('kube-controller-manager', { 'use-service-account-credentials': 'false' }),
      at: ['ClusterConfiguration /controllerManager/extraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
