import { kubeadm, kubelet, kubeletArgs, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const FLAGS = [
  ['client-ca-file', 'high'],
  ['kubelet-client-certificate', 'medium'],
  ['kubelet-client-key', 'medium'],
  ['service-account-key-file', 'medium'],
  ['tls-cert-file', 'medium'],
  ['tls-private-key-file', 'medium'],
] as const;

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the API server': runs('kube-apiserver'),
    'the controller manager': runs('kube-controller-manager'),
    'what kubeadm sets': kubeadm('kube-apiserver', {
      ...{ 'client-ca-file': undefined, 'tls-cert-file': undefined, 'service-account-key-file': undefined },
    }),
    'a kubelet': kubelet({}),
    'a flag of a kubelet': kubeletArgs({ 'client-ca-file': '/ca.crt' }),
  },
  invalid: {
    ...Object.fromEntries(
      FLAGS.map(([flag, severity]) => [
        `no ${flag}`,
        { change: runs('kube-apiserver', { [flag]: undefined }), at: ['/containers/0/command'], severity },
      ]),
    ),
    'no keys of the controller manager': {
      change: runs('kube-controller-manager', {
        ...{ 'service-account-private-key-file': undefined, 'root-ca-file': undefined },
      }),
      at: ['/containers/0/command', '/containers/0/command'],
      mendedBy: 'none',
    },
    'an empty one in kubeadm': {
      change: kubeadm('kube-apiserver', { 'tls-cert-file': '' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
    },
    'a kubelet without an authority': {
      change: kubelet({ authentication: {} }),
      at: ['KubeletConfiguration /authentication/x509/clientCAFile'],
      mendedBy: 'none',
    },
    'a kubelet whose flag takes it away': {
      change: kubeletArgs({ 'client-ca-file': '' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
    },
  },
});
