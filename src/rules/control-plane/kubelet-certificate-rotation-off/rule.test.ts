import { kubeadm, kubelet, kubeletArgs, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'a kubelet': kubelet({}),
    'the gate is on': kubelet({ featureGates: { RotateKubeletServerCertificate: true } }),
    'another gate is off': runs('kube-controller-manager', { 'feature-gates': 'Other=false' }),
  },
  invalid: {
    'not said': {
      change: kubelet({ rotateCertificates: undefined }),
      at: ['KubeletConfiguration /rotateCertificates'],
      mendedBy: 'fill',
    },
    off: {
      change: kubelet({ rotateCertificates: false }),
      at: ['KubeletConfiguration /rotateCertificates'],
      mendedBy: 'force',
    },
    'off by a flag': {
      change: kubeletArgs({ 'rotate-certificates': 'false' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
    'the gate is off': {
      change: kubelet({ featureGates: { RotateKubeletServerCertificate: false } }),
      at: ['KubeletConfiguration /featureGates/RotateKubeletServerCertificate'],
      mendedBy: 'force',
    },
    'the gate of the controller manager is off': {
      change: runs('kube-controller-manager', { 'feature-gates': 'Other=true,RotateKubeletServerCertificate=false' }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'the gate is off in kubeadm': {
      change: kubeadm('kube-controller-manager', { 'feature-gates': 'RotateKubeletServerCertificate=False' }),
      at: ['ClusterConfiguration /controllerManager/extraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
