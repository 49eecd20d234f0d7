import { kubeadm, kubelet, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'an authority': runs('kube-apiserver'),
    'certificates of the cluster': kubelet({}),
    'certificates of its own': kubelet({ serverTLSBootstrap: false, tlsCertFile: '/x', tlsPrivateKeyFile: '/y' }),
  },
  invalid: {
    'no authority': {
      change: runs('kube-apiserver', { 'kubelet-certificate-authority': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'an empty one': {
      change: runs('kube-apiserver', { 'kubelet-certificate-authority': '' }),
      at: ['/containers/0/command/1'],
    },
    'kubeadm by default': {
      change: kubeadm('kube-apiserver', { 'kubelet-certificate-authority': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs'],
    },
    'a kubelet that signs for itself': {
      change: kubelet({ serverTLSBootstrap: false }),
      at: ['KubeletConfiguration /serverTLSBootstrap'],
      mendedBy: 'none',
    },
    'half a certificate': {
      change: kubelet({ serverTLSBootstrap: undefined, tlsCertFile: '/x' }),
      at: ['KubeletConfiguration /serverTLSBootstrap'],
    },
  },
});
