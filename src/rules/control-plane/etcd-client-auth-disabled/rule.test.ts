import { commandLine, kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'clients and members': runs('etcd'),
    'kubeadm by default': kubeadm('etcd', { 'client-cert-auth': undefined }),
  },
  invalid: {
    'by default': {
      change: runs('etcd', { 'client-cert-auth': undefined, 'peer-client-cert-auth': undefined }),
      at: ['/containers/0/command', '/containers/0/command'],
      mendedBy: 'fill',
    },
    'by the flag': {
      change: runs('etcd', { 'client-cert-auth': 'false' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'without an authority': {
      change: runs('etcd', { 'peer-client-cert-auth': 'false', 'peer-trusted-ca-file': undefined }),
      at: ['/containers/0/command/1'],
      also: ['etcd-shared-ca'],
      mendedBy: 'none',
    },
    'in an init container': {
      change: ({ spec, podMetadata }) => {
        podMetadata.labels.tier = 'control-plane';
        spec.initContainers[0].command = commandLine('etcd', { 'client-cert-auth': undefined });
      },
      at: ['/initContainers/0/command'],
      mendedBy: 'fill',
    },
    'in kubeadm': {
      change: kubeadm('etcd', { 'client-cert-auth': 'false' }),
      at: ['ClusterConfiguration /etcd/local/extraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
