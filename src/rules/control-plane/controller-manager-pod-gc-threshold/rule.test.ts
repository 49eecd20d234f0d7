import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'a number': runs('kube-controller-manager'),
    'another number': kubeadm('kube-controller-manager', { 'terminated-pod-gc-threshold': '12500' }),
  },
  invalid: {
    'no limit': {
      change: runs('kube-controller-manager', { 'terminated-pod-gc-threshold': '0' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'no number': {
      change: runs('kube-controller-manager', { 'terminated-pod-gc-threshold': 'x' }),
      at: ['/containers/0/command/1'],
    },
    'not said': {
      change: runs('kube-controller-manager', { 'terminated-pod-gc-threshold': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    'not said in kubeadm': {
      change: kubeadm('kube-controller-manager', { 'terminated-pod-gc-threshold': undefined }),
      at: ['ClusterConfiguration /controllerManager/extraArgs'],
      mendedBy: 'fill',
    },
  },
});
