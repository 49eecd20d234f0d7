import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: { 'a limit': kubelet({}), 'a limit by a flag': kubeletArgs({ 'pod-max-pids': '1024' }) },
  invalid: {
    'by default': {
      change: kubelet({ podPidsLimit: undefined }),
      at: ['KubeletConfiguration /podPidsLimit'],
      mendedBy: 'none',
    },
    none: { change: kubelet({ podPidsLimit: -1 }), at: ['KubeletConfiguration /podPidsLimit'] },
    'none by a flag': {
      change: kubeletArgs({ 'pod-max-pids': '-1' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'none',
    },
  },
});
