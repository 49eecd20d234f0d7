import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { none: kubelet({}), 'a folder': kubelet({ staticPodPath: '/etc/kubernetes/manifests' }) },
  invalid: {
    'by the file': {
      change: kubelet({ staticPodURL: 'https://example.com' }),
      at: ['KubeletConfiguration /staticPodURL'],
      mendedBy: 'none',
    },
    'by a flag': {
      change: kubeletArgs({ 'manifest-url': 'https://example.com' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'none',
    },
  },
});
