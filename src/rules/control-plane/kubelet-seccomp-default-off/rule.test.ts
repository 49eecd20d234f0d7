import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    on: kubelet({}),
    'before kubelets knew the field': { change: kubelet({ seccompDefault: undefined }), version: '1.24' },
  },
  invalid: {
    'by default': {
      change: kubelet({ seccompDefault: undefined }),
      at: ['KubeletConfiguration /seccompDefault'],
      mendedBy: 'fill',
    },
    off: {
      change: kubelet({ seccompDefault: false }),
      at: ['KubeletConfiguration /seccompDefault'],
      mendedBy: 'force',
    },
    'off by a flag': {
      change: kubeletArgs({ 'seccomp-default': 'false' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
