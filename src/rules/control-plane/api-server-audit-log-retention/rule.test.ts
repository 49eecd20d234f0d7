import { kubeadm, olderKubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'as the benchmark asks': runs('kube-apiserver'),
    'no limit': runs('kube-apiserver', { 'audit-log-maxage': '0', 'audit-log-maxbackup': '0' }),
    'a webhook alone': runs('kube-apiserver', {
      ...{ 'audit-log-path': undefined, 'audit-log-maxage': undefined, 'audit-webhook-config-file': '/x' },
    }),
  },
  invalid: {
    'some days': {
      change: runs('kube-apiserver', { 'audit-log-maxage': '29' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'no number': { change: runs('kube-apiserver', { 'audit-log-maxage': 'x' }), at: ['/containers/0/command/1'] },
    'few and small files': {
      change: runs('kube-apiserver', { 'audit-log-maxbackup': '9', 'audit-log-maxsize': '99' }),
      at: ['/containers/0/command/1', '/containers/0/command/2'],
      mendedBy: 'force',
    },
    'not said': {
      change: runs('kube-apiserver', { 'audit-log-maxage': undefined, 'audit-log-maxsize': undefined }),
      at: ['/containers/0/command', '/containers/0/command'],
      mendedBy: 'fill',
    },
    'not said in kubeadm': {
      change: kubeadm('kube-apiserver', { 'audit-log-maxage': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs'],
      mendedBy: 'fill',
    },
    'not said in an older kubeadm': {
      change: olderKubeadm('kube-apiserver', { 'audit-log-maxage': undefined }),
      version: '1.30',
      at: ['ClusterConfiguration /apiServer/extraArgs'],
      mendedBy: 'fill',
    },
  },
});
