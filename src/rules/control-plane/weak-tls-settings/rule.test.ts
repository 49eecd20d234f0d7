import { kubeadm, kubelet, kubeletArgs, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const WEAK = [
  ...['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_RC4_128_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'],
  ...['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'NO_SUCH_SUITE'],
] as const;

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'strong suites': runs('kube-apiserver'),
    'suites of TLS 1.3, and with ChaCha20': runs('kube-apiserver', {
      'tls-cipher-suites': 'TLS_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    }),
    'TLS 1.3, which needs none': runs('kube-apiserver', {
      ...{ 'tls-cipher-suites': undefined, 'tls-min-version': 'VersionTLS13' },
    }),
    'none, where the benchmark asks for none': runs('kube-scheduler'),
    'etcd in its own spelling': runs('etcd', { 'tls-min-version': 'TLS1.2' }),
    'a kubelet': kubelet({}),
    'a kubelet with TLS 1.3': kubelet({ tlsCipherSuites: undefined, tlsMinVersion: 'VersionTLS13' }),
  },
  invalid: {
    'the suites of Go': {
      change: runs('kube-apiserver', { 'tls-cipher-suites': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'fill',
    },
    ...Object.fromEntries(
      WEAK.map((suite) => [
        suite,
        {
          change: runs('kube-apiserver', { 'tls-cipher-suites': `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,${suite}` }),
          at: ['/containers/0/command/1'],
          mendedBy: 'force' as const,
        },
      ]),
    ),
    'TLS 1.1': {
      change: runs('kube-controller-manager', { 'tls-min-version': 'VersionTLS11' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'a weak suite of the scheduler': {
      change: kubeadm('kube-scheduler', { 'tls-cipher-suites': WEAK[0] }),
      at: ['ClusterConfiguration /scheduler/extraArgs/0/value'],
      mendedBy: 'force',
    },
    'a weak suite and TLS 1.0 of etcd': {
      change: kubeadm('etcd', { 'cipher-suites': WEAK[0], 'tls-min-version': 'TLS1.0' }),
      at: ['ClusterConfiguration /etcd/local/extraArgs/0/value', 'ClusterConfiguration /etcd/local/extraArgs/1/value'],
      mendedBy: 'force',
    },
    'a weak suite of a kubelet': {
      change: kubelet({ tlsCipherSuites: [WEAK[0]] }),
      at: ['KubeletConfiguration /tlsCipherSuites'],
      mendedBy: 'force',
    },
    'no suites of a kubelet': {
      change: kubelet({ tlsCipherSuites: undefined }),
      at: ['KubeletConfiguration /tlsCipherSuites'],
      mendedBy: 'fill',
    },
    'TLS 1.0 of a kubelet': {
      change: kubelet({ tlsMinVersion: 'VersionTLS10' }),
      at: ['KubeletConfiguration /tlsMinVersion'],
      mendedBy: 'force',
    },
    'a flag of a kubelet': {
      change: kubeletArgs({ 'tls-min-version': 'VersionTLS10' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
