import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Flags that kubeadm sets. */
const WITHOUT = {
  ...{ 'etcd-cafile': undefined, 'etcd-certfile': undefined, 'etcd-keyfile': undefined, 'etcd-servers': undefined },
};

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    etcd: runs('etcd'),
    'etcd with a file': runs('etcd', { 'cert-file': undefined, 'config-file': '/etc/etcd.yaml' }),
    'variables are flags too': runs(
      'etcd',
      { 'cert-file': undefined },
      { env: [{ name: 'ETCD_CERT_FILE', value: '/x' }] },
    ),
    'a flag overrides a variable': runs(
      'etcd',
      { 'auto-tls': 'false' },
      { env: [{ name: 'ETCD_AUTO_TLS', value: 'true' }] },
    ),
    'plain HTTP on the loopback address': runs('etcd', { 'listen-client-urls': 'http://127.0.0.1:2379' }),
    'an etcd of an application': ({ spec }) => {
      spec.containers[0].command = ['etcd', '--auto-tls'];
    },
    'what kubeadm sets': kubeadm('etcd', { 'cert-file': undefined, 'peer-key-file': undefined }),
    'an etcd of its own': kubeadm('kube-apiserver', WITHOUT, {
      etcd: { external: { endpoints: ['https://10.0.0.20:2379'], caFile: '/a', certFile: '/b', keyFile: '/c' } },
    }),
  },
  invalid: {
    'no certificates': {
      change: runs('etcd', { 'cert-file': undefined, 'key-file': undefined }),
      at: ['/containers/0/command', '/containers/0/command'],
      mendedBy: 'none',
    },
    'no certificates for members': {
      change: runs('etcd', { 'peer-cert-file': undefined, 'peer-key-file': '' }),
      at: ['/containers/0/command', '/containers/0/command/1'],
      mendedBy: 'none',
    },
    'certificates of its own': {
      change: runs('etcd', { 'auto-tls': 'true', 'peer-auto-tls': 'true' }),
      at: ['/containers/0/command/1', '/containers/0/command/2'],
      mendedBy: 'force',
    },
    'certificates of its own alone': {
      change: runs('etcd', { 'auto-tls': 'true', 'cert-file': undefined }),
      at: ['/containers/0/command', '/containers/0/command/1'],
      mendedBy: 'none',
    },
    'by a variable': {
      change: runs('etcd', {}, { env: [{ name: 'ETCD_AUTO_TLS', value: 'true' }] }),
      at: ['/containers/0/env/0/value'],
      mendedBy: 'force',
    },
    'plain HTTP': {
      change: runs('etcd', { 'listen-client-urls': 'http://127.0.0.1:2379,http://10.0.0.1:2379' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'none',
    },
    'plain HTTP between members': {
      change: runs('etcd', { 'listen-peer-urls': 'http://10.0.0.1:2380' }),
      at: ['/containers/0/command/1'],
    },
    'the API server without a certificate': {
      change: runs('kube-apiserver', {
        'etcd-certfile': undefined,
        'etcd-keyfile': undefined,
        'etcd-cafile': undefined,
      }),
      at: ['/containers/0/command', '/containers/0/command', '/containers/0/command'],
      mendedBy: 'none',
    },
    'the API server over plain HTTP': {
      change: runs('kube-apiserver', { 'etcd-servers': 'http://10.0.0.20:2379' }),
      at: ['/containers/0/command/1'],
    },
    'in kubeadm': {
      change: kubeadm('etcd', { 'auto-tls': 'true' }),
      at: ['ClusterConfiguration /etcd/local/extraArgs/0/value'],
      mendedBy: 'force',
    },
    'an etcd of its own without TLS': {
      change: kubeadm('kube-apiserver', WITHOUT, { etcd: { external: { endpoints: ['http://10.0.0.20:2379'] } } }),
      at: ['caFile', 'certFile', 'keyFile', 'endpoints'].map((field) => `ClusterConfiguration /etcd/external/${field}`),
      mendedBy: 'none',
    },
  },
});
