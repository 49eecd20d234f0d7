import { clusterFile, kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'Node and RBAC': runs('kube-apiserver'),
    'with a webhook': runs('kube-apiserver', { 'authorization-mode': 'Node, RBAC,Webhook' }),
    'a file': runs('kube-apiserver', { 'authorization-mode': undefined, 'authorization-config': '/x' }),
    'kubeadm by default': kubeadm('kube-apiserver', { 'authorization-mode': undefined }),
    'kubeadm with a file': kubeadm('kube-apiserver', { 'authorization-mode': undefined, 'authorization-config': '/x' }),
  },
  invalid: {
    'by default': {
      change: runs('kube-apiserver', { 'authorization-mode': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'AlwaysAllow alone': {
      change: runs('kube-apiserver', { 'authorization-mode': 'AlwaysAllow' }),
      at: ['/containers/0/command/1', '/containers/0/command/1', '/containers/0/command/1'],
      mendedBy: 'none',
    },
    'AlwaysAllow beside the others': {
      change: runs('kube-apiserver', { 'authorization-mode': 'Node,RBAC,AlwaysAllow' }),
      at: ['/containers/0/command/1'],
    },
    'AlwaysAllow in a second flag': {
      change: runs('kube-apiserver', {}, { args: ['--authorization-mode', 'AlwaysAllow'] }),
      at: ['/containers/0/args/0'],
    },
    'without Node': {
      change: runs('kube-apiserver', { 'authorization-mode': 'RBAC' }),
      at: ['/containers/0/command/1'],
    },
    'without RBAC': {
      change: runs('kube-apiserver', { 'authorization-mode': 'Node,Webhook' }),
      at: ['/containers/0/command/1'],
    },
    ABAC: {
      change: runs('kube-apiserver', { 'authorization-mode': 'Node,RBAC,ABAC' }),
      at: ['/containers/0/command/1'],
    },
    'in kubeadm': {
      change: kubeadm('kube-apiserver', { 'authorization-mode': 'RBAC' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
    },
    'twice in kubeadm': {
      change: ({ others }) => {
        const cluster = clusterFile('kube-apiserver', {});
        cluster.apiServer.extraArgs.unshift({ name: 'authorization-mode', value: 'AlwaysAllow' });
        others.push(cluster);
      },
      at: ['ClusterConfiguration /apiServer/extraArgs/2/value'],
    },
  },
});
