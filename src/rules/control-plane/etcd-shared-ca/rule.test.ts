import { clusterFile, kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'an authority of its own': runs('etcd'),
    'kubeadm by default': kubeadm('etcd', { 'trusted-ca-file': undefined }),
    'another folder': kubeadm('etcd', { 'trusted-ca-file': undefined }, { certificatesDir: '/pki' }),
  },
  invalid: {
    none: { change: runs('etcd', { 'trusted-ca-file': undefined }), at: ['/containers/0/command'], mendedBy: 'none' },
    'that of the cluster': {
      change: runs('etcd', { 'trusted-ca-file': '/etc/kubernetes/pki/ca.crt' }),
      at: ['/containers/0/command/1'],
    },
    'that of the cluster for members': {
      change: runs('etcd', { 'peer-trusted-ca-file': '/etc/kubernetes/pki/ca.crt' }),
      at: ['/containers/0/command/1'],
    },
    'that of an API server among the files': {
      change: (world) => {
        runs('etcd', { 'trusted-ca-file': '/pki/ca.crt' })(world);
        world.others.push(clusterFile('kube-apiserver', { 'client-ca-file': '/pki/ca.crt' }));
      },
      at: ['/containers/0/command/1'],
    },
    'another folder': {
      change: kubeadm(
        'etcd',
        { 'trusted-ca-file': '/pki/ca.crt' },
        {
          certificatesDir: '/pki',
          apiServer: clusterFile('kube-apiserver', { 'client-ca-file': undefined }).apiServer,
        },
      ),
      at: ['ClusterConfiguration /etcd/local/extraArgs/0/value'],
    },
  },
});
