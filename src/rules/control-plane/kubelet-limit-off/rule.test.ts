import { kubelet, kubeletArgs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'by default': kubelet({}),
    'ten seconds': { change: kubelet({ streamingConnectionIdleTimeout: '10s' }), version: '1.33' },
    'the default, as kubeadm writes it': {
      change: kubelet({ streamingConnectionIdleTimeout: '0s' }),
      version: '1.33',
    },
    'a flag without effect': {
      change: kubeletArgs({ 'streaming-connection-idle-timeout': '0' }),
      version: '1.34',
    },
  },
  invalid: {
    'no timeout by a flag': {
      change: kubeletArgs({ 'streaming-connection-idle-timeout': '0h0m' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      ...{ version: '1.33', mendedBy: 'force' },
    },
    'no rate of events': {
      change: kubelet({ eventRecordQPS: 0 }),
      at: ['KubeletConfiguration /eventRecordQPS'],
      mendedBy: 'force',
    },
    'no rate of events by a flag': {
      change: kubeletArgs({ 'event-qps': '0' }),
      at: ['JoinConfiguration /nodeRegistration/kubeletExtraArgs/0/value'],
      mendedBy: 'force',
    },
  },
});
