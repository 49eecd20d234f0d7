import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the plugin': runs('kube-apiserver'),
    'with spaces': runs('kube-apiserver', {
      'enable-admission-plugins': 'NodeRestriction, AlwaysPullImages, DenyServiceExternalIPs, EventRateLimit',
    }),
    'in a second flag': runs(
      'kube-apiserver',
      { 'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages,EventRateLimit' },
      {
        args: ['--enable-admission-plugins=DenyServiceExternalIPs'],
      },
    ),
    'another program': runs('kube-scheduler'),
  },
  invalid: {
    'without it': {
      change: runs('kube-apiserver', { 'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages,EventRateLimit' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'none',
    },
    'a name that contains it': {
      change: runs('kube-apiserver', {
        'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages,EventRateLimit,DenyServiceExternalIPs2',
      }),
      at: ['/containers/0/command/1'],
    },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', {
        'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages,EventRateLimit',
      }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
    },
  },
});
